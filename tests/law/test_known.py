"""What was known on a day: retroactive texts, corrections of wordings, and values held earlier."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from smallland import RULES, TITHE, read

from mizan.kernel.refusals import Refused
from mizan.law.engine.book import Book
from mizan.law.engine.errors import BookError
from mizan.law.engine.knowledge import heard
from mizan.law.engine.plan import Outcome
from mizan.law.engine.rules import wording_of, wordings_known
from mizan.law.engine.sources import Standing
from mizan.law.engine.values import Step

RETROACTIVE = TITHE.replace("published_on: unknown", "published_on: 2010-06-15")
CORRECTED = """
earlier:
  2015-03-01:
    2000-01-01: { value: 0.10, reference: small-act.art-1, standing: gazette, published_on: 2000-01-01 }
    2010-01-01: { value: 13%, reference: small-act.art-1-bis, standing: recall, published_on: unknown }
  2018-09-01:
    2000-01-01: { value: 0.10, reference: small-act.art-1, standing: gazette, published_on: 2000-01-01 }
    2010-01-01: { value: 14%, reference: small-act.art-1-bis, standing: recall, published_on: unknown }
"""
CORRECTION = '''
@rule(
    source="small-act.art-1", standing=Standing.DERIVED, since=date(2005, 1, 1), until=date(2008, 1, 1), known_from=date(2012, 5, 1),
    rounding=Rounding.DOWN,
)
def due(harvest: Centimes, tithe: RatePpm) -> Centimes:
    """What a field owed in those three years, as it was found later."""
    return rate_down(harvest, tithe)
'''
LATE_WORDING = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2005, 1, 1), published_on=date(2005, 7, 1))
def due(harvest: Centimes) -> Centimes:
    """Since 2005 a field owes a hundredth, said in July."""
    return Centimes(harvest // 100)
'''


def due(book: Book, on: date, known: date | None, harvest: int = 1005) -> int:
    outcome = book.plan(("due",), on, known).run({"harvest": harvest})
    assert isinstance(outcome, Outcome), outcome
    return outcome["due"]


@pytest.mark.parametrize(
    ("on", "known", "owed"),
    [
        (date(2010, 3, 1), None, 125),
        (date(2010, 3, 1), date(2010, 6, 15), 125),
        (date(2010, 3, 1), date(2010, 6, 14), 100),
        (date(2009, 12, 31), date(2010, 6, 14), 100),
        (date(2010, 7, 1), date(2010, 6, 14), 100),
        (date(2010, 7, 1), date(2010, 7, 1), 125),
    ],
)
def test_a_value_that_reaches_back_is_known_from_its_publication(
    on: date, known: date | None, owed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert due(read(tmp_path, monkeypatch, tithe=RETROACTIVE), on, known, harvest=1000) == owed


@pytest.mark.parametrize(
    ("known", "owed"),
    [
        (date(2010, 1, 1), 130),
        (date(2015, 2, 28), 130),
        (date(2015, 3, 1), 140),
        (date(2018, 8, 31), 140),
        (date(2018, 9, 1), 125),
        (None, 125),
    ],
)
def test_what_the_book_held_earlier_is_found_again(known: date | None, owed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = read(tmp_path, monkeypatch, tithe=TITHE + CORRECTED)
    assert due(book, date(2012, 1, 1), known, harvest=1000) == owed
    assert due(book, date(2009, 1, 1), known, harvest=1000) == 100


def test_a_corrected_value_is_another_law_version_only_where_it_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = read(tmp_path, monkeypatch, tithe=TITHE + CORRECTED)

    def version(on: date, known: date | None) -> str:
        return book.plan(("due",), on, known).law_version

    assert len({version(date(2012, 1, 1), known) for known in (date(2015, 1, 1), date(2016, 1, 1), None)}) == 3
    assert len({version(date(2009, 1, 1), known) for known in (date(2015, 1, 1), date(2016, 1, 1), None)}) == 1


def test_earlier_steps_are_written_in_the_order_of_the_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disordered = CORRECTED.replace("2015-03-01:", "2019-03-01:")
    with pytest.raises(BookError, match="in the order of the days"):
        read(tmp_path, monkeypatch, tithe=TITHE + disordered)


@pytest.mark.parametrize(
    ("on", "known", "owed"),
    [
        (date(2006, 1, 1), date(2012, 4, 30), 101),
        (date(2006, 1, 1), date(2012, 5, 1), 100),
        (date(2006, 1, 1), None, 100),
        (date(2004, 12, 31), None, 101),
        (date(2005, 1, 1), None, 100),
        (date(2007, 12, 31), None, 100),
        (date(2008, 1, 1), None, 101),
    ],
)
def test_a_corrected_wording_wins_from_the_day_it_is_known(
    on: date, known: date | None, owed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert due(read(tmp_path, monkeypatch, more=CORRECTION), on, known) == owed


def test_the_last_correction_wins_and_two_of_one_day_may_not_overlap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = "one"
    again = CORRECTION.replace("2012, 5, 1", "2013, 1, 1").replace("rate_down(harvest, tithe)", "rate_down(harvest, tithe) + 7")
    (tmp_path / package).mkdir()
    book = read(tmp_path / package, monkeypatch, more=CORRECTION, other=again)
    assert [due(book, date(2006, 1, 1), known) for known in (date(2012, 12, 31), date(2013, 1, 1))] == [100, 107]
    (tmp_path / "two").mkdir()
    with pytest.raises(BookError, match="overlaps"):
        read(tmp_path / "two", monkeypatch, more=CORRECTION, other=again.replace("2013, 1, 1", "2012, 5, 1"))


def test_a_wording_that_reaches_back_ends_nothing_before_it_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = RULES.replace("since=date(2000, 1, 1), rounding", "since=date(2000, 1, 1), until=date(2005, 1, 1), rounding", 1)
    book = read(tmp_path, monkeypatch, rules=first, more=LATE_WORDING)
    assert due(book, date(2005, 3, 1), date(2005, 6, 30)) == 101
    assert due(book, date(2005, 3, 1), date(2005, 7, 1)) == 10
    assert due(book, date(2005, 3, 1), None) == 10
    assert due(book, date(2004, 3, 1), date(2005, 6, 30)) == 101
    known = wordings_known(book.rules["due"], date(2005, 6, 30))
    assert [(wording.since, wording.until) for wording in known] == [(date(2000, 1, 1), None)]


def test_a_first_text_not_yet_published_is_no_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = read(tmp_path, monkeypatch, tithe=TITHE.replace("published_on: 2000-01-01", "published_on: 2000-02-01"))
    assert due(book, date(2000, 1, 15), date(2000, 2, 1), harvest=1000) == 100
    with pytest.raises(Refused) as caught:
        book.plan(("due",), date(2000, 1, 15), date(2000, 1, 31))
    assert caught.value.refusal.code == "no_law_on"


ORIGIN = date(2000, 1, 1)


@st.composite
def _steps(draw: st.DrawFn, small: Book) -> tuple[Step, ...]:
    """Steps that follow each other, some published after their first day, the last one perhaps closed."""
    gaps = draw(st.lists(st.integers(1, 400), min_size=1, max_size=6))
    starts = [ORIGIN + timedelta(days=sum(gaps[:place])) for place in range(len(gaps))]
    reference = small.sources.reference("small-act.art-1", "")
    steps = []
    for place, since in enumerate(starts):
        until = starts[place + 1] if place + 1 < len(starts) else draw(st.sampled_from([None, since + timedelta(days=30)]))
        late = draw(st.sampled_from([None, 0, 0, 20, 500]))
        published = None if late is None else since + timedelta(days=late)
        steps.append(Step(since, until, place, reference, Standing.GAZETTE, published, (), {}))
    return tuple(steps)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_heard_has_no_gap_and_grows_to_the_whole(small: Book, data: st.DataObject) -> None:
    steps = data.draw(_steps(small))
    known = ORIGIN + timedelta(days=data.draw(st.integers(-10, 3000)))
    kept = heard(steps, known)
    assert all(before.until == after.since for before, after in pairwise(kept))
    assert [step.value for step in kept] == [step.value for step in steps if step.published_on is None or step.published_on <= known]
    assert heard(steps, date(2200, 1, 1)) == steps
    assert heard(kept, known) == kept


def test_wording_of_without_a_day_of_knowledge_knows_all(small: Book) -> None:
    wordings = small.rules["due"]
    assert wordings_known(wordings) is wordings
    assert wording_of(wordings, date(2012, 1, 1)) is wordings[0]
