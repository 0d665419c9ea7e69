"""The base of contributions and of benefits, and whether it stands below the minimum wage."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

ORDINANCE = date(1995, 1, 21)


@rule(source="ordinance-95-01.art-1", standing=Standing.GAZETTE, since=ORDINANCE)
def contribution_base(
    gross_wage: Centimes,
    family_benefits: Centimes,
    expense_refunds: Centimes,
    exceptional_bonuses: Centimes,
    isolation_allowances: Centimes,
) -> Centimes:
    """What contributions are counted on: every element of the wage except the four families that the ordinance takes out."""
    outside = family_benefits + expense_refunds + exceptional_bonuses + isolation_allowances
    return Centimes(max(gross_wage - outside, 0))


@rule(source="ordinance-95-01.art-2", standing=Standing.GAZETTE, since=ORDINANCE)
def benefit_base(contribution_base: Centimes) -> Centimes:
    """What benefits and pensions are counted on: the same base, in place of the wage of the post (article 3)."""
    return contribution_base


@rule(source="lfc-2015.art-54", standing=Standing.SECONDARY, since=date(2015, 7, 23))
def below_minimum_wage(contributory_wage_m: Centimes, full_time: Flag, snmg_m: Centimes) -> Flag:
    """Whether a full-time month is declared below the minimum wage, for which the employer is fined.

    Departs: part-time months are not compared, the facts of the case do not tell their hours.
    """
    return Flag(1) if full_time and contributory_wage_m < snmg_m else Flag(0)


@rule(source="ordinance-95-01.art-1", standing=Standing.DERIVED, since=ORDINANCE)
def parts_within_gross(
    gross_wage: Centimes,
    family_benefits: Centimes,
    expense_refunds: Centimes,
    exceptional_bonuses: Centimes,
    isolation_allowances: Centimes,
) -> Flag:
    """Whether the elements taken out of the wage are not more than the wage they are part of."""
    outside = family_benefits + expense_refunds + exceptional_bonuses + isolation_allowances
    return Flag(1) if outside <= gross_wage else Flag(0)
