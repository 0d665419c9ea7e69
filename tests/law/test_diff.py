"""What changed between two days: complete, without repetition, and adding up."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smallland import LAND

from mizan.law.algeria.book import book as algeria
from mizan.law.console import main
from mizan.law.console.library import Library, library
from mizan.law.engine.diff import Change, change_json, changes, restated
from mizan.law.engine.rules import wording_of
from mizan.law.engine.values import Step

DAYS = st.dates(date(1998, 1, 1), date(2020, 1, 1))


@pytest.fixture(scope="module")
def whole():
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "smallland", raising=False)
        patch.setattr(sys, "path", list(sys.path))
        return library(LAND).book


def told(found: list[Change]) -> list[tuple[str, str, str, object, object]]:
    def said(piece: object) -> object:
        return piece.value if isinstance(piece, Step) else piece and "wording"

    return [(change.day.isoformat(), change.name, change.kind, said(change.before), said(change.after)) for change in found]


def test_what_changed_in_ten_years(whole) -> None:
    assert told(changes(whole, date(2002, 12, 31), date(2012, 12, 31))) == [
        ("2003-01-01", "tithe_due", "changed", "wording", "wording"),
        ("2005-01-01", "flood_relief", "changed", 0, 400_000),
        ("2005-01-01", "tithe_due", "changed", "wording", "wording"),
        ("2010-01-01", "tithe_rate", "changed", 100_000, 125_000),
        ("2012-01-01", "wage_ceiling", "changed", 100_000, 130_000),
    ]


def test_as_known_before_the_correction_the_locust_year_is_not_told(whole) -> None:
    span = date(2001, 12, 31), date(2003, 12, 31)
    assert told(changes(whole, *span, date(2012, 4, 30))) == []
    assert [(change.day.year, change.name) for change in changes(whole, *span, date(2012, 5, 1))] == [
        (2002, "tithe_due"),
        (2003, "tithe_due"),
    ]


def test_a_text_published_late_is_told_where_it_was_published(whole) -> None:
    found = changes(whole, date(2010, 3, 1), date(2010, 12, 31))
    assert [(change.name, change.day, change.reaches_back) for change in found] == [("tithe_rate", date(2010, 1, 1), True)]
    assert changes(whole, date(2010, 6, 15), date(2010, 12, 31)) == []
    assert changes(whole, date(2010, 3, 1), date(2010, 6, 14)) == []
    assert [change.reaches_back for change in changes(whole, date(2009, 12, 31), date(2010, 12, 31))] == [False]


def test_what_became_known_is_told_by_spans_of_days(whole) -> None:
    found = restated(whole, date(2001, 1, 1), date(2013, 12, 31), date(2012, 4, 30), date(2014, 3, 1))
    assert [(change.name, change.day, change.until) for change in found] == [
        ("tithe_due", date(2002, 1, 1), date(2003, 1, 1)),
        ("wage_ceiling", date(2012, 1, 1), date(2014, 1, 1)),
    ]
    assert told(found)[1][3:] == (125_000, 130_000)
    assert restated(whole, date(2009, 1, 1), date(2009, 12, 31), date(2010, 1, 1), date(2010, 7, 1)) == []
    one_day = restated(whole, date(2010, 1, 1), date(2010, 1, 1), date(2010, 6, 14), date(2010, 6, 15))
    assert [(change.name, change.until) for change in one_day] == [("tithe_rate", date(2010, 1, 2))]


@pytest.mark.parametrize("function", [lambda b, s, e: changes(b, s, e), lambda b, s, e: restated(b, s, e, None, None)])
def test_the_earlier_day_comes_first(whole, function) -> None:
    with pytest.raises(ValueError, match="before"):
        function(whole, date(2010, 1, 2), date(2010, 1, 1))


@settings(deadline=None)
@given(day=DAYS, known=st.none() | DAYS)
def test_a_day_does_not_differ_from_itself(whole, day: date, known: date | None) -> None:
    assert changes(whole, day, day, known) == []
    assert restated(whole, day, day, known, known) == []


@settings(deadline=None)
@given(days=st.lists(DAYS, min_size=3, max_size=3), known=st.none() | DAYS)
def test_the_changes_of_two_spans_are_those_of_the_whole(whole, days: list[date], known: date | None) -> None:
    start, middle, end = sorted(days)

    def keys(first: date, last: date, *, back: bool) -> list[tuple[str, date]]:
        return [(c.name, c.day) for c in changes(whole, first, last, known) if back or not c.reaches_back]

    assert sorted(keys(start, middle, back=False) + keys(middle, end, back=False)) == sorted(keys(start, end, back=False))
    assert set(keys(start, middle, back=True) + keys(middle, end, back=True)) == set(keys(start, end, back=True))


@settings(deadline=None)
@given(start=DAYS, days=st.integers(0, 4000), known=st.none() | DAYS)
def test_the_changes_lead_from_one_law_to_the_other(whole, start: date, days: int, known: date | None) -> None:
    """Applied to the values and wordings of the first day, they give those of the last; nothing else moved."""
    end = start + timedelta(days=days)

    def law(day: date) -> dict[str, object]:
        values = {name: value.step_on(day, known) for name, value in whole.values.items()}
        return values | {name: wording_of(wordings, day, known) for name, wordings in whole.rules.items()}

    moved = law(start)
    for change in changes(whole, start, end, known):
        if not change.reaches_back:
            assert moved[change.name] == change.before
            moved[change.name] = change.after
    assert moved == law(end)


@settings(deadline=None)
@given(day=DAYS, before=DAYS, after=DAYS)
def test_knowledge_differs_exactly_where_the_law_of_the_day_does(whole, day: date, before: date, after: date) -> None:
    found = {change.name for change in restated(whole, day, day, before, after)}
    expected = {
        name
        for name, value in whole.values.items()
        if (was := value.step_on(day, before)) != (now := value.step_on(day, after)) and (was and was.value) != (now and now.value)
    }
    assert found & whole.values.keys() == expected
    for name in whole.rules:
        was, now = (wording_of(whole.rules[name], day, known) for known in (before, after))
        assert (name in found) == ((was and was.canonical) != (now and now.canonical))


def test_the_book_of_algeria_is_told_whole() -> None:
    """Every step of every value and every wording begins once."""
    found = changes(algeria(), date(1900, 1, 1), date(2199, 1, 1))
    days = {(change.name, change.day) for change in found}
    assert {(name, step.since) for name, value in algeria().values.items() for step in value.steps} <= days
    assert {(name, wording.since) for name, wordings in algeria().rules.items() for wording in wordings} <= days
    assert json.dumps([change_json(algeria(), change) for change in found])


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_command_tells_the_changes(lang: str, land: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "2009-12-31", "2010-12-31", "--book", str(land), "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert "2010-01-01" in out
    assert {"ar": "12,5%", "fr": "10\u00a0% → 12,5\u00a0%", "en": "law 7, art. 1"}[lang] in out
    assert {"ar": "15 جوان 2010", "fr": "publié le 15 juin 2010", "en": "published on 15 June 2010"}[lang] in out
    assert main(["diff", "2005-01-02", "2005-01-03", "--book", str(land), "--lang", lang]) == 0
    assert capsys.readouterr().out.strip() == {"ar": "لم يتغير شيء.", "fr": "Rien n'a changé.", "en": "Nothing changed."}[lang]


def test_a_changed_rule_is_shown_line_by_line(land: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "2004-12-31", "2005-01-01", "--book", str(land)]) == 0
    out = capsys.readouterr().out
    assert "    -    return rate_half_up(harvest, tithe_rate)" in out
    assert "    +    tithe = rate_half_up(harvest, tithe_rate)" in out


def test_the_changes_for_machines(land: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["diff", "2010-01-01", "2010-12-31", "--known", "2010-06-14", "2010-06-15", "--book", str(land), "--json"]
    assert main(argv) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["from"], found["to"], found["known"]) == ("2010-01-01", "2010-12-31", ["2010-06-14", "2010-06-15"])
    (change,) = found["changes"]
    assert (change["name"], change["kind"], change["day"], change["until"]) == ("tithe_rate", "restated", "2010-01-01", "2011-01-01")
    assert (change["before"]["value"], change["after"]["value"]) == ("0.10", "0.125")
    article = change["after"]["article"]
    assert (article["source"], article["number"], article["gazette"]) == ("drought-act", "1", "n° 6 of 2010-06-15")
    assert (change["after"]["standing"], change["after"]["published_on"]) == ("gazette", "2010-06-15")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["2010-01-02", "2010-01-01"], "2010-01-01 is before 2010-01-02"),
        (["2010-02-30", "2010-03-01"], "2010-02-30"),
        (["2010-01-01", "2010-01-02", "--known", "2011-01-01", "2010-01-01"], "is before"),
        (["2010-01-01", "2010-01-02", "--known", "2011-01-01", "2012-01-01", "2013-01-01"], "one day, or two"),
        (["2010-01-01", "2010-01-02", "--known", "soon"], "soon"),
    ],
)
def test_impossible_days_are_misuse(argv: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *argv, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err


def test_the_shelf_is_the_one_asked_for(shelf: Library) -> None:
    assert set(shelf.topics) == {"tithe", "old_age_pension"}
