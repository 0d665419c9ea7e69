"""A small world of benefits: officers of CNR and CASNOS, and persons with their careers and households."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mizan.config.database import connect_as
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.context import acting_as
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.types import ClaimDraft, Kind
from mizan.funds.careers.actions.keep_earnings import From, keep_earnings
from mizan.funds.careers.types import EarningDraft, Scheme
from mizan.funds.people.actions import record_civil_event, register_person
from mizan.funds.people.types import EventDraft, EventKind, PersonDraft
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month, year

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLAIMED = date(2026, 11, 2)


def later(days: int) -> datetime:
    return FIRST + timedelta(days=days)


@dataclass
class World:
    system: int
    accounts: dict[str, int]
    persons: dict[str, int]
    employer: int

    def __getitem__(self, name: str) -> int:
        return self.persons[name]

    def claim(
        self, who: str, kind: Kind = Kind.RETIREMENT, fund: Fund = Fund.CNR, *, by: str = "", key: str = "", **told: str
    ) -> ClaimDraft:
        """A draft on the rights of `who`, asked by `by` or themselves."""
        claimant = self.persons[by or who]
        return ClaimDraft(fund, kind, self.persons[who], claimant, CLAIMED, f"{who}/{kind}/{fund}", told)

    def work(self, who: str, first: int, last: int, amount: int, *, at: datetime = FIRST) -> None:
        """Twelve months a year as a salaried worker, from a year to another included; as the batch role. `amount` a month, in centimes."""
        drafts = [
            EarningDraft(self.persons[who], Scheme.CNR, self.employer, "", month(of, number), 30, amount)
            for of in range(first, last + 1)
            for number in range(1, 13)
        ]
        self._keep(drafts, at)

    def trade(self, who: str, first: int, last: int, amount: int, *, at: datetime = FIRST) -> None:
        """A yearly income as self-employed."""
        drafts = [EarningDraft(self.persons[who], Scheme.CASNOS, None, "", year(of), 360, amount) for of in range(first, last + 1)]
        self._keep(drafts, at)

    def _keep(self, drafts: list[EarningDraft], at: datetime) -> None:
        keep_earnings(drafts, From("casnos", f"{drafts[0].person_id}-{at.isoformat()}"), by=self.system, at=at)

    def tell(self, kind: EventKind, who: str, on: date, at: datetime, **other: str) -> int:
        named = {f"{role}_id": self.persons[name] for role, name in other.items()}
        return record_civil_event(EventDraft(self.persons[who], kind, on, **named), by=self.system, at=at)

    @contextmanager
    def desk(self, name: str) -> Iterator[int]:
        """The web role in the name of an officer, in one transaction."""
        with connect_as("web"), acting_as(self.accounts[name]):
            yield self.accounts[name]


DRAFTS = {
    "omar": PersonDraft("660000128754", "KADI", "OMAR", date(1965, 5, 1), "قاضي", "عمر", sex="M", fund="CNAS", agency_code="16000"),
    "sara": PersonDraft("", "HADDAD", "SARA", date(1972, 1, 2), "حداد", "سارة", sex="F"),
    "nour": PersonDraft("", "KADI", "NOUR", date(2010, 7, 9), "قاضي", "نور", sex="M"),
    "ali": PersonDraft("", "KADI", "ALI", date(2018, 3, 9), "قاضي", "علي", sex="M"),
}


def benefit_world(people: Any) -> World:
    """Made as the batch role."""
    accounts = {}
    for name, fund in (("one", "CNR"), ("two", "CNR"), ("other", "CASNOS"), ("insurer", "CNAS")):
        accounts[name] = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=people.system, at=FIRST)
        grant = {"account_id": accounts[name], "role": Role.OFFICER, "scope_kind": Scope.FUND, "scope_id": fund}
        grant_role(valid_from=people.since, by=people.system, at=FIRST, **grant)
    persons = {name: register_person(draft, by=people.system, at=FIRST).id for name, draft in DRAFTS.items()}
    made = World(people.system, accounts | {"accountant": people["cnr"]}, persons, people.employers["alpha"])
    made.tell(EventKind.MARRIAGE, "omar", date(1998, 6, 1), later(1), spouse="sara")
    made.tell(EventKind.BIRTH, "nour", date(2010, 7, 9), later(1), mother="sara", father="omar")
    made.tell(EventKind.BIRTH, "ali", date(2018, 3, 9), later(1), mother="sara", father="omar")
    return made
