"""Choices on proof of life that no text found settles: each has a name, a default, a reason and a standing; and which kinds ask for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from mizan.funds.benefits.types import Kind
from mizan.kernel.refusals import refused
from mizan.law.algeria.holds.grounds import hold_grounds


class UnknownMonth(StrEnum):
    """When somebody is asked whose birth month the civil register does not know (standing: unverified; no text found says it)."""

    AWARD_MONTH = "award_month"
    """In the month their first award began: a day both sides know, spread over the year."""
    JANUARY = "january"
    """In January, the month presumed births are written with: thousands in one month at the same counters."""


@dataclass(frozen=True, slots=True)
class ProofSwitches:
    """The switches in force."""

    counts_months: int = 12
    """Months for which what shows somebody alive counts, from its day (standing: secondary. The pension fund renews once a year; that an
    event counts as long as a renewal is the house's own reading)."""
    grace_days: int = 60
    """Days of grace after the birth month, or after the letter where it left later (standing: unverified. The fund's notices name the end
    of the month; no text found gives a grace, none forbids one. The sixty days of the law's appeals are taken)."""
    unknown_month: UnknownMonth = UnknownMonth.AWARD_MONTH
    hold_ground: str = ""
    """The ground of the statute book under which a payment may be held for want of proof, `yearly_renewal` (standing: secondary. The fund's
    notices speak of suspension, but no text found permits it). Empty: nothing can be held, whoever proposes it."""


DEFAULT = ProofSwitches()
COUNTS, GRACE, UNKNOWN, GROUND = "proof_counts_months", "proof_grace_days", "proof_unknown_month", "proof_hold_ground"
NAMES = (COUNTS, GRACE, UNKNOWN, GROUND)
MONTHS, DAYS = (1, 36), (30, 366)
_in_force = DEFAULT


def in_force() -> ProofSwitches:
    """The switches proofs of life are asked by."""
    return _in_force


def instruct(chosen: Mapping[str, str]) -> None:
    """Ask by these choices from now on; an empty mapping takes the defaults again.

    Said once, when a process starts. Raises `Refused`: `switch_unknown`, `fact_unreadable` (no choice of its switch).
    """
    global _in_force  # noqa: PLW0603 - one process serves one fund, under one set of instructions
    for name in chosen:
        if name not in NAMES:
            raise refused("switch_unknown", name)
    unknown, ground = chosen.get(UNKNOWN, DEFAULT.unknown_month), chosen.get(GROUND, DEFAULT.hold_ground)
    if unknown not in tuple(UnknownMonth):
        raise refused("fact_unreadable", UNKNOWN, given=unknown[:40], expected=" | ".join(UnknownMonth))
    if ground not in ("", *_after_ask()):
        raise refused("fact_unreadable", GROUND, given=ground[:40], expected=" | ".join(_after_ask()))
    _in_force = ProofSwitches(
        _whole(chosen, COUNTS, DEFAULT.counts_months, MONTHS),
        _whole(chosen, GRACE, DEFAULT.grace_days, DAYS),
        UnknownMonth(unknown),
        ground,
    )


def _after_ask() -> tuple[str, ...]:
    """The grounds that follow an ask without answer."""
    return tuple(one.code for one in hold_grounds().values() if one.offered and one.after == "proof_of_life")


@cache
def asking_kinds() -> tuple[Kind, ...]:
    """The kinds of benefit that ask for a proof of life, as the data beside this file say."""
    told = tomllib.loads(resources.files(__package__).joinpath("proof_kinds.toml").read_text(encoding="utf-8"))
    return tuple(kind for kind in Kind if told[kind.value]["asks"])


def _whole(chosen: Mapping[str, str], name: str, default: int, bounds: tuple[int, int]) -> int:
    given, (least, most) = chosen.get(name, str(default)), bounds
    if not (given.isascii() and given.isdigit() and len(given) < len("10000") and least <= int(given) <= most):
        raise refused("fact_unreadable", name, given=given[:40], expected=f"{least} … {most}")
    return int(given)
