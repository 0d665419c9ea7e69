"""What the service pages share: who may read, which fund and procedure are asked for, since when, and the words for spans of time."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from mizan.doors import shown, wording
from mizan.doors.clock import ALGIERS
from mizan.doors.errors import Missing
from mizan.doors.officer.claim.facts import fact_called
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.funds.access.types import Role
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.types import Kind
from mizan.funds.procedures.queries import funds_studied
from mizan.funds.procedures.types import Activity, Log, Replay
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month_of, previous

READERS = tuple(role.value for role in (Role.DIRECTOR, Role.MINISTER, Role.AUDITOR))
NUMBERED = tuple(role.value for role in (Role.DIRECTOR, Role.AUDITOR))
"""Who may read case numbers; the minister reads counts."""
PAGES = ("ages", "paths", "simpler", "equity")
MONTHS_BACK = 24
FEW = 100
"""Under so many files a page says that they are few."""
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


class Asked(NamedTuple):
    """What a page is asked for: a fund (None: all that the account studies, `funds`), a procedure ("": all), and the span of receipt."""

    fund: Fund | None
    funds: tuple[Fund, ...]
    kind: str
    since: date
    until: datetime

    @property
    def year(self) -> Period:
        """The twelve months up to now: whole months, with the one that runs."""
        first = month_of(self.until.astimezone(ALGIERS).date())
        last = first
        for _ in range(11):
            first = previous(first)
        return Period(first.start, last.end)


def asked(visit: Visit) -> Asked:
    """What the address asks for; raises Missing for a fund the account does not study or a procedure there is none of."""
    funds = funds_studied()
    name, kind = visit.request.GET.get("fund", ""), visit.request.GET.get("kind", "")
    if (name and name not in {fund.value for fund in funds}) or (kind and kind not in set(Kind)) or not funds:
        raise Missing(name or kind)
    only = Fund(name) if name else (funds[0] if len(funds) == 1 else None)
    since = month_of(visit.today)
    for _ in range(MONTHS_BACK):
        since = previous(since)
    return Asked(only, funds, kind, since.start, visit.now)


def query(**chosen: object) -> str:
    """What an address carries on: only what was chosen."""
    parts = {name: str(value) for name, value in chosen.items() if value}
    return f"?{urlencode(parts)}" if parts else ""


def frame(visit: Visit, wanted: Asked, here: str, *, kinds: bool = False) -> dict[str, object]:
    """What every page shows around its own: its title, the tabs of the door, the choice of fund and of procedure."""
    fund = wanted.fund.value if wanted.fund else ""
    tabs = [
        {
            "text": wording.text(f"service.{name}.title", visit.lang),
            "href": visit.address(f"service:{name}") + query(fund=fund),
            "current": name == here,
        }
        for name in PAGES
    ]
    address = visit.address(f"service:{here}")
    funds = [
        {
            "text": wording.text(f"fund.{one}", visit.lang) if one else wording.text("service.all_funds", visit.lang),
            "href": address + query(fund=one, kind=wanted.kind if kinds else ""),
            "current": one == fund,
            "count": None,
        }
        for one in ("", *(each.value for each in wanted.funds))
    ]
    return {
        "title": wording.text(f"service.{here}.title", visit.lang),
        "lead": wording.text(f"service.{here}.lead", visit.lang),
        "tabs": tabs,
        "funds": funds if len(wanted.funds) > 1 else [],
        "kinds": _kinds(visit, wanted, address, fund) if kinds else [],
        "fund": wanted.fund,
    }


def _kinds(visit: Visit, wanted: Asked, address: str, fund: str) -> list[dict[str, object]]:
    names = ("", *(kind.value for kind in Kind if kind is not Kind.RETIREMENT_ALLOWANCE))
    return [
        {
            "text": kind_words(name, visit.lang) if name else wording.text("service.all_kinds", visit.lang),
            "href": address + query(fund=fund, kind=name),
            "current": name == wanted.kind,
            "count": None,
        }
        for name in names
    ]


def told_from(visit: Visit, log: Log) -> str:
    """Of how many files a page is told, received since when and known at which moment; that they are few, or drawn, where they are."""
    words = wording.text("service.told_from", visit.lang, files=len(log.cases), since=log.since, until=shown.moment(log.until, visit.lang))
    if log.drawn:
        return f"{words} {wording.text('service.drawn', visit.lang, of=log.of)}"
    return f"{words} {wording.text('service.few', visit.lang)}" if len(log.cases) < FEW else words


def kind_words(kind: str, lang: Lang) -> str:
    """A procedure by its name."""
    return wording.text(f"benefit.{kind}", lang)


def step_words(step: Activity | None, lang: Lang) -> str:
    """An activity by its name; of None, that nothing came since."""
    return wording.text(f"service.step.{step.value if step else 'nothing'}", lang)


def span(seconds: int | None, lang: Lang) -> str:
    """A span of time in its largest unit, rounded half up: minutes under an hour, hours under two days, then days; a dash for None."""
    if seconds is None:
        return "—"
    if seconds < HOUR:
        return wording.text("service.span.minutes", lang, n=_rounded(seconds, MINUTE))
    if seconds < 2 * DAY:
        return wording.text("service.span.hours", lang, n=_rounded(seconds, HOUR))
    return wording.text("service.span.days", lang, n=_rounded(seconds, DAY))


def days(seconds: int) -> int:
    """Whole days, rounded half up."""
    return _rounded(seconds, DAY)


def change_words(replay: Replay, lang: Lang) -> str:
    """What a replay changes."""
    fact = fact_called(tuple(dict.fromkeys(benefit_of(kind).topic for kind in Kind)), replay.about, lang) if replay.about else ""
    return wording.text(f"service.change.{replay.change}", lang, **({"fact": fact} if fact else {}))


def day_of(moment: datetime) -> date:
    """The day of a moment in Algiers."""
    return moment.astimezone(ALGIERS).date()


def _rounded(seconds: int, unit: int) -> int:
    return (seconds + unit // 2) // unit
