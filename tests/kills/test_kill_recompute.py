"""The process killed anywhere while awards are computed again: it goes on after the last block kept; nothing is lost or told twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from tests.flows.pay_world import at
from tests.kills.test_kill_pay import Payer, ask, ground

pytestmark = pytest.mark.kill
__all__ = ["ground"]
AWARDS, BLOCK = 7, 2
POINTS = ["begun", *(f"{name}#{turn}" for turn in range(1, 5) for name in ("read", "compared", "kept", "committed")), "logged"]
TWICE = "SELECT award_id FROM benefits_recomputed WHERE recomputation_id = %s GROUP BY 1 HAVING count(*) > 1"
HALVES = """
SELECT b.recomputation_id FROM benefits_recomputed_block b
  CROSS JOIN LATERAL (SELECT max(n.up_to) AS before FROM benefits_recomputed_block n
                       WHERE n.recomputation_id = b.recomputation_id AND n.number < b.number) l
  CROSS JOIN LATERAL (SELECT count(*) AS kept FROM benefits_recomputed r WHERE r.recomputation_id = b.recomputation_id
                         AND r.award_id > COALESCE(l.before, 0) AND r.award_id <= b.up_to) k
 WHERE k.kept <> b.agreeing + b.differing + b.uncomputed
"""
BEYOND = """
SELECT r.award_id FROM benefits_recomputed r
 WHERE r.award_id > COALESCE((SELECT max(b.up_to) FROM benefits_recomputed_block b WHERE b.recomputation_id = r.recomputation_id), 0)
"""


def test_a_recomputation_killed_anywhere_looks_at_each_award_once(ground: tuple[Any, Payer], tell: Callable[[str], None]) -> None:
    world, payer = ground
    awards = {world.award() for _ in range(AWARDS)}
    chance = random.Random(11)
    kills = lost = twice = 0
    rounds: list[list[dict[str, Any]]] = [[{"crash_at": f"recompute.{name}"}] for name in POINTS] + [
        [{"crash_at": f"recompute.{chance.choice(POINTS)}"} for _ in range(4)] for _ in range(3)
    ]
    rounds += [[{"kill_after": chance.uniform(0, 0.5)} for _ in range(3)] for _ in range(4)]
    for number, deaths in enumerate(rounds):
        moment = at("2026-10-10", 0).replace(day=1 + number % 28, month=9 + number // 28).isoformat()
        for death in [*deaths, {}]:
            answer = payer.order("recompute", world.system, moment, {"block": BLOCK}, **death)
            kills += answer["killed"]
            assert ask(HALVES) == []
            assert ask(BEYOND) == []
        ((work,),) = ask("SELECT max(id) FROM benefits_recomputation")
        assert answer["recomputation"] == work
        found = [row[0] for row in ask("SELECT award_id FROM benefits_recomputed WHERE recomputation_id = %s", work)]
        lost += len(awards - set(found))
        twice += len(ask(TWICE, work)) + len(set(found) - awards)
        assert ask("SELECT count(*) FROM benefits_recomputed_block WHERE recomputation_id = %s AND is_last", work) == [(1,)]
        assert ask("SELECT count(*) FROM access_act WHERE verb = 'recompute_awards' AND subject_id = %s", str(work)) == [(1,)]
    tell(f"recomputation: {kills} kills, lost {lost}, twice {twice}")
    assert (lost, twice) == (0, 0)
    assert kills >= len(POINTS)
