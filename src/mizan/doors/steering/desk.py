"""What the balance pages share: who may read, the cut-off asked for, and the checks of what an address names."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypedDict

from mizan.doors import shown, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit
from mizan.funds.access.types import Role
from mizan.funds.contributions.postings import SELF_EMPLOYED_BRANCHES
from mizan.funds.self_employed.payers import is_self_employed
from mizan.kernel.funds import OWNER, Branch, Fund
from mizan.kernel.periods import Period, months_of, parse_period
from mizan.kernel.refusals import Refused

READERS = tuple(role.value for role in (Role.DIRECTOR, Role.MINISTER, Role.AUDITOR, Role.CONTROLLER, Role.FUND_ACCOUNTANT))
PERSONS = frozenset({Role.CONTROLLER.value, Role.AUDITOR.value})
"""Roles whose work may need the names behind a due; each look states its purpose and is logged."""


COLLECTORS = (Fund.CNAS, Fund.CASNOS)
"""The funds that collect: what they receive for themselves they owe to nobody."""
SHOWING = ("due", "received", "arrears", "owed")
"""The numbers of a branch that open, each to what makes it; nothing is owed to a fund that collects for itself."""


class Asked(TypedDict):
    """The months as the queries take them: first days of months."""

    month: date | None
    until: date | None


class Span(NamedTuple):
    """The months of dues asked for: one, all those up to one, or all."""

    month: Period | None = None
    until: Period | None = None

    def holds(self, month: date) -> bool:
        """Whether a month (its first day) is among them."""
        return (self.month is None or month == self.month.start) and (self.until is None or month <= self.until.start)

    @property
    def asked(self) -> Asked:
        """As the queries take it."""
        return Asked(month=self.month.start if self.month else None, until=self.until.start if self.until else None)

    def words(self, visit: Visit) -> str:
        """As a heading says it; nothing when all months are meant."""
        parts = [shown.period(self.month, visit.lang)] if self.month else []
        if self.until:
            parts.append(wording.text("steering.until", visit.lang, month=shown.period(self.until, visit.lang)))
        return " · ".join(parts)


def cut_off(visit: Visit) -> date:
    """The day asked for (`?on=2026-10-31`), never after today; today otherwise."""
    try:
        asked = date.fromisoformat(visit.request.GET.get("on", ""))
    except ValueError:
        return visit.today
    return min(asked, visit.today)


def showing(visit: Visit, fund: Fund) -> str:
    """Which number was opened: "due", "received", "arrears" or "owed" (`?show=received`); what is due unless said."""
    asked = visit.request.GET.get("show", "")
    return asked if asked in shows(fund) else SHOWING[0]


def shows(fund: Fund) -> tuple[str, ...]:
    """The numbers that open for a fund."""
    return SHOWING if fund not in COLLECTORS else SHOWING[:-1]


def span_asked(visit: Visit) -> Span:
    """The months asked for (`?month=2026-10`, `?until=2026-10`), if any."""
    return Span(*(_month(visit.request.GET.get(name, "")) for name in ("month", "until")))


def _month(key: str) -> Period | None:
    try:
        found = parse_period(key) if key else None
    except Refused:
        return None
    return found if found is not None and len(months_of(found)) == 1 else None


def query(visit: Visit, span: Span | None = None, *, show: str = "") -> str:
    """What an address carries on: the cut-off if one was asked for, the months, and which number is opened."""
    day, span = cut_off(visit), span or Span()
    parts = [f"on={day.isoformat()}"] if day != visit.today else []
    parts += [f"month={span.month.key}"] if span.month else []
    parts += [f"until={span.until.key}"] if span.until else []
    parts += [f"show={show}"] if show in SHOWING[1:] else []
    return f"?{'&'.join(parts)}" if parts else ""


def fund_here(name: str) -> Fund:
    """The fund an address names; raises Missing."""
    if name not in set(Fund):
        raise Missing(name)
    return Fund(name)


def branch_here(fund: Fund, name: str) -> Branch:
    """The branch of a fund an address names; raises Missing for another fund's."""
    owned = set(SELF_EMPLOYED_BRANCHES) if fund is Fund.CASNOS else {branch for branch in Branch if OWNER[branch] is fund}
    if name not in owned:
        raise Missing(name)
    return Branch(name)


def unnamed(visit: Visit, payer_id: int) -> str:
    """A payer whose name the visitor does not see, by the number of its account."""
    who = "unnamed_person" if is_self_employed(payer_id) else "unnamed"
    return wording.text(f"steering.{who}", visit.lang, number=payer_id)


def crumb(visit: Visit, text: str, name: str = "", carried: str = "", **parameters: object) -> dict[str, str]:
    """One step of the path of a number."""
    return {"text": text, "href": visit.address(name, **parameters) + carried if name else ""}


def path_of(visit: Visit, fund: Fund | None = None, branch: Branch | None = None) -> list[dict[str, str]]:
    """The path down to a branch, through the months asked for."""
    span = span_asked(visit)
    carried = query(visit, span)
    path = [crumb(visit, wording.text("steering.title", visit.lang), "steering:balance", query(visit))]
    if carried != query(visit):
        path.append(crumb(visit, span.words(visit), "steering:balance", carried))
    if fund is not None:
        path.append(crumb(visit, wording.text(f"fund.{fund}", visit.lang), "steering:fund", carried, fund=fund.value))
    if fund is not None and branch is not None:
        kept = query(visit, span, show=showing(visit, fund))
        path.append(
            crumb(visit, wording.text(f"fund_branch.{branch}", visit.lang), "steering:branch", kept, fund=fund.value, branch=branch.value)
        )
    return path


def page_asked(visit: Visit) -> int:
    """The page of a long list (`?page=2`), the first unless said."""
    text = visit.request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
