"""A month of a fund's files: what indicators are made of."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mizan.funds.access.sql import one_row
from mizan.funds.procedures.spread import spread_of
from mizan.funds.procedures.types import Measured
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

ALGIERS = ZoneInfo("Africa/Algiers")
_MEASURED = "SELECT waiting, past_promise, in_time, delays, steps FROM procedures_measured(%s, %s, %s, %s)"


def measured(month: Period, fund: Fund | None = None, *, at: datetime | None = None) -> Measured:
    """The files of a fund (None: all the account may study) as they stood at the end of a month, and those answered in it.

    `at` is now, for a month that has not ended: what it holds up to then. Refused by the database: who studies no procedure.
    """
    ended = datetime.combine(month.end, time(), ALGIERS)
    until = ended if at is None else min(ended, at)
    waiting, past, in_time, delays, steps = one_row(_MEASURED, ["" if fund is None else fund.value, month.start, month.end, until])
    cut_off = (until.astimezone(ALGIERS) - timedelta(microseconds=1)).date()
    return Measured(fund, cut_off, int(waiting), int(past), len(delays), int(in_time), spread_of(delays), spread_of(steps))
