"""Each day's status on the real database: kept once, computed again the same, typed by nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from tests.funds.steering.register_world import RATE, adopt, confirmed, nights
from tests.funds.steering.steering_world import CONFIRMED_AT, Kept, drafts, figure, monthly, terms

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.indicators.types import State
from mizan.funds.steering import actions, queries
from mizan.funds.steering.types.statuses import Status, Why
from mizan.funds.steering.verification import verify_days

COLUMNS = "root_id, day, terms_id, fund, status, why, about, used, rule, known_at, at"


def test_each_day_is_kept_once_and_computed_again_the_same(people: Any) -> None:
    number = confirmed(people, "recovery_rate")
    adopt(people)
    assert nights(date(2026, 4, 1)) == 28
    assert nights(date(2026, 4, 1)) == 0
    assert nights(date(2026, 9, 20)) == 172
    with acting_as(people["auditor"]):
        days = {one.day: one for one in queries.days_of(number)}
        (standing,) = queries.standings()
    assert days[date(2026, 3, 4)].status is Status.NOT_BEGUN
    assert days[date(2026, 4, 2)].status is Status.ON_TRACK
    # June's figure is known on the second of July: two month-ends at 90 % or better.
    assert days[date(2026, 6, 2)].status is Status.ON_TRACK
    assert days[date(2026, 7, 1)].status is Status.ON_TRACK
    assert (days[date(2026, 7, 2)].status, days[date(2026, 7, 2)].why) == (Status.DONE, Why.HELD)
    assert days[date(2026, 8, 2)].status is Status.RELAPSED
    assert standing.since == date(2026, 8, 2)
    with connect_as("audit"):
        found = verify_days(source=RATE)
    assert (found.days, found.baselines, found.differing) == (200, 1, ())


def test_without_a_measured_month_at_confirmation_the_first_since_is_the_baseline(people: Any) -> None:
    source = Kept(*monthly("recovery_rate", [800_000, 820_000, 850_000], first=4))
    draft, by = drafts(people["minister"])[0], people["minister"]
    with acting_as(by):
        number = actions.confirm_instruction(draft.id, terms("recovery_rate"), by=by, at=CONFIRMED_AT, source=source)
    nights(date(2026, 6, 10), source)
    with acting_as(by):
        days = {one.day: one for one in queries.days_of(number)}
        (kept_once,) = queries.versions_of(number)
    assert kept_once.aims[0].baseline is None
    assert (days[date(2026, 5, 1)].status, days[date(2026, 5, 1)].why) == (Status.NOT_MEASURABLE, Why.NO_FIGURE)
    assert days[date(2026, 5, 2)].status is Status.NOT_BEGUN
    assert days[date(2026, 6, 2)].status is Status.ON_TRACK
    with connect_as("audit"):
        assert verify_days(source=source).differing == ()


def test_a_missed_night_gives_the_same_days(people: Any, db: Any) -> None:
    number = confirmed(people, "recovery_rate")
    adopt(people)
    for day in (5, 6, 9, 20, 31):
        nights(date(2026, 3, day))
    with acting_as(people["auditor"]):
        piecemeal = [(one.day, one.status, one.used) for one in queries.days_of(number)]
    with db.raw() as admin:
        admin.execute("ALTER TABLE steering_status DISABLE TRIGGER USER")
        admin.execute("DELETE FROM steering_status")
        admin.execute("ALTER TABLE steering_status ENABLE TRIGGER USER")
    nights(date(2026, 3, 31))
    with acting_as(people["auditor"]):
        assert [(one.day, one.status, one.used) for one in queries.days_of(number)] == piecemeal


def test_a_typed_status_a_changed_one_and_a_moved_baseline_are_found(people: Any, db: Any) -> None:
    number = confirmed(people, "recovery_rate")
    nights(date(2026, 3, 10))
    with db.raw() as admin:
        for table in ("steering_status", "steering_aim"):
            admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        admin.execute("UPDATE steering_status SET status = 'done', why = 'held' WHERE day = '2026-03-05'")
        admin.execute("UPDATE steering_aim SET baseline = 1")
    with connect_as("audit"):
        found = verify_days(source=RATE).differing
    assert {(one.number, one.day) for one in found} >= {(number, date(2026, 3, 5)), (number, None)}


@pytest.mark.parametrize("role", ["mizan_web", "mizan_audit", "mizan_batch", "mizan_owner"])
def test_nobody_changes_a_kept_day_and_only_the_night_writes_one(people: Any, db: Any, role: str) -> None:
    confirmed(people, "recovery_rate")
    nights(date(2026, 3, 10))
    with db.raw(role, autocommit=False) as other:
        other.execute("SELECT set_config('mizan.account', %s, true)", [str(people["minister"])])
        for statement in ("UPDATE steering_status SET status = 'done'", "DELETE FROM steering_status", "TRUNCATE steering_status"):
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)), other.transaction():
                other.execute(statement)
        if role in ("mizan_web", "mizan_audit"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), other.transaction():
                other.execute(
                    f"INSERT INTO steering_status ({COLUMNS}) SELECT {COLUMNS.replace('day', 'day + 100')} FROM steering_status LIMIT 1"
                )


def test_a_status_of_another_word_is_not_kept_even_by_the_night(people: Any, db: Any) -> None:
    number = confirmed(people, "recovery_rate")
    with db.raw("mizan_batch") as batch:
        for status, why in (("excellent", "held"), ("done", "behind"), ("not_measurable", "no_feed")):
            with pytest.raises(psycopg.errors.CheckViolation):
                batch.execute(
                    "INSERT INTO steering_status (root_id, day, terms_id, fund, status, why, about, used, rule, known_at, at) "
                    "VALUES (%s, '2026-03-04', %s, 'CNAS', %s, %s, '[]', '{}', 1, now(), now())", [number, number, status, why],
                )  # fmt: skip


def test_what_has_no_feed_starts_as_not_measurable(people: Any) -> None:
    visits = confirmed(people, "field_visits", rank=1)
    exchange = confirmed(people, "interfund_exchanges", rank=2, fund=None)
    nights(date(2026, 3, 6))
    with acting_as(people["minister"]):
        last = queries.last_days()
    assert (last[visits].status, last[visits].about) == (Status.NOT_MEASURABLE, ("field_visits",))
    assert (last[exchange].status, last[exchange].about) == (Status.NOT_MEASURABLE, ("interfund_exchanges",))


def test_a_figure_that_is_late_failed_or_of_an_open_month_is_not_counted(people: Any) -> None:

    known = datetime(2026, 4, 2, 6, tzinfo=UTC)
    first = monthly("recovery_rate", [800_000])
    for later in (
        figure("recovery_rate", (2026, 3), 900_000, known=known, state=State.LATE),
        figure("recovery_rate", (2026, 3), 900_000, known=known, state=State.FAILED),
        figure("recovery_rate", (2026, 4), 900_000, known=known, cut_off=date(2026, 4, 1)),
    ):
        from mizan.funds.steering.figures import whole_months

        assert [one.value for one in whole_months([*first, later], datetime(2026, 5, 1, tzinfo=UTC))] == [800_000]
