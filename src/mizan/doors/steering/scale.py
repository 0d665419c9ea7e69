"""The scale of a picture of money: dinars, or thousands, millions or billions of them, whichever keeps the marks of the axis short."""

from __future__ import annotations

from mizan.doors import wording
from mizan.doors.shown import Lang

_SIZES = (("billions", 10**11), ("millions", 10**8), ("thousands", 10**5))
_DINARS = ("dinars", 100)


def money_scale(largest: int, lang: Lang) -> tuple[int, str]:
    """How many centimes one mark of the axis stands for where the largest amount is `largest` centimes, and the sentence that says so."""
    name, size = next((one for one in _SIZES if largest >= one[1]), _DINARS)
    return size, wording.text(f"steering.picture.unit_{name}", lang)
