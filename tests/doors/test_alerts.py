"""Alerts where they are read: the table, their pages, the figure's page, the API's shape, the command; who may say to have seen one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.doors.conftest import signed_in
from tests.doors.test_indicators import get, read, table
from tests.flows.conftest import world
from tests.funds.indicators.test_alerts import RULES, asked, kept

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors.api.shapes.indicators import AlertShown
from mizan.doors.console import indicators as commands
from mizan.doors.steering.alerts.told import rule_words
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.types import Role, Scope
from mizan.funds.indicators.alert_queries import alerts_of
from mizan.funds.indicators.alert_rules import rules
from mizan.funds.indicators.alerts import Rule, Than, Way

__all__ = ["table", "world"]


@pytest.fixture
def raised(table: Any, db: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """CNAS has twelve days of cash in January: one alert."""
    monkeypatch.setattr("mizan.funds.indicators.actions.raise_alerts.rules", lambda: {"cash_days": RULES["cash_days"]})
    kept(db, "cash_days", "2026-01", 12, day="2026-03-03")
    assert asked(table, "2026-03-04").raised == 1
    return table


def number_of(world: Any) -> int:
    with world.acting("minister"):
        return alerts_of()[0].id


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_an_alert_is_told_on_the_table_its_page_and_its_figure(raised: Any, lang: str) -> None:
    words = rule_words("cash_days", RULES["cash_days"], lang)
    number = number_of(raised)
    for path in ("table?fund=CNAS&month=2026-02", "alerts", f"alerts/{number}", "indicators/cash_days?fund=CNAS&month=2026-01"):
        assert words in read(raised, "minister", path, lang), path
    assert words in read(raised, "cnas", "alerts?owner=accounts", lang)
    assert words not in read(raised, "minister", "alerts?owner=collection", lang)
    assert words not in read(raised, "minister", "table?fund=CNR&month=2026-02", lang)
    page = get(raised, "minister", f"alerts/{number}", lang).content.decode()
    assert f"/{lang}/steering/indicators/cash_days?fund=CNAS&amp;month=2026-01" in page


def test_seeing_is_a_click_that_keeps_the_name_and_leaves_the_alert(raised: Any) -> None:
    number = number_of(raised)
    client = signed_in(raised.accounts["minister"])
    assert "J’ai vu cette alerte" in client.get(f"/fr/steering/alerts/{number}").content.decode()
    assert client.post(f"/fr/steering/alerts/{number}").status_code == 302
    after = read(raised, "minister", f"alerts/{number}")
    assert "Vue" in after
    assert "J’ai vu cette alerte" not in after
    assert "En cours" in after
    assert "Par 1 personne" in read(raised, "minister", "alerts")
    listed = client.get("/fr/steering/alerts?owner=&export=csv").content.decode()
    assert "cash" not in listed
    assert "Par 1 personne" in listed


def test_who_does_not_see_the_fund_does_not_see_the_alert_and_who_only_reads_does_not_answer(raised: Any) -> None:
    number = number_of(raised)
    assert get(raised, "cnr", f"alerts/{number}").status_code == 404
    assert get(raised, "monthly", "alerts").status_code == 403
    assert get(raised, "monthly", f"alerts/{number}").status_code == 403
    assert get(raised, "minister", "alerts/999999").status_code == 404
    with connect_as("batch"):
        opened = raised.at("2026-02-09")
        auditor = open_account(
            username="reads", name_ar="مدقق", name_fr="Auditeur", language="fr", password=None, by=raised.system, at=opened
        )
        grant_role(
            account_id=auditor,
            role=Role.AUDITOR,
            scope_kind=Scope.NATION,
            scope_id="",
            valid_from=opened.date(),
            by=raised.system,
            at=opened,
        )
    answer = signed_in(auditor).post(f"/fr/steering/alerts/{number}")
    assert answer.status_code == 422
    assert "n’y répond pas" in answer.content.decode()


def test_the_command_lists_them_and_says_whether_one_lasts(raised: Any, db: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*more: str) -> tuple[int, str]:
        with connect_as("audit"):
            code = commands.alerts(_parser().parse_args(["indicators", "alerts", *more]))
        return code, capsys.readouterr().out

    code, told = run()
    assert code == 1
    assert "cash_days" in told
    assert "below 30" in told
    assert run("--fund", "CNR")[0] == 0
    code, told = run("--json", "--owner", "accounts")
    (found,) = json.loads(told)
    assert (found["value"], found["rule"], found["ended_at"]) == (12, {"way": "below", "at": 30, "than": ""}, None)
    kept(db, "cash_days", "2026-02", 31, day="2026-03-05")
    assert asked(raised, "2026-03-06").ended == 1
    assert run() == (0, "")
    code, told = run("--ended")
    assert code == 0
    assert "at 31" in told
    with raised.acting("minister"):
        shown = AlertShown.of(alerts_of(ended=True)[0])
    assert (shown.way, shown.ended_value, shown.ended_month, shown.seen) == ("below", 31, "2026-02", [])


def test_every_rule_has_words_in_both_languages() -> None:
    told = [
        Rule(Way.RISES, 1, Than.MONTH), Rule(Way.RISES, 1, Than.YEAR), Rule(Way.FALLS, 1, Than.MONTH), Rule(Way.FALLS, 1, Than.YEAR),
        Rule(Way.ABOVE, 1), Rule(Way.BELOW, 1),
    ]  # fmt: skip
    for lang in ("ar", "fr"):
        assert len({rule_words("arrears", one, lang) for one in told}) == len(told)  # type: ignore[arg-type]
        assert all(rule_words(name, one, lang) for name, one in rules().items())  # type: ignore[arg-type]
