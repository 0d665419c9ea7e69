"""The feed of sick-leave certificates, read: who, how many days, for whom; anything that says more is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.test_docs import example

from mizan.formats.certificates import read
from mizan.formats.certificates.reader import COLUMNS

GOOD = {
    "id": "C-1", "prescriber": "MED-001", "nss": "500000000188", "signed_on": "2026-03-02", "starts_on": "2026-03-03", "days": "20",
}  # fmt: skip


def lines(*cells: dict[str, str]) -> bytes:
    return "\n".join(json.dumps(one) for one in cells).encode()


def test_both_forms_say_the_same() -> None:
    (told,) = read(lines(GOOD)).lines
    (written,) = read(f"{';'.join(GOOD)}\n{';'.join(GOOD.values())}\n".encode()).lines
    assert told.certificate is not None
    assert told.certificate == written.certificate
    assert (told.certificate.days, told.certificate.prescriber, told.certificate.annuls) == (20, "MED-001", "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": ""}, "certificate_id"), ({"prescriber": "Dr Benali"}, "certificate_prescriber"), ({"nss": ""}, "certificate_person"),
        ({"nss": "12"}, "certificate_number"), ({"signed_on": "soon"}, "certificate_day"), ({"starts_on": ""}, "certificate_day"),
        ({"days": "0"}, "certificate_days"), ({"days": "367"}, "certificate_days"), ({"days": "٣"}, "certificate_days"),
        ({"annuls": "C-1"}, "certificate_id"), ({"diagnosis": "J45"}, "certificate_column"),
    ],
)  # fmt: skip
def test_a_line_that_says_less_or_more_is_left_out_and_told(change: dict[str, str], code: str) -> None:
    (line,) = read(lines(GOOD | change)).lines
    assert line.certificate is None
    assert [one.code for one in line.anomalies] == [code]
    assert all(one.sentence(lang) for one in line.anomalies for lang in ("ar", "fr"))


def test_a_table_with_a_column_of_its_own_is_refused_whole() -> None:
    check = read(b"id;prescriber;nss;signed_on;starts_on;days;diagnosis\nC-1;MED-001;500000000188;2026-03-02;2026-03-02;3;J45\n")
    assert check.lines == ()
    assert {one.code for one in check.anomalies} == {"certificate_column", "certificate_head"}


def test_the_first_line_of_an_id_counts_and_an_annulment_names_only_what_it_annuls() -> None:
    check = read(lines(GOOD, GOOD, {"id": "C-2", "annuls": "C-1"}))
    assert [line.certificate is not None for line in check.lines] == [True, False, True]
    assert [one.code for one in check.lines[1].anomalies] == ["certificate_id_repeated"]


def test_the_examples_of_the_documentation_read() -> None:
    for start in ("id;prescriber", '{"id"'):
        check = read(example("certificates.md", start))
        assert check.anomalies == ()
        assert all(line.certificate is not None for line in check.lines)


@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reading(data: bytes) -> None:
    check = read(data)
    assert all(one.sentence("fr") for one in check.anomalies)


@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=20), max_size=8))
def test_a_line_is_a_certificate_or_is_told(cells: dict[str, str]) -> None:
    for line in read(lines(cells)).lines:
        assert (line.certificate is None) == any(one.severity == "error" for one in line.anomalies)
