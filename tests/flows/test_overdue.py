"""Dues not paid in time are kept apart by the database: arrears read from them are those of every due, whenever the nights were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from mizan.config.database import connect_as
from mizan.flows.nightly import take_figures
from mizan.funds.access.measures import Window, controlled, measured
from mizan.funds.access.sql import rows
from mizan.funds.contributions.actions.look_for_overdue import look_for_overdue
from mizan.funds.contributions.queries.measured import UNPAID
from mizan.funds.indicators.queries import kept
from mizan.kernel.periods import month

SINCE, UNTIL = date(2026, 1, 1), date(2026, 7, 10)


def night(world: Any, day: str) -> int:
    """The night of a day."""
    with connect_as("batch"):
        return look_for_overdue(date.fromisoformat(day), at=world.at(day, 22))


def told(world: Any, day: date) -> tuple[dict[str, int], dict[str, int]]:
    """What is unpaid at the end of a day, by fund: read from the dues kept apart, and read from every due."""
    window = Window(day.replace(day=1), day + timedelta(days=1), day, world.at("2026-12-31"))
    with connect_as("batch"):
        found, whole = measured(UNPAID, window), controlled(UNPAID, window)
    sums: dict[str, int] = {}
    for row in found:
        sums[row.fund] = sums.get(row.fund, 0) + row.amount
    return {fund: amount for fund, amount in sums.items() if amount}, {fund: amount for fund, amount in whole.items() if amount}


def apart() -> list[tuple[int, str]]:
    """The dues kept apart: their payer and period."""
    with connect_as("audit"):
        return [
            (row[0], row[1])
            for row in rows("SELECT d.employer_id, d.period_key FROM contributions_overdue o JOIN contributions_due d ON d.id = o.due_id")
        ]


STORY = ("2026-02-20", "2026-03-05", "2026-03-20", "2026-04-10", "2026-05-05", "2026-06-15")
"""Days on which a night may fall, between the acts of the story."""


def owed(world: Any, name: str, period: str) -> int:
    """What an employer owes for a period."""
    with connect_as("audit"):
        question = "SELECT sum(amount) FROM contributions_due WHERE employer_id = %s AND period_key = %s"
        return int(rows(question, [world.employers[name], period])[0][0])


def lived(world: Any, nights: Iterable[str]) -> None:
    """Paid in time and taken back by the bank later, late and in two parts, never, and declared when the day had long passed."""
    chosen = set(nights)

    def slept(day: str) -> None:
        if day in chosen:
            night(world, day)

    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    whole = owed(world, "monthly", "2026-01")
    world.pay([("1", whole, "1600000101")], "2026-02-18", "S1")
    slept("2026-02-20")
    world.pay([("1", 300_000_00, "3100000303")], "2026-03-02", "S2")
    slept("2026-03-05")
    world.file_dac("monthly", "2026-02", 1_200_000_00, "2026-03-10")
    slept("2026-03-20")
    (returned,) = world.pay([("9", -whole, "IMPAYE")], "2026-04-02", "S3", is_return=True, returns_ref="S1/1")
    assert not returned.waits
    slept("2026-04-10")
    world.file_dac("quarterly", "2025-Q4", 3_000_000_00, "2026-05-02")
    slept("2026-05-05")
    world.pay([("1", owed(world, "builder", "2026-01") - 300_000_00, "3100000303")], "2026-06-10", "S4")
    slept("2026-06-15")


@pytest.mark.parametrize("nights", [(), STORY, *((day,) for day in STORY)], ids=lambda nights: "-".join(nights) or "none")
def test_arrears_are_those_of_every_due_whenever_the_nights_were(world: Any, nights: tuple[str, ...]) -> None:
    lived(world, nights)
    days = [SINCE + timedelta(days=number) for number in range((UNTIL - SINCE).days)]
    seen = {day: told(world, day) for day in days}
    assert all(found == whole for found, whole in seen.values()), [day for day, (found, whole) in seen.items() if found != whole]
    # The story has something to tell: nothing, then arrears that grow and shrink.
    assert len({tuple(sorted(whole.items())) for _, whole in seen.values()}) >= 6
    assert world.faults() == []


def test_who_pays_in_time_is_not_among_them_and_who_does_not_enters_once(world: Any) -> None:
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    world.pay([("1", owed(world, "monthly", "2026-01"), "1600000101")], "2026-02-18", "S1")
    assert (night(world, "2026-02-20"), apart()) == (0, [])
    found = night(world, "2026-03-20")
    assert found > 0
    assert {payer for payer, _ in apart()} == {world.employers["builder"]}
    assert len(apart()) == found
    assert night(world, "2026-03-20") == night(world, "2026-03-21") == 0
    # Booked when its day had been looked at, it enters with its booking; taken back, at once too.
    world.file_dac("quarterly", "2025-Q4", 3_000_000_00, "2026-03-22")
    assert (world.employers["quarterly"], "2025-Q4") in apart()
    world.pay([("9", -owed(world, "monthly", "2026-01"), "IMPAYE")], "2026-03-25", "S2", is_return=True, returns_ref="S1/1")
    assert (world.employers["monthly"], "2026-01") in apart()


def test_nobody_writes_changes_or_empties_what_is_kept_apart(world: Any, db: Any) -> None:
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    night(world, "2026-03-20")
    entered = "INSERT INTO contributions_overdue (due_id, employer_id, due_on) SELECT 1, 1, '2026-01-01'"
    looked = "INSERT INTO contributions_overdue_night (until, kept_apart, looked_at) VALUES ('2030-01-01', 0, now())"
    for role in ("mizan_web", "mizan_batch", "mizan_audit"):
        for statement in (entered, looked, "DELETE FROM contributions_overdue", "DELETE FROM contributions_overdue_night"):
            with db.raw(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    for role in ("mizan_web", "mizan_audit"):
        with db.raw(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT contributions_look_for_overdue('2030-01-01', now())")
    for statement in ("DELETE FROM contributions_overdue", "UPDATE contributions_overdue_night SET until = '2020-01-01'"):
        with db.raw() as admin, pytest.raises(Exception, match="append"):
            admin.execute(statement)


def test_a_due_that_was_not_kept_apart_fails_the_figure_instead_of_being_left_out(world: Any, db: Any) -> None:
    lived(world, STORY)
    at = world.at("2026-06-20", 22)

    def missing(indicator: str) -> tuple[str, ...]:
        with connect_as("batch"):
            take_figures(at=at)
        with world.acting("minister"):
            found = kept(indicator, fund=None, month=month(2026, 5))
        assert found is not None
        return found.missing

    assert "sums:unpaid" not in missing("arrears")
    with db.raw() as admin:
        admin.execute("ALTER TABLE contributions_overdue DISABLE TRIGGER USER")
        admin.execute("DELETE FROM contributions_overdue WHERE employer_id = %s", [world.employers["quarterly"]])
    assert missing("arrears") == missing("arrears_age") == ("sums:unpaid",)


def test_the_night_gives_way_to_dues_being_booked_and_arrears_stay_exact(world: Any, db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from mizan.funds.contributions.actions import look_for_overdue as act

    lived(world, ())
    monkeypatch.setattr(act, "WAITS_FOR", "50ms")
    with db.raw(autocommit=False) as busy:
        busy.execute("LOCK TABLE contributions_due IN ROW EXCLUSIVE MODE")
        with pytest.raises(OperationalError):
            night(world, "2026-06-20")
    found, whole = told(world, date(2026, 6, 19))
    assert found == whole != {}
