"""Whom early retirement covers: civil servants since decree 98-317."""

from datetime import date

from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag


@rule(source="decree-98-317", standing=Standing.SECONDARY, since=date(1998, 10, 3))
def anticipation_covers() -> Flag:
    """Whether early retirement covers this worker: civil servants too."""
    return Flag(1)
