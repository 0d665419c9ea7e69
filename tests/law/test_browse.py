"""The book as it is walked: every branch has its title, every name its place and its users."""

from datetime import date
from pathlib import Path

import pytest
import smallland

import mizan.law.algeria
from mizan.law.algeria.book import book, topics
from mizan.law.engine.book import LANGS
from mizan.law.engine.browse import KINDS, Shelves, inputs_of, reached, statement
from mizan.law.engine.topics import Topic

ROOT = Path(mizan.law.algeria.__file__).parent


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return Shelves(book(), topics(), ROOT)


def test_every_branch_has_its_title_in_both_languages(shelves: Shelves) -> None:
    """A folder of rules or values, and each folder above it, is called by `branch.<path>` in its own labels."""
    assert shelves.untitled(ROOT.name) == ()
    assert len(shelves.branches) > 5


def test_everything_in_the_book_lies_in_one_branch(shelves: Shelves) -> None:
    listed = [name for branch in shelves.root.walk() for kind in KINDS for name in branch.names[kind]]
    held = [*book().rules, *book().values, *book().inputs.switches, *book().inputs.facts]
    assert sorted(listed) == sorted(held)
    assert shelves.home("snmg_m").key == "minimum_wage"
    assert shelves.home("social_insurance_employer_rate").key == "contributions/general/rates"
    assert [branch.key for branch in shelves.path_to(shelves.home("r22_due"))] == ["contributions", "contributions/general"]
    assert sum(branch.count("rule") for branch in shelves.root.inner) == len(book().rules)


def test_a_name_is_used_by_exactly_the_rules_that_write_it(shelves: Shelves) -> None:
    for name in [*book().rules, *book().values, *book().inputs.facts]:
        users = shelves.users.get(name, ())
        assert set(users) == {rule for rule in book().rules if name in inputs_of(book(), rule)}


def test_a_question_asks_what_its_outputs_reach(shelves: Shelves) -> None:
    assert "snmg" in shelves.asking["snmg_m"]
    assert "cnas_payslip" in shelves.asking["retirement_employer_rate"]
    assert "snmg" not in shelves.asking["retirement_employer_rate"]
    assert reached(book(), ["r22_due"]) >= {"r22_rate", "base", "unemployment_worker_rate"}
    assert shelves.branch_of(topics()["snmg"]).key == "minimum_wage"


@pytest.mark.parametrize("lang", LANGS)
def test_every_name_is_called_by_words(shelves: Shelves, lang: str) -> None:
    for name in [*book().rules, *book().values, *book().inputs.switches, *book().inputs.facts]:
        heading = shelves.heading(name, lang)
        assert heading, name
        assert heading != name
        assert heading == heading.strip(" :="), name
        assert "{" not in heading
        # "Le …" names nothing: such a rule needs a `rule_title`.
        assert not heading.endswith("…") or len(heading.split()) > 2, name


def test_a_rule_is_called_by_its_title_or_the_first_words_of_its_sentence(shelves: Shelves) -> None:
    assert shelves.heading("r38_due", "fr") == "Ligne R38, prévention du bâtiment"
    assert shelves.heading("declaration_rhythm", "fr") == "Rythme des déclarations"
    assert shelves.heading("cnr_lines", "fr") == "La part de la CNR"
    assert shelves.heading("nothing_of_the_kind", "fr") == "nothing_of_the_kind"


def test_a_sentence_is_taken_apart_without_losing_a_letter(shelves: Shelves) -> None:
    for name, wordings in book().rules.items():
        for lang in LANGS:
            pieces = statement(book(), wordings[-1], lang)
            assert {piece for piece, shown in pieces if shown} == book().labels.placeholders(f"rule.{name}", lang)
    assert statement(book(), book().rules["r22_rate"][0], "fr")[:2] == (("Taux du régime général : ", False), ("employer_rate", True))


def test_a_branch_without_a_title_is_named_and_called_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = smallland.read(tmp_path, monkeypatch)
    root = next(tmp_path.glob("smallland_*"))
    found = Shelves(small, {"due": Topic("due", {"ar": "ع", "fr": "La dîme"}, {"harvest": "harvest"}, {"due": "due"})}, root)
    assert found.untitled(root.name) == (f"branch.{root.name} (ar)", f"branch.{root.name} (fr)")
    assert found.root.title["fr"] == root.name
    assert found.users["tithe"] == ("due",)
    assert found.asking["harvest"] == ("due",)
    # A sentence that begins with a figure gives no words: the rule keeps its name.
    assert found.heading("left", "fr") == "left"
    assert small.plan(("left",), date(2001, 1, 1)).run({"harvest": "10.00", "exempt": "no"})["left"] == 900
