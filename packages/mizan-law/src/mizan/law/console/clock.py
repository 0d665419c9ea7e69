"""The only place where the command reads the clock: a decision that is kept is taken today, unless another day is said."""

from datetime import date, datetime, timedelta, timezone

ALGERIA = timezone(timedelta(hours=1), "CET")
"""The legal time of the country, all year round."""


def today() -> date:
    """The day in Algeria now."""
    return datetime.now(ALGERIA).date()
