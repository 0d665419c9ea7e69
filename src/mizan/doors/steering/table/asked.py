"""Which fund and which month a reader asks for, and what may be chosen."""

from __future__ import annotations

from typing import Any, NamedTuple

from mizan.doors import shown, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit
from mizan.doors.steering.desk import READERS
from mizan.funds.access.types import Role, Scope
from mizan.funds.indicators.definitions import TOGETHER
from mizan.funds.indicators.queries import months_kept
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month_of, parse_period, previous
from mizan.kernel.refusals import Refused

FIRST_YEAR = 1962
"""No fund has figures before it."""


class Asked(NamedTuple):
    """The fund (None: together) and the month of a page, with the funds that may be chosen. `seen` is False for who sees none."""

    fund: Fund | None
    month: Period
    funds: tuple[Fund | None, ...]
    months: tuple[Period, ...]

    @property
    def seen(self) -> bool:
        """Whether the reader sees any fund whole."""
        return bool(self.funds)

    @property
    def query(self) -> str:
        """As an address carries it."""
        return f"?fund={self.fund.value if self.fund else ''}&month={self.month.key}"


def asked(visit: Visit) -> Asked:
    """What the address asks for (`?fund=CNR&month=2026-10`); else the first fund seen and the last month that has ended. Raises Missing."""
    funds, months = funds_of(visit), months_kept()
    wanted = visit.request.GET.get("fund")
    if wanted is None:
        fund = funds[0] if funds else None
    else:
        fund = Fund(wanted) if wanted in set(Fund) else None
        if wanted not in {one.value if one else "" for one in funds}:
            raise Missing(wanted)
    return Asked(fund, _month(visit, months), funds, months)


def funds_of(visit: Visit) -> tuple[Fund | None, ...]:
    """The funds a reader sees: together and every one for the nation's people; their own for a fund's, and together for a director."""
    held = [grant for grant in visit.grants if grant.role.value in READERS]
    if any(grant.scope_kind is Scope.NATION for grant in held):
        return (None, *TOGETHER)
    own = {grant.scope_id for grant in held if grant.scope_kind is Scope.FUND}
    together = (None,) if any(grant.role is Role.DIRECTOR for grant in held) else ()
    return (*(fund for fund in Fund if fund.value in own), *together)


def _month(visit: Visit, months: tuple[Period, ...]) -> Period:
    try:
        found = parse_period(visit.request.GET.get("month", ""))
    except Refused:
        found = None
    if found is not None and found == month_of(found.start) and found.start.year >= FIRST_YEAR:
        return found
    ended = [one for one in months if one.end <= visit.today]
    return ended[-1] if ended else previous(month_of(visit.today))


def fund_words(fund: Fund | None, visit: Visit) -> str:
    """A fund's name, or that of the funds together."""
    return wording.text(f"fund.{fund.value}", visit.lang) if fund else wording.text("indicators.together", visit.lang)


def choices(visit: Visit, here: Asked, address: str) -> dict[str, Any]:
    """What the filters of fund and of month offer."""
    funds = [
        {"text": fund_words(one, visit), "href": f"{address}{here._replace(fund=one).query}", "current": one == here.fund}
        for one in here.funds
    ]
    months = [{"key": one.key, "text": shown.period(one, visit.lang), "current": one == here.month} for one in reversed(here.months)]
    return {"funds": funds, "months": months}
