"""The controls read from the book beside this file: data, with a query each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from mizan.funds.controls.types import DRAWN, Cause, Conclusion, Severity
from mizan.kernel.refusals import refused
from mizan.law.algeria.book import book
from mizan.law.engine.sources import Reference, Standing

SCORES = range(1, 6)


@dataclass(frozen=True, slots=True)
class Control:
    """One control: its risk with two scores from 1 to 5, its ground with its standing, its treatment, and the text of its query.

    `reference` is None where no text was found; `lacks` then says what the control stands on. `yearly`: it looks at the running year, each
    finding begins with its year, and those of years gone by stay as they were. `drawn`: chance names its subjects, once a quarter; what it
    finds is what the others are compared with. Texts are in Arabic and in French.
    """

    id: str
    reference: Reference | None
    standing: Standing
    severity: Severity
    frequency: int
    consequence: int
    conclusions: tuple[Conclusion, ...]
    cause: Cause
    name: Mapping[str, str]
    risk: Mapping[str, str]
    treatment: Mapping[str, str]
    lacks: Mapping[str, str]
    yearly: bool
    drawn: bool
    query: str

    @property
    def rank(self) -> int:
        """Frequency times consequence: the higher is looked at first."""
        return self.frequency * self.consequence

    def since(self, day: date) -> date | None:
        """The first day of what it looks at on a day: the year's, the quarter's; None for a control that looks at everything."""
        if self.drawn:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return date(day.year, 1, 1) if self.yearly else None

    @property
    def query_hash(self) -> str:
        """SHA-256 of the query's text: a run says which text it ran."""
        return sha256(self.query.encode()).hexdigest()


@cache
def controls() -> Mapping[str, Control]:
    """Every control by its id, the heaviest risk first. Raises ValueError or BookError where the book does not hold together."""
    folder = resources.files("mizan.funds.controls.book")
    told = tomllib.loads(folder.joinpath("controls.toml").read_text("utf-8"))
    found = [_control(name, entry, folder.joinpath(f"{name}.sql").read_text("utf-8")) for name, entry in told.items()]
    return {one.id: one for one in sorted(found, key=lambda one: (-one.rank, one.id))}


def control_named(name: str) -> Control:
    """The control of an id. Refused: ``control_unknown``."""
    found = controls().get(name)
    if found is None:
        raise refused("control_unknown", "control", control=name[:40])
    return found


def _control(name: str, entry: Mapping[str, Any], query: str) -> Control:
    if entry["frequency"] not in SCORES or entry["consequence"] not in SCORES:
        raise ValueError(f"controls.toml: {name}: scores are from 1 to 5")
    reference = book().sources.reference(entry["source"], f"controls.toml: {name}") if entry["source"] else None
    if (reference is None) != all(entry["lacks"].values()):
        raise ValueError(f"controls.toml: {name}: a control without a text says what it stands on, in both languages")
    read = book().standing_of(reference) if reference is not None else None
    if (read is None) == ("standing" not in entry):
        raise ValueError(f"controls.toml: {name}: how its text was read is said once, by the statute book where it holds the article")
    return Control(
        name,
        reference,
        read or Standing(entry["standing"]),
        Severity(entry["severity"]),
        entry["frequency"],
        entry["consequence"],
        tuple(Conclusion(one) for one in entry["conclusions"]),
        Cause(entry["cause"]),
        entry["name"],
        entry["risk"],
        entry["treatment"],
        entry["lacks"],
        entry.get("yearly", False),
        name in DRAWN,
        query,
    )
