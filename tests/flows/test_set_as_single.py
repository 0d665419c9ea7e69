"""A yearly declaration opens the same cases whether it is filed alone or taken in a set, whatever was declared, estimated or missing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from mizan.kernel.periods import month, months_of, quarter

YEAR = 2025
BASES = (60_000_00, 120_000_00, 120_000_01)
NAMES = ("monthly", "quarterly", "builder")
Story = list[tuple[str, Any]]


def quarters_of(draw: random.Random) -> Story:
    """What happens before the yearly declaration: each quarter declared whole, by month, in part or not at all; nights between."""
    acts: Story = []
    for number in (1, 2, 3, 4):
        of_quarter = quarter(YEAR, number)
        shape = draw.choice(("whole", "months", "part", "nothing", "nil", "late"))
        night = ("night", f"{YEAR + 1}-03-25")
        if shape == "late" or draw.random() < 0.3:
            acts.append(night)
        if shape in ("whole", "late"):
            acts.append(("dac", (of_quarter.key, draw.choice(BASES), "normal")))
        elif shape == "nil":
            acts.append(("dac", (of_quarter.key, 0, "normal")))
        elif shape in ("months", "part"):
            kept = months_of(of_quarter) if shape == "months" else draw.sample(months_of(of_quarter), draw.randint(1, 2))
            acts += [("dac", (one.key, draw.choice((0, *BASES)), "normal")) for one in kept]
        if shape in ("whole", "late") and draw.random() < 0.4:
            acts.append(("dac", (of_quarter.key, draw.choice(BASES), "rectifying")))
        if draw.random() < 0.6:
            acts.append(night)
    return acts


def play(world: Any, name: str, acts: Story) -> None:
    """Do them, all late enough for a night to have assessed what was missing."""
    from mizan.flows.assess_missing import assess_missing

    for act, what in acts:
        if act == "night":
            with world.batch() as by:
                day = date.fromisoformat(what)
                assess_missing(day=day, since=date(YEAR, 1, 1), by=by, at=world.at(what))
        else:
            period, base, kind = what
            world.file_dac(name, period, base, f"{YEAR + 1}-03-25", kind)


def taken(world: Any, name: str, pair: tuple[bytes, bytes], *, together: bool) -> list[Any]:
    """The cases and the live dues after the declaration, then after the next night; all of it is undone."""
    from django.db import transaction

    from mizan.flows.assess_missing import assess_missing
    from mizan.flows.file_das import file_das
    from mizan.flows.take_das_set import Pair, take_das_set

    at, found = world.at(f"{YEAR + 1}-03-30"), []
    with world.batch() as by, transaction.atomic():
        if together:
            assert take_das_set([Pair(*pair)], by=by, at=at).filed == 1
        else:
            assert file_das(header=pair[0], detail=pair[1], by=by, at=at).filing_id is not None
        found.append(state_of(world.employers[name]))
        assess_missing(day=at.date(), since=date(YEAR, 1, 1), by=by, at=at)
        found.append(state_of(world.employers[name]))
        transaction.set_rollback(True)
    return found


def state_of(employer_id: int) -> Any:
    from mizan.funds.contributions.queries import cases_of, dues_of

    cases = sorted((case.quarter_key, case.das_base, case.assessed_base, case.state) for case in cases_of(employer_id))
    dues = sorted((due.period_key, due.code, due.kind, due.base, due.amount) for due in dues_of(employer_id, live_only=True))
    return cases, dues


@pytest.mark.parametrize("seed", range(6))
def test_a_set_opens_the_cases_that_filing_alone_would(world: Any, person: Any, seed: int) -> None:
    draw = random.Random(seed)
    opened = 0
    for name in NAMES:
        play(world, name, quarters_of(draw))
    for name in NAMES:
        for _ in range(2):
            rows = [(person(index), tuple(draw.choice((0, *BASES)) for _ in range(4))) for index in (1, 2)[: draw.randint(1, 2)]]
            header, detail = world.das_pair(name, YEAR, rows)
            if draw.random() < 0.3:
                # A line that is cut short waits for a correction, and what it would have said is not known.
                detail += b"\r\n" + detail[:120]
            alone = taken(world, name, (header, detail), together=False)
            assert taken(world, name, (header, detail), together=True) == alone
            opened += len(alone[0][0])
    assert opened


def test_a_quarter_with_only_an_estimate_waits_for_the_night_both_ways(world: Any, person: Any) -> None:
    """No case on an estimate: the night replaces it by the wages, which then agree with themselves."""
    play(world, "quarterly", [("dac", ("2025-Q1", 60_000_00, "normal")), ("night", "2026-03-25")])
    pair = world.das_pair("quarterly", YEAR, [(person(1), (60_000_00, 90_000_00, 60_000_00, 60_000_00))])
    for together in (False, True):
        (before, estimated), (after, assessed) = taken(world, "quarterly", pair, together=together)
        assert before == after == []
        assert ("2025-Q2", "R22", "provisional", 60_000_00) in {due[:4] for due in estimated}
        assert ("2025-Q2", "R22", "provisional", 90_000_00) in {due[:4] for due in assessed}


def test_a_month_estimated_in_a_declared_quarter_waits_both_ways(world: Any, person: Any) -> None:
    months = [("dac", (month(YEAR, index).key, 60_000_00, "normal")) for index in (1, 2)]
    play(world, "monthly", [*months, ("night", "2026-03-25")])
    pair = world.das_pair("monthly", YEAR, [(person(1), (200_000_00, 0, 0, 0))])
    alone, together = (taken(world, "monthly", pair, together=way) for way in (False, True))
    assert alone == together
    assert alone[0][0] == []
    assert ("2025-03", "R22", "provisional", 80_000_00) in {due[:4] for due in alone[1][1]}
