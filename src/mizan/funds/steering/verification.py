"""Computes every kept day again and compares: what was kept is what the rule gives of what was known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mizan.funds.steering.baselines import baselines
from mizan.funds.steering.figures import Source, live_source
from mizan.funds.steering.keeping import Register, end_of
from mizan.funds.steering.queries.days import all_days
from mizan.funds.steering.switches import RULE
from mizan.funds.steering.types.instructions import InstructionKept


@dataclass(frozen=True, slots=True)
class Differs:
    """A day of an instruction, or (day None) a baseline, that is not what it should be: the word kept and the one computed."""

    number: int
    day: date | None
    kept: str
    computed: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How many days and baselines were computed again, and those that differ. `other_rule`: days of a former rule, left alone."""

    days: int
    baselines: int
    differing: tuple[Differs, ...]
    other_rule: int = 0


def verify_days(*, source: Source = live_source) -> Verified:
    """Compute again every kept day as known at its end, and every baseline as known when it was confirmed."""
    kept = all_days()
    if not kept:
        return Verified(0, 0, ())
    register = Register(max(one.known_at for one in kept), source)
    found: list[Differs] = []
    skipped = 0
    for one in kept:
        if one.rule != RULE:
            skipped += 1
            continue
        again = register.judged(one.number, one.day, feeds=_feeds(one.used))
        computed = None if again is None else (again.terms.id, again.judged.status, again.judged.why, again.judged.about, again.used)
        if computed != (one.terms_id, one.status, one.why, one.about, dict(one.used)) or one.known_at != end_of(one.day):
            found.append(Differs(one.number, one.day, one.status.value, "" if again is None else again.judged.status.value))
    baselines, wrong = _baselines(register)
    return Verified(len(kept) - skipped, baselines, (*found, *wrong), skipped)


def _feeds(used: Mapping[str, object]) -> dict[str, bool]:
    """Which indicators had a feed, as the day kept it."""
    said = used.get("indicators")
    return {one["id"]: one["feed"] is True for one in said} if isinstance(said, list) else {}


def _baselines(register: Register) -> tuple[int, list[Differs]]:
    count, wrong = 0, []
    for number, versions in register.versions.items():
        former: InstructionKept | None = None
        for terms in versions:
            expected = baselines(terms.names, terms.fund, terms.at, former, register.snapshots)
            for aim in terms.aims:
                count += 1
                if replace(aim, start=None, end=None) != expected[aim.indicator]:
                    wrong.append(Differs(number, None, f"{aim.indicator} {aim.baseline}", str(expected[aim.indicator].baseline)))
            former = terms
    return count, wrong
