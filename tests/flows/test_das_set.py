"""A set of yearly declarations is taken as its pairs would be one by one, and a bad pair never holds the others back."""

from __future__ import annotations

from typing import Any

YEAR = 2025


def rows(person: Any, *indexes: int, first: int = 60_000_00) -> list[tuple[str, tuple[int, int, int, int]]]:
    return [(person(index), (first, 60_000_00, 60_000_00, 60_000_00)) for index in indexes]


def test_a_set_is_taken_as_its_pairs_would_be(world: Any, person: Any) -> None:
    from mizan.flows.take_das_set import Pair, take_das_set
    from mizan.funds.careers.queries import lines_of_filings
    from mizan.funds.contributions.queries import cases_of, filings_of

    for index, day in enumerate(("2025-04-10", "2025-07-10", "2025-10-10", "2026-01-10"), start=1):
        world.file_dac("quarterly", f"{YEAR}-Q{index}", 60_000_00, day)
    good = Pair(*world.das_pair("quarterly", YEAR, rows(person, 1, first=70_000_00)))
    builder = Pair(*world.das_pair("builder", YEAR, rows(person, 1, 2)))
    bad = Pair(b"nothing", b"of use")
    # The third worker of these pairs is not who the register knows under that number: the pair is filed on its own.
    strange = Pair(*world.das_pair("monthly", YEAR, rows(person, 1, 3)))
    with world.batch() as by:
        receipt = take_das_set([bad, good, strange, builder], by=by, at=world.at("2026-01-20"))
        assert (receipt.pairs, receipt.filed, receipt.repeated, receipt.taken) == (4, 3, 0, 5)
        assert [(one.index, one.code) for one in receipt.refused] == [(0, receipt.refused[0].code)]
        again = take_das_set([good, builder, strange], by=by, at=world.at("2026-01-21"))
        assert (again.filed, again.repeated, again.refused) == (0, 3, [])
    single = world.file_das("quarterly", YEAR, rows(person, 1, first=70_000_00), "2026-01-22")
    assert single.repeated
    with world.acting("quarterly"):
        (case,) = cases_of(world.employers["quarterly"])
        assert (case.quarter_key, case.difference) == ("2025-Q1", 10_000_00)
        (kept,) = [filing for filing in filings_of(world.employers["quarterly"]) if filing.form == "DAS"]
        (line,) = lines_of_filings([kept.id])
    assert (line.surname, line.given_name, line.nss, line.left_on) == ("NOMA", "PRENOMA", person(1), None)
    assert [quarter.amount for quarter in line.quarters] == [70_000_00, 60_000_00, 60_000_00, 60_000_00]
    assert [(quarter.duration, quarter.unit) for quarter in line.quarters] == [(520, "H")] * 4
    import numpy as np

    from mizan.funds.contributions.line_shares import shares_of_year

    assert list(line.shares) == shares_of_year(np.array([[quarter.amount for quarter in line.quarters]]), YEAR)[0].tolist()
    assert world.faults() == []


def test_the_same_employer_twice_in_a_set_is_told(world: Any, person: Any) -> None:
    from mizan.flows.take_das_set import Pair, take_das_set

    pairs = [
        Pair(*world.das_pair("quarterly", YEAR, rows(person, 1))),
        Pair(*world.das_pair("quarterly", YEAR, rows(person, 1, 2))),
        Pair(*world.das_pair("quarterly", YEAR, rows(person, 2), kind="C")),
    ]
    with world.batch() as by:
        receipt = take_das_set(pairs, by=by, at=world.at("2026-01-20"))
    assert (receipt.filed, [(one.index, one.code) for one in receipt.refused]) == (2, [(1, "das_already_filed")])


def test_a_year_before_the_law_holds_no_other_pair_back(world: Any, person: Any) -> None:
    from datetime import date

    from tests.flows.conftest import NUMBERS

    from mizan.flows.take_das_set import Pair, take_das_set
    from mizan.formats.das import DasHeader, DasRow, QuarterPay, write_pair

    good = Pair(*world.das_pair("monthly", 2025, [(person(1), (60_000_00,) * 4)]))
    pay = tuple(QuarterPay(520, "H", 60_000_00) for _ in range(4))
    years = (1999, 2005, 2006)
    old = [
        Pair(
            *write_pair(
                DasHeader(NUMBERS["builder"], "N", year, centre="16000", totals=(60_000_00,) * 4, total_year=240_000_00, workers=1),
                [DasRow(1, person(2), "NOMC", "PRENOMC", date(1985, 3, 15), pay, 240_000_00, date(year - 1, 2, 1), None)],
            )
        )
        for year in years
    ]
    with world.batch() as by:
        receipt = take_das_set([*old, good], by=by, at=world.at("2026-01-20"))
    assert (receipt.pairs, receipt.filed, receipt.taken) == (4, 1, 1)
    assert [(one.index, one.code) for one in receipt.refused] == [(index, "no_law_on") for index in range(3)]


def test_portions_laid_ahead_are_taken_as_one_would_be(world: Any, person: Any, db: Any, monkeypatch: Any) -> None:
    """The same pairs in portions of one: each after the first is laid in staging by another connection while its forerunner is written."""
    from mizan.flows import das_portions
    from mizan.flows.take_das_set import Pair, take_das_set
    from mizan.funds.contributions.sets.staging import STAGES

    monkeypatch.setattr(das_portions, "PORTION_PAIRS", 1)
    for index, day in enumerate(("2025-04-10", "2025-07-10", "2025-10-10", "2026-01-10"), start=1):
        world.file_dac("quarterly", f"{YEAR}-Q{index}", 60_000_00, day)
    good = Pair(*world.das_pair("quarterly", YEAR, rows(person, 1, first=70_000_00)))
    rival = Pair(*world.das_pair("quarterly", YEAR, rows(person, 1, 2)))
    builder = Pair(*world.das_pair("builder", YEAR, rows(person, 1, 2)))
    strange = Pair(*world.das_pair("monthly", YEAR, rows(person, 1, 3)))
    pairs = [Pair(b"nothing", b"of use"), good, rival, strange, builder, good]
    with world.batch() as by:
        receipt = take_das_set(iter(pairs), by=by, at=world.at("2026-01-20"))
        assert (receipt.pairs, receipt.filed, receipt.repeated, receipt.taken) == (6, 3, 1, 5)
        assert [(one.index, one.code) for one in receipt.refused][1:] == [(2, "das_already_filed")]
        assert len(receipt.case_ids) == 1
        again = take_das_set(iter(pairs), by=by, at=world.at("2026-01-21"))
        assert (again.filed, again.repeated) == (0, 4)
    assert world.faults() == []
    with db.raw() as connection:
        for stage in STAGES:
            assert connection.execute(f"SELECT count(*) FROM {stage}").fetchone() == (0,)
        here = "(SELECT oid FROM pg_database WHERE datname = current_database())"
        held = connection.execute(f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = {here}")
        assert held.fetchone() == (0,)


def test_a_set_that_fails_ahead_leaves_what_was_taken_and_nothing_staged(world: Any, person: Any, db: Any, monkeypatch: Any) -> None:
    import pytest

    from mizan.flows import das_portions, das_staged
    from mizan.flows.take_das_set import Pair, take_das_set
    from mizan.funds.contributions.sets.staging import STAGES

    monkeypatch.setattr(das_portions, "PORTION_PAIRS", 1)
    pairs = [Pair(*world.das_pair(name, YEAR, rows(person, 1))) for name in ("quarterly", "monthly", "builder")]
    lay, laid = das_staged.lay, []

    def fails_at_the_third(*arguments: Any, **more: Any) -> Any:
        laid.append(arguments)
        if len(laid) == 2:
            raise MemoryError
        return lay(*arguments, **more)

    monkeypatch.setattr(das_staged, "lay", fails_at_the_third)
    with world.batch() as by:
        with pytest.raises(MemoryError):
            take_das_set(iter(pairs), by=by, at=world.at("2026-01-20"))
        monkeypatch.setattr(das_staged, "lay", lay)
        receipt = take_das_set(iter(pairs), by=by, at=world.at("2026-01-20"))
    assert (receipt.filed + receipt.repeated, receipt.repeated) == (3, 2)
    with db.raw() as connection:
        assert all(connection.execute(f"SELECT count(*) FROM {stage}").fetchone() == (0,) for stage in STAGES)
