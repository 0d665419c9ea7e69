"""Who has a right to the unemployment insurance, and why not."""

from datetime import date

from mizan.law.algeria.unemployment.units import (
    AFFILIATION_TOO_SHORT,
    CONTRIBUTIONS_TOO_SHORT,
    LIST_NOT_VISAED,
    NONE,
    NOT_ECONOMIC,
    NOT_OPEN_ENDED,
    UnemploymentGround,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Years

SINCE = date(1994, 5, 26)
TEXT = "decree-law-94-11"


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def unemployment_right_ground(
    open_ended_contract: Flag,
    affiliated_years: Years,
    affiliation_years_least: Years,
    contributed_months: Months,
    contribution_months_least: Months,
    economic_dismissal: Flag,
    dismissal_list_visaed: Flag,
) -> UnemploymentGround:
    """Why there is no right: the contract, the affiliation, the contributions, the cause, the list of the dismissed."""
    if not open_ended_contract:
        return UnemploymentGround(NOT_OPEN_ENDED)
    if affiliated_years < affiliation_years_least:
        return UnemploymentGround(AFFILIATION_TOO_SHORT)
    if contributed_months < contribution_months_least:
        return UnemploymentGround(CONTRIBUTIONS_TOO_SHORT)
    if not economic_dismissal:
        return UnemploymentGround(NOT_ECONOMIC)
    return UnemploymentGround(NONE) if dismissal_list_visaed else UnemploymentGround(LIST_NOT_VISAED)


@rule(source=TEXT, standing=Standing.SECONDARY, since=SINCE)
def unemployment_right_open(unemployment_right_ground: UnemploymentGround) -> Flag:
    """Whether there is a right to the unemployment insurance."""
    return Flag(1 if unemployment_right_ground == NONE else 0)
