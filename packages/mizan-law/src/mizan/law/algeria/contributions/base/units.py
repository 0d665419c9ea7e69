"""Sets of choices of the contribution base, with the place of each name in `choices.toml`."""

from typing import Final, NewType

PayElement = NewType("PayElement", int)
LAST_OF_ARTICLE_81: Final = 9
"""Base wage to productivity bonus: the elements that law 90-11 (art. 81) counts as wage."""
PIECE_INCOME: Final = 10
"""Last element that is in the base."""
LAST_FAMILY: Final = 14
LAST_EXPENSE: Final = 20
LAST_EXCEPTIONAL: Final = 25

BaseExclusion = NewType("BaseExclusion", int)
COUNTED: Final = 0
FAMILY: Final = 1
EXPENSE: Final = 2
EXCEPTIONAL: Final = 3
ISOLATION: Final = 4

ElementBasis = NewType("ElementBasis", int)
WAGE_ARTICLE_81: Final = 0
WAGE_ARTICLE_82: Final = 1
OUT_POINT_1: Final = 2
OUT_POINT_2: Final = 3
OUT_POINT_3: Final = 4
OUT_POINT_4: Final = 5
