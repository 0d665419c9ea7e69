"""Hiding small groups: nothing few is told, and nothing hidden can be computed from what is."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.funds.publication.suppression import (
    LEAST,
    TOTAL,
    Cell,
    _cost,
    _safe,
    _table,
    belief,
    hidden_in_line,
    hidden_in_table,
    with_totals,
)

COUNT = st.one_of(st.integers(0, 12), st.integers(0, 300))


def tables(rows: int, columns: int) -> st.SearchStrategy[dict[Cell, int]]:
    cells = [(f"r{row}", f"c{column}") for row, column in product(range(rows), range(columns))]
    return st.fixed_dictionaries(dict.fromkeys(cells, COUNT))


@st.composite
def any_table(draw: st.DrawFn) -> dict[Cell, int]:
    return draw(tables(draw(st.integers(1, 6)), draw(st.integers(1, 4))))


def bounds(values: dict[Cell, int], hidden: frozenset[Cell], cell: Cell) -> tuple[int, int]:
    """The least and the most a reader may still believe of a cell: linear programming over everything that is shown, nothing negative.

    Another road than the flows of the code under test.
    """
    import numpy as np
    from scipy.optimize import linprog

    whole = with_totals(values)
    unknown = sorted(hidden)
    rows, columns = ({one[at] for one in values} for at in (0, 1))
    sums = [[(row, column) for column in sorted(columns)] + [(row, TOTAL)] for row in sorted(rows | {TOTAL})]
    sums += [[(row, column) for row in sorted(rows)] + [(TOTAL, column)] for column in sorted(columns | {TOTAL})]
    left, right = [], []
    for *parts, total in sums:
        signs = {**dict.fromkeys(parts, 1), total: -1}
        left.append([signs.get(one, 0) for one in unknown])
        right.append(-sum(sign * whole[one] for one, sign in signs.items() if one not in hidden))
    found = []
    for way in (1, -1):
        aim = np.zeros(len(unknown))
        aim[unknown.index(cell)] = way
        most = sum(whole.values()) + 1000
        solved = linprog(aim, A_eq=np.array(left), b_eq=np.array(right), bounds=[(0, most)] * len(unknown), method="highs")
        assert solved.success
        found.append(round(way * solved.fun))
    return found[0], found[1]


@given(any_table())
@settings(max_examples=40)
def test_no_hidden_number_of_a_table_can_be_computed(values: dict[Cell, int]) -> None:
    hidden = hidden_in_table(values)
    whole = with_totals(values)
    assert {cell for cell, value in whole.items() if value < LEAST} <= hidden
    for cell in hidden:
        least, most = bounds(values, hidden, cell)
        assert least <= whole[cell] <= most
        assert most - least >= LEAST, (cell, least, most)


@given(any_table(), st.data())
@settings(max_examples=20)
def test_what_was_hidden_stays_hidden_and_hides_no_more_of_the_same(values: dict[Cell, int], data: st.DataObject) -> None:
    hidden = hidden_in_table(values)
    assert hidden_in_table(values, also=hidden) == hidden
    also = frozenset(data.draw(st.sets(st.sampled_from(sorted(with_totals(values))), max_size=3)))
    assert also | hidden_in_table(values, also=also) == hidden_in_table(values, also=also)


@given(st.dictionaries(st.sampled_from("abcdef"), COUNT, min_size=1))
def test_no_hidden_number_of_a_line_can_be_computed(values: dict[str, int]) -> None:
    hidden = hidden_in_line(values)
    assert {name for name, value in values.items() if value < LEAST} <= hidden
    if hidden and TOTAL not in hidden:
        # What a reader has of them is their sum: at least two share at least ten.
        assert len(hidden) > 1
        assert sum(values[name] for name in hidden) >= LEAST
    if not any(value < LEAST for value in (*values.values(), sum(values.values()))):
        assert not hidden


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 30)), min_size=1, max_size=5))
def test_amounts_are_hidden_by_the_people_they_are_of(rows: list[tuple[int, int]]) -> None:
    values = {f"n{at}": amount for at, (amount, _) in enumerate(rows)}
    people = {f"n{at}": count for at, (_, count) in enumerate(rows)}
    hidden = hidden_in_line(values, people=people)
    assert {name for name, count in people.items() if count < LEAST} <= hidden
    assert len(hidden) != 1


def test_one_small_group_takes_the_next_with_it() -> None:
    assert hidden_in_line({"men": 120, "women": 40, "unknown": 3}) == {"unknown", "women"}
    assert hidden_in_line({"men": 120, "women": 40}) == set()
    assert hidden_in_table({("a", "x"): 3, ("a", "y"): 50, ("b", "x"): 40, ("b", "y"): 60}) == {
        ("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"),
    }  # fmt: skip


def cost(values: dict[Cell, int], hidden: frozenset[Cell] | set[Cell]) -> int:
    return sum(_cost(one) for one in _table(values, None) if one.cell in hidden)


@given(st.sampled_from([(2, 2), (3, 1), (2, 1), (1, 3)]).flatmap(lambda size: tables(*size)))
@settings(max_examples=30)
def test_nothing_cheaper_is_safe(values: dict[Cell, int]) -> None:
    """Every choice of a small table is tried: none that protects as much hides less."""
    numbers = _table(values, None)
    few = {one.cell for one in numbers if one.few}
    told = hidden_in_table(values)
    others = [one.cell for one in numbers if one.cell not in few]
    safe = [
        few | set(chosen)
        for number in range(len(others) + 1)
        for chosen in combinations(others, number)
        if all(belief(numbers, few | set(chosen), one) >= LEAST for one in numbers if one.cell in few | set(chosen))
    ]
    if safe:
        assert cost(values, told) == min(cost(values, one) for one in safe)


@given(any_table())
@settings(max_examples=40)
def test_the_fewest_is_never_more_than_what_is_merely_safe(values: dict[Cell, int]) -> None:
    assert cost(values, hidden_in_table(values)) <= cost(values, _safe(_table(values, None), set()))
