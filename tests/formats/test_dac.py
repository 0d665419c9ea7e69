"""The contribution declaration: its rules for a file and for what is keyed in, its table there and back, any bytes."""

import dataclasses
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.formats.anomalies import Outcome
from mizan.formats.dac import AbatementLine, DacLine, DacReturn, Movement, canonical_hash, check, read_csv, write_csv

BENALI, HADDAD = "850012345648", "900102030471"
ABATED = AbatementLine(
    "R06", BENALI, "BENALI AMINE", date(1985, 3, 15), 5_000_000, "D-12/2026", date(2026, 1, 1), date(2029, 1, 1)
)  # fmt: skip
SOUND = DacReturn(
    employer_number="1600012345",
    period_key="2026-10",
    kind="normal",
    workers_total=12,
    hired=1,
    left=1,
    lines=(DacLine("R22", 100_000_000), DacLine("R06", 5_000_000), DacLine("R98", 105_000_000)),
    abatements=(ABATED,),
    movements=(
        Movement(HADDAD, "حداد سارة", "E", date(2026, 10, 4), "تثبيت; CDI"),
        Movement(BENALI, "BENALI AMINE", "S", date(2026, 10, 31)),
    ),
)
NIL = DacReturn("1600012345", "2026-Q3", "nil")


def changed(**values: object) -> DacReturn:
    return dataclasses.replace(SOUND, **values)  # type: ignore[arg-type]


def codes(dac: DacReturn, *, construction: bool | None = None) -> list[str]:
    return [found.code for found in check(dac, construction=construction)]


def test_sound_returns_have_nothing_to_say() -> None:
    assert codes(SOUND) == []
    assert codes(SOUND, construction=False) == []
    assert codes(NIL) == []
    assert codes(changed(period_key="2026-Q4", lines=(*SOUND.lines, DacLine("R38", 105_000_000))), construction=True) == []


RULES: Mapping[str, tuple[DacReturn, list[str]]] = {
    "employer": (changed(employer_number="160001234"), ["employer_number_form"]),
    "wilaya": (changed(employer_number="9900012345"), ["employer_number_wilaya"]),
    "a year": (changed(period_key="2026"), ["dac_period"]),
    "month 13": (changed(period_key="2026-13"), ["dac_period"]),
    "kind": (changed(kind="other"), ["dac_kind"]),
    "negative workers": (changed(workers_total=-1), ["dac_count"]),
    "hired without annex": (changed(hired=2), ["dac_movements_count"]),
    "nil with a base": (changed(kind="nil", abatements=(), workers_total=0), ["dac_nil_with_lines"]),
    "nil with workers": (dataclasses.replace(NIL, workers_total=3), ["dac_nil_with_workers"]),
    "no line": (changed(lines=(), abatements=()), ["dac_no_lines"]),
    "90 % abatement": (changed(lines=(*SOUND.lines, DacLine("R08", 1))), ["rate_not_established"]),
    "unknown code": (changed(lines=(*SOUND.lines, DacLine("R99", 1))), ["dac_code"]),
    "code twice": (
        changed(lines=(DacLine("R22", 50_000_000), DacLine("R22", 50_000_000), *SOUND.lines[1:])),
        ["dac_code_repeated"],
    ),
    "negative base": (changed(lines=(DacLine("R22", -1), DacLine("R06", 5_000_000), DacLine("R98", 4_999_999))), ["dac_base"]),
    "R98 missing": (changed(lines=SOUND.lines[:2]), ["dac_r98_missing"]),
    "R98 differs": (changed(lines=(*SOUND.lines[:2], DacLine("R98", 1))), ["dac_sum_differs"]),
    "R38 differs": (changed(lines=(*SOUND.lines, DacLine("R38", 1))), ["dac_sum_differs"]),
    "annex missing": (changed(abatements=()), ["dac_abatement_sum"]),
    "annex without line": (
        changed(lines=(DacLine("R22", 105_000_000), DacLine("R98", 105_000_000))),
        ["dac_abatement_sum"],
    ),
    "annex of another code": (changed(abatements=(ABATED, ABATED._replace(code="R22"))), ["dac_abatement_code"]),
    "annex key": (changed(abatements=(ABATED._replace(nss="850012345649"),)), ["nss_key"]),
    "annex name": (changed(abatements=(ABATED._replace(name=""),)), ["dac_name_missing"]),
    "annex birth": (changed(abatements=(ABATED._replace(birth=None),)), ["dac_birth_missing"]),
    "no decision": (changed(abatements=(ABATED._replace(decision_no=""),)), ["dac_decision_missing"]),
    "no decision days": (changed(abatements=(ABATED._replace(ends_on=None),)), ["dac_decision_days_missing"]),
    "decision days": (changed(abatements=(ABATED._replace(ends_on=date(2026, 1, 1)),)), ["dac_decision_days"]),
    "decision over": (changed(abatements=(ABATED._replace(ends_on=date(2026, 10, 1)),)), ["dac_decision_not_running"]),
    "decision to come": (changed(abatements=(ABATED._replace(starts_on=date(2026, 11, 1)),)), ["dac_decision_not_running"]),
    "worker twice in the annex": (
        changed(abatements=(ABATED._replace(base=2_500_000), ABATED._replace(base=2_500_000))),
        ["dac_abatement_repeated"],
    ),
    "movement sense": (changed(hired=0, movements=(SOUND.movements[0]._replace(sense="X"), SOUND.movements[1])), ["dac_sense"]),
    "movement day": (
        changed(movements=(SOUND.movements[0]._replace(on=date(2026, 9, 30)), SOUND.movements[1])),
        ["dac_movement_outside"],
    ),
    "no movement day": (changed(movements=(SOUND.movements[0]._replace(on=None), SOUND.movements[1])), ["dac_movement_day"]),
    "number awaited": (changed(movements=(SOUND.movements[0]._replace(nss=""), SOUND.movements[1])), ["dac_nss_awaited"]),
    "movement twice": (changed(left=2, movements=(*SOUND.movements, SOUND.movements[1])), ["dac_movement_repeated"]),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule(name: str) -> None:
    dac, expected = RULES[name]
    assert codes(dac) == expected
    through_a_file = read_csv(write_csv(dac))
    assert {found.code for found in through_a_file.anomalies} >= set(expected) - {"dac_count"}


def test_construction_owes_its_line_and_others_do_not() -> None:
    assert codes(SOUND, construction=True) == ["dac_r38_missing"]
    assert codes(changed(lines=(*SOUND.lines, DacLine("R38", 105_000_000))), construction=False) == ["dac_r38_not_owed"]


def test_the_table_reads_back_to_the_same_return() -> None:
    check = read_csv(write_csv(SOUND))
    assert (check.outcome, check.dac, check.anomalies) == (Outcome.ACCEPTED, SOUND, ())
    assert check.content_hash == canonical_hash(SOUND)
    assert read_csv(write_csv(NIL)).dac == NIL


def test_the_order_of_the_lines_does_not_change_the_content() -> None:
    turned = changed(lines=SOUND.lines[::-1], movements=SOUND.movements[::-1])
    assert canonical_hash(turned) == canonical_hash(SOUND)
    assert canonical_hash(changed(workers_total=13)) != canonical_hash(SOUND)


def test_what_a_person_types_is_read() -> None:
    typed = "\ufeffdac;16 000 123 45;2026-10;Normale;12;0;0\r\nligne;r22;1 000 000,00\r\n\r\nLigne;R98;1\u202f000\u202f000\r\n"
    check = read_csv(typed.encode())
    assert (check.outcome, check.anomalies) == (Outcome.ACCEPTED, ())
    assert check.dac is not None
    assert check.dac.lines == (DacLine("R22", 100_000_000), DacLine("R98", 100_000_000))
    commas = read_csv(typed.replace("1 000 000,00", "1000000.00").replace(";", ",").encode("utf-16"))
    assert commas.dac == check.dac


def test_what_cannot_be_read_is_said_once_with_its_line() -> None:
    text = write_csv(SOUND).replace(b"100000000", b"1OOOOOOOO").replace(b"1000000.00", b"1O").replace(b"2026-10-04", b"04.10.2026")
    check = read_csv(text)
    assert [(found.line, found.field, found.code) for found in check.anomalies] == [
        (2, "line_base", "table_cell"),
        (6, "movement_on", "table_cell"),
    ]
    assert check.outcome is Outcome.REFUSED


BROKEN = {
    "nothing": (b"", ["file_empty"]),
    "blanks": (b"\r\n ;;; \n", ["file_empty"]),
    "no head": (b"LIGNE;R22;1.00\n", ["dac_head_missing"]),
    "two heads": (write_csv(NIL) * 2, ["dac_head_repeated"]),
    "a row of another kind": (write_csv(NIL) + b"TOTAL;1\n", ["table_kind"]),
    "too many cells": (write_csv(SOUND) + b"LIGNE;R07;1;2;3\n", ["table_cells"]),
    "an open quotation": (write_csv(NIL) + b'LIGNE;"R22;1\n', ["table_unreadable"]),
    "Latin-1": (write_csv(NIL) + "MOUVEMENT;;é".encode("latin-1"), ["file_encoding"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_not_a_declaration(name: str) -> None:
    data, expected = BROKEN[name]
    check = read_csv(data)
    assert [found.code for found in check.anomalies] == expected
    assert check.outcome is Outcome.REFUSED


def test_an_abatement_of_ninety_percent_is_refused_by_its_code() -> None:
    found = check(changed(lines=(*SOUND.lines, DacLine("R08", 1))))[0]
    assert (found.code, found.severity, found.line) == ("rate_not_established", "error", 4)
    assert "90" in found.message["ar"]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_bytes_have_an_answer(data: st.DataObject) -> None:
    raw = write_csv(SOUND)
    if data.draw(st.booleans()):
        raw = data.draw(st.binary(max_size=300))
    else:
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(raw)))
            raw = raw[:at] + data.draw(st.binary(max_size=6)) + raw[at + data.draw(st.integers(0, 20)) :]
    check = read_csv(raw)
    assert (check.outcome is Outcome.REFUSED) == any(found.severity == "error" for found in check.anomalies)
    for found in check.anomalies:
        assert found.message["fr"]
        assert found.message["ar"]
