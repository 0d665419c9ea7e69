"""Employers, persons and places on the real database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, transaction

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.people import actions, queries
from mizan.funds.people.types import AgencyKnown, EmployerDraft, PersonDraft
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SINCE = date(2024, 1, 1)
AMINE = PersonDraft("850012345648", "BENALI", "AMINE", date(1985, 3, 15), "بن علي", "أمين", sex="M")
SARA = PersonDraft("900102030471", "HADDAD", "SARA", date(1990, 1, 2), "حداد", "سارة", sex="F")


def draft(number: str, **words: Any) -> EmployerDraft:
    return EmployerDraft(number, "شركة", "SARL", "BTP", True, 16, "16000", SINCE, **words)


def test_employers_are_registered_all_or_none(people: Any) -> None:
    with connect_as("batch"):
        made = actions.register_employers([draft("1600000010", nif="0" * 15), draft("1600000011")], by=people.system, at=AT)
        known = queries.employer_on("1600000010")
        assert known is not None
        assert (known.id, known.name_ar, known.construction, known.nif) == (made["1600000010"], "شركة", True, "0" * 15)
        with pytest.raises(Refused, match="employer_exists"):
            actions.register_employers([draft("1600000012"), draft("1600000011")], by=people.system, at=AT)
        assert queries.employer_on("1600000012") is None
        for bad, code in ((draft("12"), "employer_number_invalid"), (draft("1600000013", nif="1"), "nif_invalid")):
            with pytest.raises(Refused, match=code):
                actions.register_employers([bad], by=people.system, at=AT)
        with pytest.raises(Refused, match="rib_invalid"):
            actions.register_employers([draft("1600000013", rib="00200021000001234537")], by=people.system, at=AT)


def test_each_sees_their_employers(people: Any) -> None:
    alpha, beta = people.employers["alpha"], people.employers["beta"]
    seen = {}
    for person in ("alpha", "beta", "agent", "cnas", "minister", "cnr"):
        with acting_as(people[person]):
            seen[person] = {e.id for e in queries.employers()}
    everyone = {alpha, beta}
    assert seen == {"alpha": {alpha}, "beta": {beta}, "agent": {alpha}, "cnas": everyone, "minister": everyone, "cnr": set()}
    with acting_as(people["cnas"]):
        assert [e.number for e in queries.employers(text="BET")] == ["3100000002"]
        assert [e.number for e in queries.employers(agency_code="16000", open_on=SINCE)] == ["1600000001"]
        assert queries.employers(open_on=date(2023, 12, 31)) == ()
        assert queries.employer_count(open_on=SINCE) == 2
        assert set(queries.employers_of([alpha, beta, 99])) == everyone


def test_an_employer_is_closed_once_and_only_by_batch(db: Any, people: Any) -> None:
    alpha = people.employers["alpha"]
    with connect_as("batch"):
        actions.close_employer(employer_id=alpha, on=date(2026, 6, 1), by=people.system, at=AT)
        known = queries.employer_of(alpha)
        assert known is not None
        assert [known.is_open(day) for day in (date(2023, 1, 1), date(2026, 5, 31), date(2026, 6, 1))] == [False, True, False]
        with pytest.raises(Refused, match="employer_not_open"):
            actions.close_employer(employer_id=alpha, on=date(2026, 7, 1), by=people.system, at=AT)
    with db.raw("mizan_web") as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("UPDATE people_employer SET closed_on = NULL")


def test_the_headcount_follows_the_declarations_of_that_employer(people: Any) -> None:
    alpha, beta = people.employers["alpha"], people.employers["beta"]
    with acting_as(people["alpha"]):
        actions.note_workers(employer_id=alpha, workers=12)
        known = queries.employer_of(alpha)
        assert known is not None
        assert known.workers_declared == 12
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.note_workers(employer_id=beta, workers=3)
        with pytest.raises(Refused, match="workers_invalid"):
            actions.note_workers(employer_id=alpha, workers=-1)
    for onlooker in ("minister", "agent", "cnas_director", "cnr"):
        with acting_as(people[onlooker]), pytest.raises(DatabaseError), transaction.atomic():
            actions.note_workers(employer_id=alpha, workers=3)
    with connect_as("batch"):
        actions.note_workers(employer_id=beta, workers=3)


def test_the_register_says_whether_identities_agree_and_nothing_more(people: Any) -> None:
    with connect_as("batch"):
        assert actions.register_persons([AMINE, SARA], by=people.system, at=AT) == 2
        with pytest.raises(Refused, match="person_exists"):
            actions.register_persons([SARA], by=people.system, at=AT)
        with pytest.raises(Refused, match="nss_invalid"):
            actions.register_persons([PersonDraft("850012345649", "X", "Y", None)], by=people.system, at=AT)
    asked = [
        ("850012345648", "ben ali", "Amine", date(1985, 3, 15)),
        ("900102030471", "HADDAD", "SARAH", date(1990, 1, 3)),
        ("720300441264", "NOBODY", "KNOWN", None),
    ]
    alpha, beta = people.employers["alpha"], people.employers["beta"]
    with acting_as(people["alpha"]):
        found = queries.resemblances(alpha, asked)
        assert [(r.known, r.name_matches, r.birth_date_matches) for r in (found[nss] for nss, *_ in asked)] == [
            (True, True, True),
            (True, False, False),
            (False, False, False),
        ]
        assert queries.person_of("850012345648") is None
        assert queries.resemblances(alpha, []) == {}
    with acting_as(people["controller"]):
        assert queries.resemblances(beta, asked)["850012345648"].birth_date_matches
    for name, employer in (("alpha", beta), ("agent", alpha), ("cnr", alpha), ("cnas_director", alpha), ("minister", alpha), (None, alpha)):
        with acting_as(None if name is None else people[name]):
            assert not queries.may_compare(employer)
            with pytest.raises(DatabaseError, match="does not declare"), transaction.atomic():
                queries.resemblances(employer, asked)


def test_the_register_is_not_searched_for_a_birth_date(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    alpha = people.employers["alpha"]
    with acting_as(people["alpha"]):
        with pytest.raises(DatabaseError, match="each once"), transaction.atomic():
            queries.resemblances(alpha, [("850012345648", "X", "Y", date(1985, 3, day)) for day in (14, 15)])
        many: list[tuple[str, str, str, date | None]] = [(f"{number:012d}", "X", "Y", None) for number in range(50_001)]
        assert len(queries.resemblances(alpha, many)) == 50_001
        monkeypatch.setattr(queries.register, "COMPARED_TOGETHER", 60_000)
        with pytest.raises(DatabaseError, match="at most 50000"), transaction.atomic():
            queries.resemblances(alpha, many)


def test_persons_are_read_by_controllers_and_auditors_only(people: Any) -> None:
    with connect_as("batch"):
        actions.register_persons([AMINE], by=people.system, at=AT)
    readers = []
    for person in people.ids:
        with acting_as(people[person]):
            if queries.person_of(AMINE.nss) is not None:
                readers.append(person)
    assert readers == ["controller", "auditor"]
    with acting_as(people["controller"]):
        known = queries.persons_by_nss([AMINE.nss])[AMINE.nss]
        assert (known.surname_ar, known.given_name_fr, known.birth_date, known.sex) == ("بن علي", "AMINE", date(1985, 3, 15), "M")


def test_provinces_and_agencies_by_day(people: Any) -> None:
    with connect_as("batch"):
        actions.open_agencies([AgencyKnown("16000", "الجزائر", "Alger", 16)], on=SINCE, by=people.system, at=AT)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.open_agencies([AgencyKnown("16000", "الجزائر", "Alger", 16)], on=date(2025, 1, 1), by=people.system, at=AT)
    with acting_as(people["alpha"]):
        counts = [len(queries.wilayas(on=day)) for day in (date(2000, 1, 1), date(2020, 1, 1), date(2026, 11, 23))]
        assert counts == [48, 58, 69]
        assert queries.agencies(on=SINCE) == (AgencyKnown("16000", "الجزائر", "Alger", 16),)
        assert queries.agencies(on=date(2023, 1, 1)) == ()
    with acting_as(None):
        assert queries.wilayas(on=SINCE) == ()
