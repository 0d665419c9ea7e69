"""Who may have the relief of law 06-21, for how long an engagement, and until when."""

from datetime import date

from mizan.law.algeria.contributions.relief.parts import CNAC_SINCE
from mizan.law.algeria.contributions.relief.units import (
    CONTRACT_TOO_SHORT,
    EMPLOYER_NOT_UP_TO_DATE,
    HYDROCARBONS,
    NONE,
    NOT_REGISTERED,
    PERIOD_OVER,
    HireSector,
    ReliefGround,
)
from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Months

LFC_2009 = date(2009, 8, 1)


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE, until=LFC_2009)
def relief_least_months(relief_least_contract_months: Months) -> Months:
    """The shortest engagement that opens the relief, in every sector."""
    return relief_least_contract_months


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE)
def relief_ground(
    hire_sector: HireSector,
    registered_jobseeker: Flag,
    employer_up_to_date: Flag,
    open_ended: Flag,
    contract_months: Months,
    relief_least_months: Months,
    months_since_hire: Months,
    relief_most_months: Months,
) -> ReliefGround:
    """Why a hire does not open the relief; the first condition that fails, in the order of the law's conditions."""
    if hire_sector == HYDROCARBONS:
        return ReliefGround(HYDROCARBONS)
    if not registered_jobseeker:
        return ReliefGround(NOT_REGISTERED)
    if not employer_up_to_date:
        return ReliefGround(EMPLOYER_NOT_UP_TO_DATE)
    if not open_ended and contract_months < relief_least_months:
        return ReliefGround(CONTRACT_TOO_SHORT)
    return ReliefGround(PERIOD_OVER) if months_since_hire >= relief_most_months else ReliefGround(NONE)


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE)
def relief_entitled(relief_ground: ReliefGround) -> Flag:
    """Whether the employer's share is relieved for this hire."""
    return Flag(1) if relief_ground == NONE else Flag(0)


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE)
def relief_last_day(hired_on: Day, relief_most_months: Months) -> Day:
    """The last day that the relief may cover."""
    return Day(add_months(hired_on, relief_most_months) - 1)


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE)
def relief_months_left(relief_ground: ReliefGround, months_since_hire: Months, relief_most_months: Months) -> Months:
    """The months of relief still to come, none where it is not open."""
    return Months(max(relief_most_months - months_since_hire, 0)) if relief_ground == NONE else Months(0)
