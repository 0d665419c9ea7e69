"""A badly written law is not loaded, and the message says where."""

from pathlib import Path

import pytest
from smallland import FACTS, LABELS, RULES, SOURCES, TITHE, read

from mizan.law.engine.errors import BookError

STEP = "2010-01-01: { value: 12.5%, reference: small-act.art-1-bis, standing: recall, published_on: unknown }"


def until(day: str) -> str:
    return TITHE.replace("published_on: 2000-01-01 }", f"published_on: 2000-01-01, until: {day} }}")


VALUES = {
    "gap": (until("2009-12-31"), "tithe.yaml: gap from 2009-12-31 to 2010-01-01"),
    "overlap": (until("2010-02-01"), "tithe.yaml: overlap from 2010-01-01 to 2010-02-01"),
    "disorder": (TITHE.replace("2010-01-01:", "1999-01-01:"), "write the steps in order"),
    "twice": (TITHE.replace("2010-01-01:", "2000-01-01:"), "2000-01-01 is written twice"),
    "no source": (TITHE.replace("reference: small-act.art-1,", ""), "2000-01-01: missing or unknown: reference"),
    "unknown source": (TITHE.replace("small-act.art-1,", "other-act,"), "unknown source 'other-act'"),
    "no standing": (TITHE.replace("standing: gazette, ", ""), "missing or unknown: standing"),
    "wrong standing": (TITHE.replace("gazette", "rumour"), "rumour"),
    "no publication": (TITHE.replace(", published_on: unknown", ""), "missing or unknown: published_on"),
    "not whole": (TITHE.replace("12.5%", "12.34567%"), "not a whole number"),
    "float text": (TITHE.replace("12.5%", "1.25e-1"), "not a whole number"),
    "too large": (TITHE.replace("12.5%", "125%"), "outside"),
    "not a day": (TITHE.replace("2010-01-01:", "2010-02-30:"), "is not a day"),
    "no Arabic": (TITHE.replace('ar: "العشر", ', ""), "Arabic and French"),
    "no unit": (TITHE.replace("unit: ppm", "unit: bushels"), "unknown unit 'bushels'"),
    "not yaml": ("values: [", "tithe.yaml"),
    "empty": ("# nothing\n", "a table was expected"),
}

WORDINGS = {
    "float": ("return rate_half_up(harvest, tithe)", "return rate_half_up(harvest, tithe) + 0.5", "0.5 is not a whole number"),
    "division": ("return rate_half_up(harvest, tithe)", "return rate_half_up(harvest, tithe) / 2", "BinOp is not allowed"),
    "power": ("return rate_half_up(harvest, tithe)", "return rate_half_up(harvest, tithe) ** 2", "BinOp is not allowed"),
    "text": ("return rate_half_up(harvest, tithe)", "return 'x'", "'x' is not a whole number"),
    "endless loop": ("    kept = harvest - due", "    while harvest:\n        kept = harvest\n    kept = harvest", "While is not allowed"),
    "loop over anything": ("    kept = harvest - due", "    for kept in harvest:\n        due = kept\n    kept = harvest", "over range"),
    "known only in a loop": ("    kept = harvest - due", "    for _ in range(2):\n        kept = harvest - due", "kept is neither"),
    "slice": ("    kept = harvest - due", "    kept = harvest[1:]", "Subscript is not allowed"),
    "call": ("return rate_half_up(harvest, tithe)", "return int(harvest)", "calls int"),
    "global": ("return rate_half_up(harvest, tithe)", "return rate_half_up(harvest, secret)", "secret is neither"),
    "variable divisor": ("kept = harvest - due", "kept = harvest // due", "divide by a constant"),
    "zero divisor": ("kept = harvest - due", "kept = harvest // 0", "divide by a constant"),
    "no return": ("    return Centimes(max(kept, 0))", "    kept = kept", "does not return on every path"),
    "dead code": ("    return Centimes(max(kept, 0))", "    return kept\n    kept = 1", "is never reached"),
    "no docstring": ('    """What a field owes."""\n', "", "has no docstring"),
    "default": ("tithe: RatePpm)", "tithe: RatePpm = 3)", "takes plain arguments only"),
    "no unit": ("tithe: RatePpm)", "tithe: int)", "is not a unit"),
    "unnamed rounding": (", rounding=Rounding.HALF_UP", "", "must name the rounding"),
    "other rounding": ("Rounding.HALF_UP", "Rounding.DOWN", "must name the rounding"),
    "wrong unit": ("tithe: RatePpm)", "tithe: Centimes)", "tithe is in ppm, not in centimes"),
    "unknown input": ("harvest: Centimes, tithe: RatePpm)", "crop: Centimes, tithe: RatePpm)", "neither an argument"),
    "unknown source": ('"small-act.art-2"', '"no-act.art-2"', "unknown source 'no-act'"),
    "ends first": ("since=date(2000, 1, 1))", "since=date(2000, 1, 1), until=date(1999, 1, 1))", "ends before it begins"),
    "twice": ("def left(", "def due(", "is written twice"),
    "assigned in one branch": ("    kept = harvest - due", "    if exempt:\n        kept = due", "kept is neither"),
}


@pytest.mark.parametrize("what", VALUES)
def test_a_bad_value(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, expected = VALUES[what]
    with pytest.raises(BookError) as caught:
        read(tmp_path, monkeypatch, tithe=text)
    assert expected in str(caught.value)
    assert "tithe.yaml" in str(caught.value)


@pytest.mark.parametrize("what", WORDINGS)
def test_a_bad_rule(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, expected = WORDINGS[what]
    assert old in RULES
    with pytest.raises(BookError) as caught:
        read(tmp_path, monkeypatch, rules=RULES.replace(old, new, 1))
    assert expected in str(caught.value)
    assert "rules.py:" in str(caught.value)


OLD = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(1990, 1, 1), until=date({until}))
def due(harvest: Centimes) -> Centimes:
    """An earlier wording."""
    return harvest
'''


@pytest.mark.parametrize(("ends", "expected"), [("1999, 1, 1", "leaves a gap from 1999-01-01 to 2000-01-01"), ("2001, 1, 1", "overlaps")])
def test_wordings_follow_each_other(ends: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BookError, match=expected):
        read(tmp_path, monkeypatch, more=OLD.replace("{until}", ends))


def test_rules_that_need_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = RULES.replace("def due(harvest: Centimes,", "def due(left: Centimes,").replace("rate_half_up(harvest", "rate_half_up(left")
    with pytest.raises(BookError, match=r"rules need one another: .*due"):
        read(tmp_path, monkeypatch, rules=rules)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("fr", LABELS["fr"].replace("left =", "leaving ="), "no sentence rule.left in fr"),
        ("ar", LABELS["ar"].replace("{tithe:rate}", "{moon:rate}"), "shows moon"),
        ("fr", LABELS["fr"].replace("{tithe:rate}", "{tithe:ratio}"), "unknown kind 'ratio'"),
        ("fr", LABELS["fr"].replace("{tithe:rate}", "{tithe"), "stray '{'"),
    ],
)
def test_sentences_are_required(name: str, text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises((BookError, LookupError)) as caught:
        read(tmp_path, monkeypatch, **{name: text})
    assert expected in str(caught.value)


def test_a_source_and_a_fact_need_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BookError, match=r"small-act.* a title"):
        read(tmp_path, monkeypatch, sources=SOURCES.replace('ar = "القانون الصغير", ', ""))
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(BookError, match=r"facts.toml: harvest"):
        read(other, monkeypatch, facts=FACTS.replace('ar = "المحصول", ', ""))
