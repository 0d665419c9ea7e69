"""Each element of pay: in the base or out of it, and by which article."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.contributions.base.units import (
    BIRTH_GIFT,
    CLOTHING_REFUND,
    EXCEPTIONAL,
    EXPENSE_REFUND,
    FAMILY_BENEFIT,
    LAW_90_11_ARTICLE_81,
    LAW_90_11_ARTICLE_82,
    NONE,
    ORDINANCE_95_01_ARTICLE_1_POINT_1,
    ORDINANCE_95_01_ARTICLE_1_POINT_2,
    ORDINANCE_95_01_ARTICLE_1_POINT_3,
    ORDINANCE_95_01_ARTICLE_1_POINT_4,
    OTHER_ONE_OFF,
    PIECE_INCOME,
    RESIDENCE_OR_ISOLATION,
    RESULT_SHARE,
    BaseExclusion,
    ElementBasis,
    PayElement,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

LIST = date(1996, 6, 5)


@rule(source="decree-96-208", standing=Standing.RECALL, since=LIST)
def element_exclusion(pay_element: PayElement) -> BaseExclusion:
    """The family under which the decree's list takes an element of pay out of the base, or that it is counted.

    Departs: the list was not read, the elements are placed from memory; zone and isolation are out although labour law calls them wage.
    """
    if pay_element <= PIECE_INCOME:
        return BaseExclusion(NONE)
    if pay_element <= BIRTH_GIFT:
        return BaseExclusion(FAMILY_BENEFIT)
    if pay_element <= CLOTHING_REFUND:
        return BaseExclusion(EXPENSE_REFUND)
    if pay_element <= OTHER_ONE_OFF:
        return BaseExclusion(EXCEPTIONAL)
    return BaseExclusion(RESIDENCE_OR_ISOLATION)


@rule(source="law-90-11.art-81", standing=Standing.SECONDARY, since=LIST)
def element_basis(pay_element: PayElement, element_exclusion: BaseExclusion) -> ElementBasis:
    """The article by which an element of pay is in the base (it is wage) or out of it (a point of article 1 of ordinance 95-01)."""
    if element_exclusion == FAMILY_BENEFIT:
        return ElementBasis(ORDINANCE_95_01_ARTICLE_1_POINT_1)
    if element_exclusion == EXPENSE_REFUND:
        return ElementBasis(ORDINANCE_95_01_ARTICLE_1_POINT_2)
    if element_exclusion == EXCEPTIONAL:
        return ElementBasis(ORDINANCE_95_01_ARTICLE_1_POINT_3)
    if element_exclusion == RESIDENCE_OR_ISOLATION:
        return ElementBasis(ORDINANCE_95_01_ARTICLE_1_POINT_4)
    return ElementBasis(LAW_90_11_ARTICLE_81) if pay_element <= RESULT_SHARE else ElementBasis(LAW_90_11_ARTICLE_82)


@rule(source="ordinance-95-01.art-1", standing=Standing.GAZETTE, since=LIST)
def element_in_base(element_exclusion: BaseExclusion) -> Flag:
    """Whether an element of pay is in the base: all are, except those of the four families."""
    return Flag(1) if element_exclusion == NONE else Flag(0)


@rule(source="ordinance-95-01.art-1", standing=Standing.GAZETTE, since=LIST)
def element_amount_in_base(element_amount: Centimes, element_in_base: Flag) -> Centimes:
    """What an element of pay adds to the base."""
    return element_amount if element_in_base else Centimes(0)
