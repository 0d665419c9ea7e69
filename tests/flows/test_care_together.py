"""Lines of the care system taken together are what they are taken one by one: the same rows, the same answers, whatever their order."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.flows.pay_world import at
from tests.flows.proof_world import ProofWorld, day_of, make_proof_world

from mizan.config.database import connect_as
from mizan.flows import take_care_feed as flow
from mizan.funds.access.context import acting_as
from mizan.funds.access.sql import rows
from mizan.funds.people.actions import Correction, correct_identity, record_civil_event
from mizan.funds.people.types import EventDraft, EventKind

DIED = "2026-03-15"
NINS = tuple(f"10895016000000{number:04d}" for number in range(4))
NOBODY = "999999999999999999"
HEAD = "id;day;nin;nss;system;annuls"
IDS = tuple(f"C-{number}" for number in range(5))
TOLD = st.tuples(
    st.sampled_from(IDS),
    st.sampled_from(("2026-03-02", "2026-03-20", "2027-01-01")),
    st.sampled_from((*NINS, *NINS, NOBODY)),
    st.just(""),
    st.just("CHIFA"),
    st.just(""),
)
UNTRUE = st.tuples(st.sampled_from(IDS), st.just(""), st.just(""), st.just(""), st.just(""), st.sampled_from(IDS))
FILES = st.lists(st.lists(st.one_of(TOLD, TOLD, TOLD, UNTRUE), min_size=1, max_size=12), min_size=1, max_size=3)


class Seen(NamedTuple):
    """What came of files: verdicts, anomalies, and what is kept."""

    answers: list[Any]
    kept: list[Any]
    acts: list[Any]


@pytest.fixture
def world(db: Any) -> ProofWorld:
    made = make_proof_world()
    for number, nin in enumerate(NINS):
        person = made.pensioner()
        with connect_as("batch"):
            correct_identity(person, Correction(nin=nin), on_day=day_of("2026-01-05"), by=made.system, at=at("2026-01-05"))
            if number == 0:
                record_civil_event(EventDraft(person, EventKind.DEATH, day_of(DIED)), by=made.system, at=at("2026-03-20"))
    return made


def take(world: ProofWorld, files: list[list[tuple[str, ...]]], portion: int, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Take the files and put everything back."""
    answers = []
    monkeypatch.setattr(flow, "PORTION", portion)
    with connect_as("batch"), transaction.atomic():
        kept_before = {row[0] for row in rows("SELECT id FROM benefits_proof_evidence")}
        (last,) = rows("SELECT COALESCE(max(id), 0) FROM access_act")[0]
        for number, lines in enumerate(files):
            data = "\n".join((HEAD, *(";".join(line) for line in lines))).encode()
            receipt = flow.take_care_feed(data, by=world.system, at=at("2026-04-01", 2 + number))
            answers.append((receipt.taken, receipt.repeated, receipt.left, [(one.line, one.code, one.field) for one in receipt.anomalies]))
        kept = rows(
            "SELECT e.id, p.nin, e.kind, e.on_day, e.valid_until, e.place, e.reason, e.source_ref, e.content_hash, e.by_id, e.recorded_at,"
            " x.ground, x.source_ref FROM benefits_proof_evidence e JOIN people_person p ON p.id = e.person_id"
            " LEFT JOIN benefits_proof_annulled x ON x.evidence_id = e.id ORDER BY e.source_ref"
        )
        acts = rows(
            "SELECT verb, subject_kind, subject_id, account_id, at, detail - 'evidence' FROM access_act"
            " WHERE id > %s AND verb <> 'take_care_feed' ORDER BY id",
            [last],
        )
        transaction.set_rollback(True)
    return Seen(answers, [row[1:] for row in kept if row[0] not in kept_before], acts)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=FILES)
def test_together_is_as_one_by_one(world: ProofWorld, monkeypatch: pytest.MonkeyPatch, files: list[list[tuple[str, ...]]]) -> None:
    together = take(world, files, 100, monkeypatch)
    assert together == take(world, files, 1, monkeypatch)


def test_one_line_that_can_not_be_taken_leaves_the_others(world: ProofWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [(f"S-{number}", "2026-03-20", nin, "", "CHIFA", "") for number, nin in enumerate(NINS)]
    seen = take(world, [lines, lines], 100, monkeypatch)
    # The first has died on the fifteenth; the same file again tells nothing new.
    assert seen.answers == [(3, 0, 1, [(2, "care_after_death", "day")]), (0, 3, 1, [(2, "care_after_death", "day")])]
    assert [row[0] for row in seen.kept] == list(NINS[1:])


def test_the_care_systems_own_account_takes_many_together(world: ProofWorld) -> None:
    care = world.pay.accounts["care"]
    lines = [";".join((f"S-{number}", "2026-03-02", nin, "", "CHIFA", "")) for number, nin in enumerate(NINS)]
    data = "\n".join((HEAD, *lines)).encode()
    with acting_as(care):
        receipt = flow.take_care_feed(data, by=care, at=at("2026-04-01"))
        again = flow.take_care_feed(data, by=care, at=at("2026-04-02"))
    assert (receipt.taken, again.taken, again.repeated) == (len(NINS), 0, len(NINS))
