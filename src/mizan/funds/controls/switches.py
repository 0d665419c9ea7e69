"""How controls of spending look: thresholds no text found settles, each with a name, a default, a reason and a standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from mizan.kernel.refusals import refused


@dataclass(frozen=True, slots=True)
class ControlSwitches:
    """The switches in force (standing of each: the house's own choice; no text found gives a number)."""

    series_times: int = 5
    """How many times the spread above the median a count is unusual."""
    series_least: int = 5
    """Under so many certificates or claims a series shows nothing."""
    series_peers: int = 5
    """Under so many peers there is no median to compare with."""
    pair_least: int = 20
    """Under so many acts together a pair shows nothing."""
    pair_seconds: int = 60
    """An agreement sooner than this after the proposal was not read."""
    pair_share_ppm: int = 900_000
    """The share of acts agreed too soon, or of a proposer's acts agreed by one person, that shows something."""
    split_threshold: int = 10_000_000
    """Centimes under which a piece passes unnoticed; the system itself asks two people whatever the amount."""
    split_days: int = 31
    """Pieces follow one another within so many days."""
    random_each: int = 5
    """Awards drawn by chance each quarter for each fund."""

    @property
    def values(self) -> dict[str, int]:
        """By name, as the queries take them."""
        return asdict(self)


DEFAULT = ControlSwitches()
PREFIX = "controls_"
BOUNDS: Mapping[str, tuple[int, int]] = {
    "series_times": (1, 1000),
    "series_least": (1, 100_000),
    "series_peers": (3, 100_000),
    "pair_least": (2, 100_000),
    "pair_seconds": (1, 86_400),
    "pair_share_ppm": (1, 1_000_000),
    "split_threshold": (1, 10**15),
    "split_days": (1, 366),
    "random_each": (1, 1000),
}
NAMES = tuple(f"{PREFIX}{name}" for name in BOUNDS)
_in_force = DEFAULT


def in_force() -> ControlSwitches:
    """The switches controls are run by."""
    return _in_force


def instruct(chosen: Mapping[str, str]) -> None:
    """Run by these choices from now on; an empty mapping takes the defaults again.

    Said once, when a process starts. Raises `Refused`: `switch_unknown`, `fact_unreadable` (not a whole number within its bounds).
    """
    global _in_force  # noqa: PLW0603 - one process serves one fund, under one set of instructions
    values = DEFAULT.values
    for name, given in chosen.items():
        short = name.removeprefix(PREFIX)
        if name not in NAMES:
            raise refused("switch_unknown", name)
        least, most = BOUNDS[short]
        if not (given.isascii() and given.isdigit() and len(given) <= len(str(most)) and least <= int(given) <= most):
            raise refused("fact_unreadable", name, given=given[:40], expected=f"{least} … {most}")
        values[short] = int(given)
    _in_force = ControlSwitches(**values)
