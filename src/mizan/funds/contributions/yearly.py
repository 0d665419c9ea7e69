"""The yearly contribution of a self-employed person before it is written: what the law says of a base, ready to be booked. Pure."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from mizan.funds.contributions.drafts import DueDraft
from mizan.funds.contributions.postings import SELF_EMPLOYED
from mizan.kernel.funds import Payer
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.contributions.types import Share
from mizan.law.algeria.self_employed import Switches, YearlyContribution, provisional_contribution, yearly_contribution

CODE = "TNS"
"""The one code of the yearly contribution; the fund publishes none."""
FORM = "DAA"
DECLARED, PROVISIONAL = "declared", "provisional"
_TARGETS = {"casnos_contribution": DECLARED, "casnos_provisional_contribution": PROVISIONAL}


def law_day(year: int) -> date:
    """The day whose law a year's contribution follows: its first, on which the year begins to be owed."""
    return date(year, 1, 1)


@lru_cache(maxsize=4096)
def _found(amount: int, kind: str, year: int) -> YearlyContribution | Refusal:
    ask = yearly_contribution if kind == DECLARED else provisional_contribution
    return ask(Centimes(amount), on=law_day(year))


def contribution_of(amount: int, kind: str, year: int) -> YearlyContribution:
    """What is owed for a year on a declared income, or provisionally on the base of the year before; centimes.

    Raises `Refused` where the law gives no answer (a negative income, a year before its texts).
    """
    found = _found(amount, kind, year)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def due_of(amount: int, kind: str, year: int) -> DueDraft:
    """The due of a year: the base retained, the rate, the amount and its two parts, both CASNOS's own."""
    found = contribution_of(amount, kind, year)
    shares = tuple(Share(part.branch, Payer.INSURED, part.fund, part.rank, part.rate_ppm, part.amount) for part in found.parts)
    trace = json.dumps(found.trace.record(), ensure_ascii=False)
    return DueDraft(CODE, kind, SELF_EMPLOYED, found.base, found.rate_ppm, found.amount, shares, found.law_version, trace)


def is_yearly(record: Mapping[str, Any]) -> bool:
    """Whether the kept record of a due's steps is that of a yearly contribution."""
    return str(record["target"]) in _TARGETS


def steps_again(record: Mapping[str, Any]) -> YearlyContribution | Refusal:
    """The steps behind a yearly due, computed again from what was kept with it."""
    kind = _TARGETS[str(record["target"])]
    fact = "declared_income_y" if kind == DECLARED else "previous_base_y"
    ask = yearly_contribution if kind == DECLARED else provisional_contribution
    return ask(Centimes(record["facts"][fact]), on=date.fromisoformat(str(record["on"])), switches=Switches(record["switches"]))
