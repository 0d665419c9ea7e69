"""`mizan law explain`, `topics` and `values`: sentences a person can read, refusals that name the field, what was expected, the article."""

import json
from datetime import date
from pathlib import Path

import pytest

from mizan.law.algeria.book import topics
from mizan.law.console import main
from mizan.law.console.words import LANGS, Words, own
from mizan.law.engine.book import words
from mizan.law.labels import Labels
from mizan.law.labels.catalogue import PLURALS

CAREER = ["born_on=1950-03-01", "left_on=2020-03-31", "wages=900;1200;1500;1100", "children=3;19"]

Capture = pytest.CaptureFixture[str]


def machine(capsys: Capture, argv: list[str], code: int = 0) -> dict:
    assert main([*argv, "--json"]) == code
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("lang", LANGS)
def test_explain_tells_the_steps(lang: str, capsys: Capture) -> None:
    assert main(["explain", "cnas_payslip", "--on", "2026-01-31", "wage=48 000,00", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert "worker = 4320.00" in out
    english = "The worker's share, withheld from the wage, rounded once: 4\u202f320,00"
    assert {"ar": "حصة العامل", "fr": "Part ouvrière", "en": english}[lang] in out
    assert {"ar": "المادة 1", "fr": "Décret exécutif n° 94-187", "en": "decree 94-187, art. 1"}[lang] in out
    assert {"ar": "منذ 1 أكتوبر 2006", "fr": "depuis le 1er octobre 2006", "en": "since 1 October 2006"}[lang] in out


@pytest.mark.parametrize("lang", LANGS)
def test_a_result_from_memory_says_so_and_names_what(lang: str, capsys: Capture) -> None:
    main(["explain", "cnas_payslip", "--on", "2015-11-30", "wage=48000", "--lang", lang])
    out = capsys.readouterr().out
    sure = {"ar": "يجب تأكيدها", "fr": "à confirmer", "en": "to be confirmed"}[lang]
    told = out[out.index(sure) :]
    assert "retirement_employer_rate" in told
    assert {"ar": "من الذاكرة", "fr": "de mémoire", "en": "from memory"}[lang] in told
    main(["explain", "cnas_payslip", "--on", "2016-01-31", "wage=48000", "--lang", lang])
    assert sure not in capsys.readouterr().out


def test_what_is_weak_for_machines(capsys: Capture) -> None:
    answer = machine(capsys, ["explain", "cnas_payslip", "--on", "2015-11-30", "wage=48000"])
    assert answer["standing"] == "recall"
    assert {each["standing"] for each in answer["weak"]} == {"recall"}
    (found,) = [each for each in answer["weak"] if each["name"] == "retirement_employer_rate"]
    assert (found["kind"], found["article"]["source"], found["article"]["number"]) == ("value", "decree-15-236", "1")
    assert machine(capsys, ["explain", "cnas_payslip", "--on", "2016-01-31", "wage=48000"])["weak"] == []


def test_explain_as_json_is_what_the_page_says(capsys: Capture) -> None:
    """The keys of docs/law/steps-and-versions.md, no more and no less."""
    answer = machine(capsys, ["explain", "due_date_das", "--on", "2026-01-01", "year=2025", "--switch", "das_reading=strict"])
    page = (Path(__file__).parents[2] / "docs" / "law" / "steps-and-versions.md").read_text(encoding="utf-8")
    documented = [line.split("`")[1] for line in page.split("## An answer")[1].split("\n## ")[0].splitlines() if line.startswith("| `")]
    assert sorted(documented) == sorted(answer)
    assert answer["outputs"] == {"deadline": "2026-01-30"}
    assert answer["steps"]["deadline"]["uses"][1]["value"] == "strict"
    assert set(answer["steps"]["deadline"]["text"]) == set(LANGS)
    assert (answer["known"], answer["given"], answer["switches"]) == (None, {"year": "2025"}, {"das_reading": "strict"})


def test_known_asks_the_law_as_it_was_known(land: Path, capsys: Capture) -> None:
    argv = ["explain", "tithe", "--on", "2010-03-01", "harvest=1000", "--book", str(land)]
    assert machine(capsys, argv)["outputs"]["due"] == "125.00"
    answer = machine(capsys, [*argv, "--known", "2010-06-14"])
    assert (answer["outputs"]["due"], answer["known"]) == ("100.00", "2010-06-14")


@pytest.mark.parametrize("lang", LANGS)
def test_a_ground_is_shown_with_its_article(lang: str, land: Path, capsys: Capture) -> None:
    argv = ["explain", "old_age_pension", "--on", "2020-05-01", "born_on=1990-01-01", *CAREER[1:], "--book", str(land), "--lang", lang]
    assert main(argv) == 0
    told = capsys.readouterr().out.split("counted")[0]
    assert {"ar": "لا حق: لم يبلغ الستين", "fr": "Pas de droit : n'a pas soixante ans", "en": "No right: too young"}[lang] in told
    assert {"ar": "قانون الشيخوخة، المادة 3", "fr": "Loi sur la vieillesse, art. 3", "en": "law 3, art. 3"}[lang] in told


def test_lists_and_series_are_shown_element_by_element(land: Path, capsys: Capture) -> None:
    argv = ["explain", "old_age_pension", "--on", "2020-05-01", *CAREER, "--book", str(land)]
    assert main(argv) == 0
    out = capsys.readouterr().out
    assert "first_payments =\n  1. 372.75\n  2. 745.50\n  3. 745.50\n" in out
    assert "  3. Salaire 1\u202f500,00\u00a0DA, plafond 1\u202f300,00\u00a0DA : compté 1\u202f300,00\u00a0DA\n" in out
    wages = "wages=" + ";".join(["900"] * 30)
    assert (
        main(["explain", "old_age_pension", "--on", "2020-05-01", *CAREER[:2], wages, CAREER[3], "--book", str(land), "--lang", "en"]) == 0
    )
    assert "  … and 6 more\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "code", "field"),
    [
        (["snmg", "--on", "1980-01-01"], "no_law_on", "on"),
        (["moon", "--on", "2020-01-01"], "unknown_topic", "topic"),
        (["cnas_payslip", "--on", "2020-01-01"], "fact_missing", "wage"),
        (["cnas_payslip", "--on", "2020-01-01", "wage=x"], "fact_unreadable", "wage"),
        (["cnas_payslip", "--on", "2020-01-01", "wage=-1"], "fact_out_of_bounds", "wage"),
        (["cnas_payslip", "--on", "2020-01-01", "moon=1"], "unknown_fact", "moon"),
        (["snmg", "--on", "2020-01-01", "wage=1"], "nothing_asked", "wage"),
        (["law_06_21_rate", "--on", "2020-01-01", "zone=east"], "fact_unreadable", "zone"),
        (["provisional_base_amount", "--on", "2020-01-01", "months=61"], "fact_out_of_bounds", "months"),
        (["snmg_m", "--on", "2020-01-01", "--switch", "moon=full"], "unknown_switch", "moon"),
    ],
)
def test_bad_input_is_refused_by_name(argv: list[str], code: str, field: str, capsys: Capture) -> None:
    refusal = machine(capsys, ["explain", *argv], 1)["refusal"]
    assert (refusal["code"], refusal["field"]) == (code, field)
    of_form = {"unknown_topic", "unknown_switch"}
    assert (refusal["article"] is None) == (code in of_form), "what the law asks names its article"
    assert all(refusal["message"][lang].startswith(f"{field}: ") for lang in LANGS)
    for lang in LANGS:
        assert main(["explain", *argv, "--lang", lang]) == 1
        assert capsys.readouterr().err.strip() == refusal["message"][lang]


@pytest.mark.parametrize(
    ("argv", "article"),
    [
        (["cnas_payslip", "--on", "2026-01-31", "wage=-5"], "94-187"),
        (["cacobatph_contribution", "--on", "2026-01-31", "base=-5"], "97-46"),
        (["cnas_payslip", "--on", "2026-01-31", "moon=5"], "94-187"),
        (["snmg", "--on", "2026-01-31", "wage=5"], "26-01"),
    ],
)
def test_the_article_of_a_refusal_is_one_the_question_rests_on(argv: list[str], article: str, capsys: Capture) -> None:
    assert main(["explain", *argv, "--lang", "fr"]) == 1
    assert article in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changed", "lang", "sentence"),
    [
        ("children=61", "ar", "children[1]: «61» خارج الحدود، من 0 إلى 60. [قانون الشيخوخة، المادة 6]"),
        ("children=61", "fr", "children[1]: « 61 » est hors des limites, de 0 à 60. [Loi sur la vieillesse, art. 6]"),
        ("children=61", "en", "children[1]: “61” is out of bounds, from 0 to 60. [law 3, art. 6]"),
        ("children=x", "en", "children[1]: “x” can not be read; expected: a number of years. [law 3, art. 6]"),
        ("children=x", "ar", "children[1]: «x» لا يقرأ؛ المنتظر: عدد سنوات. [قانون الشيخوخة، المادة 6]"),
    ],
)
def test_a_refusal_names_field_what_was_expected_and_article(changed: str, lang: str, sentence: str, land: Path, capsys: Capture) -> None:
    argv = ["explain", "old_age_pension", "--on", "2020-05-01", *CAREER[:3], changed, "--book", str(land), "--lang", lang]
    assert main(argv) == 1
    assert capsys.readouterr().err.strip() == sentence


def test_an_amount_beyond_what_is_counted_names_the_rule_and_its_article(land: Path, capsys: Capture) -> None:
    argv = ["explain", "tithe", "--on", "2020-05-01", "harvest=99999999999999", "--book", str(land)]
    refusal = machine(capsys, argv, 1)["refusal"]
    assert (refusal["code"], refusal["field"], refusal["basis"]) == ("fact_unreadable", "harvest", "tithe-act.art-1")


def test_choices_are_told_with_what_they_mean(capsys: Capture) -> None:
    assert main(["explain", "law_06_21_rate", "--on", "2020-01-01", "zone=east", "--lang", "ar"]) == 1
    assert "north (الشمال)" in capsys.readouterr().err


@pytest.mark.parametrize("lang", LANGS)
def test_facts_that_contradict_each_other(lang: str, land: Path, capsys: Capture) -> None:
    argv = ["explain", "old_age_pension", "--on", "2020-05-01", CAREER[0], "left_on=1940-01-01", *CAREER[2:], "--book", str(land)]
    assert main([*argv, "--lang", lang]) == 1
    told = capsys.readouterr().err.strip()
    assert (
        told
        == {
            "ar": "left_on: لا يمكن أن يسبق التوقف (1940-01-01) الميلاد. [قانون الشيخوخة، المادة 3]",
            "fr": "left_on: Le départ (1940-01-01) ne peut pas précéder la naissance. [Loi sur la vieillesse, art. 3]",
            "en": "left_on: Nobody stops working before being born. [law 3, art. 3]",
        }[lang]
    )


def test_a_missing_series_is_told_as_a_list(land: Path, capsys: Capture) -> None:
    assert main(["explain", "old_age_pension", "--on", "2020-05-01", *CAREER[:2], "--book", str(land), "--lang", "en"]) == 1
    assert capsys.readouterr().err.startswith(
        "wages: Something is missing; expected: an amount in dinars, such as 48000.00 (a list, parted by"
    )


@pytest.mark.parametrize(("name", "near"), [("cnas_paysli", "cnas_payslip"), ("snmg_monthly", "snmg_m"), ("payslip", "cnas_payslip")])
def test_an_unknown_topic_suggests_near_names(name: str, near: str, capsys: Capture) -> None:
    refusal = machine(capsys, ["explain", name, "--on", "2020-01-01"], 1)["refusal"]
    assert near in refusal["near"]
    assert all(near in refusal["message"][lang] for lang in LANGS)
    for command in ("topics", "values"):
        assert main([command, name]) == 1
        assert near in capsys.readouterr().err


def test_nothing_is_near_to_nonsense(capsys: Capture) -> None:
    assert machine(capsys, ["explain", "zzzzqqqq", "--on", "2020-01-01"], 1)["refusal"]["near"] == []


@pytest.mark.parametrize("argv", [[], ["explain"], ["moon"], ["cases"], ["replay"], ["diff", "2020-01-01"], ["audit", "word"]])
def test_a_command_that_is_not_one_shows_its_usage(argv: list[str], capsys: Capture) -> None:
    assert main(argv) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("words_given", "key", "params"),
    [
        (["snmg", "--on", "soon"], "day", {"given": "soon"}),
        (["snmg", "--on", "2026-02-30"], "day", {"given": "2026-02-30"}),
        (["snmg", "--on", "20260131"], "day", {"given": "20260131"}),
        (["snmg", "--on", "2020-01-01", "--known", "x"], "day", {"given": "x"}),
        (["snmg", "--on", "2020-01-01", "word"], "pair", {"given": "word"}),
        (["snmg", "--on", "2020-01-01", "=3"], "pair", {"given": "=3"}),
        (["snmg", "--on", "2020-01-01", "a=1", "a=2"], "twice", {"key": "a"}),
        (["snmg", "--on", "2020-01-01", "--switch", "x"], "pair", {"given": "x"}),
        (["snmg", "--on", "2020-01-01", "--source", "a=b"], "record", {}),
    ],
)
def test_misuse_is_told_in_a_sentence(lang: str, words_given: list[str], key: str, params: dict[str, str], capsys: Capture) -> None:
    assert main(["explain", *words_given, "--lang", lang]) == 2
    err = capsys.readouterr().err
    assert "usage" in err
    assert err.splitlines()[-1] == own(f"misuse.{key}", lang, **params)


def test_a_source_of_a_fact_that_was_not_given(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "kept.json"
    assert main(["explain", "snmg", "--on", "2020-01-01", "--record", str(file), "--source", "wage=payslip"]) == 2
    assert "wage" in capsys.readouterr().err
    assert not file.exists()
    assert main(["explain", "snmg", "--on", "2020-01-01", "--record", str(tmp_path)]) == 2


def test_topics_tell_what_is_asked_and_given(land: Path, capsys: Capture) -> None:
    assert main(["topics", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["topic"] for each in found] == sorted(topics())
    (due,) = [each for each in found if each["topic"] == "due_date_cnas"]
    workers, period_end = due["inputs"]
    assert (workers["unit"], workers["optional"], workers["absent"], workers["least"]) == ("count", True, 0, 0)
    assert (period_end["unit"], period_end["optional"], period_end["absent"], period_end["least"]) == ("day", False, None, "1900-01-01")
    assert set(due["outputs"][0]["choices"]) == {"monthly", "quarterly"}
    (pension,) = [each for each in _topics(capsys, land) if each["topic"] == "old_age_pension"]
    wages = pension["inputs"][2]
    assert (wages["name"], wages["series"], wages["least"], wages["article"]["number"]) == ("wages", True, "0.00", "2")
    assert [(each["name"], each["series"]) for each in pension["outputs"]][-1] == ("first_payments", True)
    assert set(pension["ground"]) == {"none", "too_young", "too_short"}


def _topics(capsys: Capture, folder: Path) -> list[dict]:
    assert main(["topics", "--json", "--book", str(folder)]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("lang", LANGS)
def test_topics_for_people(lang: str, land: Path, capsys: Capture) -> None:
    assert main(["topics", "--lang", lang]) == 0
    assert all(f"{name} · " in capsys.readouterr().out for name in ["snmg"])
    assert main(["topics", "old_age_pension", "--lang", lang, "--book", str(land)]) == 0
    out = capsys.readouterr().out
    assert {"ar": "إلزامي", "fr": "obligatoire", "en": "required"}[lang] in out
    assert {"ar": "قائمة", "fr": "une liste", "en": "a list"}[lang] in out
    assert "first_payments (centimes[])" in out


@pytest.mark.parametrize("lang", LANGS)
def test_a_value_through_time(lang: str, land: Path, capsys: Capture) -> None:
    assert main(["values", "wage_ceiling", "--lang", lang, "--book", str(land)]) == 0
    out = capsys.readouterr().out
    assert [line[:10] for line in out.splitlines() if line[:2] == "20"] == ["2001-06-01", "2012-01-01", "2001-06-01", "2012-01-01"]
    assert own("published", lang, day=date(2011, 12, 1)) in out
    assert own("held_until", lang, day=date(2014, 3, 1)) in out
    assert "1\u202f250,00" in out


def test_values_for_machines(land: Path, capsys: Capture) -> None:
    steps = machine(capsys, ["values", "tithe_rate", "--book", str(land)])["steps"]
    assert [(step["value"], step["since"], step["until"], step["published_on"]) for step in steps] == [
        ("0.10", "2000-01-01", "2010-01-01", "1999-12-20"),
        ("0.125", "2010-01-01", None, "2010-06-15"),
    ]
    wordings = machine(capsys, ["values", "tithe_due", "--book", str(land)])["steps"]
    assert [(step["since"], step["known_from"]) for step in wordings] == [
        ("2000-01-01", None),
        ("2002-01-01", "2012-05-01"),
        ("2005-01-01", None),
    ]
    assert main(["values", "--json"]) == 0
    assert {"snmg_m", "snmg_h"} <= {each["name"] for each in json.loads(capsys.readouterr().out)}
    assert main(["values"]) == 0
    assert "snmg_m · " in capsys.readouterr().out


def test_a_book_that_does_not_load_is_told(tmp_path: Path, capsys: Capture) -> None:
    for folder in (tmp_path / "absent", tmp_path / "not-a-name", tmp_path / "json"):
        if folder.name != "absent":
            folder.mkdir()
        assert main(["topics", "--book", str(folder)]) == 2
        assert folder.name in capsys.readouterr().err
    bad = tmp_path / "a_bad_law_of_tests"
    bad.mkdir()
    (bad / "__init__.py").write_text('"""Bad."""\n', encoding="utf-8")
    (bad / "sources.toml").write_text('[act]\nkind = "law"\n', encoding="utf-8")
    assert main(["audit", "--book", str(bad)]) == 2
    assert "lacks number, date, gazette" in capsys.readouterr().err


def test_the_words_say_the_same_in_three_languages() -> None:
    for labels in (words(), Labels.load([Path(own.__code__.co_filename).parent])):
        assert labels.keys("ar") == labels.keys("fr") == labels.keys("en")
        for key in labels.keys("ar"):
            assert labels.placeholders(key, "ar") == labels.placeholders(key, "fr") == labels.placeholders(key, "en"), key
            assert labels.plural_forms(key, "ar") in ({"other"}, PLURALS), key


def test_words_without_a_book_are_those_of_the_engine() -> None:
    assert Words(None, "fr").standing("recall") == "de mémoire, sans source trouvée"
