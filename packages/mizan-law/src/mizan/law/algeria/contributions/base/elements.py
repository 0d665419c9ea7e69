"""Each element of pay: in the base or out of it, and by which article."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.contributions.base.units import (
    COUNTED,
    EXCEPTIONAL,
    EXPENSE,
    FAMILY,
    ISOLATION,
    LAST_EXCEPTIONAL,
    LAST_EXPENSE,
    LAST_FAMILY,
    LAST_OF_ARTICLE_81,
    OUT_POINT_1,
    OUT_POINT_2,
    OUT_POINT_3,
    OUT_POINT_4,
    PIECE_INCOME,
    WAGE_ARTICLE_81,
    WAGE_ARTICLE_82,
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
        return BaseExclusion(COUNTED)
    if pay_element <= LAST_FAMILY:
        return BaseExclusion(FAMILY)
    if pay_element <= LAST_EXPENSE:
        return BaseExclusion(EXPENSE)
    if pay_element <= LAST_EXCEPTIONAL:
        return BaseExclusion(EXCEPTIONAL)
    return BaseExclusion(ISOLATION)


@rule(source="law-90-11.art-81", standing=Standing.SECONDARY, since=LIST)
def element_basis(pay_element: PayElement, element_exclusion: BaseExclusion) -> ElementBasis:
    """The article by which an element of pay is in the base (it is wage) or out of it (a point of article 1 of ordinance 95-01)."""
    if element_exclusion == FAMILY:
        return ElementBasis(OUT_POINT_1)
    if element_exclusion == EXPENSE:
        return ElementBasis(OUT_POINT_2)
    if element_exclusion == EXCEPTIONAL:
        return ElementBasis(OUT_POINT_3)
    if element_exclusion == ISOLATION:
        return ElementBasis(OUT_POINT_4)
    return ElementBasis(WAGE_ARTICLE_81) if pay_element <= LAST_OF_ARTICLE_81 else ElementBasis(WAGE_ARTICLE_82)


@rule(source="ordinance-95-01.art-1", standing=Standing.GAZETTE, since=LIST)
def element_in_base(element_exclusion: BaseExclusion) -> Flag:
    """Whether an element of pay is in the base: all are, except those of the four families."""
    return Flag(1) if element_exclusion == COUNTED else Flag(0)


@rule(source="ordinance-95-01.art-1", standing=Standing.GAZETTE, since=LIST)
def element_amount_in_base(element_amount: Centimes, element_in_base: Flag) -> Centimes:
    """What an element of pay adds to the base."""
    return element_amount if element_in_base else Centimes(0)
