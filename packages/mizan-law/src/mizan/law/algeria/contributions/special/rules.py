"""Who is exempt as a person, what the State pays for them, and where the amount is not established."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.contributions.special.units import (
    AMOUNT_NOT_ESTABLISHED,
    APPRENTICE,
    DISABLED_WITHOUT_ACTIVITY,
    DOMESTIC_WORKER,
    EMPLOYER_AND_WORKER,
    INTEGRATION_CONTRACT,
    NONE,
    NOT_ESTABLISHED,
    STATE,
    STUDENT,
    AmountGround,
    InsuredCategory,
    PayingParty,
)
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

LAW = date(1983, 7, 2)
DECREE = date(1985, 2, 9)


@rule(source="law-83-11.art-73", standing=Standing.GAZETTE, since=LAW)
def exempt_person(insured_category: InsuredCategory) -> Flag:
    """Whether a person owes nothing: veterans, war pensioners and disabled persons without activity, students."""
    return Flag(1) if insured_category <= STUDENT else Flag(0)


@rule(source="law-83-11.art-5", standing=Standing.GAZETTE, since=LAW)
def benefits_in_kind_only(exempt_person: Flag) -> Flag:
    """Whether the person has benefits in kind only: the counterpart of the exemption."""
    return exempt_person


@rule(source="decree-85-34", standing=Standing.RECALL, since=DECREE)
def state_flat_rate(insured_category: InsuredCategory, student_state_rate: RatePpm, disabled_state_rate: RatePpm) -> RatePpm:
    """The flat contribution of the State for a person, of the minimum wage; none known but for students and disabled persons."""
    if insured_category == STUDENT:
        return student_state_rate
    return disabled_state_rate if insured_category == DISABLED_WITHOUT_ACTIVITY else RatePpm(0)


@rule(source="decree-85-34", standing=Standing.RECALL, since=DECREE, rounding=Rounding.HALF_UP)
def state_flat_contribution(snmg_m: Centimes, state_flat_rate: RatePpm) -> Centimes:
    """The flat contribution of the State for a person, a month.

    Departs: the decree was not read; the month is taken as the period, the rate being of the monthly minimum wage.
    """
    return rate_half_up(snmg_m, state_flat_rate)


@rule(source="decree-85-34", standing=Standing.RECALL, since=DECREE)
def category_ground(state_flat_rate: RatePpm) -> AmountGround:
    """Whether the amount of the contribution is known for the category."""
    return AmountGround(NONE) if state_flat_rate > 0 else AmountGround(AMOUNT_NOT_ESTABLISHED)


@rule(source="law-83-14.art-4", standing=Standing.SECONDARY, since=date(2008, 4, 19))
def category_payer(insured_category: InsuredCategory) -> PayingParty:
    """Who pays: the State for the exempt and for integration contracts; employers, householders among them, for particular activities.

    Departs: the payer for apprentices was not found.
    """
    if insured_category <= STUDENT or insured_category == INTEGRATION_CONTRACT:
        return PayingParty(STATE)
    return PayingParty(NOT_ESTABLISHED) if insured_category == APPRENTICE else PayingParty(EMPLOYER_AND_WORKER)


@rule(source="decree-85-33", standing=Standing.SECONDARY, since=DECREE)
def covered_as_worker(insured_category: InsuredCategory) -> Flag:
    """Whether the activity is covered as wage work by the list of particular categories (as amended by decree 92-274)."""
    return Flag(1) if insured_category >= DOMESTIC_WORKER else Flag(0)


@rule(source="ordinance-95-27.art-163", standing=Standing.RECALL, since=date(2006, 10, 1), rounding=Rounding.HALF_UP)
def disabled_hire_relief(employer_share: Centimes, disabled_hire_relief_rate: RatePpm) -> Centimes:
    """What is cut from the employer's share for a disabled worker."""
    return rate_half_up(employer_share, disabled_hire_relief_rate)


@rule(source="ordinance-95-27.art-163", standing=Standing.RECALL, since=date(2006, 10, 1))
def disabled_hire_employer(employer_share: Centimes, disabled_hire_relief: Centimes) -> Centimes:
    """What the employer of a disabled worker pays of its share."""
    return Centimes(employer_share - disabled_hire_relief)


@rule(source="decree-08-126", standing=Standing.SECONDARY, since=date(2008, 4, 19))
def integration_contract_employer() -> Centimes:
    """What the host of a person under an integration contract pays: nothing, the State bears the whole contribution."""
    return Centimes(0)
