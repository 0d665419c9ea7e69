"""Declarations of the spine become careers in the transaction that takes them; histories become careers by two people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mizan.config.database import connect_as
from mizan.flows.import_career_history import approve_career_history, import_career_history
from mizan.flows.take_das_set import Pair, take_das_set
from mizan.formats.anomalies import Outcome
from mizan.formats.career_history import HistoryHead, PeriodLine, SpellLine, write
from mizan.funds.access.context import acting_as
from mizan.funds.careers import queries
from mizan.funds.careers.actions.take_declarations import take_declarations
from mizan.funds.careers.types import Origin, Scheme
from mizan.funds.people.queries import find
from mizan.kernel.periods import month, year
from mizan.kernel.refusals import Refused

HEAD = HistoryHead("R-1", "CNR", date(2024, 10, 15))


def career(world: Any, nss: str, at: datetime) -> Any:
    with world.batch():
        return queries.career_on(find([nss])[nss], known_at=at)


def test_a_declaration_becomes_months_and_a_regularisation_supersedes_them(world: Any, person: Any) -> None:
    world.file_das("monthly", 2025, [(person(1), [90_000_00] * 4), (person(2), [60_000_00] * 4)], "2026-01-20")
    world.file_das("monthly", 2025, [(person(1), [0, 0, 0, 6_000_00])], "2026-02-10", kind="C")
    world.file_das("monthly", 2025, [(person(1), [120_000_00, 90_000_00, 90_000_00, 96_000_00])], "2026-03-10", kind="R")
    first, second, third = (career(world, person(1), world.at(day, 12)) for day in ("2026-01-20", "2026-02-10", "2026-03-10"))
    assert first.wages_m == (30_000_00,) * 12
    assert second.wages_m == (30_000_00,) * 9 + (32_000_00,) * 3
    assert third.wages_m == (40_000_00,) * 3 + (30_000_00,) * 6 + (32_000_00,) * 3
    assert career(world, person(1), world.at("2026-01-19")).months == ()
    assert first.counts[Scheme.CNR].effective == 4
    assert [len(one.months) for one in (first, second, third)] == [12, 12, 12]
    december = second.months[-1]
    assert (december.days, len(december.sources), december.employer_name) == (30, 2, "SARL MONTHLY")
    assert {source.origin for source in december.sources} == {Origin.DAS}
    assert career(world, person(2), world.at("2026-03-10", 12)).wages_m == (20_000_00,) * 12


def test_a_set_posts_as_single_deposits_do(world: Any, person: Any) -> None:
    rows = [(person(1), [90_000_00] * 4), (person(3), [0, 30_000_00, 0, 0])]
    header, detail = world.das_pair("quarterly", 2025, rows)
    at = world.at("2026-01-20")
    with world.batch() as by:
        receipt = take_das_set([Pair(header, detail)], by=by, at=at)
        assert (receipt.filed, receipt.taken) == (1, 2)
        news = queries.declarations_waiting("reassessment")
        assert [(employer, of) for _, employer, of in news] == [(world.employers["quarterly"], 2025)]
        take_declarations([news[0][0]], consumer="reassessment", at=at)
        assert queries.declarations_waiting("reassessment") == ()
    assert career(world, person(1), at).wages_m == (30_000_00,) * 12
    third = career(world, person(3), at)
    assert [one.month for one in third.months] == [date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1)]
    assert career(world, person(1), at - timedelta(seconds=1)).months == ()


def test_an_employer_reads_its_own_lines_only(world: Any, person: Any) -> None:
    world.file_das("monthly", 2025, [(person(1), [90_000_00] * 4)], "2026-01-20")
    world.file_das("builder", 2025, [(person(1), [60_000_00] * 4)], "2026-01-20")
    with world.acting("builder"):
        assert {line.employer_id for line in queries.career_of(person(1))} == {world.employers["builder"]}


@pytest.fixture
def officers(world: Any) -> tuple[int, int]:
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope
    from mizan.funds.people.actions.affiliate import affiliate

    at = world.at("2024-11-02")
    made = []
    with connect_as("batch"):
        for name in ("first", "second"):
            made.append(open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=world.system, at=at))
            grant = {"account_id": made[-1], "role": Role.OFFICER, "scope_kind": Scope.FUND, "scope_id": "CNAS"}
            grant_role(valid_from=date(2020, 1, 1), by=world.system, at=at, **grant)
        known = find(person_number(index) for index in range(1, 6))
        affiliate([(one, "CNAS", "16000") for one in known.values()], starts_on=date(2020, 1, 1), by=world.system, at=at)
    return made[0], made[1]


def person_number(index: int) -> str:
    from tests.flows.conftest import nss

    return nss(index)


def history(*, amount: int = 240_000_00, reference: str = "R-1") -> bytes:
    spells = [SpellLine(0, person_number(1), "CNR", "1600000101", "", date(2010, 7, 1), date(2012, 1, 1))]
    periods = [
        PeriodLine(0, person_number(1), "CNR", "1600000101", "", year(2010), 180, amount),
        PeriodLine(0, person_number(1), "CNR", "1600000101", "", year(2011), 360, amount),
        PeriodLine(0, person_number(1), "CNR", "", "BRIQUETERIE DU SUD", month(2009, 12), 30, 15_000_00),
        PeriodLine(0, person_number(2), "CASNOS", "", "", year(2011), 360, amount),
    ]
    return write(HEAD._replace(reference=reference), spells, periods)


def test_a_history_takes_two_people_with_the_same_document(world: Any, officers: tuple[int, int]) -> None:
    one, two = officers
    at, data = world.at("2026-01-20"), history()
    with acting_as(one):
        receipt = import_career_history(data, by=one, at=at)
        assert (receipt.outcome, receipt.rows, receipt.total) == (Outcome.ACCEPTED, 5, 3 * 240_000_00 + 15_000_00)
        assert receipt.proposal_id is not None
        with pytest.raises(Refused, match="proposal_needs_another_person"):
            approve_career_history(receipt.proposal_id, data, by=one, at=at)
        with pytest.raises(Refused, match="history_kept"):
            import_career_history(data, by=one, at=at)
    later = at + timedelta(days=1)
    with acting_as(two):
        with pytest.raises(Refused, match="history_differs"):
            approve_career_history(receipt.proposal_id, history(amount=1), by=two, at=later)
        assert approve_career_history(receipt.proposal_id, data, by=two, at=later).rows == 5
        with pytest.raises(Refused, match="proposal_decided"):
            approve_career_history(receipt.proposal_id, data, by=two, at=later)
        assert career_seen(two, person_number(1), later) == ()
    assert career(world, person_number(1), at).months == ()
    found = career(world, person_number(1), later)
    # The spell says which months of 2010 were worked.
    assert [one.month for one in found.months][:2] == [date(2009, 12, 1), date(2010, 7, 1)]
    assert found.wages_m == (15_000_00, *(40_000_00,) * 6, *(20_000_00,) * 12)
    assert {one.employer_name for one in found.months} == {"SARL MONTHLY", "BRIQUETERIE DU SUD"}
    assert found.gaps == ((date(2010, 1, 1), date(2010, 7, 1)),)
    assert [(s.starts_on, s.ends_on) for s in found.spells] == [(date(2010, 7, 1), date(2012, 1, 1))]
    assert career(world, person_number(2), later).incomes_y == (240_000_00,)


def career_seen(account: int, nss: str, at: datetime) -> tuple[Any, ...]:
    """What the account sees without having opened the file."""
    person_id = find([nss])[nss]
    months: tuple[Any, ...] = queries.career_on(person_id, known_at=at).months
    return months


def test_a_history_with_an_error_keeps_nothing(world: Any, officers: tuple[int, int]) -> None:
    one, _ = officers
    at = datetime(2026, 1, 20, tzinfo=UTC)
    stranger = write(HEAD, [], [PeriodLine(0, "850012345648", "CNR", "", "X", year(2010), 360, 1)])
    with acting_as(one):
        receipt = import_career_history(stranger, by=one, at=at)
        assert (receipt.outcome, receipt.proposal_id) == (Outcome.REFUSED, None)
        assert [(a.code, a.line) for a in receipt.anomalies] == [("history_person_unknown", 2)]
        assert queries.proposals_waiting() == ()
        broken = import_career_history(b"HISTOIRE;x", by=one, at=at)
        assert broken.outcome is Outcome.REFUSED
    for name in ("cnas", "monthly", "minister"):
        with world.acting(name) as by:
            answer = import_career_history(history(), by=by, at=at)
            assert [a.code for a in answer.anomalies] == ["history_person_unknown"] * 2, name


def test_two_histories_do_not_tell_the_same_days_twice(world: Any, officers: tuple[int, int]) -> None:
    one, two = officers
    at = world.at("2026-01-20")
    with world.batch():
        first = import_career_history(history(), by=one, at=at).proposal_id
        assert first is not None
        approve_career_history(first, history(), by=two, at=at)
        half = write(HEAD._replace(reference="R-2"), [], [PeriodLine(0, person_number(2), "CASNOS", "", "", month(2011, 3), 30, 1)])
        second = import_career_history(half, by=one, at=at).proposal_id
        assert second is not None
        with pytest.raises(Refused, match="earning_overlaps"):
            approve_career_history(second, half, by=two, at=at)
        assert queries.proposal_on(second).granted is None  # type: ignore[union-attr]
