"""CNAS contributions: what a declaration line owes, to whom, by when, and why. The only door the funds use to this law."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from mizan.kernel.funds import OWNER, Branch, Fund, Payer
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal
from mizan.kernel.rounding import RatePpm, Rounding, apply_rate, split_residue_first
from mizan.law.algeria.contributions.types import AssessedAmount, AssessedLine, LineRate, Relief, Share
from mizan.law.engine.trace import Trace

E_, W_, F_ = Payer.EMPLOYER, Payer.WORKER, Payer.WORKS_FUND
_RATES = (
    (Branch.SOCIAL_INSURANCE, E_, 115_000),
    (Branch.SOCIAL_INSURANCE, W_, 15_000),
    (Branch.WORK_ACCIDENT, E_, 12_500),
    (Branch.RETIREMENT, E_, 110_000),
    (Branch.RETIREMENT, W_, 67_500),
    (Branch.RETIREMENT, F_, 5_000),
    (Branch.EARLY_RETIREMENT, E_, 2_500),
    (Branch.EARLY_RETIREMENT, W_, 2_500),
    (Branch.UNEMPLOYMENT, E_, 10_000),
    (Branch.UNEMPLOYMENT, W_, 5_000),
)
_KEPT = {"R22": (100, 0, 0), "R06": (60, 20, 20), "R07": (20, 28, 52)}
_SINGLE = {"R98": (Branch.WORKS_EQUALISATION, F_, 5_000), "R38": (Branch.CONSTRUCTION_PREVENTION, E_, 1_300)}

Switches = Mapping[str, Any]


def line_shares_ppm(on: date) -> tuple[LineRate, ...]:
    """The ten lines of the general regime on a day, in rank order."""
    return tuple(LineRate(b, p, OWNER[b], RatePpm(r)) for b, p, r in _RATES)


def _shares(rates: tuple[LineRate, ...], amount: Centimes) -> tuple[Share, ...]:
    parts = split_residue_first(amount, [r.rate_ppm for r in rates])
    return tuple(Share(r.branch, r.payer, r.fund, i, r.rate_ppm, part) for i, (r, part) in enumerate(zip(rates, parts, strict=True)))


def assess_line(
    code: str, base: Centimes, *, on: date, construction: bool = False, switches: Switches | None = None
) -> AssessedLine | Refusal:
    """What one declaration line owes on a day, by branch and payer; a ground for refusal when the law gives no rate."""
    if code == "R08":
        return Refusal("rate_not_established", "code", {"code": code})
    if code in _SINGLE:
        branch, payer, rate = _SINGLE[code]
        lines = (LineRate(branch, payer, OWNER[branch], RatePpm(rate)),)
        reliefs: tuple[Relief, ...] = ()
    elif code in _KEPT:
        kept, cnac, treasury = _KEPT[code]
        full = line_shares_ppm(on)
        lines = tuple(r._replace(rate_ppm=RatePpm(r.rate_ppm * kept // 100)) if r.payer is E_ else r for r in full)
        employer = tuple(r for r in full if r.payer is E_)
        whole = apply_rate(base, 250_000, Rounding.HALF_UP)
        made = []
        for fund, payer, part in ((Fund.CNAC, Payer.CNAC, cnac), (Fund.TRESOR, Payer.TREASURY, treasury)):
            if part:
                relieved = tuple(r._replace(payer=payer, rate_ppm=RatePpm(r.rate_ppm * part // 100)) for r in employer)
                amount = apply_rate(whole, part * 10_000, Rounding.HALF_UP)
                made.append(Relief(fund, amount, _shares(relieved, amount)))
        reliefs = tuple(made)
    else:
        return Refusal("unknown_code", "code", {"code": code})
    rate_ppm = RatePpm(sum(r.rate_ppm for r in lines))
    amount = apply_rate(base, rate_ppm, Rounding.HALF_UP)
    trace = Trace({"rule": code, "value": amount, "unit": "centimes", "uses": []})
    return AssessedLine(code, base, rate_ppm, amount, _shares(lines, amount), reliefs, "law-first", trace)


def assess_columns(bases: Any, on: date) -> Any:
    """The ten branch lines of each base, half up, as an int64 array of shape (n, 10)."""
    import numpy as np

    rates = np.array([r.rate_ppm for r in line_shares_ppm(on)], dtype=np.int64)
    product = bases.astype(np.int64)[:, None] * rates
    return np.sign(product) * ((2 * np.abs(product) + 1_000_000) // 2_000_000)


def periodicity(workers: int, on: date) -> str:
    """ "month" from ten workers, "quarter" below."""
    return "month" if workers >= 10 else "quarter"


def dac_deadline(period_end: date) -> date:
    """The last day to declare and pay the contributions of the period whose LAST day is `period_end`."""
    return period_end + timedelta(days=30)


def das_deadline(year: int) -> date:
    """The last day to file the yearly wage declaration of `year`."""
    return date(year + 1, 1, 31)


def provisional_assessment_on(deadline: date, switches: Switches | None = None) -> date:
    """The first day on which the fund may assess a declaration missing at its deadline."""
    return deadline + timedelta(days=1)


def provisional_increase(amount: Centimes, on: date) -> AssessedAmount:
    """The 5 % increase of article 15, acquired even when the declaration comes later."""
    increase = apply_rate(amount, 50_000, Rounding.HALF_UP)
    return AssessedAmount(increase, "law-first", Trace({"rule": "increase", "value": increase, "unit": "centimes", "uses": []}))


def provisional_base(switches: Switches | None = None) -> str:
    """Which base a provisional assessment takes: "previous_month", "previous_quarter", "previous_year" or "flat"."""
    return "previous_month"


def reconciliation_confirmed_on(opened_on: date, switches: Switches | None = None) -> date:
    """The day on which a difference left unanswered is confirmed."""
    return opened_on + timedelta(days=30)


def minimum_wage_m(on: date) -> Centimes | None:
    """The monthly minimum wage of a day in centimes; None before the first one known."""
    steps = ((date(2026, 1, 1), 24_000_00), (date(2020, 6, 1), 20_000_00), (date(2012, 1, 1), 18_000_00))
    return next((Centimes(amount) for since, amount in steps if on >= since), None)
