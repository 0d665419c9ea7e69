"""A file of the civil register taken into the register of persons: good lines in, bad ones answered and kept, each event once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mizan.config.database import connect_as
from mizan.flows.take_civil_register import take_civil_register
from mizan.formats.anomalies import Outcome
from mizan.funds.access.context import acting_as
from mizan.funds.people import actions, queries
from mizan.funds.people.types import PersonDraft
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
OMAR, SARA, NOUR, LINA = "108966160000000011", "118972160000000022", "118001160000000033", "118975310000000044"


@pytest.fixture
def couple(world: Any) -> dict[str, int]:
    drafts = {
        "omar": PersonDraft("660000128754", "KADI", "OMAR", date(1966, 5, 1), nin=OMAR, sex="M"),
        "sara": PersonDraft("720300441264", "HADDAD", "SARA", date(1972, 1, 2), nin=SARA, sex="F"),
    }
    with connect_as("batch"):
        return {name: actions.register_person(draft, by=world.system, at=AT).id for name, draft in drafts.items()} | {"by": world.system}


def line(ref: str, kind: str, day: str, nin: str = "", **more: str) -> dict[str, str]:
    return {"id": ref, "kind": kind, "day": day, "nin": nin, **more}


STORY = [
    line("E1", "marriage", "1998-06-01", OMAR, spouse_nin=SARA),
    line("E2", "birth", "2001-07-09", NOUR, surname_fr="KADI", given_name_fr="NOUR", sex="F", mother_nin=SARA, father_nin=OMAR),
    line("E3", "death", "2026-10-09", OMAR),
    line("E4", "correction", "2026-10-08", corrects="E3"),
    line("E5", "identity", "2026-10-20", NOUR, surname_fr="KADDI", birth_date="2001-07-10", nss="010055007168"),
    line("E6", "marriage", "2020-01-01", NOUR, spouse_nin=LINA, spouse_surname_fr="AMRI", spouse_given_name_fr="ALI", spouse_sex="M"),
]


def send(lines: list[dict[str, str]], by: int, at: datetime = AT) -> Any:
    return take_civil_register("\n".join(json.dumps(one) for one in lines).encode(), by=by, at=at)


def test_events_do_their_work_by_themselves(couple: dict[str, int]) -> None:
    with connect_as("batch"):
        receipt = send(STORY, couple["by"])
        assert (receipt.outcome, receipt.taken, receipt.anomalies) == (Outcome.ACCEPTED, 6, [])
        nour = queries.find([NOUR])[NOUR]
        home = queries.household_as_known(couple["sara"], on=date(2026, 10, 8), at=AT)
        assert [(m.rank, m.member_id) for m in home.members] == [(1, nour), (80, couple["omar"])]
        assert [m.rank for m in queries.household_as_known(couple["sara"], on=date(2026, 10, 9), at=AT).members] == [1]
        identity = queries.identity_as_known(nour, at=AT)
        assert identity is not None
        assert (identity.surname_fr, identity.birth_date, identity.nss) == ("KADDI", date(2001, 7, 10), "010055007168")
        assert queries.find(["010055007168"]) == {"010055007168": nour}
        assert {n.kind for n in queries.changes_waiting("x")} == {"birth", "marriage", "death", "identity_corrected"}


def test_a_file_again_changes_nothing_and_a_changed_line_is_told(couple: dict[str, int]) -> None:
    with connect_as("batch"):
        send(STORY, couple["by"])
        news = len(queries.changes_waiting("x"))
        again = send(STORY, couple["by"], AT + timedelta(days=1))
        assert (again.taken, again.repeated, again.outcome) == (0, 6, Outcome.ACCEPTED)
        changed = send([{**STORY[0], "day": "1998-06-02"}], couple["by"], AT + timedelta(days=2))
        assert (changed.outcome, [one.code for one in changed.anomalies]) == (Outcome.REFUSED, ["civil_event_differs"])
        assert len(queries.changes_waiting("x")) == news


def test_bad_lines_wait_with_their_reason_and_good_ones_are_taken(couple: dict[str, int], db: Any) -> None:
    bad = [
        line("B1", "death", "1950-01-01", OMAR),
        line("B2", "divorce", "1997-01-01", OMAR, spouse_nin=SARA),
        line("B3", "death", "2026-01-01", "108900000000000000"),
        line("B4", "annulment", "2026-01-01", corrects="NONE"),
        line("B5", "marriage", "2000-01-01", OMAR, spouse_nin=OMAR),
        line("B6", "death", "soon", SARA),
        line("B7", "marriage", "2000-01-01", OMAR, spouse_nin=LINA),
    ]
    with connect_as("batch"):
        receipt = send([bad[0], STORY[0], *bad[1:], STORY[1]], couple["by"])
        assert (receipt.outcome, receipt.taken, receipt.waiting) == (Outcome.PARTLY_TAKEN, 2, 7)
        assert [(one.line, one.code) for one in receipt.anomalies] == [
            (1, "civil_before_birth"), (3, "civil_not_married"), (4, "civil_person_unknown"), (5, "civil_corrects_unknown"),
            (6, "civil_same_person"), (7, "civil_day"), (8, "civil_person_unknown"),
        ]  # fmt: skip
        assert receipt.anomalies[2].sentence("fr") == "Personne au registre ne porte le numéro « 108900000000000000 »."
        assert receipt.anomalies[3].found == "NONE"
        send(bad, couple["by"])
    with db.raw() as admin:
        assert admin.execute("SELECT count(*), count(DISTINCT text) FROM people_waiting_event").fetchone() == (7, 7)


def test_the_registers_account_brings_events_and_reads_no_file(couple: dict[str, int], world: Any, db: Any) -> None:
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    with connect_as("batch"):
        account = open_account(username="civil", name_ar="ح", name_fr="EC", language="fr", password=None, by=world.system, at=AT)
        grant = {"account_id": account, "role": Role.REGISTRAR, "scope_kind": Scope.REGISTER, "scope_id": "civil"}
        grant_role(valid_from=date(2020, 1, 1), by=world.system, at=AT, **grant)
    with acting_as(account):
        receipt = send(STORY, account)
        assert (receipt.taken, receipt.anomalies) == (6, [])
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(account)])
        for table in ("people_person", "people_identity", "people_tie", "people_change", "careers_wage_line", "people_employer"):
            assert web.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert web.execute("SELECT count(*) FROM people_event").fetchone() == (7,)
    with acting_as(account):
        # As `repeated` and waiting lines go, too.
        receipt = send([STORY[0], line("Z1", "death", "?", SARA)], account)
        assert (receipt.repeated, receipt.waiting) == (1, 1)
    with world.acting("monthly") as by, pytest.raises(Refused, match="not_allowed"):
        send([line("Z1", "death", "2026-10-30", SARA)], by)
