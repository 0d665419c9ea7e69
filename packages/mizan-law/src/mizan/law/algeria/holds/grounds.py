"""The grounds a payment may be held on, as data: the text, how it was read, for whom, and for how long at most."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mizan.law.algeria.book import book
from mizan.law.engine.inputs import in_force
from mizan.law.engine.sources import Reference, Standing


@dataclass(frozen=True, slots=True)
class HoldGround:
    """A ground: `reference` is the text that says so and `standing` how it was read.

    `limit` names the switch that says how long a hold lasts at most; `after` what must have been tried with the person first
    ("proof_of_life": asked, given time, called or visited; empty: nothing but the notice). `lifted` tells the person what ends it,
    `reason` why the ground is offered, or why it is not. Titles and sentences are in Arabic and in French.
    """

    code: str
    reference: Reference
    standing: Standing
    funds: tuple[str, ...]
    benefits: tuple[str, ...]
    limit: str
    after: str
    offered: bool
    title: Mapping[str, str]
    lifted: Mapping[str, str]
    reason: Mapping[str, str]

    @property
    def longest_days(self) -> int:
        """The most days a hold on this ground may last, by the switches in force."""
        return book().inputs.switch(self.limit, in_force())

    def fits(self, fund: str, benefit: str) -> bool:
        """Whether a payment of this benefit by this fund may be held on it."""
        return self.offered and fund in self.funds and benefit in self.benefits


@cache
def hold_grounds() -> Mapping[str, HoldGround]:
    """Every ground read so far, by code, the offered ones first. Raises BookError where one names no text of the book."""
    told = tomllib.loads(resources.files(__package__ or "").joinpath("grounds.toml").read_text("utf-8"))
    found = [_ground(code, entry) for code, entry in told.items()]
    return {one.code: one for one in sorted(found, key=lambda one: not one.offered)}


def _ground(code: str, entry: Mapping[str, Any]) -> HoldGround:
    return HoldGround(
        code,
        book().sources.reference(entry["source"], f"grounds.toml: {code}"),
        Standing(entry["standing"]),
        tuple(entry["funds"]),
        tuple(entry["benefits"]),
        entry["limit"],
        entry.get("after", ""),
        entry["offered"],
        entry["title"],
        entry["lifted"],
        entry["reason"],
    )
