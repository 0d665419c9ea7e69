"""Whom early retirement covers before decree 98-317: not civil servants."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag


@rule(source="decree-law-94-10", standing=Standing.SECONDARY, since=date(1994, 5, 26), until=date(1998, 10, 3))
def anticipation_covers(civil_servant: Flag) -> Flag:
    """Whether early retirement covers this worker: not civil servants yet."""
    return Flag(0 if civil_servant else 1)
