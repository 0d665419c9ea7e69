"""What follows the benefit, and by when a decision is appealed."""

from datetime import date

from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Months

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-11"


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def care_until(benefit_ended_on: Day, care_after_months: Months) -> Day:
    """The last day of care and family allowances after the benefit."""
    return Day(add_months(benefit_ended_on, care_after_months))


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def unemployment_appeal_by(cnac_decision_on: Day, unemployment_appeal_months: Months) -> Day:
    """The last day to appeal a decision of CNAC."""
    return Day(add_months(cnac_decision_on, unemployment_appeal_months))
