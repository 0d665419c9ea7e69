"""The lines of the guidelines, as the file beside this one words them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Guideline(NamedTuple):
    """A line: its id, the group it is in, what it asks in a few words of each language, and where the guideline can be read.

    `lacks`: why nothing of this part of the house answers it ("elsewhere", "no_feed", "not_built", "people"); "" where a question does.
    """

    id: str
    group: str
    words: Mapping[str, str]
    source: str
    lacks: str


@cache
def guidelines() -> tuple[Guideline, ...]:
    """Every line, in the order of the file."""
    told = tomllib.loads(files("mizan.doors.steering.issa").joinpath("rows.toml").read_text(encoding="utf-8"))
    return tuple(
        Guideline(name, name.partition("-")[0], {"ar": one["ar"], "fr": one["fr"]}, one["source"], one.get("lacks", ""))
        for name, one in told.items()
    )
