"""The law of retirement asked over columns, a span of days with the same law at a time; what it gives becomes terms.

A span of which few cases were seen is asked case by case, on the same numbers: compiling it would take longer than they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from mizan.funds.benefits.kinds.columns import Gathered, PensionCase
from mizan.funds.benefits.kinds.retirement import MORE, RETIREMENT
from mizan.funds.benefits.types import Parts
from mizan.funds.careers.columns import Flags, Ints
from mizan.kernel.funds import Fund
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.deductions import deduct, deduct_columns
from mizan.law.engine.compile import compiled
from mizan.law.engine.inputs import in_force
from mizan.law.engine.spans import span_of

PAID_BY = (
    (Fund.CNR, "salaried_due_m", "salaried_fund_adds_m", "salaried_state_adds_m", "claim_supplement_m"),
    (Fund.CASNOS, "self_employed_due_m", "casnos_fund_adds_m", "casnos_state_adds_m", ""),
)
TOPIC = topics()[RETIREMENT.topic]
CHECKS = tuple(check.rule for check in TOPIC.checks)
TARGETS = tuple(dict.fromkeys((*TOPIC.outputs.values(), *([TOPIC.ground] if TOPIC.ground else []), *CHECKS, *MORE)))
FEW = 100
"""Cases of a span, since this process began, up to which its law is not compiled."""
FEW_NETS = 50
"""Pensions of a block and a span whose deductions are counted one by one."""
_seen: Counter[date] = Counter()
WAGES, INCOMES = TOPIC.inputs["wages"], TOPIC.inputs["incomes"]


class GivenMonthly(NamedTuple):
    """What the law gives a case: the parts of each fund's pension, and the ground where it gives nothing."""

    parts: Mapping[Fund, Parts]
    ground: str


def pensions(gathered: Gathered, *, known: date) -> list[GivenMonthly | None]:
    """What the law, as known on a day, gives each case; None for a case that is odd, misses a fact, or that the law refuses."""
    cases = gathered.cases
    answered = np.full((len(cases), len(TARGETS)), -1, np.int64)
    told = ~gathered.odd & np.array([not names for names in gathered.missing], np.bool_)
    for day, places in _by_span([case.day for case in cases], np.flatnonzero(told)):
        _seen[span_of(book(), day)] += len(places)
        run = _run if _seen[span_of(book(), day)] > FEW else _run_each
        told[places] = run(gathered, places, day, known, answered)
    found = {name: answered[:, place] for place, name in enumerate(TARGETS)}
    for name in CHECKS:
        told &= found[name] == 1
    net = _nets(cases, found, told)
    return [_given(found, net, place) if told[place] else None for place in range(len(cases))]


def _by_span(days: Sequence[date], places: Ints) -> list[tuple[date, Ints]]:
    """The places whose days have the same law, with one of those days."""
    found: dict[date, list[int]] = {}
    for place in places.tolist():
        found.setdefault(span_of(book(), days[place]), []).append(place)
    return [(days[of_span[0]], np.array(of_span, np.int64)) for of_span in found.values()]


def _run(gathered: Gathered, places: Ints, day: date, known: date, out: Ints) -> Flags:
    """Whether each place was answered; one whose facts or amounts are out of bounds is not, and the others go on without it."""
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


def _nets(cases: Sequence[PensionCase], found: Mapping[str, Ints], told: Flags) -> Mapping[Fund, Ints]:
    """Social insurance and income tax of each fund's part, shape (cases, 2); a case whose tax the law leaves unknown is told no more."""
    made: dict[Fund, Ints] = {}
    days = [RETIREMENT.starts(case.day) for case in cases]
    for fund, due, _, _, more in PAID_BY:
        gross = found[due] + (found[more] if more else 0)
        kept = made[fund] = np.zeros((len(cases), 2), np.int64)
        waits = told & (found[due] != 0) & (found[TOPIC.ground] == 0 if TOPIC.ground else True)
        for day, places in _by_span(days, np.flatnonzero(waits)):
            if len(places) <= FEW_NETS:
                _net_each(gross, places, day, kept, told)
                continue
            left = places
            while len(left):
                try:
                    kept[left] = deduct_columns(gross[left], on=day)[:, 1:]
                    break
                except Refused as error:
                    row = error.refusal.params.get("row")
                    gone = left if not isinstance(row, int) else left[row : row + 1]
                    told[gone] = False
                    left = np.setdiff1d(left, gone)
    return made


def _net_each(gross: Ints, places: Ints, day: date, out: Ints, told: Flags) -> None:
    for place in places.tolist():
        try:
            taken = deduct(Centimes(int(gross[place])), on=day)
        except Refused:
            told[place] = False
            continue
        out[place] = taken.social_insurance, taken.income_tax


def _given(found: Mapping[str, Ints], taken: Mapping[Fund, Ints], place: int) -> GivenMonthly:
    ground = int(found[TOPIC.ground][place]) if TOPIC.ground else 0
    if ground and TOPIC.ground:
        return GivenMonthly({}, book().inputs.choices[book().unit(TOPIC.ground)].names[ground])
    parts = {}
    for fund, due, fund_adds, state_adds, more in PAID_BY:
        total, of_fund, of_state = (int(found[name][place]) for name in (due, fund_adds, state_adds))
        if total:
            social, tax = (int(one) for one in taken[fund][place])
            supplement = int(found[more][place]) if more else 0
            parts[fund] = Parts(total - of_fund - of_state, of_fund, of_state, supplement, social, tax)
    return GivenMonthly(parts, "" if parts else RETIREMENT.no_right)
