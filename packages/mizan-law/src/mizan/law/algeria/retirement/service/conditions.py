"""The service conditions of a pension and of an allocation."""

from datetime import date

from mizan.law.algeria.retirement.service.steps import allocation_open, pension_open, with_war_years
from mizan.law.algeria.units import Scheme
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Quarters, Years

TEXTS_OF_1996 = date(1996, 7, 6)


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=date(1983, 7, 2))
def service_quarters(validated_quarters: Quarters, moudjahid: Flag, war_years: Years) -> Quarters:
    """The quarters that open the right: those validated, and a moudjahid's war years counted double."""
    return Quarters(with_war_years(validated_quarters, moudjahid, war_years))


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def pension_service_met(
    scheme: Scheme,
    service_quarters: Quarters,
    effective_quarters: Quarters,
    pension_service_quarters: Quarters,
    pension_effective_quarters: Quarters,
) -> Flag:
    """Whether the service opens a pension: fifteen years, half of them worked and paid (all of them for the self-employed)."""
    return Flag(pension_open(scheme, service_quarters, effective_quarters, pension_service_quarters, pension_effective_quarters))


@rule(source="law-83-12.art-47", standing=Standing.SECONDARY, since=TEXTS_OF_1996)
def allocation_service_met(
    service_quarters: Quarters, effective_quarters: Quarters, allocation_service_quarters: Quarters, pension_service_quarters: Quarters
) -> Flag:
    """Whether the service opens an allocation: five years or twenty quarters, and less than fifteen years."""
    return Flag(allocation_open(service_quarters, effective_quarters, allocation_service_quarters, pension_service_quarters))
