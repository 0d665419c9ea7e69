"""The clocks of an accident and of an occupational disease."""

from datetime import date

from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Days, Flag, Hours, Months, Years

SINCE = date(1983, 7, 2)
YEAR_MONTHS = 12


@rule(source="law-83-13.art-13", standing=Standing.GAZETTE, since=SINCE)
def victim_notice_by(accident_on: Day, victim_notice_hours: Hours) -> Day:
    """The day by which the victim tells the employer."""
    return Day(accident_on + victim_notice_hours // 24)


@rule(source="law-83-13.art-13", standing=Standing.GAZETTE, since=SINCE)
def employer_notice_by(employer_told_on: Day, employer_notice_hours: Hours, non_working_days: Days) -> Day:
    """The day by which the employer tells the fund, days without work not counted."""
    return Day(employer_told_on + employer_notice_hours // 24 + non_working_days)


@rule(source="law-83-13.art-14", standing=Standing.GAZETTE, since=SINCE)
def others_notice_by(accident_on: Day, others_notice_years: Years) -> Day:
    """The day by which the victim, the union or the labour inspector may tell the fund when the employer did not."""
    return Day(add_months(accident_on, others_notice_years * YEAR_MONTHS))


@rule(source="law-83-13.art-16–17", standing=Standing.GAZETTE, since=SINCE)
def accident_accepted_after(fund_told_on: Day, accident_decision_days: Days) -> Day:
    """The last day for the fund to contest the accident; its silence is acceptance."""
    return Day(fund_told_on + accident_decision_days)


@rule(source="law-83-13.art-71", standing=Standing.GAZETTE, since=SINCE)
def disease_notice_from(disease_found_on: Day, disease_notice_from_days: Days) -> Day:
    """The first day of the time to declare an occupational disease."""
    return Day(disease_found_on + disease_notice_from_days)


@rule(source="law-83-13.art-71", standing=Standing.GAZETTE, since=SINCE)
def disease_notice_by(disease_found_on: Day, disease_notice_months: Months) -> Day:
    """The last day to declare an occupational disease."""
    return Day(add_months(disease_found_on, disease_notice_months))


@rule(source="law-83-13.art-13", standing=Standing.DERIVED, since=SINCE)
def told_after_accident(accident_on: Day, employer_told_on: Day) -> Flag:
    """Nobody is told of an accident before it happens."""
    return Flag(1 if employer_told_on >= accident_on else 0)
