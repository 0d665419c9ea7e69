"""Snapshots on a real small world: what was counted opens to its items, the same is not written twice, faults and news are told."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from tests.flows.conftest import world

from mizan.config.database import connect_as
from mizan.funds.access.sql import rows
from mizan.funds.indicators.actions import take_snapshot as act
from mizan.funds.indicators.actions.take_snapshot import SnapshotTaken, take_snapshot
from mizan.funds.indicators.definitions import DEFINITIONS, Term
from mizan.funds.indicators.queries import behind, by_wilaya, figure, kept, series, table
from mizan.funds.indicators.types import State
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month

__all__ = ["world"]
FEBRUARY, MARCH = month(2026, 2), month(2026, 3)


def taken(world: Any, when: Period, day: str) -> SnapshotTaken:
    with connect_as("batch"):
        return take_snapshot(when, by=world.system, at=world.at(day, 22))


@pytest.fixture
def paid(world: Any) -> Any:
    """Two declarations, one paid in part."""
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    world.pay([("1", 300_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-20")
    return world


def seen(world: Any, who: str, indicator: str, fund: Fund | None, when: Period = FEBRUARY) -> Any:
    with world.acting(who):
        return figure(indicator, fund=fund, month=when)


def test_receipts_sum_to_what_was_laid_and_open_to_the_dues(paid: Any) -> None:
    taken(paid, FEBRUARY, "2026-02-28")
    whole = seen(paid, "minister", "receipts", None)
    assert (whole.value, whole.numerator, whole.denominator) == (300_000_00, 300_000_00, None)
    parts = [seen(paid, "minister", "receipts", fund).value for fund in DEFINITIONS["receipts"].funds]
    assert sum(parts) == whole.value
    with paid.acting("minister"):
        found = behind("receipts", fund=None, month=FEBRUARY)
        places = by_wilaya("receipts", fund=None, month=FEBRUARY)
    assert (found.total, sum(item.amount for item in found.items)) == (whole.numerator, whole.numerator)
    assert {item.kind for item in found.items} == {"due"}
    assert {wilaya: place.numerator for wilaya, place in places.items()} == {16: 300_000_00}


def test_the_same_data_write_nothing(paid: Any) -> None:
    first = taken(paid, FEBRUARY, "2026-02-28")
    assert first.new == sum(len(one.funds) + 1 for one in DEFINITIONS.values())
    again = taken(paid, FEBRUARY, "2026-02-28")
    assert (again.new, again.same) == (0, first.new)
    assert len(rows_of("SELECT 1 FROM access_act WHERE verb = 'take_snapshot'")) == 1


def test_a_snapshot_sees_the_tables_at_one_moment(paid: Any, db: Any) -> None:
    taken(paid, FEBRUARY, "2026-02-28")
    before = seen(paid, "minister", "covered_persons", None).value

    def while_it_is_taken() -> None:
        with db.raw() as admin:
            admin.execute("ALTER TABLE contributions_filing DISABLE TRIGGER USER")
            admin.execute(
                "UPDATE contributions_filing SET workers_total = workers_total + 5 WHERE id = (SELECT min(id) FROM contributions_filing)"
            )

    with connect_as("batch"):
        beside = take_snapshot(FEBRUARY, by=paid.system, at=paid.at("2026-03-01", 22), fixed=while_it_is_taken)
        assert rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") == []
    assert (beside.new, beside.failed) == (0, 0)
    assert seen(paid, "minister", "covered_persons", None).value == before
    taken(paid, FEBRUARY, "2026-03-02")
    assert seen(paid, "minister", "covered_persons", None).value == before + 5


def test_a_snapshot_that_stops_lets_the_next_one_be_taken(paid: Any) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    with connect_as("batch"):
        with pytest.raises(KeyboardInterrupt):
            take_snapshot(FEBRUARY, by=paid.system, at=paid.at("2026-02-28", 22), fixed=stopped)
        assert rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") == []
    assert taken(paid, FEBRUARY, "2026-02-28").new > 0


def rows_of(statement: str) -> list[Any]:
    with connect_as("audit"):
        return rows(statement)


def test_a_month_that_has_not_ended_or_lacks_its_statements_is_late(paid: Any) -> None:
    taken(paid, FEBRUARY, "2026-02-21")
    here = seen(paid, "minister", "receipts", None)
    assert (here.state, here.cut_off) == (State.LATE, date(2026, 2, 21))
    with paid.acting("minister"):
        found = kept("receipts", fund=None, month=FEBRUARY)
        assert found is not None
        assert found.missing == ("month", "statements")
        assert figure("receipts", fund=None, month=MARCH).state is State.LATE
        assert figure("field_visits", fund=None, month=FEBRUARY).state is State.NOT_COVERED
        assert figure("field_visits", fund=None, month=FEBRUARY).value is None


def test_a_measure_that_fails_shows_the_last_good_value_and_the_others_go_on(paid: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    taken(paid, FEBRUARY, "2026-02-28")
    bad = dataclasses.replace(DEFINITIONS["arrears"].numerator[0].measure, name="bad", items="SELECT * FROM no_such_table")
    monkeypatch.setattr(act, "DEFINITIONS", {**DEFINITIONS, "arrears": dataclasses.replace(DEFINITIONS["arrears"], numerator=(Term(bad),))})
    good = seen(paid, "minister", "arrears", None)
    found = taken(paid, FEBRUARY, "2026-03-02")
    assert found.failed == 7
    failed = seen(paid, "minister", "arrears", None)
    assert (failed.state, failed.value, failed.numerator, failed.cut_off) == (State.FAILED, good.value, None, good.cut_off)
    assert seen(paid, "minister", "receipts", None).value == 300_000_00
    # Still failing, it is not told twice; repaired, it is a figure again and restates nothing.
    assert taken(paid, FEBRUARY, "2026-03-03").new == 0
    monkeypatch.undo()
    taken(paid, FEBRUARY, "2026-03-04")
    again = seen(paid, "minister", "arrears", None)
    assert (again.state is State.FAILED, again.value, again.restates) == (False, good.value, None)


def test_parts_that_do_not_sum_to_the_books_fail(paid: Any, db: Any) -> None:
    taken(paid, FEBRUARY, "2026-02-28")
    with db.raw() as admin:
        admin.execute("ALTER TABLE contributions_match_share DISABLE TRIGGER USER")
        admin.execute("UPDATE contributions_match_share SET amount = amount + 1 WHERE fund = 'CNR'")
    taken(paid, FEBRUARY, "2026-03-02")
    wrong = seen(paid, "minister", "receipts", None)
    assert (wrong.state, wrong.value) == (State.FAILED, 300_000_00)
    with paid.acting("minister"):
        found = kept("receipts", fund=None, month=FEBRUARY)
    assert found is not None
    assert found.missing == ("sums:laid",)


def test_a_closed_month_that_changes_shows_both_values_and_why(paid: Any, db: Any) -> None:
    taken(paid, FEBRUARY, "2026-02-28")
    before = seen(paid, "minister", "covered_persons", None)
    with db.raw() as admin:
        # A declaration of February that reaches the books only later: keyed from paper, with its own day.
        admin.execute("ALTER TABLE contributions_filing DISABLE TRIGGER USER")
        admin.execute(
            "UPDATE contributions_filing SET workers_total = workers_total + 5 WHERE id = (SELECT min(id) FROM contributions_filing)"
        )
    found = taken(paid, FEBRUARY, "2026-03-05")
    assert found.restated >= 1
    now = seen(paid, "minister", "covered_persons", None)
    assert (now.value, now.restates, now.reason) == (before.value + 5, before.value, "moved")
    with paid.acting("minister"):
        whole = kept("covered_persons", fund=None, month=FEBRUARY)
        earlier = figure("covered_persons", fund=None, month=FEBRUARY, known_at=paid.at("2026-03-01"))
    assert whole is not None
    assert whole.restated == (("heads·CNAS·employees", before.value, now.value),)
    assert earlier.value == before.value


def test_a_month_that_has_not_begun_has_no_snapshot(world: Any) -> None:
    with pytest.raises(ValueError, match="has not begun"):
        taken(world, MARCH, "2026-02-28")


def test_each_fund_sees_its_own_and_the_nation_all(paid: Any) -> None:
    taken(paid, FEBRUARY, "2026-02-28")
    assert seen(paid, "cnas", "receipts", Fund.CNAS).value > 0
    assert seen(paid, "cnas", "receipts", Fund.CNR).value is None
    assert seen(paid, "cnas", "receipts", None).value is None
    with paid.acting("minister"):
        assert {one.state for one in table(fund=None, month=FEBRUARY)} == set(State) - {State.FAILED}
        line = series("arrears", fund=None, until=MARCH, months=3)
    assert [one.month.key for one in line] == ["2026-01", "2026-02", "2026-03"]
    assert [one.value is None for one in line] == [True, False, True]
    with paid.acting("monthly"):
        assert all(one.value is None for one in table(fund=Fund.CNAS, month=FEBRUARY))


def test_a_figure_is_never_changed(paid: Any, db: Any) -> None:
    taken(paid, FEBRUARY, "2026-02-28")
    with db.raw() as admin, pytest.raises(Exception, match="append"):
        admin.execute("UPDATE indicators_figure SET value = 0")
