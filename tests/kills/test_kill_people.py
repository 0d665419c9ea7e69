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


def test_a_career_history(ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A history of two persons: proposed by one, approved by the other, killed between any two of its steps."""
    from datetime import date

    from tests.doors.api.story import NSS

    from mizan.config.database import connect_as
    from mizan.doors.clock import now
    from mizan.formats.career_history import HistoryHead, PeriodLine, SpellLine, write
    from mizan.funds.access.actions import open_account
    from mizan.funds.access.queries import system_account
    from mizan.kernel.periods import year

    numbers = itertools.count(1)
    with connect_as("batch"):
        accounts = {}
        for name in ("proposes", "approves"):
            words = {"username": name, "name_ar": name, "name_fr": name, "language": "fr", "password": None}
            accounts[name] = open_account(**words, by=system_account(), at=now())

    def document() -> FileAct:
        turn = next(numbers)
        rows = [PeriodLine(0, nss, "CNR", "", f"USINE {turn}", year(1990 + n), 360, 1_000_00) for nss in NSS[:2] for n in range(4)]
        spells = [SpellLine(0, nss, "CNR", "", f"USINE {turn}", date(1990, 1, 1), date(1994, 1, 1)) for nss in NSS[:2]]
        file = tmp_path / f"h{turn}.csv"
        file.write_bytes(write(HistoryHead(f"R-{turn}", "CNR", date(2024, 1, 1)), spells, rows))
        return FileAct("import_career_history", file, accounts)

    kind = learn(ground, "career history", document)
    assert (kind.whole["careers_earning"], kind.whole["careers_spell"], kind.whole["careers_decision"]) == (8, 2, 1)
    tally = drill(ground, [kind] * 4, at_random=12, seed=12)
    with capsys.disabled():
        print(f"\ncareer history: {tally.line()}")
    assert not tally.wrong, tally.wrong
    assert (tally.lost, tally.twice) == (0, 0)
    assert tally.kills >= 24
