"""Who opens a person's file: within a fund or an agency, for a purpose that is logged, and never otherwise. Raw SQL as the web role."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.db import transaction

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.people import actions, queries
from mizan.funds.people.types import EventDraft, EventKind, PersonDraft, Relation
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TABLES = ("people_person", "people_identity", "people_event", "people_tie", "people_affiliation", "people_change")


@pytest.fixture
def town(people: Any) -> dict[str, int]:
    """A man of Algiers insured by CNAS and his wife, a trader of Oran insured by CASNOS; and officers."""
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    with connect_as("batch"):
        found = {}
        for name, draft in {
            "omar": PersonDraft("660000128754", "KADI", "OMAR", date(1966, 5, 1), sex="M", fund="CNAS", agency_code="16000"),
            "sara": PersonDraft("720300441264", "HADDAD", "SARA", date(1972, 1, 2), sex="F", fund="CASNOS", agency_code="31000"),
        }.items():
            found[name] = actions.register_person(draft, by=people.system, at=AT).id
        actions.record_civil_event(EventDraft(found["omar"], EventKind.MARRIAGE, date(1998, 6, 1), found["sara"]), by=people.system, at=AT)
        for name, scope, scope_id in (
            ("at_cnas", Scope.FUND, "CNAS"), ("at_casnos", Scope.FUND, "CASNOS"), ("at_cnr", Scope.FUND, "CNR"),
            ("in_oran", Scope.AGENCY, "31000"), ("in_algiers", Scope.AGENCY, "16000"),
        ):  # fmt: skip
            account = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=people.system, at=AT)
            grant_role(
                account_id=account, role=Role.OFFICER, scope_kind=scope, scope_id=scope_id, valid_from=people.since, by=people.system, at=AT
            )
            found[name] = account
    return found


READ = (
    "INSERT INTO access_read (at, account_id, purpose, subject_kind, subject_id, route)"
    " VALUES (now(), %(by)s, 'claim', 'person', %(person)s::text, 'x')"
)


def seen(db: Any, account: int, *opened: int) -> dict[str, set[int]]:
    """The persons of whom the account sees a row in each table, after it said it opens these files."""
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(account)])
        for person in opened:
            web.execute(READ, {"by": account, "person": person})
        answer = {}
        for table in TABLES:
            column = "id" if table == "people_person" else "person_id"
            answer[table] = {row[0] for row in web.execute(f"SELECT {column} FROM {table}").fetchall()}
        web.rollback()
    return answer


def test_no_log_no_look(db: Any, town: dict[str, int]) -> None:
    for name in ("at_cnas", "at_casnos", "at_cnr", "in_oran", "in_algiers"):
        assert set().union(*seen(db, town[name]).values()) == set(), name


def test_a_file_is_opened_within_its_scope(db: Any, people: Any, town: dict[str, int]) -> None:
    omar, sara = town["omar"], town["sara"]
    expected = {"at_cnas": {omar}, "at_casnos": {sara}, "at_cnr": {omar}, "in_oran": {sara}, "in_algiers": {omar}}
    for name, own in expected.items():
        found = seen(db, town[name], omar, sara)
        for table in ("people_person", "people_identity", "people_affiliation", "people_change"):
            assert found[table] == own, (name, table)
        # A marriage is in both files.
        assert found["people_event"] == {omar}
        assert found["people_tie"] == {omar, sara}
    for name in ("alpha", "cnas", "cnas_director", "cnr_director", "minister"):
        assert set().union(*seen(db, people[name], omar, sara).values()) == set(), name
    for table in TABLES[1:]:
        assert seen(db, people["auditor"], omar, sara)[table] == set(), table
    assert seen(db, people["controller"], omar, sara)["people_tie"] == {omar, sara}


def test_an_opening_lasts_one_transaction(db: Any, town: dict[str, int]) -> None:
    with db.raw("mizan_web", autocommit=False) as web:
        for turn in (1, 0):
            web.execute("SELECT set_config('mizan.account', %s, true)", [str(town["at_cnas"])])
            if turn:
                web.execute(READ, {"by": town["at_cnas"], "person": town["omar"]})
            assert len(web.execute("SELECT 1 FROM people_identity").fetchall()) == turn
            web.commit()


def test_officers_work_on_open_files_only(people: Any, town: dict[str, int]) -> None:
    by, omar = town["at_cnas"], town["omar"]
    death = EventDraft(omar, EventKind.DEATH, date(2026, 11, 1))
    with acting_as(by):
        with pytest.raises(Refused, match="file_not_open"):
            actions.record_civil_event(death, by=by, at=AT)
        assert queries.find(["660000128754", "720300441264"]) == {"660000128754": omar}
        actions.open_file([omar, town["sara"]], purpose="claim", route="test", by=by, at=AT)
        made = actions.register_person(PersonDraft("", "KADI", "NOUR", date(2010, 1, 1), fund="CNAS", agency_code="16000"), by=by, at=AT)
        actions.link_dependant(person_id=omar, member_id=made.id, relation=Relation.CHILD, starts_on=date(2010, 1, 1), by=by, at=AT)
        actions.record_civil_event(death, by=by, at=AT)
        assert [m.rank for m in queries.household_as_known(omar, on=date(2026, 11, 1), at=AT).members] == [1, 80]
        with pytest.raises(Refused, match="file_not_open"):
            actions.link_dependant(
                person_id=town["sara"], member_id=made.id, relation=Relation.CHILD, starts_on=date(2010, 1, 1), by=by, at=AT
            )
        with pytest.raises(Refused, match="purpose_missing"):
            actions.open_file([omar], purpose="", route="test", by=by, at=AT)
    with pytest.raises(RuntimeError, match="one transaction"):
        actions.open_file([omar], purpose="claim", route="test", by=by, at=AT)
    for name in ("alpha", "cnas", "auditor", "minister", "controller"):
        with acting_as(people[name]), pytest.raises(Refused, match="file_not_open"), transaction.atomic():
            actions.record_civil_event(EventDraft(omar, EventKind.MARRIAGE, date(2000, 1, 1), town["sara"]), by=people[name], at=AT)


def test_nobody_signs_for_another_and_the_households_have_one_way_in(db: Any, people: Any, town: dict[str, int]) -> None:
    with db.raw("mizan_web", autocommit=False) as web:
        for statement in (
            "INSERT INTO people_tie (person_id, member_id, relation, rank, starts_on, by_id) VALUES (1, 2, 'child', 1, now(), 1)",
            "INSERT INTO people_change (person_id, kind, since, ref, known_from) VALUES (%(omar)s, 'death', '2020-01-01', 1, now())",
            "UPDATE people_person SET died_on = '2020-01-01' WHERE id = %(omar)s",
            "UPDATE people_event SET known_until = now()",
            "SELECT people_tie_in(%(omar)s, %(sara)s, 'child', 1::smallint, '2020-01-01', NULL, '', NULL, %(at_cnas)s, now())",
            "SELECT people_close_tie(1, now())",
        ):
            web.execute("SELECT set_config('mizan.account', %s, true)", [str(town["at_cnas"])])
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement, town)
            web.rollback()
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(town["at_cnas"])])
        web.execute(READ, {"by": town["at_cnas"], "person": town["omar"]})
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            web.execute(
                "INSERT INTO people_event (person_id, kind, on_day, place, note, source, source_ref, content_hash, annuls, by_id,"
                " known_from)"
                " VALUES (%(omar)s, 'death', '2026-11-01', '', '', 'officer', '', '', false, %(at_casnos)s, now())",
                town,
            )
        web.rollback()


def test_totals_name_nobody(people: Any, town: dict[str, int]) -> None:
    with acting_as(people["auditor"]):
        assert queries.totals(at=AT) == (("marriage", 1998, 1),)
    with acting_as(people["alpha"]), pytest.raises(Exception, match="no totals"):
        queries.totals(at=AT)


def test_opening_one_file_reads_no_other(db: Any, people: Any, town: dict[str, int]) -> None:
    """The bug asked what the account may open at every affiliation of the country: a claim took seconds at 10,000 of them."""
    drafts = [
        PersonDraft("", "KADI", f"N{n}", date(1970, 1, 1), "قاضي", "عمر", sex="M", fund="CNAS", agency_code="16000", nin=f"{n:018d}")
        for n in range(200)
    ]
    with connect_as("batch"):
        actions.register_persons(drafts, by=people.system, at=AT)
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(town["at_cnr"])])
        web.execute(READ, {"by": town["at_cnr"], "person": town["omar"]})
        assert web.execute("SELECT people_opened(), cardinality(people_opened_numbers())").fetchone() == ([town["omar"]], 1)
        read = (
            "SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables"
            " WHERE relname IN ('people_affiliation', 'people_person')"
        )
        assert web.execute(read).fetchone()[0] < 20
        web.rollback()
