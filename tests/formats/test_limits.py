"""Every anomaly is told, however many rows are wrong; rows are bounded by the size of a file."""

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest

from mizan.formats import anomalies
from mizan.formats.anomalies import Outcome, Severity
from mizan.formats.dac import DacLine, DacReturn, Movement, check, read_csv, write_csv
from mizan.formats.dac import table as dac_table
from mizan.formats.statement import BankLine, BankStatement, camt053, rules, statement_csv
from mizan.kernel.money import Centimes

ROWS = 12_345
DAC = DacReturn("1600012345", "2026-10", "normal", lines=(DacLine("R22", 100), DacLine("R98", 100)))
STATEMENT = BankStatement("00200021000001234536", "X", Centimes(0), Centimes(0), date(2026, 10, 4), date(2026, 10, 10), ())


def leavers(count: int) -> tuple[Movement, ...]:
    return (Movement("x", "", "S", date(2026, 10, 4)),) * count


def lines(count: int) -> tuple[BankLine, ...]:
    day = date(2026, 10, 4)
    return (BankLine("", day, day, Centimes(100), "", "", ""),) * count


NOISE: dict[str, Callable[[], tuple[anomalies.Outcome, tuple[anomalies.Anomaly, ...]]]] = {
    "rows of no kind in a declaration": lambda: _of(read_csv(write_csv(DAC) + b"QUOI;1\r\n" * ROWS)),
    "cells that are no amounts": lambda: _of(read_csv(write_csv(DAC) + b"LIGNE;R22;?\r\n" * ROWS)),
    "movements of nobody": lambda: _of(read_csv(write_csv(dataclasses.replace(DAC, movements=leavers(ROWS))))),
    "rows of no kind in a statement": lambda: _of(statement_csv.read(statement_csv.write(STATEMENT) + b"QUOI;1\r\n" * ROWS)),
    "lines without reference": lambda: _of(statement_csv.read(statement_csv.write(dataclasses.replace(STATEMENT, lines=lines(ROWS))))),
    "entries without reference": lambda: _of(camt053.read(camt053.write(dataclasses.replace(STATEMENT, lines=lines(ROWS))))),
    "entries in another currency": lambda: _of(
        camt053.read(camt053.write(dataclasses.replace(STATEMENT, lines=lines(ROWS))).replace(b'Ccy="DZD"', b'Ccy="EUR"'))
    ),
}


def _of(found: object) -> tuple[anomalies.Outcome, tuple[anomalies.Anomaly, ...]]:
    return found.outcome, found.anomalies  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NOISE)
def test_each_of_many_wrong_rows_is_told(name: str) -> None:
    outcome, found = NOISE[name]()
    assert outcome is Outcome.REFUSED
    told = {one.line for one in found if one.severity is Severity.ERROR and one.line}
    assert len(told) >= ROWS
    assert [one.line for one in found] == sorted(one.line for one in found)


def test_many_doubts_alone_refuse_nothing() -> None:
    """Newcomers wait for their number: a large employer's own annex is read to its end."""
    hired = tuple(Movement("", f"N{number}", "E", date(2026, 10, 4)) for number in range(ROWS))
    found = check(dataclasses.replace(DAC, hired=ROWS, movements=hired))
    assert Severity.ERROR not in {one.severity for one in found}
    assert len(found) >= ROWS


@pytest.mark.parametrize("form", ["dac", "statement", "camt"])
def test_rows_are_bounded(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dac_table, "MAX_ROWS", 10)
    monkeypatch.setattr(statement_csv, "MAX_LINES", 10)
    monkeypatch.setattr(camt053.reader, "MAX_LINES", 10)
    made = dataclasses.replace(STATEMENT, lines=lines(12))
    outcome, found = _of(
        {
            "dac": lambda: read_csv(write_csv(dataclasses.replace(DAC, movements=leavers(12)))),
            "statement": lambda: statement_csv.read(statement_csv.write(made)),
            "camt": lambda: camt053.read(camt053.write(made)),
        }[form]()
    )
    assert outcome is Outcome.REFUSED
    assert [one.code for one in found] == ["table_rows"]
    assert rules.MAX_LINES >= 100_000
