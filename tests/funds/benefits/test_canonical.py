"""The one text of a record: what is hashed when a decision is written is what is hashed when it is verified, for ever."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.funds.benefits.actions.write_decision import canonical


class Standing(StrEnum):
    READ = "lu"


texts = st.text(st.characters(codec="utf-8"), max_size=20)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), texts)
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=20)


def as_json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(st.dictionaries(texts, values, max_size=6))
def test_it_is_the_text_that_json_writes(record: dict[str, Any]) -> None:
    assert canonical(record) == as_json(record)


@pytest.mark.parametrize(
    "record",
    [
        {"é": 1, "z": 2, "\U0001f600": 3, "\uffff": 4, "": 5},
        {"a": '\x00\x1f\x7f\u2028\u2029"\\/\b\f\n\r\t\u00a0'},
        {"a": 2**63, "b": -(2**64), "c": [2**200]},
        {"a": Standing.READ, "b": (1, "x"), "c": {"1": {}, "0": []}},
        {1: "a number for a key"},
        {"a": "\ud800"},
    ],
    ids=["order", "signs", "numbers", "kinds", "keys", "half a letter"],
)
def test_it_is_so_at_the_edges(record: dict[Any, Any]) -> None:
    assert canonical(record) == as_json(record)


@pytest.mark.parametrize("value", [date(2026, 1, 1), {1, 2}, b"x", object()])
def test_what_json_does_not_write_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical({"a": value})
