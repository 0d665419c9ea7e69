"""Since the complementary finance law of 2009, six months are enough in the sectors it names."""

from mizan.law.algeria.contributions.relief.conditions import LFC_2009
from mizan.law.algeria.contributions.relief.units import TOURISM, HireSector
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Months


@rule(source="lfc-2009.art-106", standing=Standing.SECONDARY, since=LFC_2009)
def relief_least_months(
    hire_sector: HireSector, relief_least_contract_months: Months, relief_least_contract_months_listed: Months
) -> Months:
    """The shortest engagement that opens the relief: shorter in tourism, crafts, culture, agriculture, building sites and services."""
    return relief_least_contract_months_listed if hire_sector >= TOURISM else relief_least_contract_months
