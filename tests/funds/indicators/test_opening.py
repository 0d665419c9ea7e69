"""What opens behind a figure is the figure: page by page its items add up to it, put together, line by line, or walked."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flows.conftest import world

from mizan.config.database import connect_as
from mizan.funds.access.measures import Item
from mizan.funds.indicators import queries
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.queries import behind, kept
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month

__all__ = ["world"]
MARCH, MAY = month(2026, 3), month(2026, 5)
MADE_OF_FILES = ("receipts", "result", "arrears", "arrears_age", "recovery_rate", "contributors_per_pensioner", "late_declarations",
                 "digital_filings_share", "cash")  # fmt: skip
"""Indicators whose items the minister sees, all of them."""


@pytest.fixture
def lived(world: Any) -> Any:
    """Paid whole, in two parts, in part, taken back, late; read by pages of three."""
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-01", 2_000_000_00, "2026-02-12")
    world.pay([("1", 100_000_00, "1600000101")], "2026-02-18", "S1")
    world.file_dac("monthly", "2026-02", 1_200_000_00, "2026-03-10")
    world.pay([("1", 400_000_00, "1600000101")], "2026-03-12", "S2")
    world.pay([("1", 50_000_00, "3100000303")], "2026-03-14", "S3")
    world.pay([("9", -50_000_00, "IMPAYE")], "2026-03-16", "S4", is_return=True, returns_ref="S3/1")
    world.pay([("1", 250_000_00, "3100000303")], "2026-03-20", "S5")
    world.file_dac("quarterly", "2025-Q4", 3_000_000_00, "2026-03-22")
    with connect_as("batch"):
        for when in (MARCH, MAY):
            take_snapshot(when, by=world.system, at=world.at("2026-06-02", 22))
    return world


def opened(indicator: str, fund: Fund | None, when: Period = MARCH) -> tuple[list[Item], int, int]:
    """Every page of a figure, with the sum and the number told."""
    found, number = behind(indicator, fund=fund, month=when), 1
    items = list(found.items)
    while len(items) < found.count:
        number += 1
        page = behind(indicator, fund=fund, month=when, page=number)
        assert page.items, (indicator, fund, number)
        assert (page.total, page.count) == (found.total, found.count)
        items += page.items
    assert behind(indicator, fund=fund, month=when, page=number + 1).items == ()
    return items, found.total, found.count


@pytest.mark.parametrize("many", [0, 20_000])
@pytest.mark.parametrize("indicator", MADE_OF_FILES)
def test_pages_add_up_to_the_figure(lived: Any, monkeypatch: pytest.MonkeyPatch, indicator: str, many: int) -> None:
    monkeypatch.setattr(queries, "MANY", many)
    monkeypatch.setattr(queries, "PAGE", 3)
    # Arrears of March are too young to weigh anything.
    counted, when = 0, MAY if indicator == "arrears_age" else MARCH
    with lived.acting("minister"):
        for fund in (None, *DEFINITIONS[indicator].funds):
            figure = kept(indicator, fund=fund, month=when)
            assert figure is not None
            items, total, count = opened(indicator, fund, when)
            assert total == sum(one.amount for one in items) == (figure.figure.numerator or 0), fund
            assert count == len(items), fund
            counted += count
    assert counted > 0


def test_line_by_line_an_item_stands_each_time_it_was_counted(lived: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with lived.acting("minister"):
        once, total, _ = opened("receipts", None)
        monkeypatch.setattr(queries, "MANY", 0)
        each, same, _ = opened("receipts", None)
        figure = kept("receipts", fund=None, month=MARCH)
    assert figure is not None
    assert total == same
    assert len({(one.id, one.fund, one.part) for one in once}) == len(once) < len(each) == sum(part.items for part in figure.parts)
    assert [abs(one.amount) for one in each] == sorted((abs(one.amount) for one in each), reverse=True)


def test_a_walk_tells_the_latest_first_with_what_was_not_paid(lived: Any) -> None:
    with lived.acting("minister"):
        found = behind("recovery_rate", fund=Fund.CNAS, month=MARCH)
        figure = kept("recovery_rate", fund=Fund.CNAS, month=MARCH)
    assert figure is not None
    assert found.walked
    ids = [one.id for one in found.items]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) > 1
    assert found.count == sum(part.items for part in figure.parts if part.term == "fallen:year:second")
    assert 0 in {one.amount for one in found.items}


def test_who_may_not_see_the_items_is_told_no_sum_of_them(lived: Any) -> None:
    with lived.acting("cnr"):
        seen = kept("recovery_rate", fund=Fund.CNR, month=MARCH)
        assert seen is not None
        own = behind("recovery_rate", fund=Fund.CNR, month=MARCH)
        assert (own.total, own.count > 0) == (seen.figure.numerator, True)
        assert behind("recovery_rate", fund=Fund.CNAS, month=MARCH).items == ()
        assert behind("recovery_rate", fund=None, month=MARCH).count == 0
    with lived.acting("monthly"):
        assert behind("recovery_rate", fund=Fund.CNR, month=MARCH).total == 0
