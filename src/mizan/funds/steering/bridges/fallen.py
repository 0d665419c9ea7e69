"""Why what fell due moved: more or fewer payers, their bases, the mix of rates, the law, the calendar. Pure and exact (fractions)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mizan.funds.contributions.queries.moved import FallenRow, GroupRow
from mizan.funds.steering.bridges.types import Cause, Step, whole
from mizan.kernel.rounding import PPM

RateThen = Callable[[FallenRow, date], int]
"""The rate in ppm that the law of another day gives a row's code, branch and payer."""
PARTS: Mapping[str, Cause] = {
    "payers": Cause.VOLUME, "base": Cause.VOLUME, "mix": Cause.RATE, "law": Cause.LAW, "calendar": Cause.TIMING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fallen:
    """What fell due in a stretch: its rows, and its rhythms by name."""

    rows: tuple[FallenRow, ...]
    groups: Mapping[str, GroupRow]

    @property
    def amount(self) -> int:
        """As the books say it, each due rounded once."""
        return sum(row.amount for row in self.rows)

    def of(self, group: str) -> tuple[FallenRow, ...]:
        """The rows of a rhythm."""
        return tuple(row for row in self.rows if row.group == group)

    def law_day(self, group: str) -> date:
        """The last day whose law a rhythm follows."""
        return max(row.on for row in self.of(group))


def fallen_steps(before: Fallen, after: Fallen, rate_then: RateThen) -> tuple[Step, ...]:
    """The steps from what fell due before to what fell due after, and the centimes that rounding each due and each step leaves.

    Each rhythm (months, quarters, years, by debtor) is compared with itself, a period with a period: one more or one less falling due in
    the stretch is the calendar. Then payers at the former mean base and rate, bases at the former mean rate, the mix of rates under the
    former law, and the law: the same bases under the law in force against the same under the former.
    """
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for group in sorted({*before.groups, *after.groups}):
        for part, amount in _of_group(group, before, after, rate_then).items():
            found[part] += amount
    steps = [Step(cause, part, whole(found[part])) for part, cause in PARTS.items()]
    left = after.amount - before.amount - sum(step.amount for step in steps)
    return (*steps, Step(Cause.ROUNDING, "rounding", left))


def _of_group(group: str, before: Fallen, after: Fallen, rate_then: RateThen) -> dict[str, Fraction]:
    was, now = before.of(group), after.of(group)
    if not was or not now:
        return {"calendar": _due(now) - _due(was)}
    day = before.law_day(group)
    periods_was, periods_now = before.groups[group].periods, after.groups[group].periods
    per = Fraction(periods_was, periods_now)
    due_was, due_now = _due(was), _due(now)
    then = sum((Fraction(row.base_then * rate_then(row, day), PPM) for row in now), Fraction())
    base_was, base_now = sum(row.once for row in was), sum(row.once_then for row in now) * per
    payers_was, payers_now = before.groups[group].payers, after.groups[group].payers * per
    found = {"law": (due_now - then) * per, "calendar": due_now * (1 - per)}
    if not base_was:
        return found | {"base": then * per - due_was}
    rate = due_was * Fraction(1, base_was)
    payers = (payers_now - payers_was) * Fraction(base_was, payers_was)
    return found | {
        "payers": payers * rate,
        "base": (base_now - base_was - payers) * rate,
        "mix": then * per - base_now * rate,
    }


def _due(rows: Iterable[FallenRow]) -> Fraction:
    return sum((Fraction(row.base * row.rate_ppm, PPM) for row in rows), Fraction())
