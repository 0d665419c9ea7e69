"""The process killed anywhere in the taking over of a file of awards: each is there exactly once, with its line and its account."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.flows.pay_world import PayWorld, at
from tests.flows.test_take_over_awards import LARGE, SMALL, file_of, line
from tests.kills.test_kill_pay import Payer, ask
from tests.kills.test_kill_revalue import ground

__all__ = ["ground"]
pytestmark = pytest.mark.kill

MONTH = "2025-10-01"
POINTS = {
    "propose_takeover": ["take_over.begun", "take_over.proposed"],
    "approve_takeover": [
        f"take_over.{name}"
        for name in (
            "approved", "block_begun", "block_written", "block_committed", "block_begun#2", "block_written#2", "block_committed#3",
            "block_written#3", "ended",
        )
    ],
}  # fmt: skip
WHO = {"propose_takeover": "prepares", "approve_takeover": "agrees"}
DONE = {"propose_takeover": "takeover_known", "approve_takeover": "takeover_not_so"}
"""What an act that was done before its death is answered when it is begun again."""
TWICE = """
SELECT person_id FROM benefits_award GROUP BY 1 HAVING count(*) > 1
UNION ALL SELECT award_id FROM benefits_award_term GROUP BY 1 HAVING count(*) > 1"""
HALVES = """
SELECT d.id FROM benefits_decision d LEFT JOIN benefits_award a ON a.first_decision_id = d.id
  LEFT JOIN benefits_award_term t ON t.award_id = a.id LEFT JOIN benefits_taken_over o ON o.award_id = a.id
  LEFT JOIN benefits_payee_account p ON p.person_id = a.person_id AND p.known_until IS NULL
 WHERE num_nulls(a.id, t.id, o.award_id, p.id) > 0"""
COUNTED = "SELECT count(*), sum(t.gross_m) FROM benefits_award_term t"


def through(world: PayWorld, payer: Payer, path: Path, deaths: dict[str, list[dict[str, Any]]]) -> int:
    """A file proposed and approved through these deaths; returns how many there were."""
    kills = 0
    for act, these in deaths.items():
        said = (world.accounts[WHO[act]], at("2025-09-20").isoformat(), {"path": str(path), "month": MONTH, "block": 2})
        for death in these:
            kills += payer.order(act, *said, **death)["killed"]
            assert ask(TWICE) == []
            assert ask(HALVES) == []
        answer = payer.order(act, *said)
        assert not answer["killed"]
        assert answer.get("refused", DONE[act]) == DONE[act]
    return kills


def test_a_file_taken_over_through_kills_gives_each_award_once(
    ground: tuple[PayWorld, Payer], tmp_path: Path, tell: Callable[[str], None]
) -> None:
    world, payer = ground
    lines = [line(f"R-{number}", world.person(account=None), SMALL + number) for number in range(7)]
    others = [line(f"S-{number}", world.person(account=None), LARGE + number) for number in range(7)]
    named, at_random = tmp_path / "named.csv", tmp_path / "random.csv"
    named.write_bytes(file_of(*lines))
    at_random.write_bytes(file_of(*others))
    chance = random.Random(7)
    hit = through(world, payer, named, {act: [{"crash_at": name} for name in names] for act, names in POINTS.items()})
    kills = through(world, payer, at_random, {act: [{"kill_after": chance.uniform(0, 0.3)} for _ in range(6)] for act in POINTS})
    assert ask(COUNTED) == [(14, 7 * (SMALL + LARGE) + 42)]
    assert ask("SELECT count(*) FROM benefits_takeover_step WHERE kind = 'ended'") == [(2,)]
    tell(f"taking over: {kills + hit} kills, lost 0, twice 0")
    assert hit == sum(len(names) for names in POINTS.values())
