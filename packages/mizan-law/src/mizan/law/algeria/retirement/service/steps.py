"""Steps that the conditions and the claim share."""

from mizan.law.algeria.units import CNR
from mizan.law.engine.helpers import helper

WAR_YEAR_QUARTERS = 8


@helper
def with_war_years(quarters: int, moudjahid: int, war_years: int) -> int:
    """The quarters that open the right: a moudjahid's war years count double."""
    return quarters + war_years * WAR_YEAR_QUARTERS if moudjahid else quarters


@helper
def pension_open(scheme: int, quarters: int, effective: int, needed: int, needed_effective: int) -> int:
    """1 when the service opens a pension; the self-employed must have worked and paid all of it."""
    worked = needed_effective if scheme == CNR else needed
    return 1 if quarters >= needed and effective >= worked else 0


@helper
def allocation_open(quarters: int, effective: int, needed: int, pension_needed: int) -> int:
    """1 when the service opens an allocation: enough for it, not for a pension."""
    return 1 if quarters < pension_needed and (quarters >= needed or effective >= needed) else 0
