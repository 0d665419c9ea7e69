"""The age from which a pension may be asked for, salaried and self-employed."""

from datetime import date

from mizan.law.algeria.retirement.units import BOTH_ADD, EducationStacking
from mizan.law.algeria.units import CNR, WOMAN, Scheme, Sex
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months, Years

LAW = date(1983, 7, 2)
SELF_EMPLOYED = date(1985, 2, 9)


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def age_reduction_limit(
    sex: Sex, age_reduction_most: Months, salaried_age: Years, salaried_age_women: Years, women_age_in_cap: Flag
) -> Months:
    """The most months that all reductions together may take off (switch `women_age_in_cap`)."""
    women = (salaried_age - salaried_age_women) * 12 if women_age_in_cap and sex == WOMAN else 0
    return Months(max(age_reduction_most - women, 0))


@rule(source="law-83-12", standing=Standing.SECONDARY, since=LAW)
def age_reduction_months(
    children_months: Months,
    moudjahid_months: Months,
    war_disability_months: Months,
    education_months: Months,
    age_reduction_limit: Months,
    education_stacking: EducationStacking,
) -> Months:
    """All the months taken off a salaried worker's age, within their limit (switch `education_stacking`)."""
    both = children_months + education_months
    family_or_post = both if education_stacking == BOTH_ADD else max(children_months, education_months)
    return Months(min(family_or_post + moudjahid_months + war_disability_months, age_reduction_limit))


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=LAW)
def salaried_age_months(sex: Sex, salaried_age: Years, salaried_age_women: Years, age_reduction_months: Months) -> Months:
    """The age in months from which a salaried worker may ask for a pension; a woman's is at her own request."""
    full = salaried_age_women if sex == WOMAN else salaried_age
    return Months(full * 12 - age_reduction_months)


@rule(source="decree-85-35", standing=Standing.SECONDARY, since=SELF_EMPLOYED)
def self_employed_age_months(
    sex: Sex,
    self_employed_age: Years,
    self_employed_age_women: Years,
    children_months: Months,
    moudjahid_months: Months,
    age_reduction_limit: Months,
) -> Months:
    """The age in months from which a self-employed person may ask for a pension.

    Departs: war disability is not taken off, no source says that it is for the self-employed.
    """
    full = self_employed_age_women if sex == WOMAN else self_employed_age
    return Months(full * 12 - min(children_months + moudjahid_months, age_reduction_limit))


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SELF_EMPLOYED)
def retirement_age_months(scheme: Scheme, salaried_age_months: Months, self_employed_age_months: Months) -> Months:
    """The earliest age of a person in a scheme, in months."""
    return salaried_age_months if scheme == CNR else self_employed_age_months


@rule(source="law-83-12.art-6", standing=Standing.SECONDARY, since=SELF_EMPLOYED)
def retirement_age(retirement_age_months: Months) -> Years:
    """The earliest age of a person in a scheme, in years; a half year begun counts as a year."""
    return Years((retirement_age_months + 11) // 12)
