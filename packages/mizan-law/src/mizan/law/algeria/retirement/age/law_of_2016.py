"""What law 16-15 added: working on at will, ages that a regulation may lower or put back."""

from datetime import date

from mizan.law.algeria.retirement.units import ARDUOUS_LIST_NOT_FOUND, DEFERRAL_BY_REGULATION, NONE, AgeByRegulation
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Years

LAW_OF_2016 = date(2017, 1, 1)


@rule(source="law-16-15", standing=Standing.SECONDARY, since=LAW_OF_2016)
def work_on_until_age(salaried_age: Years, work_on_years: Years) -> Years:
    """The age before which the employer may not retire a worker who chooses to go on; the years count."""
    return Years(salaried_age + work_on_years)


@rule(source="law-83-12.art-7", standing=Standing.SECONDARY, since=LAW_OF_2016)
def age_by_regulation(arduous_post: Flag, scarce_profession: Flag) -> AgeByRegulation:
    """Whether a regulation may give this person another age; the list of arduous posts was not found."""
    if arduous_post:
        return AgeByRegulation(ARDUOUS_LIST_NOT_FOUND)
    return AgeByRegulation(DEFERRAL_BY_REGULATION if scarce_profession else NONE)
