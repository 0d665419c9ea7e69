"""Totals of the ten branch lines: by payer and by fund, as sums of the rounded lines."""

from mizan.kernel.money import Centimes
from mizan.law.algeria.contributions.general.lines import SINCE, TABLE
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source=TABLE, standing=Standing.DERIVED, since=SINCE)
def employer_lines(
    social_insurance_employer: Centimes,
    work_accident_employer: Centimes,
    retirement_employer: Centimes,
    early_retirement_employer: Centimes,
    unemployment_employer: Centimes,
) -> Centimes:
    """The employer's five lines together."""
    own = social_insurance_employer + work_accident_employer
    return Centimes(own + retirement_employer + early_retirement_employer + unemployment_employer)


@rule(source=TABLE, standing=Standing.DERIVED, since=SINCE)
def worker_lines(
    social_insurance_worker: Centimes, retirement_worker: Centimes, early_retirement_worker: Centimes, unemployment_worker: Centimes
) -> Centimes:
    """The worker's four lines together."""
    return Centimes(social_insurance_worker + retirement_worker + early_retirement_worker + unemployment_worker)


@rule(source=TABLE, standing=Standing.DERIVED, since=SINCE)
def all_lines(employer_lines: Centimes, worker_lines: Centimes, retirement_works_fund: Centimes) -> Centimes:
    """The ten lines together; may differ by a few centimes from the declaration line, which is rounded once."""
    return Centimes(employer_lines + worker_lines + retirement_works_fund)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE)
def cnas_lines(social_insurance_employer: Centimes, social_insurance_worker: Centimes, work_accident_employer: Centimes) -> Centimes:
    """What stays with CNAS: social insurance and work accidents."""
    return Centimes(social_insurance_employer + social_insurance_worker + work_accident_employer)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE)
def cnr_lines(
    retirement_employer: Centimes,
    retirement_worker: Centimes,
    retirement_works_fund: Centimes,
    early_retirement_employer: Centimes,
    early_retirement_worker: Centimes,
) -> Centimes:
    """What goes to CNR: retirement and early retirement."""
    retirement = retirement_employer + retirement_worker + retirement_works_fund
    return Centimes(retirement + early_retirement_employer + early_retirement_worker)


@rule(source=TABLE, standing=Standing.SECONDARY, since=SINCE)
def cnac_lines(unemployment_employer: Centimes, unemployment_worker: Centimes) -> Centimes:
    """What goes to CNAC: unemployment insurance."""
    return Centimes(unemployment_employer + unemployment_worker)
