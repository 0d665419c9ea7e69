"""The only place where the house reads the clock.

Everything below the doors receives its day and its instant as arguments. ``MIZAN_TODAY`` (YYYY-MM-DD) sets the day for demos,
rehearsals and tests; the hour of the day stays the real one so that acts keep their order.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ALGIERS = ZoneInfo("Africa/Algiers")
TODAY_VARIABLE = "MIZAN_TODAY"


def today() -> date:
    """The civil day in Algiers, or the day named by ``MIZAN_TODAY``."""
    named = os.environ.get(TODAY_VARIABLE)
    return date.fromisoformat(named) if named else datetime.now(ALGIERS).date()


def is_named() -> bool:
    """Whether the day is set from outside (a demonstration, a rehearsal, a test)."""
    return bool(os.environ.get(TODAY_VARIABLE))


def now() -> datetime:
    """The present instant (aware, UTC); on the day named by ``MIZAN_TODAY`` when that is set."""
    named = os.environ.get(TODAY_VARIABLE)
    if not named:
        return datetime.now(UTC)
    return on_named_day(date.fromisoformat(named), datetime.now(UTC))


def on_named_day(day: date, real: datetime) -> datetime:
    """The hour that clocks in Algiers show at an instant, on the named day: the civil day there is the named one at any hour."""
    return datetime.combine(day, real.astimezone(ALGIERS).timetz()).astimezone(UTC)
