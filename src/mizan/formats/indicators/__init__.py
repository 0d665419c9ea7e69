"""The catalogue of indicators: what each is, in both languages, and the words of an instruction that suggest it.

Definitions only: no figure is here, and no law. An indicator without feed is in the catalogue so that an instruction may name it and be
shown as not measurable.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files

from mizan.formats.indicators.types import Axis, Direction, Feed, Indicator

__all__ = ["Axis", "Direction", "Feed", "Indicator", "catalogue"]


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Indicator]:
    """Every indicator by its id, in the order of the catalogue."""
    table = tomllib.loads(files("mizan.formats.indicators").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    return {
        key: Indicator(
            id=key,
            name={"ar": entry["ar"], "fr": entry["fr"]},
            unit=entry["unit"],
            direction=Direction(entry["direction"]),
            axis=Axis(entry["axis"]),
            feed=Feed(entry["feed"]),
            suggested_by=tuple(entry["suggested_by"]),
        )
        for key, entry in table.items()
    }
