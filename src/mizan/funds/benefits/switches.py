"""Choices on benefits that no text found settles: each has a name, a default, a reason and a standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mizan.kernel.refusals import refused
from mizan.kernel.rounding import PPM


class StartReading(StrEnum):
    """From which day a pension is due (standing: unverified; the texts found give the right, not its first day)."""

    MONTH_AFTER = "month_after"
    """From the first day of the month after the one it is claimed for, so that a month's wage and a month's pension never meet."""
    SAME_MONTH = "same_month"
    """From the first day of the month it is claimed for."""


class DeathReading(StrEnum):
    """What is due for the month somebody dies in (standing: unverified; no text found says it)."""

    WHOLE_MONTH = "whole_month"
    """The month of death is due whole: a benefit ends with its month, and survivors' begin with the next."""
    UNTIL_MONTH = "until_month"
    """The month of death is not due to the deceased, and survivors' benefits begin with it."""


@dataclass(frozen=True, slots=True)
class BenefitSwitches:
    """The switches in force."""

    promise_days: int = 60
    """Days in which the fund promises to answer a claim (standing: unverified. No legal delay to decide was found: the sixty days in which
    the fund must answer elsewhere in the law of disputes are taken)."""
    start: StartReading = StartReading.MONTH_AFTER
    death: DeathReading = DeathReading.WHOLE_MONTH
    sample_ppm: int = 20_000
    """The share of straight-through decisions that people examine again, one in fifty (standing: the house's own choice)."""
    sample_seed: str = "mizan"
    """What the draw is seeded with: the same claims, the same sample."""

    @property
    def version(self) -> str:
        """The names a decision is made by, kept with it."""
        return f"{START}={self.start},{DEATH}={self.death}"


DEFAULT = BenefitSwitches()
PROMISE, START, DEATH = "benefit_promise_days", "benefit_start", "benefit_death_month"
SAMPLE, SEED = "benefit_sample_ppm", "benefit_sample_seed"
NAMES = (PROMISE, START, DEATH, SAMPLE, SEED)
MOST_DAYS = 366
_in_force = DEFAULT


def in_force() -> BenefitSwitches:
    """The switches benefits are decided by."""
    return _in_force


def instruct(chosen: Mapping[str, str]) -> None:
    """Decide by these choices from now on; an empty mapping takes the defaults again.

    Said once, when a process starts. Raises `Refused`: `switch_unknown`, `fact_unreadable` (no choice of its switch).
    """
    global _in_force  # noqa: PLW0603 - one process serves one fund, under one set of instructions
    for name in chosen:
        if name not in NAMES:
            raise refused("switch_unknown", name)
    for name, readings, default in ((START, StartReading, DEFAULT.start), (DEATH, DeathReading, DEFAULT.death)):
        if chosen.get(name, default) not in tuple(readings):
            raise refused("fact_unreadable", name, given=chosen[name][:40], expected=" | ".join(readings))
    _in_force = BenefitSwitches(
        _whole(chosen, PROMISE, DEFAULT.promise_days, MOST_DAYS),
        StartReading(chosen.get(START, DEFAULT.start)),
        DeathReading(chosen.get(DEATH, DEFAULT.death)),
        _whole(chosen, SAMPLE, DEFAULT.sample_ppm, PPM),
        chosen.get(SEED, DEFAULT.sample_seed),
    )


def _whole(chosen: Mapping[str, str], name: str, default: int, most: int) -> int:
    given = chosen.get(name, str(default))
    if not (given.isascii() and given.isdigit() and int(given) <= most):
        raise refused("fact_unreadable", name, given=given[:40], expected=f"0 … {most}")
    return int(given)
