"""The process killed while the night asks for proofs of life, and while the care feed is taken: each person is asked exactly once."""

from __future__ import annotations

import itertools
import json
from datetime import date
from pathlib import Path

import pytest
from tests.kills.conftest import FileAct, Ground
from tests.kills.drill import drill, learn

pytestmark = pytest.mark.kill
PERSONS, PORTION = 7, 3


def pensioners(turn: int) -> list[int]:
    """Seven more persons born in the month of the kills, paid, whom nothing shows alive."""
    from tests.flows.pay_world import PayWorld
    from tests.flows.proof_world import ProofWorld

    from mizan.config.database import connect_as
    from mizan.funds.access.queries import system_account

    with connect_as("batch"):
        world = ProofWorld(PayWorld(system_account(), {}, itertools.count(1 + 100 * turn)))
    return [world.pensioner("1950-11-09") for _ in range(PERSONS)]


def test_each_is_asked_exactly_once_however_the_night_dies(ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    numbers = itertools.count(1)

    def night() -> FileAct:
        turn = next(numbers)
        pensioners(turn)
        file = tmp_path / f"{turn}.json"
        file.write_text(json.dumps({"portion": str(PORTION)}))
        return FileAct("ask_proofs", file)

    kind = learn(ground, "ask_proofs", night)
    assert (kind.whole["benefits_proof_ask"], kind.whole["access_act"]) == (PERSONS, 3)
    tally = drill(ground, [kind], at_random=6, seed=5)
    with capsys.disabled():
        print(f"\nask_proofs: {tally.line()}")
    assert not tally.wrong, tally.wrong
    assert (tally.lost, tally.twice, tally.halves) == (0, 0, 0)
    assert len(tally.named) >= 10
    (twice,) = ground.admin.execute("SELECT count(*) - count(DISTINCT person_id) FROM benefits_proof_ask").fetchone() or (None,)
    assert twice == 0


def test_each_day_of_care_is_taken_once_however_the_feed_dies(ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    numbers = itertools.count(1)

    def feed() -> FileAct:
        from mizan.config.database import connect_as
        from mizan.doors.clock import now
        from mizan.funds.access.queries import system_account
        from mizan.funds.people.actions import register_person
        from mizan.funds.people.types import PersonDraft

        turn = next(numbers)
        nin = f"1195016{turn:011d}"
        with connect_as("batch"):
            register_person(PersonDraft("", "KADI", f"SOINS {turn}", date(1950, 1, 2), nin=nin, sex="M"), by=system_account(), at=now())
        lines = [{"id": f"S{turn}-{one}", "day": f"2026-0{one + 1}-03", "nin": nin, "system": "CHIFA"} for one in range(4)]
        lines += [{"id": f"S{turn}-X", "annuls": f"S{turn}-0"}, {"id": f"S{turn}-W", "day": "?", "nin": nin, "system": "CHIFA"}]
        file = tmp_path / f"{turn}.jsonl"
        file.write_text("\n".join(map(json.dumps, lines)))
        return FileAct("take_care_feed", file)

    kind = learn(ground, "care", feed)
    assert (kind.whole["benefits_proof_evidence"], kind.whole["benefits_proof_annulled"]) == (4, 1)
    tally = drill(ground, [kind], at_random=4, seed=6)
    with capsys.disabled():
        print(f"\ncare: {tally.line()}")
    assert not tally.wrong, tally.wrong
    assert (tally.lost, tally.twice, tally.halves) == (0, 0, 0)
