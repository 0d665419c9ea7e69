"""The wilayas and how many employers each has."""

import csv
from functools import cache
from importlib import resources

from mizan.doors.console.demo.country.types import Place
from mizan.doors.console.demo.streams import apportion


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this package's data."""
    text = resources.files("mizan.doors.console.demo.country").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def places() -> tuple[Place, ...]:
    """Every wilaya by code.

    The weight is a rough share of employment (thousands of people, from memory of the 2008 census); 0 for the newest wilayas.
    """
    return tuple(
        Place(int(row["code"]), row["name_ar"], row["name_fr"], int(row["created"]), int(row["mother"] or 0) or None, int(row["weight"]))
        for row in table("wilayas.csv")
    )


def wilaya_of_each(count: int) -> list[int]:
    """The wilaya code of `count` employers, in the order of the codes."""
    shares = apportion(count, [place.weight for place in places()])
    return [place.code for place, share in zip(places(), shares, strict=True) for _ in range(share)]
