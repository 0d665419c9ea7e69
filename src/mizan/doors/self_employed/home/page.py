"""The person's first page: whether they are up to date and why, what needs them, what comes, what was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from mizan.doors import shown, wording
from mizan.doors.due_story import state_of
from mizan.doors.pages import Visit, page
from mizan.doors.self_employed.desk import PERSON, affiliation_here
from mizan.doors.years_expected import years_expected
from mizan.funds.contributions import queries
from mizan.funds.contributions.queries.up_to_date import UpToDate, up_to_date
from mizan.funds.contributions.types import DueKept
from mizan.funds.contributions.yearly import FORM, PROVISIONAL
from mizan.funds.self_employed.types import AffiliationKnown

RECENT = 4


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on the page."""

    heading: str
    text: str
    href: str
    tone: str
    state: str = ""


class _Desk:
    """Makes the cards of one person for one visit."""

    def __init__(self, visit: Visit, affiliation: AffiliationKnown) -> None:
        self.visit, self.affiliation = visit, affiliation
        self.years = years_expected(affiliation, visit.today)
        self.dues = [due for due in queries.dues_of(affiliation.id, live_only=True) if due.amount > 0]
        self.needs: list[Card] = []
        self.comes: list[Card] = []

    def say(self, key: str, **params: object) -> str:
        return wording.text(f"self_employed.home.{key}", self.visit.lang, **params)

    def card(self, name: str, href: str, tone: str, params: Mapping[str, object], *, state: str = "") -> Card:
        return Card(self.say(f"{name}.heading", **params), self.say(f"{name}.text", **params), href, tone, state)

    def of_due(self, due: DueKept) -> str:
        return self.visit.address("self_employed:due", affiliation_id=self.affiliation.id, due_id=due.id)

    def declarations(self) -> None:
        """Years not declared: late once their day has passed, with what was assessed meanwhile."""
        provisional = {due.period_key: due for due in self.dues if due.kind == PROVISIONAL}
        for one in self.years:
            if one.filing is not None:
                continue
            params = {"year": str(one.year), "day": one.declare_by}
            standing = provisional.get(str(one.year))
            to = f"{self.visit.address('self_employed:declare', affiliation_id=self.affiliation.id)}?year={one.year}"
            if standing is not None:
                given = {**params, "base": standing.base, "amount": standing.amount, "on": standing.booked_on}
                self.needs.append(self.card("assessed", to, "soon", given, state=self.say("provisional")))
            elif one.declare_by < self.visit.today:
                self.needs.append(self.card("declare_late", to, "late", params, state=self.say("late")))
            else:
                self.needs.append(self.card("declare", to, "soon", params))

    def payments(self) -> None:
        """What remains of each year: late, or to be paid by its day."""
        for due in self.dues:
            if due.arrears <= 0:
                continue
            params = {"year": due.period_key, "amount": due.arrears, "day": due.due_on}
            if state_of(due, self.visit.today).code == "late":
                self.needs.append(self.card("pay_late", self.of_due(due), "late", params, state=self.say("late")))
            else:
                self.comes.append(self.card("pay_next", self.of_due(due), "soon", params))

    def was(self) -> list[Card]:
        """The last declarations."""
        cards = []
        for filing in queries.filings_of(self.affiliation.id, form=FORM, limit=RECENT):
            due = next((due for due in self.dues if due.filing_id == filing.id), None)
            words: dict[str, object] = {"year": filing.period_key, "day": filing.filed_at.date(), "receipt": filing.receipt_no}
            if due is None:
                href = self.visit.address("self_employed:dues", affiliation_id=self.affiliation.id) + "?show=all"
                cards.append(Card(self.say("replaced.heading", **words), self.say("replaced.text", **words), href, ""))
            else:
                cards.append(self.card("was", self.of_due(due), "done", {**words, "base": due.base}))
        return cards


def certificate(found: UpToDate, visit: Visit) -> dict[str, object]:
    """The state of the certificate in words: yes or no, and why."""
    key = f"self_employed.certificate.{found.reason}"
    year = "" if found.year is None else shown.period(found.year, visit.lang)
    return {
        "yes": found.yes,
        "heading": wording.text(f"self_employed.certificate.{'yes' if found.yes else 'no'}", visit.lang),
        "text": wording.text(key, visit.lang, amount=found.amount, year=year, day=found.day or visit.today),
        "tone": "done" if found.yes else "late",
    }


@page(PERSON)
def home(visit: Visit, affiliation_id: int) -> HttpResponse:
    """Show the state and the cards, most pressing first."""
    affiliation = affiliation_here(visit, affiliation_id)
    desk = _Desk(visit, affiliation)
    desk.payments()
    desk.declarations()
    desk.needs.sort(key=lambda card: card.tone != "late")
    missing = [one.year for one in desk.years if one.filing is None and one.declare_by < visit.today]
    context = {
        "affiliation": affiliation,
        "certificate": certificate(up_to_date(affiliation.id, visit.today, missing=missing), visit),
        "needs": desk.needs,
        "comes": desk.comes,
        "was": desk.was(),
    }
    return visit.page("self_employed/home/page.html", context)
