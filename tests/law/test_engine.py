"""The engine on a small fictional law: order, dates, steps, refusals, versions."""

from datetime import date
from pathlib import Path

import pytest
from smallland import RULES, TITHE, read

from mizan.kernel.refusals import Refusal, Refused
from mizan.law.engine.inputs import Switches
from mizan.law.engine.plan import Outcome
from mizan.law.engine.sources import Standing


def run(book, target: str, on: date, **facts: object) -> Outcome:
    outcome = book.plan((target,), on).run(facts)
    assert isinstance(outcome, Outcome), outcome
    return outcome


def test_the_law_of_the_day_applies(small) -> None:
    assert run(small, "due", date(2009, 12, 31), harvest=1005)["due"] == 101
    assert run(small, "due", date(2010, 1, 1), harvest=1000)["due"] == 125
    assert run(small, "left", date(2010, 1, 1), harvest=1000, exempt=False)["left"] == 875
    assert run(small, "left", date(2010, 1, 1), harvest=1000, exempt="yes")["left"] == 1000


def test_before_the_first_value_is_a_refusal_that_names_it(small) -> None:
    with pytest.raises(Refused) as caught:
        small.plan(("due",), date(1999, 12, 31))
    assert caught.value.refusal.code == "no_law_on"
    assert caught.value.refusal.params["first"] == date(2000, 1, 1)


def test_steps_carry_article_dates_standing_and_rounding(small) -> None:
    tree = run(small, "left", date(2012, 1, 1), harvest="1 000,00", exempt=0).trace().to_json()
    assert [used["rule"] for used in tree["uses"]] == ["harvest", "due", "exempt"]
    due = tree["uses"][1]
    assert due["article"] == {"source": "small-act", "title": {"ar": "القانون الصغير", "fr": "La petite loi"}, "number": "1"}
    assert due["rounding"] == "half_up"
    tithe = due["uses"][1]
    assert (tithe["since"], tithe["until"], tithe["standing"]) == ("2010-01-01", None, "recall")
    assert tithe["article"]["number"] == "1 bis"
    assert "12,5\u00a0%" in due["text"]["fr"]


def test_a_result_is_worth_its_weakest_source(small) -> None:
    assert run(small, "due", date(2009, 1, 1), harvest=1).standing is Standing.GAZETTE
    assert run(small, "due", date(2011, 1, 1), harvest=1).standing is Standing.RECALL


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({}, "fact_missing", "harvest"),
        ({"harvest": "abc"}, "fact_unreadable", "harvest"),
        ({"harvest": 10**13}, "fact_out_of_bounds", "harvest"),
        ({"harvest": 1, "exempt": 2}, "fact_out_of_bounds", "exempt"),
        ({"harvest": 1, "exempt": None}, "fact_unreadable", "exempt"),
    ],
)
def test_a_bad_fact_is_refused_by_name(small, facts: dict[str, object], code: str, field: str) -> None:
    refusal = small.plan(("left",), date(2011, 1, 1)).run(facts)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.field) == (code, field)


def test_an_unknown_switch_is_refused(small) -> None:
    refusal = small.plan(("due",), date(2011, 1, 1)).run({"harvest": 1}, Switches({"moon": "full"}))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "unknown_switch"


def test_an_amount_beyond_what_is_counted_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = RULES.replace("kept = harvest - due", "kept = harvest * 3 - due")
    book = read(tmp_path, monkeypatch, rules=rules)
    refusal = book.plan(("left",), date(2011, 1, 1)).run({"harvest": 9 * 10**12, "exempt": 0})
    assert isinstance(refusal, Refusal)
    assert refusal.code == "amount_out_of_range"


def test_an_earlier_wording_lives_in_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = RULES.replace("since=date(2000, 1, 1), rounding", "since=date(2005, 1, 1), rounding")
    old = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1), until=date(2005, 1, 1))
def due(harvest: Centimes) -> Centimes:
    """Before 2005 a field owed a hundredth, centimes forgotten."""
    return Centimes(harvest // 100)
'''
    book = read(tmp_path, monkeypatch, rules=new, more=old)
    assert run(book, "due", date(2004, 12, 31), harvest=1999)["due"] == 19
    assert run(book, "due", date(2005, 1, 1), harvest=1999)["due"] == 200


def test_the_version_follows_what_is_used_and_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str, on: date, **changed: str) -> str:
        folder = tmp_path / name
        folder.mkdir()
        return read(folder, monkeypatch, **changed).plan(("due",), on).law_version

    past, now = date(2005, 1, 1), date(2020, 1, 1)
    other_now = TITHE.replace("12.5%", "13%")
    assert version("a", past) == version("b", past)
    assert version("c", past, tithe=other_now) == version("d", past)
    assert version("e", now, tithe=other_now) != version("f", now)
    assert version("g", past, rules=RULES.replace("(harvest, tithe)\n", "(harvest, tithe) + 0\n", 1)) != version("h", past)
