"""The care system's feed, read: a day, a person, a system's word; anything that says more is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.formats.care_feed import read
from mizan.formats.care_feed.reader import COLUMNS
from mizan.formats.tables import day_in

NSS = "500000000132"
GOOD = {"id": "SO-1", "day": "2026-03-02", "nin": "118950160000000011", "system": "CHIFA"}


def lines(*cells: dict[str, str]) -> bytes:
    return "\n".join(json.dumps(one) for one in cells).encode()


def codes(data: bytes) -> list[str]:
    check = read(data)
    return [one.code for one in check.anomalies] + [one.code for line in check.lines for one in line.anomalies]


def test_both_forms_say_the_same() -> None:
    (told,) = read(lines(GOOD)).lines
    (written,) = read(f"{';'.join(GOOD)}\n{';'.join(GOOD.values())}\n".encode()).lines
    assert told.event is not None
    assert told.event == written.event
    assert (told.event.id, told.event.day, told.event.system, told.event.annuls) == ("SO-1", day_in("2026-03-02"), "CHIFA", "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": ""}, "care_id"), ({"id": "a b"}, "care_id"), ({"day": "soon"}, "care_day"), ({"day": ""}, "care_day"),
        ({"nin": ""}, "care_person"), ({"nin": "12"}, "care_number"), ({"system": ""}, "care_system"),
        ({"system": "Hôpital Mustapha, oncologie"}, "care_system"), ({"annuls": "SO-1"}, "care_id"), ({"diagnosis": "J45"}, "care_column"),
    ],
)  # fmt: skip
def test_a_line_that_says_less_or_more_is_left_out_and_told(change: dict[str, str], code: str) -> None:
    (line,) = read(lines(GOOD | change)).lines
    assert line.event is None
    assert [one.code for one in line.anomalies] == [code]
    assert all(one.sentence(lang) for one in line.anomalies for lang in ("ar", "fr"))


def test_a_table_with_a_column_of_its_own_is_refused_whole() -> None:
    check = read(b"id;day;nin;system;diagnosis\nSO-1;2026-03-02;118950160000000011;CHIFA;J45\n")
    assert check.lines == ()
    assert {one.code for one in check.anomalies} == {"care_column", "care_head"}


def test_the_first_line_of_an_id_counts_and_an_annulment_names_only_what_it_annuls() -> None:
    check = read(lines(GOOD, GOOD, {"id": "SO-2", "annuls": "SO-1"}))
    assert [line.event is not None for line in check.lines] == [True, False, True]
    assert [one.code for one in check.lines[1].anomalies] == ["care_id_repeated"]


@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data: bytes) -> None:
    check = read(data)
    assert all(line.event is not None or line.anomalies for line in check.lines)


@given(st.lists(st.dictionaries(st.sampled_from((*COLUMNS, "more")), st.text(max_size=20)), max_size=6))
def test_any_lines_are_answered_each_in_its_place(cells: list[dict[str, str]]) -> None:
    check = read(lines(*cells))
    assert [line.line for line in check.lines] == list(range(1, len(cells) + 1)) or any(one.code for one in check.anomalies) or not cells
    for line in check.lines:
        if line.event is not None:
            assert line.event.annuls or (line.event.day is not None and (line.event.nin or line.event.nss))
