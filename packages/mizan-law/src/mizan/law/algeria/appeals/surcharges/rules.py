"""Which commission hears an appeal against surcharges, whether another may follow, and what is left to pay."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.algeria.appeals.units import (
    FORCE_MAJEURE,
    HALF_REDUCTION,
    LOCAL_COMMISSION,
    NATIONAL_COMMISSION,
    AppealBody,
    SurchargeDecision,
)
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-12", standing=Standing.GAZETTE, since=SINCE)
def surcharge_body(surcharge_disputed: Centimes, national_first_resort_from: Centimes) -> AppealBody:
    """The commission to go to: local below the threshold (article 7), national from it (article 12)."""
    return AppealBody(NATIONAL_COMMISSION if surcharge_disputed >= national_first_resort_from else LOCAL_COMMISSION)


@rule(source="law-08-08.art-12", standing=Standing.GAZETTE, since=SINCE)
def surcharge_last_resort(surcharge_body: AppealBody) -> Flag:
    """Whether that commission decides in first and last resort: the national one does; the local one's decision can be appealed."""
    return Flag(surcharge_body == NATIONAL_COMMISSION)


@rule(source="law-08-08.art-7", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def surcharge_remaining(surcharge_disputed: Centimes, surcharge_decision: SurchargeDecision, surcharge_cut_rate: RatePpm) -> Centimes:
    """The surcharges still due: none for force majeure that the commission finds, half on a justified file, all when the appeal fails."""
    if surcharge_decision == FORCE_MAJEURE:
        return Centimes(0)
    return rate_half_up(surcharge_disputed, PPM - surcharge_cut_rate if surcharge_decision == HALF_REDUCTION else PPM)
