"""The guidelines' page: every line is there, and is shown only by what was found just now."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError
from tests.doors.conftest import signed_in
from tests.flows.conftest import world
from tests.funds.publication.publication_world import declared, published

from mizan.doors.steering.issa import evidence
from mizan.doors.steering.issa.rows import guidelines

__all__ = ["world"]
TOUCHED = {
    "GG-02", "GG-04", "GG-07", "GG-08", "GG-11", "GG-13", "SQ-06", "SQ-09", "EEF-01", "EEF-02", "EEF-03", "EEF-04", "CCC-07", "CCC-15",
    "CCC-16", "CCC-17", "CCC-18", "CCC-19", "CCC-23", "CCC-24", "CCC-25", "CCC-26", "ICT-07", "ICT-08", "EXT-01", "COM-01",
    "CCC-28", "EEF-10", "GG-03", "GG-06", "SQ-01", "SQ-07", "ICT-10", "COM-02",
}  # fmt: skip


@pytest.fixture
def issued(world: Any) -> Any:
    """The small world, published."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    declared(world)
    published(world)
    return world


def states(world: Any, who: str, lang: str = "fr") -> dict[str, str]:
    """The words of each line, by its id."""
    answer = signed_in(world.accounts[who]).get(f"/{lang}/steering/issa")
    assert answer.status_code == 200
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", answer.content.decode(), re.DOTALL)
    plain = [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in rows]
    names = {one.id for one in guidelines()}
    found = {name: row for row in plain for name in names if re.search(rf"\b{name}\b", row)}
    assert found.keys() == names
    return found


def test_every_line_has_words_of_both_languages_and_an_address() -> None:
    lines = guidelines()
    assert len(lines) == 90
    assert len({one.id for one in lines}) == 90
    assert all(one.words["ar"] and one.words["fr"] and one.source.startswith("https://") for one in lines)
    assert all("issa.int" in one.source for one in lines)


def test_what_the_table_touches_has_a_question() -> None:
    assert TOUCHED <= evidence.EVIDENCE.keys() <= {one.id for one in guidelines()}


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_a_line_is_shown_by_what_was_found_now(issued: Any, lang: str) -> None:
    found = states(issued, "minister", lang)
    shown, silent = ("مثبت", "غير مثبت بعد") if lang == "ar" else ("Montré", "Pas encore montré")
    for name in ("GG-02", "GG-07", "ICT-07", "COM-01"):
        assert shown in found[name], found[name]
        assert silent not in found[name]
    # Nobody was decided on, no instruction was given, and no control was run here.
    for name in ("GG-04", "EEF-01", "CCC-26"):
        assert silent in found[name], found[name]
    # What no question answers says why.
    without, why = ("غير مشمول", "لم يُبن بعد") if lang == "ar" else ("Non couvert", "Pas encore construit")
    assert without in found["ACT-01"]
    assert why in found["ACT-01"]


def test_a_line_has_a_question_or_says_why_it_has_none() -> None:
    for one in guidelines():
        assert (one.id in evidence.EVIDENCE) == (one.lacks == ""), one.id
        assert one.lacks in {"", "elsewhere", "no_feed", "not_built", "people"}
        # The list a line stands in is the least; the site's front page is no address.
        assert one.source.rstrip("/") != "https://iskm.issa.int", one.id


def test_a_broken_question_changes_its_line_and_no_other(issued: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(visit: Any) -> None:
        return None

    def breaks(visit: Any) -> None:
        raise ProgrammingError("no such table")

    before = states(issued, "minister")
    asked: dict[str, Callable[[Any], Any]] = {**evidence.EVIDENCE, "GG-02": nothing, "GG-07": breaks}
    monkeypatch.setattr(evidence, "EVIDENCE", asked)
    after = states(issued, "minister")
    assert {name for name in before if before[name] != after[name]} == {"GG-02", "GG-07"}
    assert "Pas encore montré" in after["GG-02"]
    assert "En échec" in after["GG-07"]


def test_a_wall_taken_down_is_seen(issued: Any, db: Any) -> None:
    with db.raw() as admin:
        admin.execute("ALTER TABLE people_employer NO FORCE ROW LEVEL SECURITY")
        admin.execute("GRANT INSERT ON ledger_entry TO mizan_audit")
    after = states(issued, "minister")
    assert "Pas encore montré" in after["ICT-07"]
    assert "Pas encore montré" in after["GG-07"]


def test_those_who_steer_read_it_and_nobody_else(issued: Any) -> None:
    assert states(issued, "cnr")
    assert states(issued, "controller")
    assert signed_in(issued.accounts["monthly"]).get("/fr/steering/issa").status_code == 403
    assert b"GG-02" in signed_in(issued.accounts["minister"]).get("/fr/steering/issa?export=csv").content
