"""Figures from rows: parts and places sum to the whole, funds add up to together, ratios stay in bounds, equal rows hash the same."""

from __future__ import annotations

import random

import django

django.setup()

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from mizan.formats.indicators import catalogue  # noqa: E402
from mizan.funds.access.measures import MeasuredRow  # noqa: E402
from mizan.funds.indicators.computing import computed, moved, reason_of, value_of  # noqa: E402
from mizan.funds.indicators.definitions import DEFINITIONS, TOGETHER  # noqa: E402
from mizan.funds.indicators.sentences import sentence_of  # noqa: E402
from mizan.kernel.funds import Fund  # noqa: E402
from mizan.kernel.rounding import PPM  # noqa: E402

ROW = st.builds(
    MeasuredRow,
    fund=st.sampled_from([fund.value for fund in Fund]),
    wilaya=st.none() | st.integers(1, 69),
    part=st.sampled_from(["retirement", "social_insurance", "age:0"]),
    internal=st.booleans(),
    amount=st.integers(-(10**15), 10**15),
    items=st.integers(1, 10**6),
    second=st.integers(-(10**17), 10**17),
)
SUMS = [one for one in DEFINITIONS.values() if not one.denominator]


@st.composite
def measured(draw: st.DrawFn) -> dict[tuple[str, str], list[MeasuredRow]]:
    """Rows of every measure."""
    keys = {(term.measure.name, term.span.value) for one in DEFINITIONS.values() for term in one.terms}
    some = draw(st.lists(ROW, max_size=12))
    return {key: [row for row in some if draw(st.booleans())] for key in sorted(keys)}


@given(measured())
def test_parts_and_places_sum_to_the_figure(rows: dict[tuple[str, str], list[MeasuredRow]]) -> None:
    for definition in DEFINITIONS.values():
        signs = {term.key: term.sign for term in definition.numerator}
        for fund in (None, *definition.funds):
            found = computed(definition, fund, rows)
            over = sum(signs[part.term] * part.amount for part in found.parts if part.term in signs)
            # A measure that is above and below (arrears by their age) is told apart by its key.
            assert over == found.numerator
            if definition.placed:
                assert sum(place.numerator for place in found.places) == found.numerator


@given(measured())
def test_the_funds_less_what_they_owe_each_other_are_the_funds_together(rows: dict[tuple[str, str], list[MeasuredRow]]) -> None:
    for definition in SUMS:
        signs = {term.key: term.sign for term in definition.numerator}
        of_funds = [computed(definition, fund, rows) for fund in TOGETHER]
        inner = sum(signs[part.term] * part.amount for one in of_funds for part in one.parts if part.internal)
        assert sum(one.numerator for one in of_funds) - inner == computed(definition, None, rows).numerator


@given(st.integers(0, 10**18), st.integers(0, 10**18))
def test_a_share_is_between_nothing_and_all_and_never_says_all_before_it_is(some: int, more: int) -> None:
    for definition in DEFINITIONS.values():
        if definition.denominator and definition.factor == PPM and catalogue()[definition.id].unit == "ppm":
            share = value_of(definition, some, some + more)
            assert (share is None) == (some + more == 0)
            if share is not None:
                assert 0 <= share <= PPM
                if definition.rounding.value == "down":
                    assert (share == PPM) == (more == 0)
                elif definition.rounding.value == "up":
                    assert (share == 0) == (some == 0)


@given(measured(), st.randoms())
def test_the_same_rows_in_any_order_hash_the_same_and_others_do_not(
    rows: dict[tuple[str, str], list[MeasuredRow]], chance: random.Random
) -> None:
    definition = DEFINITIONS["receipts"]
    shuffled = {key: chance.sample(found, len(found)) for key, found in rows.items()}
    assert computed(definition, None, rows).numerator == computed(definition, None, shuffled).numerator
    assert computed(definition, Fund.CNR, rows).data_hash == computed(definition, Fund.CNR, shuffled).data_hash
    more = {**rows, ("laid", "month"): [*rows["laid", "month"], MeasuredRow("CNR", 16, "x", False, 1, 1)]}
    assert computed(definition, Fund.CNR, rows).data_hash != computed(definition, Fund.CNR, more).data_hash
    assert computed(definition, Fund.CNR, rows).data_hash != computed(definition, Fund.CNR, rows, about=("2026-10-31",)).data_hash


@given(measured(), measured())
def test_what_moved_says_the_whole_difference(
    before: dict[tuple[str, str], list[MeasuredRow]], now: dict[tuple[str, str], list[MeasuredRow]]
) -> None:
    definition = DEFINITIONS["arrears"]
    old, new = computed(definition, Fund.CNAS, before), computed(definition, Fund.CNAS, now)
    merged = {name: (a, b) for name, a, b in moved(old.parts, new.parts)}
    apart = {part.internal for part in (*old.parts, *new.parts)}
    if len(apart) < 2:
        assert sum(b - a for a, b in merged.values()) == new.numerator - old.numerator
    assert reason_of(old.parts, new.parts, same_definition=False) == "definition"


def test_every_definition_is_in_the_catalogue_with_its_sentences_and_every_live_indicator_is_defined() -> None:
    live = {one.id for one in catalogue().values() if one.live}
    assert set(DEFINITIONS) == live
    for one in DEFINITIONS:
        assert set(sentence_of(one)) == {"ar", "fr"}
        assert all(sentence_of(one).values())
