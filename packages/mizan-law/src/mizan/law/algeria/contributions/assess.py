"""One line of the contribution declaration, assessed: the due rounded once, its shares by branch, and what CNAC and the Treasury bear."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from mizan.kernel.funds import OWNER, Branch, Fund, Payer
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.kernel.rounding import RatePpm, split_residue_first
from mizan.law.algeria.book import book
from mizan.law.algeria.contributions.types import AssessedLine, LineRate, Relief, Share
from mizan.law.algeria.units import BY_RANK
from mizan.law.engine.inputs import Switches, in_force
from mizan.law.engine.plan import Outcome, Plan
from mizan.law.engine.trace import Trace

CODES = ("R22", "R06", "R07", "R98", "R38")
"""The declaration lines that can be assessed. R08 exists on the form, but its rate is not established."""

LINES: Mapping[str, tuple[Branch, Payer]] = MappingProxyType(
    {
        "social_insurance_employer": (Branch.SOCIAL_INSURANCE, Payer.EMPLOYER),
        "social_insurance_worker": (Branch.SOCIAL_INSURANCE, Payer.WORKER),
        "work_accident_employer": (Branch.WORK_ACCIDENT, Payer.EMPLOYER),
        "retirement_employer": (Branch.RETIREMENT, Payer.EMPLOYER),
        "retirement_worker": (Branch.RETIREMENT, Payer.WORKER),
        "retirement_works_fund": (Branch.RETIREMENT, Payer.WORKS_FUND),
        "early_retirement_employer": (Branch.EARLY_RETIREMENT, Payer.EMPLOYER),
        "early_retirement_worker": (Branch.EARLY_RETIREMENT, Payer.WORKER),
        "unemployment_employer": (Branch.UNEMPLOYMENT, Payer.EMPLOYER),
        "unemployment_worker": (Branch.UNEMPLOYMENT, Payer.WORKER),
    }
)
"""The ten lines of the general regime, by rule name, in rank order."""

_OTHER = MappingProxyType(
    {
        "R98": (Branch.WORKS_EQUALISATION, Payer.WORKS_FUND, "r98_due", "fnpos_rate"),
        "R38": (Branch.CONSTRUCTION_PREVENTION, Payer.EMPLOYER, "r38_due", "oprebat_rate"),
    }
)
_RELIEVED = frozenset({"R06", "R07"})


@lru_cache(maxsize=1024)
def line_shares_ppm(on: date) -> tuple[LineRate, ...]:
    """The ten lines of the general regime on a day, in rank order. Raises Refused before October 2006."""
    # The rule is asked for beside the values: those are known before October 2006, but too weakly to compute with.
    plan = book().plan(("r22_rate", *(f"{name}_rate" for name in LINES)), on)
    rates = plan.run({})
    if isinstance(rates, Refusal):
        raise Refused(rates)
    return tuple(LineRate(branch, payer, OWNER[branch], RatePpm(rates[f"{name}_rate"])) for name, (branch, payer) in LINES.items())


@lru_cache(maxsize=4096)
def _plan(code: str, on: date) -> Plan:
    low = code.lower()
    if code in _OTHER:
        return book().plan((f"{low}_due",), on)
    rates = tuple(f"{name}_rate" for name in LINES)
    if code in _RELIEVED:
        return book().plan((f"{low}_due", f"{low}_rate", f"{low}_cnac_rate", f"{low}_cnac", f"{low}_treasury", "relief_spread", *rates), on)
    return book().plan((f"{low}_due", f"{low}_rate", *rates), on)


def assess_line(
    code: str, base: Centimes, *, on: date, construction: bool = False, switches: Switches | None = None
) -> AssessedLine | Refusal:
    """What one declaration line owes under the law of a day, by branch and payer, or the ground for refusing it.

    `base` is the employer's base of the period in centimes (for R98 the sum of the bases of R22, R06 and R07); the due is rounded once and
    the shares add up to it: each is rounded down, the whole residue goes to the first. R38 is only for construction employers.
    A relieved line (R06, R07) also gives what CNAC and the Treasury owe; due and reliefs together are the general line.
    """
    if code == "R08":
        return Refusal("rate_not_established", "code", {"code": code}, "law-06-21")
    if code not in CODES:
        return Refusal("unknown_code", "code", {"code": code})
    if code == "R38" and not construction:
        return Refusal("not_construction", "code", {"code": code}, "decree-06-223")
    try:
        plan = _plan(code, on)
    except Refused as error:
        return error.refusal
    chosen = switches or in_force()
    outcome = plan.run({"base": base, "construction": construction}, chosen)
    if isinstance(outcome, Refusal):
        return outcome
    if code in _OTHER:
        branch, payer, due, rate = _OTHER[code]
        line = LineRate(branch, payer, OWNER[branch], RatePpm(outcome[rate]))
        return _assessed(code, base, on, outcome, due, (line,), ())
    full = line_shares_ppm(on)
    if code not in _RELIEVED:
        return _assessed(code, base, on, outcome, "r22_due", full, ())
    return _relieved_line(code, base, on, outcome, full)


def assess_again(record: Mapping[str, Any]) -> AssessedLine | Refusal:
    """The line of a kept `trace.record()`, assessed again with all its steps; compare `law_version` to see whether the law text changed."""
    facts = record["facts"]
    code, on = str(record["target"])[:3].upper(), date.fromisoformat(record["on"])
    construction = bool(facts.get("construction", False))
    return assess_line(code, Centimes(facts["base"]), on=on, construction=construction, switches=Switches(record["switches"]))


def _relieved_line(code: str, base: Centimes, on: date, outcome: Outcome, full: Sequence[LineRate]) -> AssessedLine:
    """A line with an abatement: the employer's branches lose what CNAC and the Treasury take over, branch by branch."""
    low = code.lower()
    relieved = _relieved_rates(full, outcome[f"{low}_relieved_rate"], by_rank=outcome["relief_spread"] == BY_RANK)
    by_cnac = split_residue_first(outcome[f"{low}_cnac_rate"], relieved)
    by_treasury = [whole - part for whole, part in zip(relieved, by_cnac, strict=True)]
    reliefs = (
        _relief(Fund.CNAC, Payer.CNAC, outcome, f"{low}_cnac", full, by_cnac),
        _relief(Fund.TRESOR, Payer.TREASURY, outcome, f"{low}_treasury", full, by_treasury),
    )
    lines = [line._replace(rate_ppm=RatePpm(line.rate_ppm - less)) for line, less in zip(full, relieved, strict=True)]
    return _assessed(code, base, on, outcome, f"{low}_due", lines, reliefs)


def _relieved_rates(lines: Sequence[LineRate], relieved_ppm: int, *, by_rank: bool) -> tuple[int, ...]:
    """How many parts per million of the wage each line loses; only the employer's lines do."""
    own = [line.rate_ppm if line.payer is Payer.EMPLOYER else 0 for line in lines]
    if by_rank:
        taken, left = [], relieved_ppm
        for rate in own:
            taken.append(min(rate, left))
            left -= taken[-1]
        return tuple(taken)
    # The residue of a proportion that is not whole goes to the first line, as for amounts.
    return split_residue_first(relieved_ppm, own)


def _shares(lines: Sequence[LineRate], amount: int) -> tuple[Share, ...]:
    """The amount over the lines that have a rate; a line wholly relieved has no share."""
    parts = split_residue_first(amount, [line.rate_ppm for line in lines])
    return tuple(
        Share(line.branch, line.payer, line.fund, rank, line.rate_ppm, part)
        for rank, (line, part) in enumerate(zip(lines, parts, strict=True))
        if line.rate_ppm
    )


def _relief(debtor: Fund, payer: Payer, outcome: Outcome, owed: str, full: Sequence[LineRate], rates: Sequence[int]) -> Relief:
    lines = [line._replace(payer=payer, rate_ppm=RatePpm(rate)) for line, rate in zip(full, rates, strict=True)]
    amount = Centimes(outcome[owed])
    return Relief(debtor, amount, _shares(lines, amount), outcome.trace(owed))


def _assessed(
    code: str, base: Centimes, on: date, outcome: Outcome, due: str, lines: Sequence[LineRate], reliefs: tuple[Relief, ...]
) -> AssessedLine:
    amount = Centimes(outcome[due])
    shares = _shares(lines, amount)
    rate = RatePpm(sum(line.rate_ppm for line in lines))
    trace = Trace(outcome, due, _share_traces(amount, rate, shares, on) if len(shares) > 1 else ())
    return AssessedLine(code, base, rate, amount, shares, reliefs, outcome.law_version, trace)


def _share_traces(amount: int, rate: int, shares: Sequence[Share], on: date) -> tuple[Trace, ...]:
    """How the due is shared: the first share takes what the others leave."""
    other, first = book().plan(("branch_share",), on), book().plan(("first_share",), on)
    outcomes = [first.run({"line_due": amount, "other_shares": amount - shares[0].amount})]
    outcomes += [other.run({"line_due": amount, "share_rate": share.rate_ppm, "line_rate": rate}) for share in shares[1:]]
    return tuple(outcome.trace() for outcome in outcomes if isinstance(outcome, Outcome))
