"""Alerts in the demo: directors say that they have seen some of those that last; the figures alone end them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.run.budgets import DIRECTORS
from mizan.funds.access.context import acting_as
from mizan.funds.access.queries import account_on
from mizan.funds.indicators.actions.see_alert import see_alert
from mizan.funds.indicators.alert_queries import alerts_of

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

SEEN_ON = (date(2026, 7, 13), date(2026, 11, 12))
MOST = 3
"""What each director reads of them on a day: the latest."""


class Alerts:
    """Two days on which directors look."""

    def __init__(self, play: Play) -> None:
        self.play = play

    def plan(self) -> None:
        """Each day at nine."""
        for day in SEEN_ON:
            at = datetime.combine(day, time(9), UTC)
            self.play.govern(at, partial(self._look, at))

    def _look(self, at: datetime) -> None:
        self.play.roles.become("batch")
        directors = {fund: found.id for fund, name in DIRECTORS.items() if (found := account_on(name)) is not None}
        self.play.roles.become("web")
        for rank, (fund, by) in enumerate(directors.items()):
            with acting_as(by):
                for place, one in enumerate(alerts_of(funds=[fund], most=MOST)):
                    self.play.count("alerts seen", see_alert(one.id, by=by, at=at + timedelta(minutes=10 * rank + place)))
