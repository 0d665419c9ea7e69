"""The minimum wage of each day, monthly and hourly, with the days on which retroactive texts were published."""

from datetime import date

import pytest
from asked import outputs, refusal

from mizan.law.algeria.book import book
from mizan.law.engine.sources import Standing

STEPS = {
    "1990-01-01": ("1000.00", None),
    "1991-01-01": ("1800.00", None),
    "1991-07-01": ("2000.00", None),
    "1992-04-01": ("2500.00", None),
    "1994-01-01": ("4000.00", None),
    "1997-05-01": ("4800.00", None),
    "1998-01-01": ("5400.00", None),
    "1998-09-01": ("6000.00", None),
    "2001-01-01": ("8000.00", None),
    "2004-01-01": ("10000.00", "57.70"),
    "2007-01-01": ("12000.00", "69.23"),
    "2010-01-01": ("15000.00", "86.54"),
    "2012-01-01": ("18000.00", "103.84"),
    "2020-06-01": ("20000.00", "115.38"),
    "2026-01-01": ("24000.00", "138.46"),
}
"""By day of effect; the hourly figures are those of the decrees (18,000 / 173.33 would give 103.85)."""


@pytest.mark.parametrize(("day", "expected"), STEPS.items())
def test_each_step_begins_on_its_day(day: str, expected: tuple[str, str | None]) -> None:
    found = outputs("snmg", day)
    assert (found["snmg"], found.get("hourly_snmg")) == expected


@pytest.mark.parametrize(("eve", "before"), list(zip(list(STEPS)[1:], list(STEPS.values())[:-1], strict=True)))
def test_the_eve_has_the_step_before(eve: str, before: tuple[str, str | None]) -> None:
    day = date.fromordinal(date.fromisoformat(eve).toordinal() - 1).isoformat()
    found = outputs("snmg", day)
    assert (found["snmg"], found.get("hourly_snmg")) == before


def test_before_the_first_there_is_no_law() -> None:
    assert refusal("snmg", "1989-12-31").code == "no_law_on"


@pytest.mark.parametrize("name", ["snmg_m", "snmg_h"])
def test_retroactive_texts_keep_both_days(name: str) -> None:
    steps = {step.since: step.published_on for step in book().values[name].steps}
    assert steps[date(2020, 6, 1)] == date(2021, 4, 14)
    assert steps[date(2026, 1, 1)] == date(2026, 1, 8)


def test_only_the_decree_that_was_read_stands_as_gazette() -> None:
    standings = {step.since.year: step.standing for step in book().values["snmg_m"].steps}
    assert [year for year, standing in standings.items() if standing is Standing.GAZETTE] == [2012]
    assert standings[1994] is Standing.RECALL


def test_forty_hours_since_1997() -> None:
    value = book().values["legal_week_hours"]
    assert [(step.since, step.value) for step in value.steps] == [(date(1990, 4, 21), 44), (date(1997, 1, 11), 40)]
