"""What the balance pages share: who may read, the cut-off asked for, and the checks of what an address names."""

from __future__ import annotations

from datetime import date

from mizan.doors import wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit
from mizan.funds.access.types import Role
from mizan.kernel.funds import OWNER, Branch, Fund
from mizan.kernel.periods import Period, parse_period
from mizan.kernel.refusals import Refused

READERS = tuple(role.value for role in (Role.DIRECTOR, Role.MINISTER, Role.AUDITOR, Role.CONTROLLER, Role.FUND_ACCOUNTANT))
PERSONS = frozenset({Role.CONTROLLER.value, Role.AUDITOR.value})
"""Roles whose work may need the names behind a due; each look states its purpose and is logged."""


SHOWING = ("due", "received", "arrears")
"""The numbers of a branch that open, each to what makes it."""


def cut_off(visit: Visit) -> date:
    """The day asked for (`?on=2026-10-31`), never after today; today otherwise."""
    try:
        asked = date.fromisoformat(visit.request.GET.get("on", ""))
    except ValueError:
        return visit.today
    return min(asked, visit.today)


def showing(visit: Visit) -> str:
    """Which number was opened: "due", "received" or "arrears" (`?show=received`); what is due unless said."""
    asked = visit.request.GET.get("show", "")
    return asked if asked in SHOWING else SHOWING[0]


def query(visit: Visit, *, month: str = "", show: str = "") -> str:
    """What an address carries on: the cut-off if one was asked for, a month, and which number is opened."""
    day = cut_off(visit)
    parts = [f"on={day.isoformat()}"] if day != visit.today else []
    parts += [f"month={month}"] if month else []
    parts += [f"show={show}"] if show in SHOWING[1:] else []
    return f"?{'&'.join(parts)}" if parts else ""


def month_asked(visit: Visit) -> Period | None:
    """The month asked for (`?month=2026-10`), if any."""
    key = visit.request.GET.get("month", "")
    try:
        return parse_period(key) if key else None
    except Refused:
        return None


def fund_here(name: str) -> Fund:
    """The fund an address names; raises Missing."""
    if name not in set(Fund):
        raise Missing(name)
    return Fund(name)


def branch_here(fund: Fund, name: str) -> Branch:
    """The branch of a fund an address names; raises Missing for another fund's."""
    if name not in set(Branch) or OWNER[Branch(name)] is not fund:
        raise Missing(name)
    return Branch(name)


def crumb(visit: Visit, text: str, name: str = "", carried: str = "", **parameters: object) -> dict[str, str]:
    """One step of the path of a number."""
    return {"text": text, "href": visit.address(name, **parameters) + carried if name else ""}


def path_of(visit: Visit, fund: Fund | None = None, branch: Branch | None = None) -> list[dict[str, str]]:
    """The path down to a branch."""
    carried = query(visit)
    path = [crumb(visit, wording.text("steering.title", visit.lang), "steering:balance", carried)]
    if fund is not None:
        path.append(crumb(visit, wording.text(f"fund.{fund}", visit.lang), "steering:fund", carried, fund=fund.value))
    if fund is not None and branch is not None:
        month = month_asked(visit)
        kept = query(visit, month=month.key if month else "", show=showing(visit))
        path.append(
            crumb(visit, wording.text(f"branch.{branch}", visit.lang), "steering:branch", kept, fund=fund.value, branch=branch.value)
        )
    return path
