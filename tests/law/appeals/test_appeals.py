"""Appeals under law 08-08 (JORA 11 of 2 March 2008), articles 4 to 43 and 80, by hand on a calendar."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from asked import answer, ground, outputs, refusal
from hypothesis import given
from hypothesis import strategies as st

NOW = "2026-03-01"
THRESHOLD = 100_000_000


@pytest.mark.parametrize(
    ("event", "deadline", "open_from", "body"),
    [
        ("decision_notified", "2026-06-16", "2026-06-01", "local_commission"),
        ("local_decision_received", "2026-06-16", "2026-06-01", "national_commission"),
        ("local_appeal_unanswered", "2026-07-31", "2026-07-31", "national_commission"),
        ("national_decision_received", "2026-07-01", "2026-06-01", "court"),
        ("national_appeal_unanswered", "2026-07-31", "2026-07-31", "court"),
    ],
)
def test_the_next_body_and_its_days(event: str, deadline: str, open_from: str, body: str) -> None:
    found = outputs("appeal_deadline", NOW, event=event, event_on="2026-06-01")
    assert found == {"deadline": deadline, "open_from": open_from, "body": body}


@pytest.mark.parametrize("event", ["local_appeal_unanswered", "national_appeal_unanswered"])
def test_sixty_days_read_as_a_last_term_open_after_the_forty_of_the_commission(event: str) -> None:
    found = outputs("appeal_deadline", NOW, switches={"silence_reading": "closes_at_term"}, event=event, event_on="2026-06-01")
    assert (found["open_from"], found["deadline"]) == ("2026-07-12", "2026-07-31")


@given(
    st.dates(date(2008, 3, 2), date(2100, 1, 1)),
    st.sampled_from([("decision_notified", 15), ("local_decision_received", 15), ("national_decision_received", 30)]),
)
def test_days_are_calendar_days_the_first_not_counted(day: date, event: tuple[str, int]) -> None:
    found = outputs("appeal_deadline", NOW, event=event[0], event_on=day.isoformat())
    assert found["deadline"] == (day + timedelta(event[1])).isoformat()


def test_law_83_15_is_not_known() -> None:
    given = {"event": "decision_notified", "event_on": "2008-03-01"}
    assert refusal("appeal_deadline", "2008-03-01", **given).code == "no_law_on"
    later = refusal("appeal_deadline", NOW, **given)
    assert (later.code, later.field, later.basis) == ("check.event_under_law_08_08", "event_on", "law-08-08")
    assert outputs("appeal_deadline", "2008-03-02", event="decision_notified", event_on="2008-03-02")["deadline"] == "2008-03-17"


@pytest.mark.parametrize(
    ("topic", "given"),
    [
        ("appeal_route", {"surcharge": "1.00"}),
        ("surcharge_relief", {"surcharge": "1.00", "decision": "half_reduction"}),
        ("medical_expertise", {"event": "expertise_requested", "event_on": "2008-03-01"}),
        ("invalidity_commission", {"event": "commission_seized", "event_on": "2008-03-01"}),
        ("technical_commission", {"discovered_on": "2008-03-01", "paid_on": "2008-01-01"}),
    ],
)
def test_before_law_08_08_nothing_is_known(topic: str, given: dict[str, object]) -> None:
    assert refusal(topic, "2008-03-01", **given).code == "no_law_on"
    answer(topic, "2008-03-02", **given)


def test_when_a_commission_answers() -> None:
    assert outputs("commission_decision", NOW, filed_on="2026-06-01") == {"decided_by": "2026-07-01", "answered_by": "2026-07-11"}
    assert outputs("commission_notification", NOW, decided_on="2026-06-20") == {"notified_by": "2026-06-30"}


@pytest.mark.parametrize(
    ("surcharge", "body", "last"),
    [
        ("0.00", "local_commission", "false"),
        ("999999.99", "local_commission", "false"),
        ("1000000.00", "national_commission", "true"),
        ("1000000.01", "national_commission", "true"),
    ],
)
def test_who_hears_an_appeal_against_surcharges(surcharge: str, body: str, last: str) -> None:
    assert outputs("appeal_route", NOW, surcharge=surcharge) == {"body": body, "first_and_last_resort": last}


@pytest.mark.parametrize(
    ("surcharge", "decision", "remaining"),
    [
        ("400000.00", "half_reduction", "200000.00"),
        ("400000.00", "force_majeure", "0.00"),
        ("400000.00", "rejected", "400000.00"),
        ("0.01", "half_reduction", "0.01"),
        ("0.03", "half_reduction", "0.02"),
        ("1234567.89", "half_reduction", "617283.95"),
        ("0.00", "half_reduction", "0.00"),
    ],
)
def test_what_a_decision_leaves(surcharge: str, decision: str, remaining: str) -> None:
    assert outputs("surcharge_relief", NOW, surcharge=surcharge, decision=decision) == {"remaining": remaining}


@given(st.integers(0, 10**12))
def test_half_is_left_to_the_centime_and_the_route_follows_the_threshold(centimes: int) -> None:
    shown = str(Decimal(centimes) / 100)
    left = Decimal(str(outputs("surcharge_relief", NOW, surcharge=shown, decision="half_reduction")["remaining"]))
    assert left == (Decimal(centimes) / 200).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert (outputs("appeal_route", NOW, surcharge=shown)["body"] == "national_commission") == (centimes >= THRESHOLD)


FORMS = {
    "event": "decision_notified",
    "event_on": "2026-06-01",
    "in_writing": True,
    "states_grievances": True,
    "channel": "registered_letter",
}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"filed_on": "2026-06-16"}, None),
        ({"filed_on": "2026-06-17"}, "filed_late"),
        ({"filed_on": "2026-06-10", "in_writing": False}, "not_in_writing"),
        ({"filed_on": "2026-06-10", "states_grievances": False}, "without_grievances"),
        ({"filed_on": "2026-06-10", "channel": "other_channel"}, "wrong_channel"),
        ({"filed_on": "2026-06-10", "channel": "counter_receipt"}, None),
        ({"filed_on": "2027-01-01", "event": "local_appeal_unanswered"}, None),
    ],
)
def test_what_is_held_against_an_appeal_when_the_decision_stated_the_remedies(told: dict[str, object], why: str | None) -> None:
    given = FORMS | told | {"remedies_stated": True}
    assert ground("appeal_admissibility", NOW, **given) == why
    assert outputs("appeal_admissibility", NOW, **given)["admissible"] == str(why is None).lower()


def test_nothing_is_held_against_it_when_the_decision_was_silent() -> None:
    late = FORMS | {"filed_on": "2027-01-01", "in_writing": False}
    assert ground("appeal_admissibility", NOW, **late) is None
    only_lateness = answer("appeal_admissibility", NOW, switches={"objection_scope": "lateness_only"}, **late).ground_json()
    assert only_lateness is not None
    assert only_lateness["code"] == "not_in_writing"


def test_silence_read_as_a_last_term_may_be_late() -> None:
    late = FORMS | {"event": "local_appeal_unanswered", "filed_on": "2026-08-01", "remedies_stated": True}
    found = answer("appeal_admissibility", NOW, switches={"silence_reading": "closes_at_term"}, **late).ground_json()
    assert found is not None
    assert found["code"] == "filed_late"


def test_an_appeal_suspends_nothing() -> None:
    given = FORMS | {"filed_on": "2026-06-10", "remedies_stated": True, "disputed_sum": "1234.56"}
    assert outputs("appeal_admissibility", NOW, **given)["collectable_meanwhile"] == "1234.56"


def test_the_court() -> None:
    assert outputs("appeal_court", NOW) == {"court": "social_court"}
    assert outputs("appeal_court", NOW, public_employer=True) == {"court": "administrative_court"}
