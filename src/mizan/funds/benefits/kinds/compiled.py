"""The law of retirement asked over columns, a span of days with the same law at a time; what it gives becomes terms.

A span of which few cases were seen is asked case by case, on the same numbers: compiling it would take longer than they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import numpy as np

from mizan.funds.benefits.kinds.columns import Gathered, PensionCase
from mizan.funds.benefits.kinds.raised import NO_INCREASES, Award, Increases, raised_columns
from mizan.funds.benefits.kinds.retirement import MORE, RETIREMENT
from mizan.funds.benefits.kinds.types import Case, Fact, Given, Held
from mizan.funds.benefits.types import Parts, TermDraft
from mizan.funds.careers.columns import Flags, Ints
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book, topics
from mizan.law.engine.inputs import in_force
from mizan.law.engine.spans import span_of

TOPIC = topics()[RETIREMENT.topic]
CHECKS = tuple(check.rule for check in TOPIC.checks)
TARGETS = tuple(dict.fromkeys((*TOPIC.outputs.values(), *([TOPIC.ground] if TOPIC.ground else []), *CHECKS, *MORE)))
FEW = 100
"""Cases of a span, since this process began, up to which its law is not compiled."""
_seen: Counter[date] = Counter()
WAGES, INCOMES = TOPIC.inputs["wages"], TOPIC.inputs["incomes"]


class GivenMonthly(NamedTuple):
    """What the law gives a case: the terms of each fund's award, raised by the increases since, and the ground where it gives nothing."""

    terms: Mapping[Fund, tuple[TermDraft, ...]]
    ground: str


def pensions(gathered: Gathered, *, known_at: datetime, increases: Increases = NO_INCREASES) -> list[GivenMonthly | None]:
    """What the law, as known at a moment, gives each case, raised by the increases of each fund.

    None for a case that is odd, misses a fact, or that the law refuses.
    """
    cases, known = gathered.cases, known_at.date()
    answered = np.full((len(cases), len(TARGETS)), -1, np.int64)
    told = ~gathered.odd & np.array([not names for names in gathered.missing], np.bool_)
    for day, places in _by_span([case.day for case in cases], np.flatnonzero(told)):
        _seen[span_of(book(), day)] += len(places)
        run = _run if _seen[span_of(book(), day)] > FEW else _run_each
        told[places] = run(gathered, places, day, known, answered)
    for check in CHECKS:
        told &= answered[:, TARGETS.index(check)] == 1
    return _terms(cases, answered, told, known_at, increases)


def _by_span(days: Sequence[date], places: Ints) -> list[tuple[date, Ints]]:
    """The places whose days have the same law, with one of those days."""
    found: dict[date, list[int]] = {}
    for place in places.tolist():
        found.setdefault(span_of(book(), days[place]), []).append(place)
    return [(days[of_span[0]], np.array(of_span, np.int64)) for of_span in found.values()]


def _run(gathered: Gathered, places: Ints, day: date, known: date, out: Ints) -> Flags:
    """Whether each place was answered; one whose facts or amounts are out of bounds is not, and the others go on without it."""
    # Here and not above: numba is loaded only by those who compile.
    from mizan.law.engine.compile import compiled

    done = np.ones(len(places), np.bool_)
    while done.any():
        some = places[done]
        facts = {name: column[some] for name, column in gathered.columns.items()}
        wages, months = _some(gathered.wages, some)
        incomes, years = _some(gathered.incomes, some)
        try:
            law = compiled(book(), TARGETS, day, in_force(), known)
            out[some] = law.run({**facts, WAGES: wages, INCOMES: incomes}, starts={"month": months, "year": years})
        except Refused as error:
            row = error.refusal.params.get("row")
            if not isinstance(row, int):
                return np.zeros(len(places), np.bool_)
            done[np.flatnonzero(done)[row]] = False
            continue
        return done
    return done


def _run_each(gathered: Gathered, places: Ints, day: date, known: date, out: Ints) -> Flags:
    """The same, each place by itself under the law interpreted."""
    try:
        plan = book().plan(TARGETS, day, known)
    except Refused:
        return np.zeros(len(places), np.bool_)
    done = []
    for place in places.tolist():
        facts: dict[str, object] = {name: int(column[place]) for name, column in gathered.columns.items()}
        for name, (values, starts) in ((WAGES, gathered.wages), (INCOMES, gathered.incomes)):
            facts[name] = values[starts[place] : starts[place + 1]].tolist()
        outcome = plan.run(facts, in_force())
        done.append(not isinstance(outcome, Refusal))
        if not isinstance(outcome, Refusal):
            out[place] = [outcome[target] for target in TARGETS]
    return np.array(done, np.bool_)


def _some(series: tuple[Ints, Ints], places: Ints) -> tuple[Ints, Ints]:
    """The series of some places, end to end."""
    values, starts = series
    count = (starts[1:] - starts[:-1])[places]
    ends = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    return values[np.arange(int(ends[-1])) + np.repeat(starts[:-1][places] - ends[:-1], count)], ends


def _terms(
    cases: Sequence[PensionCase], answered: Ints, told: Flags, known_at: datetime, increases: Increases
) -> list[GivenMonthly | None]:
    """What the numbers answered give each case, fund by fund, with what is taken of it."""
    given: list[tuple[int, Given]] = []
    grounds = [""] * len(cases)
    for place in np.flatnonzero(told).tolist():
        numbers = dict(zip(TARGETS, answered[place].tolist(), strict=True))
        grounds[place] = _ground(numbers)
        of_case = () if grounds[place] else _give(cases[place], numbers, known_at)
        grounds[place] = grounds[place] or ("" if of_case else RETIREMENT.no_right)
        given += [(place, one) for one in of_case]
    lost: set[int] = set()
    made = raised_columns([_gross(one) for _, one in given], increases, lost)
    found: list[dict[Fund, tuple[TermDraft, ...]]] = [{} for _ in cases]
    for number, (place, one) in enumerate(given):
        found[place][one.fund] = made[number]
    refused = {given[number][0] for number in lost}
    return [GivenMonthly(found[place], grounds[place]) if told[place] and place not in refused else None for place in range(len(cases))]


def _ground(numbers: Mapping[str, int]) -> str:
    code = numbers[TOPIC.ground] if TOPIC.ground else 0
    return book().inputs.choices[book().unit(TOPIC.ground)].names[code] if code and TOPIC.ground else ""


def _give(case: PensionCase, numbers: Mapping[str, int], known_at: datetime) -> tuple[Given, ...]:
    """As the kind itself gives it: what it looks at of the facts is what was told."""
    start = RETIREMENT.starts(case.day)
    whose = Case(Fund.CNR, RETIREMENT.kind, case.person_id, case.person_id, case.day, start, known_at, case.told)
    return RETIREMENT.give(whose, Held({name: Fact(value, "told") for name, value in case.told.items()}), numbers)


def _gross(given: Given) -> Award:
    parts = Parts(given.pension, given.fund_adds, given.state_adds, given.supplement, 0, 0)
    return Award(given.fund, given.kind, given.starts_on, parts, given.least)
