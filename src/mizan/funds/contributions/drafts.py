"""Dues before they are written: what the law says of a base, ready to be booked. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count

from mizan.funds.contributions.postings import Borne, collector_of
from mizan.kernel.funds import OWNER, Branch, Payer
from mizan.kernel.money import Centimes
from mizan.kernel.periods import Period
from mizan.kernel.refusals import Refusal, Refused
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.contributions import assess_line, dac_deadline, provisional_increase
from mizan.law.algeria.contributions.types import Share

MAIN_CODES = ("R22", "R06", "R07")
"""The codes whose bases are wages; R98 and R38 are due on the same wages again."""
INCREASE_CODE = "ART15"
RELIEF_KIND = {"CNAC": "relief_cnac", "TRESOR": "relief_treasury"}


@dataclass(frozen=True, slots=True)
class DueDraft:
    """A due to be booked: a base, the law's rate, the amount rounded once and its shares, which add up to it. Centimes."""

    code: str
    kind: str
    debtor: str
    base: int
    rate_ppm: int
    amount: int
    shares: tuple[Share, ...]
    law_version: str
    trace: str
    """The record of the steps as JSON: enough for the law to show them all again (`steps.steps_of`)."""

    @property
    def funds(self) -> list[str]:
        """The funds that own a share, and the collecting fund."""
        return sorted({str(collector_of(self.debtor)), *(str(share.fund) for share in self.shares)})

    def borne(self) -> Iterable[Borne]:
        """The shares as the books want them."""
        return (Borne(self.debtor, share.branch, share.amount) for share in self.shares)


@lru_cache(maxsize=4096)
def _assessed(code: str, base: int, on: date, construction: bool) -> tuple[DueDraft, ...] | Refusal:
    """The dues of one line: the employer's, then those of who bears the relief."""
    line = assess_line(code, Centimes(abs(base)), on=on, construction=construction)
    if isinstance(line, Refusal):
        return line
    sign = -1 if base < 0 else 1
    trace = json.dumps(line.trace.record(), ensure_ascii=False)
    drafts = [
        DueDraft(code, "declared", "EMPLOYER", base, line.rate_ppm, sign * line.amount, _signed(line.shares, sign), line.law_version, trace)
    ]
    for relief in line.reliefs:
        rate = sum(share.rate_ppm for share in relief.shares)
        debtor = str(relief.debtor)
        drafts.append(
            DueDraft(
                code, RELIEF_KIND[debtor], debtor, base, rate, sign * relief.amount, _signed(relief.shares, sign), line.law_version, trace
            )
        )
    return tuple(draft for draft in drafts if draft.amount)


def _signed(shares: Sequence[Share], sign: int) -> tuple[Share, ...]:
    return tuple(shares) if sign > 0 else tuple(share._replace(amount=Centimes(-share.amount)) for share in shares)


def dues_of_line(code: str, base: int, *, on: date, construction: bool) -> tuple[DueDraft, ...]:
    """The dues a declaration line makes under the law of a day; none for an empty base. Raises `Refused` where the law gives no rate."""
    if base == 0:
        return ()
    found = _assessed(code, base, on, construction)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def dues_of_base(base: int, kind: str, *, on: date, construction: bool) -> tuple[DueDraft, ...]:
    """The dues of a wage base that no declaration line gave: the general regime and the lines that go with it.

    `kind` is provisional or complementary. A negative base gives negative dues.
    """
    codes = ("R22", "R98", "R38") if construction else ("R22", "R98")
    return tuple(
        DueDraft(d.code, kind, d.debtor, d.base, d.rate_ppm, d.amount, d.shares, d.law_version, d.trace)
        for code in codes
        for d in dues_of_line(code, base, on=on, construction=construction)
    )


@lru_cache(maxsize=512)
def least_difference(on: date) -> int:
    """The smallest difference of bases that makes anything due under the law of a day, in centimes; a smaller one is no difference."""
    return next(base for base in count(1) if dues_of_base(base, "complementary", on=on, construction=False))


def increase_on(dues: Iterable[DueDraft], *, on: date) -> DueDraft | None:
    """The increase of article 15 on a provisional assessment: acquired whatever is declared later. None when it rounds to nothing."""
    total = sum(draft.amount for draft in dues)
    found = provisional_increase(Centimes(total), on)
    if not found.amount:
        return None
    share = Share(Branch.INCREASE, Payer.EMPLOYER, OWNER[Branch.INCREASE], 0, RatePpm(50_000), found.amount)
    trace = json.dumps(found.trace.record(), ensure_ascii=False)
    return DueDraft(INCREASE_CODE, "increase", "EMPLOYER", total, 50_000, found.amount, (share,), found.law_version, trace)


def law_day(period: Period) -> date:
    """The day whose law a period's due follows: the last day of the period."""
    return period.end - timedelta(days=1)


@lru_cache(maxsize=512)
def deadline_of(period: Period) -> date:
    """The last day to declare and to pay a period."""
    return dac_deadline(period.end - timedelta(days=1))
