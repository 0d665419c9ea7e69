"""The process killed while it takes a feed of persons: each event is taken once, whatever was taken before the death."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from tests.kills.conftest import FileAct, Ground
from tests.kills.drill import Tally, drill, learn

pytestmark = pytest.mark.kill


def finish(tally: Tally, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """Print the tally; nothing may be lost, twice or half there."""
    with capsys.disabled():
        print(f"\n{what}: {tally.line()}")
    assert not tally.wrong, tally.wrong
    assert (tally.lost, tally.twice, tally.halves) == (0, 0, 0)
    assert len(tally.named) >= 20


def test_the_civil_registers_feed(ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Births of one father, a death corrected and a line that waits, in two portions."""
    numbers = itertools.count(1)

    def feed() -> FileAct:
        from mizan.config.database import connect_as
        from mizan.doors.clock import now
        from mizan.funds.access.queries import system_account
        from mizan.funds.people.actions import register_person
        from mizan.funds.people.types import PersonDraft

        turn = next(numbers)
        nins = [f"{10 + who % 2}9{turn % 100:02d}16{turn:05d}{who:06d}" for who in range(26)]
        with connect_as("batch"):
            draft = PersonDraft("", "KADI", f"OMAR {turn}", None, nin=nins[0], sex="M")
            register_person(draft, by=system_account(), at=now())
        lines = [
            {
                "id": f"K{turn}-{who}", "kind": "birth", "day": f"2001-01-{who + 1:02d}", "nin": nin, "surname_fr": "KADI",
                "given_name_fr": "X", "father_nin": nins[0],
            }
            for who, nin in enumerate(nins) if who
        ]  # fmt: skip
        lines.insert(3, {"id": f"K{turn}-W", "kind": "death", "day": "?", "nin": nins[0]})
        lines.append({"id": f"K{turn}-D", "kind": "death", "day": "2024-01-01", "nin": nins[0]})
        lines.append({"id": f"K{turn}-C", "kind": "correction", "day": "2024-01-02", "corrects": f"K{turn}-D"})
        file = tmp_path / f"{turn}.jsonl"
        file.write_text("\n".join(map(json.dumps, lines)))
        return FileAct("take_civil_register", file)

    kind = learn(ground, "civil register", feed)
    assert kind.whole["people_event"] == 27
    assert kind.whole["people_waiting_event"] == 1
    finish(drill(ground, [kind], at_random=12, seed=11), capsys, "civil register")
