"""The seniority of a dismissed worker in years, months and days, from date to date."""

from datetime import date

from mizan.law.engine.primitives import add_months, months_between, quotient, remainder
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag, Months, Years

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-11"
YEAR_MONTHS = 12


@rule(source=TEXT, standing=Standing.DERIVED, since=SINCE)
def contract_in_order(hired_on: Day, contract_ended_on: Day) -> Flag:
    """A contract does not end before it begins."""
    return Flag(1 if contract_ended_on >= hired_on else 0)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def seniority_all_months(hired_on: Day, contract_ended_on: Day) -> Months:
    """The whole months of service, date to date."""
    return Months(months_between(hired_on, contract_ended_on))


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def seniority_years(seniority_all_months: Months) -> Years:
    """The whole years of service."""
    return Years(quotient(seniority_all_months, YEAR_MONTHS))


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def seniority_months(seniority_all_months: Months) -> Months:
    """The whole months beyond the years."""
    return Months(remainder(seniority_all_months, YEAR_MONTHS))


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def seniority_days(hired_on: Day, contract_ended_on: Day, seniority_all_months: Months) -> Days:
    """The days beyond the months."""
    return Days(max(contract_ended_on - add_months(hired_on, seniority_all_months), 0))
