"""Amounts go in and out of text exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel.money import MAX_CENTIMES, format_amount, format_decimal, format_plain, parse_amount
from mizan.kernel.refusals import Refused

amounts = st.integers(-MAX_CENTIMES, MAX_CENTIMES)


@given(amounts)
def test_what_is_written_is_read_back(amount: int) -> None:
    assert parse_amount(format_plain(amount)) == amount
    assert parse_amount(format_decimal(amount)) == amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 345,67", 1_234_567),
        ("12345.67", 1_234_567),
        ("12\u202f345,67", 1_234_567),
        ("12\u00a0345,6", 1_234_560),
        (" 48000 ", 4_800_000),
        ("-0.05", -5),
        ("\u22120,05", -5),
    ],
)
def test_the_ways_people_type(text: str, expected: int) -> None:
    assert parse_amount(text) == expected


@pytest.mark.parametrize("text", ["", "abc", "1.234", "1 23,00", "12 3456", "1e9", "1,2,3", "--1", "١٢", "1 234 5", "NaN", "0x10", "1_000"])
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_amount(text)
    assert caught.value.refusal.code == "amount_unreadable"


def test_too_large_is_refused_by_name() -> None:
    with pytest.raises(Refused) as caught:
        parse_amount("90000000000.01")
    assert caught.value.refusal.code == "amount_out_of_range"


def test_currency_by_language() -> None:
    assert format_amount(1_234_567, "fr") == "12\u202f345,67\u00a0DA"
    assert format_amount(1_234_567, "ar") == "12\u202f345,67\u00a0دج"
    assert format_amount(-5, "ar") == "\u200e\u22120,05\u00a0دج"
