"""Sets of choices of the contribution base, with the place of each name in `choices.toml`."""

from typing import Final, NewType

PayElement = NewType("PayElement", int)
RESULT_SHARE: Final = 9
"""Base wage to productivity bonus: the elements that law 90-11 (art. 81) counts as wage."""
PIECE_INCOME: Final = 10
"""Last element that is in the base."""
BIRTH_GIFT: Final = 14
CLOTHING_REFUND: Final = 20
OTHER_ONE_OFF: Final = 25

BaseExclusion = NewType("BaseExclusion", int)
NONE: Final = 0
FAMILY_BENEFIT: Final = 1
EXPENSE_REFUND: Final = 2
EXCEPTIONAL: Final = 3
RESIDENCE_OR_ISOLATION: Final = 4

ElementBasis = NewType("ElementBasis", int)
LAW_90_11_ARTICLE_81: Final = 0
LAW_90_11_ARTICLE_82: Final = 1
ORDINANCE_95_01_ARTICLE_1_POINT_1: Final = 2
ORDINANCE_95_01_ARTICLE_1_POINT_2: Final = 3
ORDINANCE_95_01_ARTICLE_1_POINT_3: Final = 4
ORDINANCE_95_01_ARTICLE_1_POINT_4: Final = 5
