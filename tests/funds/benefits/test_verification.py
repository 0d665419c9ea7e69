"""What was kept is computed again: nothing differs, and what somebody touched is named."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.funds.benefits.benefit_world import NOW, World, benefit_world

from mizan.config.database import connect_as
from mizan.doors.console import benefits as commands
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.flows.reassess import take_news
from mizan.funds.benefits.queries import decision_of
from mizan.funds.benefits.types import Kind
from mizan.funds.benefits.verification import verify_awards
from mizan.funds.people.types import EventKind
from mizan.law.console import main as law

AFTER = datetime(2027, 3, 20, 9, tzinfo=UTC)


@pytest.fixture
def lived(people: Any) -> Iterator[tuple[World, str]]:
    """A pension given, raised by a late career, ended by a death; the survivors' three after it. The number of the first decision."""
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        claim_id = claim_benefit(made.claim("omar"), by=made.system, at=NOW)
        written = decide_alone(claim_id, by=made.system, at=NOW)
        assert written is not None
        take_news(by=made.system, at=NOW)
        made.work("omar", 1988, 1992, 90_000_00, at=datetime(2027, 2, 1, 9, tzinfo=UTC))
        assert take_news(by=made.system, at=datetime(2027, 2, 2, 9, tzinfo=UTC)) == 1
        made.tell(EventKind.DEATH, "omar", date(2027, 3, 12), AFTER)
        assert take_news(by=made.system, at=AFTER) == 1
        asked = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=AFTER)
        assert decide_alone(asked, by=made.system, at=AFTER)
        yield made, written.number


def test_nothing_differs_and_what_is_touched_is_named(lived: tuple[World, str], db: Any, capsys: Any) -> None:
    with connect_as("audit"):
        assert commands.verify(Namespace()) == 0
        assert capsys.readouterr().out == "4 awards, 0 differ\n"
    with db.raw() as admin:
        admin.execute("ALTER TABLE benefits_award_term DISABLE TRIGGER USER")
        admin.execute(
            "UPDATE benefits_award_term SET pension_m = pension_m + 1, gross_m = gross_m + 1, net_m = net_m + 1 "
            "WHERE id = (SELECT max(id) FROM benefits_award_term)"
        )
    with connect_as("audit"):
        found = verify_awards()
        assert found.awards == 4
        (differs,) = found.differing
        assert "kept" in differs.what
    with db.raw() as admin:
        admin.execute("ALTER TABLE benefits_decision DISABLE TRIGGER USER")
        admin.execute("UPDATE benefits_decision SET record = jsonb_set(record, '{given,sex,value}', '\"f\"') WHERE id = 1")
    with connect_as("audit"):
        assert any("not the one that was hashed" in one.what for one in verify_awards().differing)


def test_the_record_printed_is_replayed_by_the_law_alone(lived: tuple[World, str], capsys: Any, tmp_path: Any) -> None:
    _, number = lived
    with connect_as("audit"):
        assert commands.record(Namespace(number=number)) == 0
        printed = capsys.readouterr().out
        assert commands.record(Namespace(number="CNR-N-2026-9999999")) == 1
    path = tmp_path / "decision.json"
    path.write_text(printed, encoding="utf-8")
    assert law(["replay", str(path)]) == 0
    touched = json.loads(printed)
    touched["outputs"]["amount"] = "1.00"
    path.write_text(json.dumps(touched), encoding="utf-8")
    assert law(["replay", str(path)]) == 1


def test_every_step_of_a_decision_is_kept_in_both_languages(lived: tuple[World, str]) -> None:
    decision = decision_of(1)
    assert decision is not None

    def walk(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield tree
        for used in tree["uses"]:
            yield from walk(used)

    steps = list(walk(decision.record["steps"]["amount"]))
    assert len(steps) > 30
    assert all(step["text"]["ar"] and step["text"]["fr"] for step in steps)
