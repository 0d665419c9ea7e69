"""The civil register's feed: both forms say the same, every line is answered, and no bytes break the reader."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.formats.anomalies import Outcome, Severity
from mizan.formats.civil_register import CivilKind, read
from mizan.formats.civil_register.reader import COLUMNS

DOCS = Path(__file__).parents[2] / "docs" / "formats" / "civil-register.md"
DEATH = {"id": "A-1", "kind": "death", "day": "2026-03-09", "nin": "108940160000000044"}


def as_json(*lines: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def as_csv(*lines: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, delimiter=";", restval="")
    table.writeheader()
    table.writerows(lines)
    return out.getvalue().encode()


def codes(line: dict[str, Any]) -> list[str]:
    (found,) = read(as_json(line)).lines
    assert (found.event is None) == any(one.severity is Severity.ERROR for one in found.anomalies)
    return [one.code for one in found.anomalies]


def test_the_examples_of_the_page_are_read() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for start, count in (("\nid;", 4), ("\n{", 1)):
        at = text.index(start) + 1
        check = read(text[at : text.index("\n```", at)].encode())
        assert len(check.lines) == count
        assert (check.outcome, [line.anomalies for line in check.lines]) == (Outcome.ACCEPTED, [()] * count)
    presumed = check.lines[0].event
    assert presumed is not None
    assert (presumed.names.birth_date, presumed.names.birth_presumed) == (date(1940, 1, 1), "year")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"id": ""}, ["civil_id"]),
        ({"id": "a b"}, ["civil_id"]),
        ({"kind": "DÉCÈS"}, []),
        ({"kind": "décès"}, []),
        ({"kind": "x"}, ["civil_kind"]),
        ({"day": "2026-02-30"}, ["civil_day"]),
        ({"nin": ""}, ["civil_person_missing"]),
        ({"nin": "12"}, ["civil_number"]),
        ({"nss": "999999999999"}, ["civil_number_doubt"]),
        ({"sex": "X"}, ["civil_sex"]),
        ({"note": "x" * 501}, ["civil_long"]),
        ({"age": "3"}, ["civil_column"]),
        ({"kind": "marriage"}, ["civil_spouse_missing"]),
        ({"kind": "birth"}, ["civil_name_missing", "civil_parent_missing"]),
        ({"kind": "annulment"}, ["civil_corrects_missing"]),
        ({"kind": "identity"}, ["civil_nothing"]),
        ({"kind": "identity", "birth_date": "1940-13"}, ["civil_day", "civil_nothing"]),
        ({"note": 3}, []),
        ({"note": ["x"]}, ["civil_line"]),
    ],
)
def test_what_a_line_must_say(change: dict[str, Any], expected: list[str]) -> None:
    assert codes({**DEATH, **change}) == expected


def test_a_line_does_not_hold_the_others_back() -> None:
    check = read(as_json(DEATH, {**DEATH, "id": "A-2", "day": "?"}, {"id": "A-3"}, {**DEATH, "id": "a-1"}) + b"\nnonsense\n\n")
    assert [line.event.id if line.event else None for line in check.lines] == ["A-1", None, None, None, None]
    assert [line.line for line in check.lines] == [1, 2, 3, 4, 5]
    assert check.lines[3].anomalies[0].code == "civil_id_repeated"
    assert check.lines[4].anomalies[0].code == "civil_line"
    assert check.outcome is Outcome.PARTLY_TAKEN


def test_a_table_must_name_its_columns() -> None:
    assert [one.code for one in read(b"id;colour\nA;red\n").anomalies] == ["civil_column", "civil_head"]
    assert [one.code for one in read(b"kind;id\n").anomalies] == ["civil_head"]
    assert [one.code for one in read(b"").anomalies] == ["file_empty"]
    assert [one.code for one in read(b'{"id": "\xff"}').anomalies] == ["file_encoding"]


cells = st.dictionaries(
    st.sampled_from(COLUMNS[1:]), st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='"'), max_size=12), max_size=8
)


@given(st.lists(st.one_of(cells, st.just(DEATH)), min_size=1, max_size=4))
def test_both_forms_say_the_same(lines: list[dict[str, str]]) -> None:
    told = [{**line, "id": f"E-{number}"} for number, line in enumerate(lines)]
    first, second = read(as_json(*told)), read(as_csv(*told))
    assert [(one.event, [a.code for a in one.anomalies]) for one in first.lines] == [
        (one.event, [a.code for a in one.anomalies]) for one in second.lines
    ]


@given(st.binary(max_size=200), st.sampled_from([b"", b"{", b"id;kind\n", b"\xef\xbb\xbf{"]))
def test_no_bytes_break_the_reader(data: bytes, head: bytes) -> None:
    check = read(head + data)
    for line in check.lines:
        assert (line.event is None) == any(one.severity is Severity.ERROR for one in line.anomalies)
        for one in line.anomalies:
            assert one.sentence("ar")
            assert one.sentence("fr")


def test_kinds_are_those_of_the_page() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert all(f"`{kind.value}`" in page for kind in CivilKind)
    assert all(f"`{column}`" in page for column in COLUMNS)
