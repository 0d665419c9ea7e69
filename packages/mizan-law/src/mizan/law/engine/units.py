"""The unit of a whole number: what the engine reads from a rule's annotations and shows beside each value."""

from collections.abc import Sequence
from datetime import date
from typing import NewType, get_args, get_origin, get_type_hints

from mizan.kernel.money import MAX_CENTIMES, parse_amount
from mizan.kernel.rounding import PPM
from mizan.law.engine.errors import BookError

Day = NewType("Day", int)
"""A day as its proleptic Gregorian ordinal, so that rules add days as whole numbers."""
Days = NewType("Days", int)
Months = NewType("Months", int)
Quarters = NewType("Quarters", int)
Years = NewType("Years", int)
Hours = NewType("Hours", int)
Count = NewType("Count", int)
Year = NewType("Year", int)
"""A calendar year."""
Factor = NewType("Factor", int)
"""A multiplier in parts per million, which may be more than one."""
Flag = NewType("Flag", int)
"""1 for yes, 0 for no."""

BOUNDS: dict[str, tuple[int, int]] = {
    "centimes": (-MAX_CENTIMES, MAX_CENTIMES),
    "ppm": (0, PPM),
    "day": (date(1900, 1, 1).toordinal(), date(2200, 1, 1).toordinal()),
    "days": (0, 36_600),
    "months": (0, 1_200),
    "quarters": (0, 800),
    "years": (0, 200),
    "hours": (0, 1_000_000),
    "factor": (0, 1_000 * PPM),
    "count": (0, 10_000_000),
    "year": (1900, 2199),
    "flag": (0, 1),
}
"""Each unit of the engine with the least and greatest whole number it may hold; any other unit is the name of a set of choices."""

_BY_TYPE = {"Centimes": "centimes", "RatePpm": "ppm"}


SERIES = "[]"
"""What follows the unit of an argument that takes a whole series."""


def unit_of(annotation: object) -> str:
    """The unit named by a NewType: `Centimes` is "centimes", `Day` is "day", `Zone` is the set of choices "zone".

    `Sequence[Centimes]`, a whole series, is "centimes[]".
    """
    if get_origin(annotation) is Sequence:
        return unit_of(get_args(annotation)[0]) + SERIES
    if not isinstance(annotation, NewType):
        raise BookError(
            f"{annotation!r} is not a unit: annotate with Centimes, RatePpm, Day, Days, Count, Year, Flag, Sequence[…] or a set of choices"
        )
    name = str(annotation.__name__)
    return _BY_TYPE.get(name, name.lower())


def units_of(function: object) -> tuple[dict[str, str], str]:
    """The unit of each argument of a rule and of its result."""
    hints = get_type_hints(function)
    result = hints.pop("return", None)
    if get_origin(result) is Sequence:
        raise BookError("gives one number: a rule of an entity is run for each of its members")
    return {name: unit_of(annotation) for name, annotation in hints.items()}, unit_of(result)


def whole(text: str, unit: str) -> int:
    """The whole number of its unit written in `text`: "0.115" is 115000 ppm, "20000.00" is 2000000 centimes.

    Raises ValueError when it is not a whole number of the unit or is out of its bounds.
    """
    if unit == "centimes":
        value = int(parse_amount(text))
    elif unit in ("ppm", "factor"):
        value = _ppm(text)
    elif unit == "day":
        value = date.fromisoformat(text).toordinal()
    elif unit == "flag":
        value = {"true": 1, "false": 0, "yes": 1, "no": 0, "1": 1, "0": 0}[text.strip().lower()]
    else:
        value = int(text)
    least, most = BOUNDS[unit]
    if not least <= value <= most:
        raise ValueError(f"{text} is outside {least} to {most} {unit}")
    return value


def _ppm(text: str) -> int:
    """Parts per million from a decimal fraction or a percentage, digit by digit."""
    shown = text.strip()
    digits_after = 4 if shown.endswith("%") else 6
    head, _, tail = shown.removesuffix("%").strip().partition(".")
    if not (head + tail).isascii() or not (head + tail).isdigit() or tail[digits_after:].strip("0"):
        raise ValueError(f"{text!r} is not a whole number of parts per million")
    return int(head + tail[:digits_after].ljust(digits_after, "0"))
