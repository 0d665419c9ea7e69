"""One award raised by the increases of its fund, by the law interpreted: what an increase made of everybody, made of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mizan.funds.benefits.types import IncreaseInForce, Kind, Parts, TermDraft
from mizan.funds.benefits.types.increases import Reach
from mizan.kernel.money import Centimes
from mizan.law.algeria.deductions import deduct
from mizan.law.algeria.revalorisation import InPayment, raise_award
from mizan.law.engine.inputs import Switches

RISES = (Kind.RETIREMENT, Kind.RETIREMENT_ALLOWANCE, Kind.SURVIVORS, Kind.INVALIDITY, Kind.WORK_ACCIDENT)
"""The kinds an increase looks at, where they are paid by the month."""
DEDUCTED = (Kind.RETIREMENT, Kind.RETIREMENT_ALLOWANCE, Kind.SURVIVORS)
PLACES = ("pension", "allocation", "moudjahid_pension", "invalidity_pension")
"""The kinds of benefit in the order of the law's own list, as the database numbers them."""
PLACE_OF_KIND = {Kind.RETIREMENT_ALLOWANCE: 1, Kind.INVALIDITY: 3, Kind.WORK_ACCIDENT: 3}


def raised_terms(
    terms: Sequence[TermDraft], increases: Iterable[IncreaseInForce], *, kind: Kind, awarded_on: date
) -> tuple[TermDraft, ...]:
    """The terms of an award with every increase in it, earliest first: each is cut where its amount rises.

    `awarded_on` is the award's first day; for a reversion the day of the death, which it goes on from. Raises Refused as the law does.
    """
    found = tuple(terms)
    if kind not in RISES:
        return found
    for increase in increases:
        found = tuple(part for term in found for part in _cut(term, increase, kind, awarded_on))
    return found


def _cut(term: TermDraft, increase: IncreaseInForce, kind: Kind, awarded_on: date) -> Iterable[TermDraft]:
    if term.ends_on is not None and term.ends_on <= increase.effective_on:
        return (term,)
    raised = raised_term(term, increase, kind=kind, awarded_on=awarded_on)
    if raised is None:
        return (term,)
    before = (term._replace(ends_on=raised.starts_on),) if term.starts_on < raised.starts_on else ()
    return (*before, raised)


def raised_term(term: TermDraft, increase: IncreaseInForce, *, kind: Kind, awarded_on: date) -> TermDraft | None:
    """A term from the day of an increase on (or from its own first day, where it begins later); None where the law leaves it as it was.

    What is taken is that of the day, of what rises or of everybody, as the increase's `reach` says.
    """
    switches = Switches(increase.switches)
    parts, starts_on = term.parts, max(term.starts_on, increase.effective_on)
    new: tuple[int, int, int] = parts[:3] if increase.reach is Reach.DEDUCTIONS else _raised(term, increase, kind, awarded_on, switches)
    taken = (parts.social_insurance, parts.income_tax)
    if kind in DEDUCTED and (increase.reach is not Reach.RAISED or tuple(new) != parts[:3]):
        found = deduct(Centimes(sum(new) + parts.supplement), on=starts_on, switches=switches)
        taken = (found.social_insurance, found.income_tax)
    made = Parts(*new, parts.supplement, *taken)
    return None if made == parts else TermDraft(starts_on, term.ends_on, made, increase.law_version, term.least)


def _raised(term: TermDraft, increase: IncreaseInForce, kind: Kind, awarded_on: date, switches: Switches) -> tuple[int, int, int]:
    """What is earned, added by the fund and added by the State, after an increase."""
    parts, least = term.parts, term.least
    place = PLACES.index(least.kind) if least.kind else PLACE_OF_KIND.get(kind, 0)
    award = InPayment(
        parts.pension, parts.fund_adds, parts.state_adds, place, least.amount, least.of, int(kind is Kind.SURVIVORS), awarded_on.toordinal()
    )
    return raise_award(award, on=increase.effective_on, known=increase.known_on, switches=switches)
