"""Choices on careers that no text found settles: each has a name, a default, a reason and a standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mizan.kernel.refusals import refused


class QuarterReading(StrEnum):
    """How days make quarters (standing: unverified. Pensions count by quarters; the rule that makes a quarter was not found)."""

    DAYS_SUMMED = "days_summed"
    """Ninety days anywhere in the career are a quarter: no day of work is lost to the calendar."""
    QUARTER_TOUCHED = "quarter_touched"
    """A calendar quarter with a single day counts whole."""
    QUARTER_WHOLE = "quarter_whole"
    """A calendar quarter counts when its three months are whole."""


@dataclass(frozen=True, slots=True)
class CareerSwitches:
    """The switches in force."""

    quarters: QuarterReading = QuarterReading.DAYS_SUMMED
    answer_days: int = 30
    """Days the fund has to answer a dispute (standing: unverified; no text of its own found, taken from the formal notice of law 08-08)."""

    @property
    def version(self) -> str:
        """The name a career is read by, for instance "career_quarters=days_summed"."""
        return f"{QUARTERS}={self.quarters}"


DEFAULT = CareerSwitches()
QUARTERS, ANSWER = "career_quarters", "dispute_answer_days"
MOST_DAYS = 366
_in_force = DEFAULT


def in_force() -> CareerSwitches:
    """The switches careers are read by where a question names none."""
    return _in_force


def instruct(chosen: Mapping[str, str]) -> None:
    """Read by these choices from now on (`career_quarters`, `dispute_answer_days`); an empty mapping takes the defaults again.

    Said once, when a process starts. Raises `Refused`: `switch_unknown`, `fact_unreadable` (no choice of its switch).
    """
    global _in_force  # noqa: PLW0603 - one process serves one fund, under one set of instructions
    for name in chosen:
        if name not in (QUARTERS, ANSWER):
            raise refused("switch_unknown", name)
    quarters, days = chosen.get(QUARTERS, DEFAULT.quarters), chosen.get(ANSWER, str(DEFAULT.answer_days))
    if quarters not in tuple(QuarterReading):
        raise refused("fact_unreadable", QUARTERS, given=quarters[:40], expected=" | ".join(QuarterReading))
    if not (days.isascii() and days.isdigit() and int(days) <= MOST_DAYS):
        raise refused("fact_unreadable", ANSWER, given=days[:40], expected=f"0 … {MOST_DAYS}")
    _in_force = CareerSwitches(QuarterReading(quarters), int(days))
