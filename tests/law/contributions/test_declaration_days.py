"""Rhythms and last days: contributions, yearly wages, affiliation, activity, movements, schools."""

import pytest
from asked import outputs, refusal


@pytest.mark.parametrize(
    ("workers", "period_end", "periodicity", "deadline"),
    [
        (10, "2026-01-31", "monthly", "2026-03-02"),
        (10, "2024-01-31", "monthly", "2024-03-01"),
        (9, "2026-03-31", "quarterly", "2026-04-30"),
        (0, "2026-12-31", "quarterly", "2027-01-30"),
        (11, "2026-02-28", "monthly", "2026-03-30"),
    ],
)
def test_contributions(workers: int, period_end: str, periodicity: str, deadline: str) -> None:
    assert outputs("due_date_cnas", period_end, workers=workers, period_end=period_end) == {
        "periodicity": periodicity,
        "deadline": deadline,
    }


@pytest.mark.parametrize(("workers", "period_end"), [(25, "2026-01-30"), (9, "2026-02-28"), (9, "2026-03-30")])
def test_a_period_that_can_not_end_there(workers: int, period_end: str) -> None:
    found = refusal("due_date_cnas", "2026-03-31", workers=workers, period_end=period_end)
    assert (found.code, found.field, found.basis) == ("check.period_in_order", "period_end", "law-83-14.art-21")


def test_yearly_wages_by_both_readings() -> None:
    assert outputs("due_date_das", "2026-01-01", year=2025) == {"deadline": "2026-01-31"}
    assert outputs("due_date_das", "2026-01-01", switches={"das_reading": "strict"}, year=2025) == {"deadline": "2026-01-30"}


def test_affiliation_and_then_ex_officio() -> None:
    assert outputs("affiliation_deadline", "2026-02-20", hired_on="2026-02-20") == {
        "deadline": "2026-03-02",
        "ex_officio_from": "2026-03-03",
    }


@pytest.mark.parametrize(
    ("topic", "fact", "deadline", "first"),
    [
        ("activity_declaration_deadline", "started_on", "2026-05-11", "1983-07-02"),
        ("school_affiliation_deadline", "enrolled_on", "2026-05-21", "2004-11-13"),
        ("movement_deadline", "moved_on", "2026-05-11", "2004-11-13"),
        ("affiliation_deadline", "hired_on", "2026-05-11", "2004-11-13"),
    ],
)
def test_days_after_an_event(topic: str, fact: str, deadline: str, first: str) -> None:
    assert outputs(topic, "2026-05-01", **{fact: "2026-05-01"})["deadline"] == deadline
    assert outputs(topic, first, **{fact: first})
    year, month, day = first.split("-")
    assert refusal(topic, f"{year}-{month}-{int(day) - 1:02d}", **{fact: first}).code == "no_law_on"
