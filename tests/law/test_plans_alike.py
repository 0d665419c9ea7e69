"""Plans of days with the same law share what is made of it, and each piece of the law is one thing for as long as the book lives."""

from datetime import date
from pathlib import Path

import pytest
from smallland import RULES, TITHE, read

from mizan.law.engine.book import Book
from mizan.law.engine.plan import Outcome, Plan
from mizan.law.engine.values import Dated, Step

RETROACTIVE = TITHE.replace("published_on: unknown", "published_on: 2010-06-15")
BEFORE = date(2010, 6, 14)
SWITCHED = RULES.replace("exempt: Flag", "exempt: Flag, spared: Flag").replace("if exempt:", "if exempt or spared:")
SWITCH = """
[spared]
unit = "flag"
default = 0
title = { ar = "معفى", fr = "Exonéré" }
reason = { ar = "سكوت النص", fr = "Le texte ne dit rien" }
source = "small-act.art-2"
standing = "gazette"
"""


def step(plan: Plan) -> Step:
    node = plan.nodes["tithe"]
    assert isinstance(node, Dated)
    return node.step


def test_what_is_known_without_its_end_is_the_same_thing_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of a plan is kept by where its pieces stand: one that went away would leave its place to another one."""
    small = read(tmp_path, monkeypatch, tithe=RETROACTIVE)
    first = step(small.plan(("due",), date(2010, 3, 1), BEFORE))
    assert first.until is None
    assert first is not small.values["tithe"].steps[0]
    small.plan.cache_clear()
    assert step(small.plan(("due",), date(2010, 3, 1), BEFORE)) is first
    assert step(small.plan(("due",), date(2010, 4, 1), BEFORE)) is first


def test_days_with_the_same_law_share_what_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = read(tmp_path, monkeypatch, tithe=RETROACTIVE)
    one, other = small.plan(("due",), date(2011, 1, 1)), small.plan(("due",), date(2012, 1, 1), date(2012, 5, 5))
    assert (one.on, one.known, other.on, other.known) == (date(2011, 1, 1), None, date(2012, 1, 1), date(2012, 5, 5))
    assert one.once(("mark",), object) is other.once(("mark",), object)
    unlike = (
        small.plan(("due",), date(2009, 1, 1)),
        small.plan(("left",), date(2011, 1, 1)),
        small.plan(("due",), date(2010, 3, 1), BEFORE),
    )
    marks = {id(plan.once(("mark",), object)) for plan in (one, *unlike)}
    assert len(marks) == 1 + len(unlike)


def test_a_day_asked_is_that_of_its_own_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days in one plan's memory: each answers for its own."""
    small = read(tmp_path, monkeypatch)
    found = [small.plan(("due",), on).run({"harvest": 1000}) for on in (date(2001, 1, 1), date(2011, 1, 1), date(2001, 2, 1))]
    assert [one["due"] for one in found if isinstance(one, Outcome)] == [100, 125, 100]
    assert [one.plan.on for one in found if isinstance(one, Outcome)] == [date(2001, 1, 1), date(2011, 1, 1), date(2001, 2, 1)]


@pytest.mark.parametrize("target", ["due", "left", "tithe"])
def test_a_target_alone_is_what_a_plan_of_it_would_be(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small: Book = read(tmp_path, monkeypatch, rules=SWITCHED, switches=SWITCH)
    whole, alone = small.plan(("left", "due"), date(2011, 1, 1)), small.plan((target,), date(2011, 1, 1))
    assert whole.alone(target) == (alone.law_version, alone.switches)
    assert whole.alone(target).switches == (("spared",) if target == "left" else ())
