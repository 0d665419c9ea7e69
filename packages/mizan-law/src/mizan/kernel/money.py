"""Money is a whole number of centimes; text in and out of it is exact, and no float ever exists on the way."""

import re
from collections.abc import Sequence
from typing import NewType

from mizan.kernel.refusals import refused

Centimes = NewType("Centimes", int)

MAX_CENTIMES = 9_000_000_000_000
"""The largest amount (either sign) one line may hold: times a rate in parts per million it still fits in 64 bits."""

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
LEFT_TO_RIGHT_MARK = "\u200e"

CURRENCY = {"ar": "دج", "fr": "DA", "en": "DA"}

_AS_TYPED: dict[int, str | None] = {
    ord(NO_BREAK_SPACE): " ",
    ord(THIN_SPACE): " ",
    ord("\u2009"): " ",
    ord(MINUS): "-",
    ord(LEFT_TO_RIGHT_MARK): None,
}
_AMOUNT = re.compile(r"(?P<sign>[-+]?)(?P<whole>[0-9]{1,15}|[0-9]{1,3}(?: [0-9]{3}){1,4})(?:[.,](?P<cents>[0-9]{1,2}))?", re.ASCII)
_AS_MACHINES = re.compile(r"(?:-?[0-9]{1,13}\.[0-9]{2};)+", re.ASCII)


def parse_amount(text: str) -> Centimes:
    """Centimes from "12 345,67", "12345.67" or "12345": at most two decimals, spaces between thousands only.

    Raises `Refused` with `amount_unreadable` (not a number, three decimals, misplaced spaces) or `amount_out_of_range`.
    """
    # What machines write needs no cleaning.
    match = _AMOUNT.fullmatch(text) or _AMOUNT.fullmatch(text.translate(_AS_TYPED).strip())
    if match is None:
        raise refused("amount_unreadable", "amount", text=text[:40])
    amount = int(match["whole"].replace(" ", "")) * 100 + int((match["cents"] or "").ljust(2, "0"))
    if amount > MAX_CENTIMES:
        raise refused("amount_out_of_range", "amount", text=text[:40])
    return Centimes(-amount if match["sign"] == "-" else amount)


def amounts_of(texts: Sequence[object]) -> tuple[int, ...] | None:
    """The centimes of amounts as `format_decimal` writes them, read together; None where one is written otherwise, or there is none."""
    if not all(type(text) is str for text in texts):
        return None
    joined = ";".join([*map(str, texts), ""])
    if joined.count(";") != len(texts) or _AS_MACHINES.fullmatch(joined) is None:
        return None
    amounts = tuple(map(int, joined.replace(".", "")[:-1].split(";")))
    return amounts if max(amounts) <= MAX_CENTIMES and min(amounts) >= -MAX_CENTIMES else None


def format_plain(amount: int) -> str:
    """The amount as people write it, without currency: 1234567 centimes is "12 345,67" (thin no-break space, two decimals)."""
    whole, cents = divmod(abs(amount), 100)
    grouped = f"{whole:,}".replace(",", THIN_SPACE)
    return f"{MINUS if amount < 0 else ''}{grouped},{cents:02d}"


def format_amount(amount: int, lang: str) -> str:
    """The amount with its currency: "12 345,67 DA" in French, "12 345,67 دج" in Arabic (a negative sign stays on the number's left)."""
    mark = LEFT_TO_RIGHT_MARK if lang == "ar" and amount < 0 else ""
    return f"{mark}{format_plain(amount)}{NO_BREAK_SPACE}{CURRENCY.get(lang, CURRENCY['fr'])}"


def format_decimal(amount: int) -> str:
    """The amount for machines: 1234567 centimes is "12345.67"."""
    whole, cents = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{cents:02d}"
