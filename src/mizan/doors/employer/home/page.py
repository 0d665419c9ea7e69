"""The employer's first page: what needs you, what comes, what was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from mizan.doors import shown, wording
from mizan.doors.due_story import state_of
from mizan.doors.employer.calendar import periods_expected, years_expected
from mizan.doors.employer.desk import ACCOUNTANT, OUTCOME_TONES, employer_here
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Tone
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import DueKept, FilingKept
from mizan.funds.people.types import EmployerKnown

RECENT = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on the page."""

    heading: str
    text: str
    href: str
    tone: str
    state: str = ""


class _Desk:
    """Makes the cards of one employer for one visit."""

    def __init__(self, visit: Visit, employer: EmployerKnown) -> None:
        self.visit, self.employer = visit, employer
        self.filings = queries.filings_of(employer.id)
        self.dues = [due for due in queries.dues_of(employer.id, debtor="EMPLOYER", live_only=True) if due.arrears > 0]
        self.needs: list[Card] = []
        self.comes: list[Card] = []

    def say(self, key: str, **params: object) -> str:
        return wording.text(f"employer.home.{key}", self.visit.lang, **params)

    def card(self, name: str, to: str, tone: Tone | str, params: Mapping[str, object], *, state: str = "", query: str = "") -> Card:
        href = self.visit.address(to, number=self.employer.number) + query
        return Card(self.say(f"{name}.heading", **params), self.say(f"{name}.text", **params), href, str(tone), state)

    def declarations(self) -> None:
        """Periods missing after their deadline, ended and not yet late, or running."""
        today, lang = self.visit.today, self.visit.lang
        for expected in periods_expected(self.employer, self.filings, today):
            if expected.filing is not None:
                continue
            params = {"period": shown.period(expected.period, lang), "day": expected.due_on}
            query = f"?period={expected.period.key}"
            if expected.late(today):
                self.needs.append(self.card("dac_late", "employer:dac", "late", params, state=self.say("late"), query=query))
            elif expected.ended(today):
                self.needs.append(self.card("dac_now", "employer:dac", "soon", params, state=self._left(expected.due_on), query=query))
            else:
                self.comes.append(self.card("dac_next", "employer:dac", "act", params, query=query))
        for year in years_expected(self.employer, self.filings, today):
            if year.filed:
                continue
            params = {"year": str(year.year), "day": year.due_on}
            if year.due_on < today:
                self.needs.append(self.card("das_late", "employer:deposit", "late", params, state=self.say("late")))
            else:
                self.comes.append(self.card("das_next", "employer:deposit", "act", params))

    def _left(self, day: date) -> str:
        days = (day - self.visit.today).days
        return wording.text("employer.home.days_left", self.visit.lang, count=days) if days else self.say("today")

    def payments(self) -> None:
        """What is late, all together; then what is to be paid by each coming day."""
        late = [due for due in self.dues if state_of(due, self.visit.today).code == "late"]
        if late:
            amount, oldest = sum(due.arrears for due in late), min(due.due_on for due in late)
            self.needs.append(self.card("pay_late", "employer:dues", "late", {"amount": amount, "day": oldest}, state=self.say("late")))
        coming: dict[date, list[DueKept]] = {}
        for due in self.dues:
            if due.due_on >= self.visit.today:
                coming.setdefault(due.due_on, []).append(due)
        for day in sorted(coming):
            amount = sum(due.arrears for due in coming[day])
            self.comes.append(self.card("pay_next", "employer:dues", "soon", {"amount": amount, "day": day}, state=self._left(day)))

    def cases(self) -> None:
        """Differences that wait for an answer."""
        waiting = [case for case in queries.cases_of(self.employer.id, open_only=True) if case.state in ("open", "upheld")]
        if waiting:
            until = min(case.confirmed_on for case in waiting)
            self.needs.append(self.card("cases", "employer:cases", "soon", {"count": len(waiting), "day": until}))

    def corrections(self) -> None:
        """Declarations with lines that wait for a correction."""
        for filing in self.filings:
            if filing.outcome.value == "partly_taken" and filing.superseded_by is None and self._still(filing):
                params = {"count": filing.lines - filing.taken, "period": shown.period(filing.period_key, self.visit.lang)}
                href = self.visit.address("employer:filing", number=self.employer.number, filing_id=filing.id)
                self.needs.append(Card(self.say("lines.heading", **params), self.say("lines.text", **params), href, "soon"))

    def _still(self, filing: FilingKept) -> bool:
        """Whether no later declaration of the same year came after it."""
        same = [other for other in self.filings if (other.form, other.period_key) == (filing.form, filing.period_key)]
        return max(other.id for other in same) == filing.id

    def was(self) -> Sequence[Card]:
        """The last declarations."""
        cards = []
        for filing in self.filings[:RECENT]:
            form, period = wording.text(f"form.{filing.form}", self.visit.lang), shown.period(filing.period_key, self.visit.lang)
            text = self.say("was", day=filing.filed_at.date())
            href = self.visit.address("employer:filing", number=self.employer.number, filing_id=filing.id)
            code = filing.outcome.value
            cards.append(
                Card(
                    self.say("was_heading", form=form, period=period),
                    text,
                    href,
                    OUTCOME_TONES[code],
                    wording.text(f"outcome.{code}", self.visit.lang),
                )
            )
        return cards


@page(ACCOUNTANT)
def home(visit: Visit, number: str) -> HttpResponse:
    """Show the cards, most pressing first."""
    employer = employer_here(visit, number)
    desk = _Desk(visit, employer)
    desk.payments()
    desk.declarations()
    desk.cases()
    desk.corrections()
    desk.needs.sort(key=lambda card: card.tone != "late")
    context = {"employer": employer, "needs": desk.needs, "comes": desk.comes, "was": desk.was()}
    return visit.page("employer/home/page.html", context)
