"""The sets of choices of Smallland as units, and the places of their names."""

from typing import NewType

RefusalGround = NewType("RefusalGround", int)
NONE, TOO_YOUNG, TOO_SHORT = 0, 1, 2

YearReading = NewType("YearReading", int)
BIRTHDAY, CALENDAR = 0, 1
