"""The letters of a day in one archive: by agency, the same bytes again, every look logged; who may, and what is noted as gone."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError
from tests.flows.pay_world import ADDRESS, at, hold
from tests.flows.proof_world import ProofWorld, make_proof_world

from mizan.config.database import connect_as
from mizan.flows.pay_returns import approve_reversal_of, propose_reversal_of
from mizan.flows.print_letters import archive, print_notices, print_proof_letters, send_proof_letters
from mizan.flows.write_proof_letter import proof_letter_of
from mizan.funds.access.sql import rows
from mizan.funds.benefits.actions.prove_life import prove_life
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.funds.benefits.queries.proofs import asks_of
from mizan.funds.benefits.types.proofs import EvidenceDraft, EvidenceKind
from mizan.funds.people.actions import open_file
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

ASKED = date(2026, 11, 2)
ON = at("2026-11-03")
AGENCIES = ("31000", "16000", "31000")


@pytest.fixture
def world(db: Any) -> ProofWorld:
    made = make_proof_world()
    for agency in AGENCIES:
        made.pensioner("1950-11-09", since="2026-01-01", agency=agency)
    made.night("2026-11-02")
    return made


@pytest.fixture
def people(world: ProofWorld) -> list[int]:
    with connect_as("batch"):
        return [person for (person,) in rows("SELECT person_id FROM benefits_proof_ask ORDER BY person_id")]


def printed(world: ProofWorld, name: str = "officer", **more: Any) -> Any:
    with world.pay.acting(name) as by:
        return print_proof_letters(ASKED, "fr", route="test", by=by, at=ON, **more)


def names_in(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_a_days_letters_are_by_agency_and_each_is_the_letter_itself(world: ProofWorld, people: list[int]) -> None:
    made = printed(world)
    assert made.letters == 3
    files = names_in(made.data)
    assert [name.partition("/")[0] for name in files] == ["16000", "31000", "31000", "list.csv"]
    unpacked = zipfile.ZipFile(io.BytesIO(made.data))
    with world.pay.acting("officer") as by:
        open_file(people, purpose="proof", route="test", by=by, at=ON)
        for name in files[:3]:
            ask = int(name.split("-")[4])
            assert unpacked.read(name) == proof_letter_of(ask, "fr")
    listed = unpacked.read("list.csv").decode().splitlines()
    assert len(listed) == 4
    assert "NOM" not in unpacked.read("list.csv").decode()


def test_the_same_day_gives_the_same_bytes_whatever_came_since(world: ProofWorld, people: list[int]) -> None:
    first = printed(world)
    person = people[0]
    with world.pay.acting("officer") as by:
        open_file([person], purpose="proof", route="test", by=by, at=ON)
        prove_life(EvidenceDraft(person, EvidenceKind.SEEN, date(2026, 11, 3), "16000", "vu au guichet"), by=by, at=ON)
    again = printed(world)
    assert (again.data, again.sha256) == (first.data, first.sha256)
    assert printed(world, agency="31000").letters == 2


def test_each_look_is_logged_and_the_printing_is_an_act(world: ProofWorld) -> None:
    with connect_as("batch"):
        before = rows("SELECT count(*) FROM access_read")[0][0]
    made = printed(world)
    with connect_as("batch"):
        looked = rows("SELECT purpose, subject_kind FROM access_read ORDER BY id OFFSET %s", [before])
        ((detail,),) = rows("SELECT detail->>'sha256' FROM access_act WHERE verb = 'print_letters'")
    assert looked == [("proof", "person")] * 3
    assert detail == made.sha256


def test_an_agencys_officer_prints_the_agencys_and_another_funds_nothing(world: ProofWorld) -> None:
    assert printed(world, "oran").letters == 2
    with pytest.raises(Refused, match="letters_none"):
        printed(world, "casnos_officer")
    with pytest.raises(ProgrammingError, match="no queue"):
        printed(world, "prepares")


def test_a_day_without_letters_and_too_many_are_refused(world: ProofWorld) -> None:
    with world.pay.acting("officer") as by, pytest.raises(Refused, match="letters_none"):
        print_proof_letters(date(2026, 11, 3), "fr", route="test", by=by, at=ON)
    with pytest.raises(Refused, match="letters_too_many"):
        printed(world, most=2)


def test_letters_of_a_day_are_noted_as_gone_once(world: ProofWorld, people: list[int]) -> None:
    with world.pay.acting("officer") as by:
        assert send_proof_letters(ASKED, "fr", agency="31000", route="test", on_day=date(2026, 11, 3), by=by, at=ON) == 2
    with world.pay.acting("officer") as by:
        assert send_proof_letters(ASKED, "fr", route="test", on_day=date(2026, 11, 3), by=by, at=ON) == 1
    with world.pay.acting("officer") as by, pytest.raises(Refused, match="letters_none"):
        send_proof_letters(ASKED, "fr", route="test", on_day=date(2026, 11, 3), by=by, at=ON)
    with world.pay.acting("officer") as by:
        open_file(people, purpose="proof", route="test", by=by, at=ON)
        assert all(asks_of(person)[0].sent_on(date(2026, 11, 3)) for person in people)


def test_notices_of_holds_and_debts_of_a_day_are_printed_together(world: ProofWorld) -> None:
    pay = world.pay
    first, second = pay.award(), pay.award()
    hold(pay, first, "2026-08-25")
    pay.paid("2026-08")
    with pay.acting("prepares") as by:
        reversal = propose_reversal_of(instalments_of(second)[0].id, ground="payé deux fois", by=by, at=at("2026-08-25"))
    with pay.acting("agrees") as by:
        approve_reversal_of(reversal, address=ADDRESS, by=by, at=at("2026-08-25", 11))

    def made(name: str = "agrees", lang: Any = "fr", funds: Any = (Fund.CNR,)) -> Any:
        with pay.acting(name) as by:
            return print_notices(date(2026, 8, 25), lang, funds=funds, by=by, at=at("2026-08-26"))

    found = made()
    assert (found.letters, made("prepares").data) == (2, found.data)
    assert sorted(name.split("-")[2] for name in names_in(found.data)[:2]) == ["S", "T"]
    assert made(lang="ar").data != found.data
    with pytest.raises(Refused, match="letters_none"):
        made("cnas", funds=(Fund.CNAS, Fund.CNR))


def test_an_archive_of_nothing_is_only_its_list() -> None:
    assert names_in(archive([])) == ["list.csv"]
