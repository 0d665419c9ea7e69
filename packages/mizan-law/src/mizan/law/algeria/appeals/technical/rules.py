"""Until when a fund may bring a practitioner's abuses before the technical commission."""

from datetime import date

from mizan.law.engine.primitives import add_months
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag, Months, Years

SINCE = date(2008, 3, 2)
ARTICLE = "law-08-08.art-42"


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def technical_seized_by(
    abuse_discovered_on: Day, benefits_paid_on: Day, technical_discovery_months: Months, technical_payment_years: Years
) -> Day:
    """The last day: months from the discovery, but never more than years from the payment, date to date. The commission decides alone."""
    return Day(min(add_months(abuse_discovered_on, technical_discovery_months), add_months(benefits_paid_on, 12 * technical_payment_years)))


@rule(source=ARTICLE, standing=Standing.DERIVED, since=SINCE)
def paid_before_discovery(abuse_discovered_on: Day, benefits_paid_on: Day) -> Flag:
    """Whether benefits were paid before their abuse was discovered, as facts must say."""
    return Flag(benefits_paid_on <= abuse_discovered_on)
