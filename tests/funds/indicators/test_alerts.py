"""Alerts: raised and ended by figures alone, by the rule that raised them; seen by people, which ends nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.errors import CheckViolation, RestrictViolation
from tests.flows.conftest import world

from mizan.config.database import connect_as
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.context import acting_as
from mizan.funds.access.sql import one_row
from mizan.funds.access.types import Role, Scope
from mizan.funds.indicators.actions.raise_alerts import AlertsMoved, raise_alerts
from mizan.funds.indicators.actions.see_alert import see_alert
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.indicators.alert_queries import alert_of, alerts_counted, alerts_of, open_by_owner
from mizan.funds.indicators.alert_rules import rules
from mizan.funds.indicators.alerts import Rule, Than, Way, rule_read
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month
from mizan.kernel.refusals import Refused

__all__ = ["world"]
_INSERT = """
INSERT INTO indicators_figure (indicator, fund, month, state, value, numerator, denominator, cut_off, known_at, data_hash, version, missing,
    parts, places, reason, restated, follows_id)
VALUES (%s, %s, %s, %s, %s, %s, NULL, %s, %s, %s, 1, %s, '[]', '[]', '', '[]',
    (SELECT max(id) FROM indicators_figure WHERE indicator = %s AND fund = %s AND month = %s)) RETURNING id
"""
RULES = {
    "arrears": Rule(Way.RISES, 50_000, Than.MONTH),
    "cash_days": Rule(Way.BELOW, 30),
    "files_past_promise": Rule(Way.ABOVE, 0),
}


@pytest.fixture
def ruled(world: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A world with three rules."""
    monkeypatch.setattr("mizan.funds.indicators.actions.raise_alerts.rules", lambda: RULES)
    return world


def kept(db: Any, indicator: str, key: str, value: int | None, *, fund: str = "CNAS", state: str = "measured", day: str = "") -> int:
    """A figure as a snapshot keeps it, of a whole month."""
    span = month(int(key[:4]), int(key[5:]))
    known = datetime.fromisoformat(f"{day or span.end.isoformat()}T21:00:00").replace(tzinfo=UTC)
    digest = f"{abs(hash((indicator, key, value, state, day))):064x}"[:64]
    missing = json.dumps(["statements"] if state == "late" else [])
    head = (indicator, fund, span.start)
    with db.raw() as admin:
        values = (*head, state, value, value, span.last_day, known, digest, missing, *head)
        (number,) = admin.execute(_INSERT, values).fetchone()
    return int(number)


def asked(world: Any, day: str) -> AlertsMoved:
    with connect_as("batch"):
        return raise_alerts(by=world.system, at=datetime.fromisoformat(f"{day}T22:00:00").replace(tzinfo=UTC))


def test_a_value_raises_once_and_the_figure_that_passes_ends_it(ruled: Any, db: Any) -> None:
    kept(db, "cash_days", "2026-01", 12)
    assert asked(ruled, "2026-02-09") == AlertsMoved(1, 0)
    assert asked(ruled, "2026-02-10") == AlertsMoved(0, 0)
    kept(db, "cash_days", "2026-02", 29)
    assert asked(ruled, "2026-03-09") == AlertsMoved(0, 0)
    with ruled.acting("minister"):
        (found,) = alerts_of()
    assert (found.indicator, found.fund, found.owner, found.value, found.open) == ("cash_days", Fund.CNAS, "accounts", 12, True)
    assert found.month == month(2026, 1)
    kept(db, "cash_days", "2026-03", 30)
    assert asked(ruled, "2026-04-09") == AlertsMoved(0, 1)
    with ruled.acting("minister"):
        assert alerts_of() == ()
        (ended,) = alerts_of(ended=True)
    assert (ended.id, ended.ended_value, ended.ended_month) == (found.id, 30, month(2026, 3))
    kept(db, "cash_days", "2026-04", 3)
    assert asked(ruled, "2026-05-09") == AlertsMoved(1, 0)


def test_a_move_is_asked_against_the_month_before_and_nothing_sure_leaves_it_open(ruled: Any, db: Any) -> None:
    kept(db, "arrears", "2026-01", 1_000)
    assert asked(ruled, "2026-02-09") == AlertsMoved(0, 0)
    kept(db, "arrears", "2026-02", 1_050)
    assert asked(ruled, "2026-03-09") == AlertsMoved(1, 0)
    with ruled.acting("minister"):
        (found,) = alerts_of(indicator="arrears")
    assert (found.value, found.against, found.rule) == (1_050, 1_000, RULES["arrears"])
    # Late and failed figures say nothing; a month with no month before it neither.
    kept(db, "arrears", "2026-03", 900, state="late")
    assert asked(ruled, "2026-04-09") == AlertsMoved(0, 0)
    kept(db, "arrears", "2026-04", 900)
    assert asked(ruled, "2026-05-09") == AlertsMoved(0, 0)
    kept(db, "arrears", "2026-05", 944)
    assert asked(ruled, "2026-06-09") == AlertsMoved(0, 1)


def test_a_restated_figure_ends_what_its_first_value_raised(ruled: Any, db: Any) -> None:
    kept(db, "files_past_promise", "2026-01", 4)
    assert asked(ruled, "2026-02-09") == AlertsMoved(1, 0)
    kept(db, "files_past_promise", "2026-01", 0, day="2026-02-20")
    assert asked(ruled, "2026-02-21") == AlertsMoved(0, 1)
    # What is known later than the moment asked about is not known then.
    kept(db, "files_past_promise", "2026-02", 9, day="2026-03-20")
    assert asked(ruled, "2026-03-19") == AlertsMoved(0, 0)
    assert asked(ruled, "2026-03-21") == AlertsMoved(1, 0)


def test_another_rule_does_not_silence_what_the_former_raised(ruled: Any, db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(db, "cash_days", "2026-01", 12)
    asked(ruled, "2026-02-09")
    monkeypatch.setattr("mizan.funds.indicators.actions.raise_alerts.rules", lambda: {"cash_days": Rule(Way.BELOW, 5)})
    kept(db, "cash_days", "2026-02", 10)
    assert asked(ruled, "2026-03-09") == AlertsMoved(0, 0)
    monkeypatch.setattr("mizan.funds.indicators.actions.raise_alerts.rules", dict)
    kept(db, "cash_days", "2026-03", 31)
    assert asked(ruled, "2026-04-09") == AlertsMoved(0, 1)


def test_the_database_takes_no_alert_and_no_end_that_the_figure_does_not_say(ruled: Any, db: Any) -> None:
    low, high = kept(db, "cash_days", "2026-01", 12), kept(db, "cash_days", "2026-02", 40)
    other = kept(db, "cash_days", "2026-03", 50, fund="CNR")
    insert = (
        "INSERT INTO indicators_alert (indicator, fund, owner, rule, figure_id, at)"
        " VALUES ('cash_days', 'CNAS', 'accounts', %s, %s, now()) RETURNING id"
    )
    rule = json.dumps(RULES["cash_days"].record)
    with db.raw() as admin:
        with pytest.raises(CheckViolation, match="does not alert"):
            admin.execute(insert, (rule, high))
        (number,) = admin.execute(insert, (rule, low)).fetchone()
        with pytest.raises(CheckViolation, match="raised already"):
            admin.execute(insert, (rule, low))
        end = "INSERT INTO indicators_alert_end (alert_id, figure_id, at) VALUES (%s, %s, now())"
        for wrong in (low, other):
            with pytest.raises(CheckViolation, match="does not end"):
                admin.execute(end, (number, wrong))
        for statement in ("UPDATE indicators_alert SET owner = 'x'", "DELETE FROM indicators_alert", "TRUNCATE indicators_alert CASCADE"):
            with pytest.raises(RestrictViolation):
                admin.execute(statement)
        admin.execute(end, (number, high))


def test_seeing_is_kept_with_the_name_and_ends_nothing(ruled: Any, db: Any) -> None:
    kept(db, "cash_days", "2026-01", 12)
    asked(ruled, "2026-02-09")
    with ruled.acting("minister"):
        (found,) = alerts_of()
        minister = ruled.accounts["minister"]
        assert see_alert(found.id, by=minister, at=ruled.at("2026-02-10"))
        assert not see_alert(found.id, by=minister, at=ruled.at("2026-02-11"))
        assert (after := alert_of(found.id)) is not None
        assert [account for account, _ in after.seen] == [minister]
        assert after.open
        assert open_by_owner([Fund.CNAS]) == {"accounts": 1}
        assert alerts_counted() == (1, 1, 1)
    with connect_as("batch"):
        auditor = open_account(
            username="reads_only",
            name_ar="مدقق",
            name_fr="Auditeur",
            language="fr",
            password=None,
            by=ruled.system,
            at=ruled.at("2026-02-09"),
        )
        grant_role(
            account_id=auditor, role=Role.AUDITOR, scope_kind=Scope.NATION, scope_id="", valid_from=date(2024, 1, 1), by=ruled.system,
            at=ruled.at("2026-02-09"),
        )  # fmt: skip
    with acting_as(auditor), pytest.raises(Refused, match="alert_not_yours"):
        see_alert(found.id, by=auditor, at=ruled.at("2026-02-10"))
    with ruled.acting("monthly"):
        assert alerts_of() == ()
        with pytest.raises(Refused, match="alert_unknown"):
            see_alert(found.id, by=ruled.accounts["monthly"], at=ruled.at("2026-02-10"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(Way)), st.integers(-(10**6), 10**6), st.integers(-(10**15), 10**15), st.none() | st.integers(-(10**15), 10**15))
def test_the_database_says_what_the_rule_says(db: Any, way: Way, at: int, value: int, against: int | None) -> None:
    moves = way in (Way.RISES, Way.FALLS)
    rule = Rule(way, abs(at) or 1, Than.MONTH) if moves else Rule(way, at)
    with connect_as("batch"):
        (said,) = one_row("SELECT indicators_breaks(%s::jsonb, %s, %s::numeric)", [json.dumps(rule.record), value, against])
    if moves and against is None:
        assert said is None
        return
    worse = (value - (against or 0)) * (1 if way is Way.RISES else -1)
    said_here = {
        Way.ABOVE: value > rule.at,
        Way.BELOW: value < rule.at,
        Way.RISES: worse > 0 and worse * 1_000_000 >= rule.at * abs(against or 0),
        Way.FALLS: worse > 0 and worse * 1_000_000 >= rule.at * abs(against or 0),
    }
    assert said is said_here[way]


def test_a_snapshot_asks_the_rules(ruled: Any) -> None:
    with connect_as("batch"):
        taken = take_snapshot(month(2026, 2), by=ruled.system, at=ruled.at("2026-03-09", 22))
    assert taken.alerts.ended == 0
    with ruled.acting("minister"):
        assert len(alerts_of()) == taken.alerts.raised


def test_every_rule_reads_and_only_of_what_is_measured() -> None:
    found = rules()
    assert {"result", "budget_gap", "arrears"} <= set(found)
    assert found["arrears"] == Rule(Way.RISES, 50_000, Than.MONTH)
    for wrong in ({}, {"above": 1, "below": 2}, {"rises": 5}, {"above": 1, "than": "month"}, {"above": "1"}, {"rises": 0, "than": "year"}):
        with pytest.raises(ValueError, match="no"):
            rule_read(wrong)
