"""Forced recovery, prescription and time to pay: law 08-08, articles 44 to 68, 78, 79 and 88, by hand on a calendar."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from asked import answer, ground, outputs, refusal
from hypothesis import given
from hypothesis import strategies as st

NOW = "2026-03-01"
days = st.dates(date(2008, 3, 2), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("received", "deadline", "after"),
    [("2026-06-01", "2026-07-01", "2026-07-02"), ("2024-01-31", "2024-03-01", "2024-03-02"), ("2025-12-02", "2026-01-01", "2026-01-02")],
)
def test_thirty_days_after_a_notice(received: str, deadline: str, after: str) -> None:
    assert outputs("formal_notice_deadline", NOW, received_on=received) == {"deadline": deadline, "forced_recovery_from": after}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, "debtor_not_named"),
        ({"names_debtor": True}, "sums_not_stated"),
        ({"names_debtor": True, "states_sums": True}, "law_not_stated"),
        ({"names_debtor": True, "states_sums": True, "states_law": True}, None),
    ],
)
def test_what_a_notice_must_say(told: dict[str, object], why: str | None) -> None:
    assert ground("formal_notice", NOW, **told) == why
    assert outputs("formal_notice", NOW, **told)["valid"] == str(why is None).lower()


@pytest.mark.parametrize(
    ("channel", "regular"),
    [("registered_letter", "true"), ("bailiff", "true"), ("accredited_controller", "true"), ("not_served_by_law", "false")],
)
def test_how_a_notice_is_served(channel: str, regular: str) -> None:
    assert outputs("formal_notice", NOW, served_by=channel)["service_regular"] == regular


@pytest.mark.parametrize(
    ("event", "deadline", "actor"),
    [
        ("roll_signed", "2026-06-09", "wali"),
        ("roll_served", "2026-07-01", "debtor"),
        ("constraint_signed", "2026-06-11", "court_president"),
        ("constraint_served", "2026-07-01", "debtor"),
        ("opposition_made", "2026-06-16", "creditor_fund"),
    ],
)
def test_clocks_of_recovery(event: str, deadline: str, actor: str) -> None:
    assert outputs("recovery_clocks", NOW, event=event, event_on="2026-06-01") == {"deadline": deadline, "actor": actor}


@pytest.mark.parametrize(
    ("tool", "provisional", "enforcer"),
    [
        ("roll", "true", "tax_services"),
        ("constraint", "true", "civil_procedure"),
        ("opposition", "false", "account_keeper"),
        ("loan_deduction", "false", "lender"),
    ],
)
def test_effects_and_costs(tool: str, provisional: str, enforcer: str) -> None:
    found = outputs("recovery_effects", NOW, tool=tool, sum_due="1000.00", costs="50.00")
    assert found == {"enforceable_provisionally": provisional, "enforced_by": enforcer, "total": "1050.00"}


def test_an_account_or_a_loan_gives_no_more_than_is_due() -> None:
    assert outputs("account_opposition", NOW, balance="900.00", sum_due="1000.00") == {"frozen": "900.00"}
    assert outputs("account_opposition", NOW, balance="1100.00", sum_due="1000.00") == {"frozen": "1000.00"}
    assert outputs("loan_deduction", NOW, loan="5000.00", sum_due="1000.00") == {"withheld": "1000.00"}


@pytest.mark.parametrize(("assets", "covered"), [("10000.00", "1000.00"), ("3500.00", "500.00"), ("3000.00", "0.00"), ("100.00", "0.00")])
def test_the_lien_comes_after_wages_and_the_treasury(assets: str, covered: str) -> None:
    found = outputs("recovery_lien", NOW, assets=assets, wages="2000.00", treasury="1000.00", sum_due="1000.00")
    assert found == {"covered": covered}


def test_a_mortgage_ranks_from_its_registration() -> None:
    assert outputs("recovery_mortgage", NOW, registered_on="2026-05-04") == {"ranks_from": "2026-05-04"}


@pytest.mark.parametrize(
    ("due", "last"),
    [("2022-04-30", "2026-04-30"), ("2024-02-29", "2028-02-29"), ("2020-12-31", "2024-12-31"), ("2096-02-29", "2100-02-28")],
)
def test_four_years_for_contributions(due: str, last: str) -> None:
    assert outputs("prescription", "2022-04-30", contribution_due_on=due) == {"prescribed_after": last}


@pytest.mark.parametrize(
    ("received", "reading", "state", "last", "runs"),
    [
        ("2026-04-30", "interrupts", "interrupted", "2030-04-30", "true"),
        ("2026-05-01", "interrupts", "notice_too_late", "2026-04-30", "true"),
        ("2026-04-30", "extinguishes", "extinguished", "2026-04-30", "false"),
        ("2026-05-01", "extinguishes", "notice_too_late", "2026-04-30", "true"),
    ],
)
def test_a_notice_in_time_changes_the_prescription(received: str, reading: str, state: str, last: str, runs: str) -> None:
    chosen: dict[str, str | int] = {"notice_effect": reading}
    found = outputs("prescription_after_notice", NOW, switches=chosen, contribution_due_on="2022-04-30", received_on=received)
    assert found == {"state": state, "prescribed_after": last, "time_bar_runs": runs}


def test_benefits_four_years_arrears_five() -> None:
    assert outputs("prescription_benefit", NOW, due_on="2021-02-28") == {"claim_by": "2025-02-28"}
    assert outputs("prescription_benefit", NOW, due_on="2021-02-28", pension_arrears=True) == {"claim_by": "2026-02-28"}


@given(days)
def test_a_notice_gives_thirty_whole_days_and_prescription_is_never_earlier(day: date) -> None:
    found = outputs("formal_notice_deadline", NOW, received_on=day.isoformat())
    assert found["deadline"] == (day + timedelta(30)).isoformat()
    last = date.fromisoformat(str(outputs("prescription", NOW, contribution_due_on=day.isoformat())["prescribed_after"]))
    assert timedelta(4 * 365) <= last - day <= timedelta(4 * 365 + 1)


def test_no_time_to_pay_before_the_workers_share() -> None:
    assert outputs("payment_plan_gate", NOW, worker_share_paid=True) == {"plan_allowed": "true"}
    assert outputs("payment_plan_gate", NOW) == {"plan_allowed": "false"}
    assert ground("payment_plan_gate", NOW) == "worker_share_unpaid"
    assert ground("payment_plan_gate", NOW, worker_share_paid=True) is None


def test_instalments_of_a_hundred_dinars_in_seven() -> None:
    found = outputs("payment_plan_schedule", NOW, sum_due="100.00", months=7)
    assert found == {"instalment_count": "7", "instalments": ["14.29"] * 4 + ["14.28"] * 3}


@given(st.integers(0, 10**12), st.integers(1, 60))
def test_instalments_add_up_and_never_grow(centimes: int, months: int) -> None:
    found = answer("payment_plan_schedule", NOW, sum_due=str(Decimal(centimes) / 100), months=months).outputs["instalments"]
    parts = [Decimal(part) for part in found]
    assert len(parts) == months
    assert sum(parts) == Decimal(centimes) / 100
    assert parts == sorted(parts, reverse=True)
    assert parts[0] - parts[-1] <= Decimal("0.01")


@pytest.mark.parametrize("months", [0, 61])
def test_a_plan_of_no_length_or_over_sixty_months_is_refused(months: int) -> None:
    found = refusal("payment_plan_schedule", NOW, sum_due="100.00", months=months)
    assert (found.code, found.field, found.basis) == ("check.plan_length_allowed", "months", "lfc-2015.art-57")


@pytest.mark.parametrize(
    ("topic", "given"),
    [
        ("formal_notice_deadline", {"received_on": "2008-03-01"}),
        ("prescription", {"contribution_due_on": "2007-01-01"}),
        ("prescription_benefit", {"due_on": "2007-01-01"}),
        ("recovery_clocks", {"event": "roll_signed", "event_on": "2008-03-01"}),
        ("payment_plan_gate", {"worker_share_paid": True}),
        ("amnesty", {"asked_on": "2008-03-01"}),
    ],
)
def test_before_law_08_08_nothing_is_known(topic: str, given: dict[str, object]) -> None:
    assert refusal(topic, "2008-03-01", **given).code == "no_law_on"
    answer(topic, "2008-03-02", **given)
