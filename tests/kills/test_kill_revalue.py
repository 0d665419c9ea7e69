"""The process killed anywhere in the increase of all awards: each is raised exactly once, with its arrears, and the books agree."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from tests.flows.pay_world import PayWorld, at, make_world, parts_of
from tests.flows.test_pay_month import faults
from tests.flows.test_revalue import expected, live
from tests.kills.test_kill_pay import Payer, ask

pytestmark = pytest.mark.kill

POINTS = {
    "prepare_increase": [
        "prepare_increase." + name
        for name in (
            "begun", "read", "block_kept", "block_done", "block_kept#2", "block_done", "read#2", "summed", "step_kept", "audited", "done",
        )
    ],
    "approve_increase": [
        "approve_increase." + name
        for name in (
            "begun", "decided", "block_written", "block_written#2", "block_written#4", "summed", "posted", "arrears_written", "step_kept",
            "audited", "done",
        )
    ],
}  # fmt: skip
WHO = {"prepare_increase": "prepares", "approve_increase": "approves"}
DONE = {"prepare_increase": "increase_stands", "approve_increase": "increase_not_so"}
"""What an act that was done before its death is answered when it is begun again."""
MAY, JANUARY = date(2024, 5, 1), date(2026, 1, 1)
GROSSES = tuple(1_500_000 + 550_000 * n for n in range(7))
TWICE = """
SELECT t.award_id FROM benefits_award_term t JOIN benefits_decision d ON d.id = t.decision_id AND d.kind = 'revalorisation'
 WHERE t.starts_on = d.effective_on GROUP BY 1, t.decision_id HAVING count(*) > 1
UNION ALL SELECT award_id FROM benefits_adjustment GROUP BY 1, decision_id HAVING count(*) > 1"""
HALVES = """
SELECT d.id FROM benefits_decision d WHERE d.kind = 'revalorisation'
   AND NOT EXISTS (SELECT 1 FROM benefits_increase_step s WHERE s.decision_id = d.id AND s.kind = 'approved')"""


@pytest.fixture
def ground(db: Any) -> Iterator[tuple[PayWorld, Payer]]:
    world = make_world()
    payer = Payer(db.name)
    yield world, payer
    assert payer.process.stdin is not None
    payer.process.stdin.close()
    payer.process.wait(10)
    assert payer.process.stdout is not None
    payer.process.stdout.close()


def sound() -> None:
    """After any death: nothing twice, no half of an approval, books that agree."""
    assert ask(TWICE) == []
    assert ask(HALVES) == []
    assert faults() == []


def through(world: PayWorld, payer: Payer, on: date, moment: str, deaths: dict[str, list[dict[str, Any]]]) -> int:
    """An increase prepared and approved through these deaths; returns how many there were."""
    kills = 0
    for hour, (act, these) in enumerate(deaths.items(), start=9):
        said = (world.accounts[WHO[act]], at(moment, hour).isoformat(), {"on": on.isoformat(), "block": 2})
        for death in these:
            kills += payer.order(act, *said, **death)["killed"]
            sound()
        answer = payer.order(act, *said)
        assert not answer["killed"]
        assert answer.get("refused", DONE[act]) == DONE[act]
        sound()
    return kills


def test_an_increase_killed_anywhere_raises_each_award_once(ground: tuple[PayWorld, Payer], tell: Callable[[str], None]) -> None:
    world, payer = ground
    awards = {world.award(gross, since="2024-02-01"): gross for gross in GROSSES}
    chance = random.Random(11)
    at_random = {act: [{"kill_after": chance.uniform(0, 0.4)} for _ in range(6)] for act in POINTS}
    named = {act: [{"crash_at": name} for name in names] for act, names in POINTS.items()}
    kills = through(world, payer, MAY, "2025-02-10", at_random)
    hit = through(world, payer, JANUARY, "2026-03-10", named)
    for award, gross in awards.items():
        first = expected(gross, MAY)
        second = expected(first.gross)
        assert [row[2:] for row in live(award)] == [(gross, parts_of(gross).net), (first.gross, first.net), (second.gross, second.net)]
        # May 2024 to January 2025 at the first, January and February 2026 at the second.
        gains = [9 * (first.net - parts_of(gross).net), 2 * (second.net - first.net)]
        assert [row[0] for row in ask("SELECT amount FROM benefits_adjustment WHERE award_id = %s ORDER BY id", award)] == gains
    assert ask("SELECT count(*) FROM benefits_increase") == [(2,)]
    assert len(ask("SELECT 1 FROM ledger_entry WHERE verb = 'revalue_benefits'")) == 2
    tell(f"increase: {kills + hit} kills, lost 0, twice 0")
    assert hit == len([name for names in POINTS.values() for name in names])
