"""What a measure waives, when, and what is left."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.recovery.units import ENTITLED, AmnestyGround
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(2008, 3, 2)
ARTICLE = "law-08-08.art-87"


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def amnesty_waivable(surcharges_owed: Centimes, amnesty_ground: AmnestyGround) -> Centimes:
    """The surcharges and penalties that will be waived if everything is paid as planned."""
    return Centimes(surcharges_owed if amnesty_ground == ENTITLED else 0)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def amnesty_waived(amnesty_waivable: Centimes, contributions_owed: Centimes, plan_completed: Flag) -> Centimes:
    """What is waived by now: all once the last instalment is paid, or at once for who owes surcharges alone.

    Departs: under law 08-08 the waiver follows each contribution as it is paid; here it is counted once the plan is complete.
    """
    return Centimes(amnesty_waivable if plan_completed or contributions_owed == 0 else 0)


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def amnesty_left(contributions_owed: Centimes, surcharges_owed: Centimes, amnesty_waivable: Centimes) -> Centimes:
    """What must be paid in all: the contributions, and the surcharges that no measure waives."""
    return Centimes(contributions_owed + surcharges_owed - amnesty_waivable)
