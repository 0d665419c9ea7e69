"""Medical disputes under law 08-08, articles 17 to 43, by hand on a calendar."""

import pytest
from asked import ground, outputs, refusal

NOW = "2026-03-01"


@pytest.mark.parametrize(
    ("dispute", "route"),
    [
        ("health_state", "medical_expertise"),
        ("work_incapacity", "invalidity_commission"),
        ("invalidity", "invalidity_commission"),
        ("practitioner_abuse", "technical_commission"),
    ],
)
def test_where_a_dispute_goes(dispute: str, route: str) -> None:
    assert outputs("medical_route", NOW, dispute=dispute) == {"route": route}


@pytest.mark.parametrize(
    ("event", "deadline", "actor", "otherwise"),
    [
        ("medical_decision_notified", "2026-06-16", "insured_person", "right_lost"),
        ("expertise_requested", "2026-06-09", "fund", "doctor_opinion_binds_fund"),
        ("experts_proposed", "2026-06-09", "insured_person", "fund_appoints_expert"),
        ("expert_not_agreed", "2026-07-01", "fund", "fund_appoints_expert"),
        ("file_received_by_expert", "2026-06-16", "expert", "none_stated"),
        ("report_received_by_fund", "2026-06-11", "fund", "none_stated"),
    ],
)
def test_clocks_of_an_expertise(event: str, deadline: str, actor: str, otherwise: str) -> None:
    found = outputs("medical_expertise", NOW, event=event, event_on="2026-06-01")
    assert found == {"deadline": deadline, "actor": actor, "otherwise": otherwise, "experts_at_least": "3"}


ASKED = {"notified_on": "2026-06-01", "requested_on": "2026-06-16", "in_writing": True, "doctor_report": True, "remedies_stated": True}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, None),
        ({"requested_on": "2026-06-17"}, "requested_late"),
        ({"requested_on": "2026-06-17", "remedies_stated": False}, None),
        ({"in_writing": False}, "expertise_not_in_writing"),
        ({"doctor_report": False}, "no_doctor_report"),
        ({"refused_summons": True}, "summons_refused"),
    ],
)
def test_the_right_to_an_expertise(told: dict[str, object], why: str | None) -> None:
    assert ground("medical_expertise_right", NOW, **(ASKED | told)) == why
    assert outputs("medical_expertise_right", NOW, **(ASKED | told)) == {"open": str(why is None).lower()}


def test_who_pays() -> None:
    assert outputs("medical_expertise_costs", NOW) == {"expert_paid_by": "paid_by_fund", "travel_paid_by_fund": "false"}
    found = outputs("medical_expertise_costs", NOW, manifestly_unfounded=True, summoned_elsewhere=True)
    assert found == {"expert_paid_by": "paid_by_insured", "travel_paid_by_fund": "true"}


@pytest.mark.parametrize(
    ("event", "deadline", "actor"),
    [
        ("fund_decision_notified", "2026-07-01", "insured_to_commission"),
        ("commission_seized", "2026-07-31", "commission_decides"),
        ("commission_decided", "2026-06-21", "commission_notifies"),
        ("commission_decision_received", "2026-07-01", "party_to_court"),
    ],
)
def test_clocks_of_the_invalidity_commission(event: str, deadline: str, actor: str) -> None:
    assert outputs("invalidity_commission", NOW, event=event, event_on="2026-06-01") == {"deadline": deadline, "actor": actor}


@pytest.mark.parametrize(
    ("discovered", "paid", "last"),
    [
        ("2026-06-01", "2026-05-01", "2026-12-01"),
        ("2026-08-31", "2026-08-01", "2027-02-28"),
        ("2026-06-01", "2024-07-01", "2026-07-01"),
        ("2026-06-01", "2024-12-01", "2026-12-01"),
        ("2026-06-01", "2020-01-01", "2022-01-01"),
    ],
)
def test_six_months_from_the_discovery_at_most_two_years_from_the_payment(discovered: str, paid: str, last: str) -> None:
    assert outputs("technical_commission", NOW, discovered_on=discovered, paid_on=paid) == {"seized_by": last}


def test_an_abuse_is_not_discovered_before_it_is_paid() -> None:
    found = refusal("technical_commission", NOW, discovered_on="2026-06-01", paid_on="2026-06-02")
    assert (found.code, found.field) == ("check.paid_before_discovery", "discovered_on")
