"""Proof of life, told by what happens: events prevent the ask, the person is asked once in the birth month; what the database refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.flows.pay_world import at
from tests.flows.proof_world import GROUND, ProofWorld, day_of, proof_world_that_may_hold

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions import declare_own_person, open_claim
from mizan.funds.benefits.actions.prove_life import annul_proof, prove_life
from mizan.funds.benefits.queries import awards_of_person
from mizan.funds.benefits.queries.proofs import proofs_waiting, signs_of
from mizan.funds.benefits.types import Channel, ClaimDraft, Kind
from mizan.funds.benefits.types.proofs import EvidenceDraft, EvidenceKind, ProofStepKind, SignKind, Standing
from mizan.funds.careers.actions.keep_earnings import From, keep_earnings
from mizan.funds.careers.types import EarningDraft, Scheme
from mizan.funds.people.actions import Correction, annul_civil_event, correct_identity, record_civil_event
from mizan.funds.people.types import EventDraft, EventKind
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month
from mizan.kernel.refusals import Refused


@pytest.fixture
def world(db: Any) -> Iterator[ProofWorld]:
    with proof_world_that_may_hold() as made:
        yield made


def code(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.refusal.code


def test_the_person_is_asked_once_in_the_birth_month_and_stands_somewhere_on_each_day(world: ProofWorld) -> None:
    person = world.pensioner("1950-05-09")
    assert [world.night(day).asked for day in ("2026-04-30", "2026-05-01", "2026-05-02", "2026-05-31", "2026-06-01", "2027-04-30")] == [
        0,
        1,
        0,
        0,
        0,
        0,
    ]
    assert world.state(person, "2026-04-30").standing is Standing.NOTHING
    asked = world.state(person, "2026-05-01")
    assert (asked.standing, asked.until) == (Standing.ASKED, date(2026, 7, 30))
    # The letter has not left: no grace has passed, whatever the day.
    assert world.state(person, "2026-09-01").standing is Standing.ASKED
    world.send(person, "2026-06-15")
    assert world.state(person, "2026-06-15").until == date(2026, 8, 14)
    assert world.state(person, "2026-08-14").standing is Standing.ASKED
    assert world.state(person, "2026-08-15").standing is Standing.ASSISTED
    world.see(person, "2026-08-20")
    proved = world.state(person, "2026-08-20")
    assert (proved.standing, proved.until, proved.sign and proved.sign.kind) == (Standing.PROVED, date(2027, 8, 20), SignKind.SEEN)
    assert world.state(person, "2026-08-19").standing is Standing.ASSISTED
    assert world.state(person, "2027-08-19").standing is Standing.PROVED
    assert world.state(person, "2027-08-20").standing is Standing.NOTHING
    assert [world.night(day).asked for day in ("2027-05-01", "2027-05-31", "2028-05-01")] == [0, 0, 1]


def worked(world: ProofWorld, person: int, document: str) -> None:
    """A month of January 2026 on one's own account: declared with a document, or assessed by the fund without any."""
    with connect_as("batch"):
        draft = EarningDraft(person, Scheme.CASNOS, None, "", month(2026, 1), 30, 40_000_00)
        keep_earnings([draft], From("casnos", f"w{person}", document), by=world.system, at=at("2026-04-01"))


def claimed(world: ProofWorld, person: int, channel: Channel) -> None:
    with connect_as("batch"):
        draft = ClaimDraft(Fund.CNR, Kind.SURVIVORS, person, person, day_of("2026-01-10"), f"c{person}", {}, channel)
        open_claim(draft, by=world.system, at=at("2026-01-10"))


def married(world: ProofWorld, one: int, other: int) -> int:
    with connect_as("batch"):
        return record_civil_event(EventDraft(one, EventKind.MARRIAGE, day_of("2026-01-10"), other), by=world.system, at=at("2026-01-12"))


WAYS = ("civil", "spouse", "activity", "claim", "care", *(kind.value for kind in EvidenceKind if kind is not EvidenceKind.CARE))


@pytest.mark.parametrize("way", WAYS)
def test_whatever_shows_somebody_alive_prevents_the_ask_and_says_where_it_comes_from(world: ProofWorld, way: str) -> None:
    person, other = world.pensioner("1950-05-09"), world.pensioner("1955-01-01")
    if way == "civil":
        married(world, person, other)
    elif way == "spouse":
        married(world, other, person)
    elif way == "activity":
        worked(world, person, "a" * 64)
    elif way == "claim":
        claimed(world, person, Channel.COUNTER)
    elif way == "care":
        with connect_as("batch"):
            draft = EvidenceDraft(person, EvidenceKind.CARE, day_of("2026-01-10"), "CHIFA", source_ref="C1", content_hash="b" * 64)
            prove_life(draft, by=world.pay.accounts["care"], at=at("2026-01-11"))
    else:
        world.see(person, "2026-01-10", EvidenceKind(way))
    assert world.night("2026-05-01").asked == 0
    with connect_as("batch"):
        (sign,) = signs_of(person, since=day_of("2025-06-01"), until=day_of("2026-05-01"))
    day = date(2026, 1, 1) if way == "activity" else date(2026, 1, 10)
    assert (sign.kind, sign.on_day, sign.valid_until) == ({"spouse": "civil"}.get(way, way), day, day.replace(year=2027))
    assert sign.by is not None


@pytest.mark.parametrize("way", ["assessed", "by_post", "annulled_marriage", "annulled_visit", "too_old"])
def test_what_shows_nothing_prevents_nothing(world: ProofWorld, way: str) -> None:
    person = world.pensioner("1950-05-09")
    if way == "assessed":
        worked(world, person, "")
    elif way == "by_post":
        claimed(world, person, Channel.POST)
    elif way == "annulled_marriage":
        event = married(world, person, world.pensioner("1955-01-01"))
        with connect_as("batch"):
            annul_civil_event(event, note="jugement", by=world.system, at=at("2026-02-01"))
    elif way == "annulled_visit":
        evidence = world.see(person, "2026-01-10")
        with world.desk(person) as by:
            annul_proof(evidence, person, ground="Une autre personne du même nom", by=by, at=at("2026-02-01"))
        with world.desk(person) as by, pytest.raises(Refused) as caught:
            annul_proof(evidence, person, ground="encore", by=by, at=at("2026-02-01"))
        assert code(caught) == "evidence_annulled"
    else:
        world.see(person, "2025-05-01")
    assert world.night("2026-05-01").asked == 1


def test_the_last_day_that_counts_is_the_day_before_a_year_has_passed(world: ProofWorld) -> None:
    one, other = world.pensioner("1950-05-09"), world.pensioner("1950-05-09")
    world.see(one, "2025-05-01")
    world.see(other, "2025-05-02")
    assert world.night("2026-05-01").asked == 1
    assert len(world.asks(one)) == 1
    # Its year ends within the month: asked then, in the same birth month.
    assert world.night("2026-05-02").asked == 1
    assert len(world.asks(other)) == 1


def test_only_who_is_paid_for_life_is_asked(world: ProofWorld) -> None:
    paid = world.pensioner("1950-05-09")
    world.pensioner("1950-05-09", until="2026-04-01")
    world.pensioner("1950-05-09", since="2026-06-01")
    dead = world.pensioner("1950-05-09")
    with connect_as("batch"):
        record_civil_event(EventDraft(dead, EventKind.DEATH, day_of("2026-03-01")), by=world.system, at=at("2026-03-04"))
    assert world.night("2026-05-03").asked == 1
    assert len(world.asks(paid)) == 1
    assert {kind.value for kind in proof_switches.asking_kinds()} == {
        "retirement", "retirement_allowance", "survivors", "invalidity", "work_accident",
    }  # fmt: skip


@pytest.mark.parametrize(("born", "presumed"), [(None, ""), ("1950-01-01", "year")])
def test_an_unknown_birth_month_is_that_of_the_first_award_or_january(world: ProofWorld, born: str | None, presumed: str) -> None:
    world.pensioner(born, presumed=presumed, since="2025-09-01")
    assert [world.night(f"2026-{number:02d}-05").asked for number in (1, 5, 8, 9, 10)] == [0, 0, 0, 1, 0]
    proof_switches.instruct({proof_switches.UNKNOWN: "january"})
    world.pensioner(born, presumed=presumed, since="2025-09-01")
    # The first was asked in September: not again within a year, then with the other.
    assert [world.night(day).asked for day in ("2026-12-05", "2027-01-05", "2027-09-05", "2028-01-05")] == [0, 1, 0, 2]


def test_a_birth_month_corrected_does_not_ask_twice_in_a_year(world: ProofWorld) -> None:
    person = world.pensioner("1950-05-09")
    assert world.night("2026-05-01").asked == 1
    with connect_as("batch"):
        correct_identity(
            person, Correction(birth_date=day_of("1950-07-09")), on_day=day_of("2026-06-01"), by=world.system, at=at("2026-06-01")
        )
    assert [world.night(day).asked for day in ("2026-07-01", "2027-05-01", "2027-07-01")] == [0, 0, 1]


def test_two_funds_ask_one_person_once(world: ProofWorld) -> None:
    person = world.pensioner("1950-05-09")
    world.pay.award(person=person, fund=Fund.CASNOS)
    assert world.night("2026-05-01").asked == 1


def waiting(world: ProofWorld, name: str, day: str) -> list[tuple[int, int]]:
    with acting_as(world.pay.accounts[name]):
        return [(one.person_id, one.tries) for one in proofs_waiting(day=day_of(day))]


def test_the_list_is_by_the_end_of_grace_and_each_fund_sees_its_own(world: ProofWorld) -> None:
    late, early, visit = world.pensioner("1950-05-09"), world.pensioner("1950-04-09"), world.pensioner("1951-05-02", agency="31000")
    for day in ("2026-04-02", "2026-05-02"):
        world.night(day)
    for person in (late, early, visit):
        world.send(person, "2026-05-03")
    world.visit_asked(visit, "2026-05-04")
    world.tried(early, "2026-07-10", ProofStepKind.CALLED)
    assert waiting(world, "officer", "2026-07-11") == [(early, 1), (late, 0), (visit, 0)]
    assert waiting(world, "casnos_officer", "2026-07-11") == []
    assert waiting(world, "oran", "2026-07-11") == [(visit, 0)]
    with acting_as(world.pay.accounts["officer"]):
        listed = {one.person_id: one for one in proofs_waiting(day=day_of("2026-07-11"))}
        in_oran = proofs_waiting(day=day_of("2026-07-11"), wilaya=31)
    assert [(one.person_id, one.wilaya_code, one.agency_code) for one in in_oran] == [(visit, 31, "31000")]
    assert [listed[one].to_visit(day_of("2026-07-11")) for one in (late, early, visit)] == [False, True, True]
    world.see(late, "2026-07-11")
    assert waiting(world, "officer", "2026-07-11") == [(early, 1), (visit, 0)]
    assert world.state(visit, "2026-05-04").standing is Standing.ASSISTED
    for name in ("prepares", "care"):
        with acting_as(world.pay.accounts[name]), pytest.raises(Exception, match="no queue"):
            proofs_waiting(day=day_of("2026-07-11"))


def refuses(world: ProofWorld, person: int, day: str, **change: Any) -> str:
    draft = replace(EvidenceDraft(person, EvidenceKind.SEEN, day_of(day), "Agence", "Vue"), **change)
    with world.desk(person) as by, pytest.raises(Refused) as caught:
        prove_life(draft, by=by, at=at("2026-03-05"))
    return code(caught)


def test_evidence_is_of_a_day_of_the_persons_life_and_says_where_and_why(world: ProofWorld) -> None:
    person = world.pensioner("1950-05-09")
    assert refuses(world, person, "2026-03-06") == "evidence_day"
    assert refuses(world, person, "1950-05-08") == "evidence_day"
    assert refuses(world, person, "2026-03-01", reason=" ") == "text_missing"
    assert refuses(world, person, "2026-03-01", place=" ") == "text_missing"
    with connect_as("batch"):
        record_civil_event(EventDraft(person, EventKind.DEATH, day_of("2026-02-01")), by=world.system, at=at("2026-02-03"))
    assert refuses(world, person, "2026-03-01") == "evidence_after_death"


def test_nobody_handles_their_own_proof_nor_a_file_that_is_not_open(world: ProofWorld) -> None:
    person = world.pensioner("1950-05-09")
    world.night("2026-05-01")
    by = world.pay.accounts["officer"]
    draft = EvidenceDraft(person, EvidenceKind.SEEN, day_of("2026-03-01"), "Agence", "Vue")
    with acting_as(by), pytest.raises(Refused) as caught:
        prove_life(draft, by=by, at=at("2026-03-05"))
    assert code(caught) == "file_not_open"
    for name in ("care", "prepares"):
        with acting_as(world.pay.accounts[name]), pytest.raises(Refused) as caught:
            prove_life(draft, by=world.pay.accounts[name], at=at("2026-03-05"))
        assert code(caught) == "file_not_open"
    with acting_as(by):
        declare_own_person(by, person_id=person, by=by, at=at("2026-03-01"))
    for act in (
        lambda: world.see(person, "2026-05-05"),
        lambda: world.send(person, "2026-05-05"),
        lambda: world.visit_asked(person, "2026-05-05"),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert code(caught) == "own_file"


def test_the_database_itself_refuses(world: ProofWorld) -> None:
    asked, seen = world.pensioner("1950-05-09", since="2026-01-01"), world.pensioner("1950-05-09")
    world.see(seen, "2026-01-10")
    world.night("2026-05-01")
    (ask,) = world.asks(asked)
    with connect_as("batch"):
        (award,) = awards_of_person(asked)
    columns = "person_id, fund, due_month, asked_on, counts_since, grace_days, template, by_id, at"
    told = "INSERT INTO benefits_proof_ask ({columns}) VALUES ({values}, 'proof/1', {by}, now())"
    tries = [
        (told.format(columns=columns, values=f"{values}", by=world.system), constraint)
        for values, constraint in (
            (f"{seen}, 'CNR', '2026-05-01', '2026-05-02', '2025-05-03', 60", "benefits_proof_ask_proved"),
            (f"{asked}, 'CNR', '2026-05-01', '2026-05-02', '2025-05-03', 60", "benefits_proof_ask_yearly"),
            (f"{asked}, 'CNR', '2027-04-01', '2027-04-02', '2026-05-03', 60", "benefits_proof_ask_yearly"),
            (f"{asked}, 'CNR', '2025-06-01', '2025-06-02', '2024-06-03', 60", "benefits_proof_ask_yearly"),
            (f"{asked}, 'CNR', '2028-05-01', '2028-06-02', '2027-05-03', 60", "benefits_proof_ask_in_month"),
            (f"{asked}, 'CNR', '2028-05-01', '2028-05-02', '2027-05-03', 29", "benefits_proof_ask_grace"),
        )
    ]
    step = f"INSERT INTO benefits_proof_step (ask_id, kind, on_day, outcome, language, sha256, note, by_id, at) VALUES ({ask.id}, "
    tries += [
        (f"{step}'called', '2026-05-02', 'maybe', '', '', 'x', {world.system}, '2026-06-01')", "benefits_proof_step_kind"),
        (f"{step}'called', '2026-05-02', 'reached', '', '', ' ', {world.system}, '2026-06-01')", "benefits_proof_step_note"),
        (f"{step}'called', '2026-04-02', 'reached', '', '', 'x', {world.system}, '2026-06-01')", "benefits_proof_step_day"),
        (f"{step}'called', '2026-06-02', 'reached', '', '', 'x', {world.system}, '2026-06-01')", "benefits_proof_step_day"),
    ]
    evidence = (
        "INSERT INTO benefits_proof_evidence"
        " (person_id, kind, on_day, valid_until, place, reason, source_ref, content_hash, by_id, recorded_at) VALUES "
    )
    care, by = f"'CHIFA', 'grippe', 'X', '{'a' * 64}'", world.system
    tries += [
        (f"{evidence}({asked}, 'care', '2026-05-02', '2027-05-02', {care}, {by}, now())", "benefits_proof_evidence_care"),
        (f"{evidence}({asked}, 'seen', '2026-05-02', '2026-05-02', 'x', 'x', '', '', {by}, now())", "benefits_proof_evidence_counts"),
    ]
    hold = f"""
        WITH h AS (
            INSERT INTO benefits_hold (award_id, ground, reference, standing, longest_days, reason, starts_on, deadline,
                appeal_body, appeal_days, by_id, at)
            VALUES ({award.id}, '{GROUND}', '', '', 1, 'x', '2026-09-01', '2026-10-01', 'court', 30, {by}, '2026-08-20')
            RETURNING id)
        INSERT INTO benefits_proof_hold (hold_id, ask_id) SELECT id, {ask.id} FROM h"""
    tries.append((hold, "benefits_proof_hold_grace"))
    for name in ("evidence", "annulled", "ask", "step", "hold"):
        tries += [
            (f"UPDATE benefits_proof_{name} SET at = now()", ""),
            (f"DELETE FROM benefits_proof_{name}", ""),
            (f"TRUNCATE benefits_proof_{name} CASCADE", ""),
        ]
    settings = connection.settings_dict
    for role in ("mizan_owner",):
        with psycopg.connect(
            f"host={settings['HOST']} port={settings['PORT']} user={role} dbname={settings['NAME']}", autocommit=True
        ) as session:
            for statement, constraint in tries:
                with pytest.raises(psycopg.Error) as caught:
                    session.execute(statement)
                if constraint:
                    assert caught.value.diag.constraint_name == constraint, statement
    with (
        acting_as(world.pay.accounts["officer"]),
        pytest.raises(Exception, match=r"row-level security|permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            told.format(
                columns=columns, values=f"{asked}, 'CNR', '2028-05-01', '2028-05-02', '2027-05-03', 60", by=world.pay.accounts["officer"]
            )
        )
