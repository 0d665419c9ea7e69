"""Retirement claims over columns: the facts of many cases gathered at once, the law compiled, and what it gives each fund's award.

What it answers is what `retirement.gather`, the law interpreted and `retirement.give` answer, to the centime. A case that is not shaped
like the others (files merged, a month corrected, a fact told that is a list) is left to them: it is `odd`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from mizan.funds.benefits.kinds import facts as f
from mizan.funds.benefits.kinds.retirement import CHILD_MONTHS, RETIREMENT
from mizan.funds.careers.columns import CASNOS, CNR, CareerColumns, Flags, Ints
from mizan.funds.careers.queries.columns import careers_on
from mizan.funds.people.queries.many import (
    IdentityCard,
    TieKnown,
    deaths_as_known,
    identities_as_known,
    merged_as_known,
    numbers_held,
    ties_as_known,
)
from mizan.funds.people.types import Relation
from mizan.kernel.periods import add_months
from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book, topics
from mizan.law.engine.inputs import ASKED, Fact
from mizan.law.engine.topics import ABSENT

__all__ = ["Gathered", "PensionCase", "deaths_as_known", "gather_columns"]
UNPAID = "contributions_unpaid"
RECENT_MONTHS, YEAR = 36, 12
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PensionCase:
    """A retirement claim: whose, the day whose law applies, and what the claimant told beyond that day."""

    person_id: int
    day: date
    told: Told


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of some cases by the names of the statute book, a number for each case, and its two series (wages, incomes).

    `missing` names what nobody holds, case by case; `odd` are the cases the columns do not tell.
    """

    cases: Sequence[PensionCase]
    columns: Mapping[str, Ints]
    wages: tuple[Ints, Ints]
    incomes: tuple[Ints, Ints]
    missing: Sequence[tuple[str, ...]]
    odd: Flags


def gather_columns(cases: Sequence[PensionCase], *, known_at: datetime) -> Gathered:
    """The facts of cases as the funds held them at a moment; reads in a few statements, as the batch role."""
    own = sorted({case.person_id for case in cases})
    ties = ties_as_known(own, (Relation.CHILD.value, Relation.SPOUSE.value), at=known_at)
    spouses = [_spouse(ties.get(case.person_id, ()), case.day) for case in cases]
    everybody = np.array(sorted({*own, *(one for one in spouses if one)}), np.int64)
    listed = everybody.tolist()
    merged = merged_as_known(listed, at=known_at)
    careers, odd = careers_on(everybody, numbers=numbers_held(listed), known_at=known_at)
    odd |= np.isin(everybody, np.array(sorted(merged), np.int64))
    cards = identities_as_known(own, at=known_at)
    slot = np.searchsorted(everybody, np.array([case.person_id for case in cases], np.int64))
    beside = np.array([0 if one is None else int(np.searchsorted(everybody, one)) for one in spouses], np.int64)
    has_spouse = np.array([one is not None for one in spouses], np.bool_)
    made = _Facts(cases, slot, careers, cards, odd[slot] | (has_spouse & odd[beside]))
    made.household([ties.get(case.person_id, ()) for case in cases], beside, has_spouse)
    made.told()
    return made.gathered()


def _spouse(ties: Sequence[TieKnown], day: date) -> int | None:
    """The spouse of the lowest rank on a day."""
    return next((tie.member_id for tie in ties if tie.relation == Relation.SPOUSE and tie.on(day)), None)


class _Facts:
    """The columns being made."""

    def __init__(
        self, cases: Sequence[PensionCase], slot: Ints, careers: CareerColumns, cards: Mapping[int, IdentityCard], odd: Flags
    ) -> None:
        self.cases, self.slot, self.careers, self.odd = cases, slot, careers, odd
        self.names = topics()[RETIREMENT.topic].inputs
        days = np.array([case.day.toordinal() for case in cases], np.int64)
        self.month = np.array([case.day.year * YEAR + case.day.month - 1 for case in cases], np.int64)
        self.columns = self._absent(days)
        self.missing: list[tuple[str, ...]] = []
        self._own(cards, days)
        self._career()

    def _absent(self, days: Ints) -> dict[str, Ints]:
        """What is understood where a question is not answered (`topics.facts_of`)."""
        found = {}
        for name in self.names.values():
            fact = book().inputs.facts[name]
            if fact.entity:
                continue
            if fact.absent == ASKED:
                found[name] = days.copy()
            elif fact.absent is not None or fact.unit in ABSENT:
                least = fact.absent if fact.absent is not None else max(fact.least, 0)
                found[name] = np.full(len(days), int(least), np.int64)
        return found

    def _put(self, name: str, column: Ints, where: Flags | None = None) -> None:
        """A column by the outside name of its fact; `where` it is held."""
        fact = self.names[name]
        self.columns[fact] = column if where is None else np.where(where, column, self.columns[fact])

    def _own(self, cards: Mapping[int, IdentityCard], days: Ints) -> None:
        sexes: dict[str, int] = {}
        born, sex = np.zeros(len(days), np.int64), np.zeros(len(days), np.int64)
        for place, case in enumerate(self.cases):
            card = cards.get(case.person_id, IdentityCard(None, ""))
            self.missing.append((*(() if card.born_on else ("born_on",)), *(() if card.sex else ("sex",))))
            born[place] = card.born_on.toordinal() if card.born_on else 0
            if card.sex:
                if card.sex not in sexes:
                    sexes[card.sex] = book().inputs.fact(self.names["sex"], card.sex.lower())
                sex[place] = sexes[card.sex]
        self._put("born_on", born)
        self._put("sex", sex)
        self._put("claimed_on", days)

    def _career(self) -> None:
        held, slot = self.careers, self.slot
        self._put("cnr_quarters", held.validated(CNR)[slot])
        self._put("cnr_effective_quarters", held.effective(CNR)[slot])
        recent = held.recent(slot, self.month, RECENT_MONTHS) // f.DAYS_A_QUARTER
        self._put("recent_quarters", np.minimum(recent, f.QUARTERS_OF_THREE_YEARS))
        validated = held.validated(CASNOS)[slot]
        self.own_account = validated > 0
        self._put("casnos_quarters", validated, self.own_account)
        self._put("casnos_effective_quarters", held.effective(CASNOS)[slot], self.own_account)
        self._put("overlapping_quarters", held.overlapping()[slot], self.own_account)
        for place in np.flatnonzero(self.own_account).tolist():
            if UNPAID not in self.cases[place].told:
                self.missing[place] += (UNPAID,)

    def household(self, ties: Sequence[Sequence[TieKnown]], beside: Ints, has_spouse: Flags) -> None:
        """Children raised on the day, a spouse in charge, and whether the funds hold work of theirs in the year before."""
        raised = [
            sum(
                tie.relation == Relation.CHILD and tie.on(case.day) and add_months(tie.starts_on, CHILD_MONTHS) <= case.day
                for tie in of_case
            )
            for case, of_case in zip(self.cases, ties, strict=True)
        ]
        self._put("children_raised", np.array(raised, np.int64))
        worked = self.careers.last_month[beside] >= self.month - YEAR
        self._put("spouse_in_charge", np.ones(len(raised), np.int64), has_spouse)
        self._put("spouse_has_income", worked.astype(np.int64), has_spouse)

    def told(self) -> None:
        """What was told stands for what is held; a case that tells what a column can not take is odd."""
        for place, case in enumerate(self.cases):
            for name, value in case.told.items():
                if name not in self.names:
                    continue
                number = _number(book().inputs.facts[self.names[name]], value)
                if number is None:
                    self.odd[place] = True
                else:
                    self.columns[self.names[name]][place] = number

    def gathered(self) -> Gathered:
        """The facts as they are now."""
        wages = self.careers.wages(self.slot)
        # Incomes of whom the scheme counts no quarter are not asked.
        incomes = self.careers.incomes(np.where(self.own_account, self.slot, -1))
        return Gathered(self.cases, self.columns, wages, incomes, self.missing, self.odd)


def _number(fact: Fact, told: str) -> int | None:
    """The number of what was told; None where it is a list, or not readable."""
    if fact.entity or ";" in told:
        return None
    try:
        return book().inputs.fact(fact.name, told)
    except Refused:
        return None
