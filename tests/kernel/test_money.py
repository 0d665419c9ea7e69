"""Amounts go in and out of text exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.kernel.money import MAX_CENTIMES, amounts_of, format_amount, format_decimal, format_plain, parse_amount
from mizan.kernel.refusals import Refused

amounts = st.integers(-MAX_CENTIMES, MAX_CENTIMES)
written = st.one_of(amounts.map(format_decimal), amounts.map(format_plain), st.text("0123456789.,;-\u0662 ", max_size=12))


@given(amounts)
def test_what_is_written_is_read_back(amount: int) -> None:
    assert parse_amount(format_plain(amount)) == amount
    assert parse_amount(format_decimal(amount)) == amount


@given(st.lists(amounts, min_size=1, max_size=40))
def test_a_list_as_machines_write_it_is_read_together(found: list[int]) -> None:
    assert amounts_of([format_decimal(amount) for amount in found]) == tuple(found)


@given(st.lists(written, max_size=6))
def test_a_list_read_together_is_the_list_read_one_by_one(texts: list[str]) -> None:
    found = amounts_of(texts)
    assert found is None or found == tuple(parse_amount(text) for text in texts)


@pytest.mark.parametrize(
    "texts", [[], ["1.00", 100], ["1.00;2.00"], ["1.00", ""], ["1.0"], ["\u0661.00"], ["+1.00"], ["90000000000.01"], ["-90000000000.01"]]
)
def test_a_list_written_otherwise_is_left_to_be_read_one_by_one(texts: list[object]) -> None:
    assert amounts_of(texts) is None


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
