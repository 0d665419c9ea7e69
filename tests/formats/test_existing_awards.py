"""The file of existing awards, read: who is paid what, since when, where; a line that says less or otherwise is told of."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.test_docs import example

from mizan.formats.existing_awards import COLUMNS, Minimum, read
from mizan.kernel.identifiers import rip_from_ccp

GOOD = {
    "id": "CNR-1", "benefit": "retirement", "nss": "500000000188", "since": "2012-03-01", "pension": "41250,5", "state_adds": "10.25",
    "minimum": "pension", "minimum_part": "9000", "minimum_whole": "18000.00", "account": rip_from_ccp("1234567"), "holder": "BEN ALI OMAR",
}  # fmt: skip
REVERSION = GOOD | {"id": "CNR-2", "benefit": "survivors", "nss": "", "nin": "110500016000000101", "of_nss": "500000000188"}


def lines(*cells: dict[str, str]) -> bytes:
    return "\n".join(json.dumps(one) for one in cells).encode()


def test_both_forms_say_the_same_to_the_centime() -> None:
    (told,) = read(lines(GOOD)).lines
    (written,) = read(f"{';'.join(GOOD)}\n{';'.join(GOOD.values())}\n".encode()).lines
    assert told.award is not None
    assert told.award == written.award
    assert (told.award.pension, told.award.state_adds, told.award.gross) == (4_125_050, 1_025, 4_126_075)
    assert told.award.minimum == Minimum("pension", 900_000, 1_800_000)
    assert (told.award.account_kind, told.award.net, told.award.ends_on) == ("ccp", None, None)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"id": "no 1"}, "existing_award_id", "id"), ({"benefit": "sickness"}, "existing_award_kind", "benefit"),
        ({"nss": ""}, "existing_award_person", "nin"), ({"nss": "12"}, "existing_award_number", "nss"),
        ({"of_nss": "500000000188"}, "existing_award_of_nobody", "of_nin"), ({"since": "long ago"}, "existing_award_day", "since"),
        ({"until": "2012-03-01"}, "existing_award_day", "until"), ({"pension": "1,234.5"}, "existing_award_amount", "pension"),
        ({"pension": "-5"}, "existing_award_amount", "pension"), ({"net": "x"}, "existing_award_amount", "net"),
        ({"fund_adds": "1.005"}, "existing_award_amount", "fund_adds"),
        ({"pension": "0", "state_adds": "0"}, "existing_award_nothing", "pension"),
        ({"minimum_part": "18000.01"}, "existing_award_minimum", "minimum"), ({"minimum": ""}, "existing_award_minimum", "minimum"),
        ({"minimum": "other"}, "existing_award_minimum", "minimum"),
        ({"account": "00799999000123456763"}, "existing_award_account", "account"),
        ({"holder": ""}, "existing_award_holder", "holder"), ({"holder": "X" * 71}, "existing_award_holder", "holder"),
        ({"iban": "x"}, "existing_award_column", "record"),
    ],
)  # fmt: skip
def test_a_line_that_says_less_or_more_is_left_out_and_told(change: dict[str, str], code: str, field: str) -> None:
    (line,) = read(lines(GOOD | change)).lines
    assert line.award is None
    assert [(one.code, one.field) for one in line.anomalies] == [(code, field)]
    assert all(one.sentence(lang) for one in line.anomalies for lang in ("ar", "fr"))


def test_survivors_name_the_deceased() -> None:
    (line,) = read(lines(REVERSION)).lines
    assert line.award is not None
    assert (line.award.nin, line.award.of_nss) == ("110500016000000101", "500000000188")
    (line,) = read(lines(REVERSION | {"of_nss": ""})).lines
    assert [(one.code, one.field) for one in line.anomalies] == [("existing_award_person", "of_nin")]


def test_the_first_line_of_a_number_counts() -> None:
    check = read(lines(GOOD, GOOD))
    assert [line.award is not None for line in check.lines] == [True, False]
    assert [one.code for one in check.lines[1].anomalies] == ["existing_award_id_repeated"]


def test_the_examples_of_the_documentation_read() -> None:
    for start, count in (("id;benefit", 2), ('{"id"', 1)):
        check = read(example("existing-awards.md", start))
        assert check.anomalies == ()
        assert [line.award is not None for line in check.lines] == [True] * count


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_fault(data: bytes) -> None:
    check = read(data)
    assert all(one.sentence("fr") for one in (*check.anomalies, *(told for line in check.lines for told in line.anomalies)))


@given(
    st.lists(
        st.fixed_dictionaries({}, optional={name: st.text(max_size=25) for name in COLUMNS}).map(lambda cells: GOOD | cells), max_size=6
    )
)
def test_whatever_the_cells_each_line_is_an_award_or_is_told(cells: list[dict[str, str]]) -> None:
    check = read(lines(*cells))
    assert len(check.lines) == len(cells)
    for line in check.lines:
        assert (line.award is None) == any(one.severity == "error" for one in line.anomalies)
        assert line.award is None or line.award.gross > 0
