"""Sentences: both languages say the same things, plurals are whole, values are shown as people write them."""

import importlib
from datetime import date
from pathlib import Path

import pytest

from mizan.law import algeria
from mizan.law.algeria.book import book
from mizan.law.labels import LabelError, Labels
from mizan.law.labels.catalogue import PLURALS


def load(tmp_path: Path, text: str, lang: str = "fr") -> Labels:
    (tmp_path / f"labels.{lang}.toml").write_text(text, encoding="utf-8")
    return Labels.load([tmp_path])


def test_the_law_speaks_both_languages_alike() -> None:
    labels = book().labels
    assert labels.keys("ar") == labels.keys("fr")
    for key in labels.keys("ar"):
        assert labels.placeholders(key, "ar") == labels.placeholders(key, "fr"), key
        assert labels.plural_forms(key, "ar") in ({"other"}, PLURALS), key


def test_values_are_written_as_people_write_them(tmp_path: Path) -> None:
    labels = load(tmp_path, 'a = "{m:money} | {p:plain} | {r:rate} | {n} | {d:date} | {d:day} | {d:month} | {x:raw} | {{}}"')
    text = labels.text("a", "fr", m=123_456, p=-5, r=1_300, n=1_234_567, d=date(2026, 8, 1), x=2026)
    assert (
        text
        == "1\u202f234,56\u00a0DA | \u22120,05 | 0,13\u00a0% | 1\u202f234\u202f567 | 1er août 2026 | 01/08/2026 | août 2026 | 2026 | {}"
    )


def test_arabic_has_six_plurals(tmp_path: Path) -> None:
    labels = load(tmp_path, '[w]\nzero = "0"\none = "1"\ntwo = "2"\nfew = "few"\nmany = "many"\nother = "other"', "ar")
    assert [labels.text("w", "ar", count=n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)] == [
        "0", "1", "2", "few", "few", "many", "many", "other", "other", "few",
    ]  # fmt: skip


def test_algerian_months(tmp_path: Path) -> None:
    assert load(tmp_path, 'a = "{d:date}"', "ar").text("a", "ar", d=date(2026, 1, 31)) == "31 جانفي 2026"


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ('a = "{x}"', {}),
        ('a = "{x:money}"', {"x": "12"}),
        ('a = "{x:date}"', {"x": "2026-01-01"}),
        ('[a]\none = "1"\nother = "2"', {}),
        ('b = ""', {}),
    ],
)
def test_a_sentence_that_can_not_be_said(tmp_path: Path, text: str, params: dict[str, object]) -> None:
    with pytest.raises(LabelError):
        load(tmp_path, text).text("a", "fr", **params)


@pytest.mark.parametrize("text", ['a = "{"', 'a = "}"', 'a = "{x:unknown}"', 'a = "{X}"', "a = 3", "a = ["])
def test_a_file_that_can_not_be_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(LabelError, match=r"labels\.fr\.toml"):
        load(tmp_path, text)


def test_a_key_written_in_two_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.fr.toml").write_text('a = "x"', encoding="utf-8")
    with pytest.raises(LabelError, match="already"):
        Labels.load([tmp_path / "one.fr.toml", tmp_path / "two.fr.toml"])


OTHER_NAMES = {"MAN": "m", "WOMAN": "f"}


def test_constants_are_at_the_place_of_their_choice() -> None:
    """A whole-number constant of a `units.py` bears the name of a choice, and is its place."""
    choices = book().inputs.choices
    root = Path(algeria.__file__).parent
    checked = 0
    for path in sorted(root.rglob("units.py")):
        module = importlib.import_module(".".join(("mizan.law.algeria", *path.relative_to(root).with_suffix("").parts)))
        kinds = [name.lower() for name, thing in vars(module).items() if type(thing).__name__ == "NewType"]
        for name, place in vars(module).items():
            if name.isupper() and type(place) is int:
                choice = OTHER_NAMES.get(name, name.lower())
                sets = [choices[kind].names for kind in kinds if kind in choices and choice in choices[kind].names]
                places = {names.index(choice) for names in sets}
                assert place in places, f"{path}: {name} is at {places or 'no choice'}"
                checked += 1
    assert checked > 5
