"""What a control is worth as it is shown: both counts, an interval that is named, and chance beside it."""

from __future__ import annotations

from typing import Any

import pytest

from mizan.doors.controls.register.worth import _verdict, between_words, chance_table, precision_cell, yield_words
from mizan.funds.controls.types import Conclusion, Worth
from mizan.kernel.funds import Fund


class Reader:
    """A reader's language is all that words ask for."""

    lang = "fr"


def told(control: str, confirmed: int, unfounded: int, *returns: int) -> Worth:
    return Worth(
        Fund.CNR, control, 0, 0, 0, {Conclusion.ERROR: confirmed, Conclusion.UNFOUNDED: unfounded}, sum(returns), tuple(sorted(returns))
    )


@pytest.fixture
def visit() -> Any:
    return Reader()


def test_counts_come_with_wilsons_interval(visit: Any) -> None:
    cell = precision_cell(visit, [told("shared_account", 3, 1)])
    assert "3" in str(cell.value)
    # Wilson at 95 % of 3 out of 4 is 30.06 % to 95.44 %: told outwards.
    assert between_words(visit, 3, 4) == cell.note
    assert "30" in cell.note
    assert "96" in cell.note
    assert precision_cell(visit, [told("shared_account", 0, 0)]).note == ""


def test_a_yield_has_a_mean_and_its_interval_where_enough_was_concluded(visit: Any) -> None:
    assert yield_words(visit, [told("shared_account", 4, 0, 1, 2, 3, 4)]) == ""
    said = yield_words(visit, [told("shared_account", 6, 0, 0, 0, 100_00, 200_00, 300_00, 0)])
    assert "100,00" in said


def test_a_control_is_told_from_chance_only_where_their_intervals_are_apart(visit: Any) -> None:
    assert _verdict((20, 20), (1, 20)) == "more"
    assert _verdict((1, 20), (20, 20)) == "less"
    assert _verdict((3, 4), (1, 5)) == "unsure"
    assert _verdict((3, 4), (0, 0)) == "unknown"
    table = chance_table(visit, "shared_account", [told("shared_account", 20, 0), told("random_awards", 0, 20)])
    assert [cell.value for cell in table.rows[0].cells][-1] == "Trouve plus que le hasard"
