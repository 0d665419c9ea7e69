"""What is paid back of the regulated tariff of care."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm, Rounding
from mizan.law.algeria.sickness.units import DRUGS, SPA_CURE, CareKind
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1983, 7, 2)


@rule(source="law-83-11.art-59", standing=Standing.SECONDARY, since=SINCE)
def care_paid_in_full(
    long_term_illness: Flag, accident_care: Flag, maternity_care: Flag, patient_pension_m: Centimes, snmg_m: Centimes
) -> Flag:
    """Whether all is paid back: a listed long illness, a work accident, maternity, or a pension up to the minimum wage."""
    small_pension = patient_pension_m > 0 and patient_pension_m <= snmg_m
    return Flag(1 if long_term_illness or accident_care or maternity_care or small_pension else 0)


@rule(source="law-83-11.art-59", standing=Standing.SECONDARY, since=SINCE)
def reimbursement_rate(
    care_kind: CareKind, care_paid_in_full: Flag, care_rate: RatePpm, drug_rate_most: RatePpm, spa_rate: RatePpm, full_care_rate: RatePpm
) -> RatePpm:
    """The share of the tariff that is paid back; for medicines it is the highest share, some are paid back less."""
    if care_paid_in_full:
        return full_care_rate
    if care_kind == DRUGS:
        return drug_rate_most
    return spa_rate if care_kind == SPA_CURE else care_rate


@rule(source="law-83-11.art-59", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def reimbursement(regulated_tariff: Centimes, reimbursement_rate: RatePpm) -> Centimes:
    """What the fund pays back."""
    return rate_half_up(regulated_tariff, reimbursement_rate)


@rule(source="law-83-11.art-59", standing=Standing.SECONDARY, since=SINCE)
def patient_share(regulated_tariff: Centimes, reimbursement: Centimes) -> Centimes:
    """What stays with the patient, of the tariff."""
    return Centimes(regulated_tariff - reimbursement)
