"""Rules run several rows at a time give what they give one by one: rates, choices and sums, near every edge, and who is refused."""

import ast
from datetime import date
from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallland import LABELS, write

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.refusals import Refused
from mizan.kernel.rounding import PPM
from mizan.law.algeria.book import book
from mizan.law.engine import lanes, primitives, twins
from mizan.law.engine.book import Book, load_book
from mizan.law.engine.compile import Columns
from mizan.law.engine.inputs import DEFAULTS
from mizan.law.engine.plan import Plan
from mizan.law.engine.reach import reach
from mizan.law.engine.rules import Rule

ON = date(2020, 1, 1)

RULES = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1), rounding=Rounding.HALF_UP)
def due(harvest: Centimes, tithe: RatePpm) -> Centimes:
    """What a field owes."""
    return rate_half_up(harvest, tithe)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1), rounding=Rounding.DOWN)
def relief(due: Centimes, exempt: Flag, tithe: RatePpm) -> Centimes:
    """What is not asked of who is exempt."""
    if exempt:
        return rate_down(due, tithe)
    return Centimes(0)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def paid(due: Centimes, relief: Centimes) -> Centimes:
    """What is paid."""
    return Centimes(due - relief)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def left(harvest: Centimes, paid: Centimes) -> Centimes:
    """What the farmer keeps."""
    kept = harvest - paid
    return Centimes(kept)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def worst(left: Centimes, due: Centimes) -> Centimes:
    """The smaller of two."""
    return min(left, due)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def over(harvest: Centimes, plough: Centimes) -> Centimes:
    """The harvest and the price of a plough."""
    return Centimes(harvest + plough)
'''
PLOUGH = """
description: "The price of a plough"
title: { ar: "ثمن المحراث", fr: "Le prix d'une charrue" }
metadata: { unit: centimes }
values:
  2000-01-01: { value: PRICE, reference: small-act.art-1, standing: gazette, published_on: 2000-01-01 }
"""
NAMES = ("due", "relief", "paid", "left", "worst", "over")
SENTENCES = {lang: "[rule]\n" + "".join(f'{name} = "{{value}}"\n' for name in NAMES) for lang in LABELS}
LARGE = 2**32
MOST = MAX_CENTIMES - 150_000
"""With the price of a plough, the largest amount."""


def small_law(root: Path, monkeypatch: pytest.MonkeyPatch, price: str = "1500.00") -> Book:
    """The small law with a plough of some price, in dinars."""
    monkeypatch.setenv("MIZAN_LAW_CACHE", str(root / "cache"))
    package = write(root, rules=RULES, **SENTENCES)
    (package / "plough.yaml").write_text(PLOUGH.replace("PRICE", price), encoding="utf-8")
    monkeypatch.syspath_prepend(str(root))
    return load_book(package, package.name)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Columns:
    with pytest.MonkeyPatch.context() as patch:
        return Columns(small_law(tmp_path_factory.mktemp("lanes"), patch).plan(NAMES, ON), DEFAULTS)


def test_these_rules_are_run_in_lanes(made: Columns) -> None:
    names = {node.name for node in ast.parse(made._text).body if isinstance(node, ast.FunctionDef)}
    assert {"lane_due", "summed_block", "summed_rows", "grouped", "sums", "kernel"} <= names
    # Two figures are totals of what others give: three facts and rates are added up for six of them.
    assert "lane_paid(due, relief)" in made._text.split("def grouped")[1]


def columns(rows: int, seed: int = 0) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    return {"harvest": random.integers(-(10**6), 10**9, rows), "exempt": random.random(rows) < 0.5}


def with_large(rows: int) -> dict[str, np.ndarray]:
    """Most blocks hold small amounts; some hold one at, or just past, what lanes take, or the largest there is."""
    held = columns(rows, 1)
    places = np.random.default_rng(2).choice(rows, 12, replace=False)
    held["harvest"][places] = [LARGE, -LARGE, LARGE - 1, 1 - LARGE, LARGE + 1, MOST, -MOST, 0, -1, 1, 10**12, -(10**12)]
    return held


@pytest.mark.parametrize("rows", [1, 2, 255, 256, 257, 511, 3_000])
@pytest.mark.parametrize("large", [False, True])
def test_totals_are_those_of_the_rows(made: Columns, monkeypatch: pytest.MonkeyPatch, rows: int, *, large: bool) -> None:
    held = with_large(rows) if large and rows > 12 else columns(rows)
    each = made.run(held)
    random = np.random.default_rng(rows)
    for size in (1, 2, max(1, rows // 14), rows):
        groups = np.sort(random.integers(0, size, rows))
        expected = np.zeros((size, len(NAMES)), dtype=np.int64)
        np.add.at(expected, groups, each)
        runs = np.searchsorted(groups, np.arange(size + 1))
        for chunk in (1 << 17, 300):
            monkeypatch.setattr("mizan.law.engine.compile.CHUNK", chunk)
            assert (made.totals_of_runs(held, runs) == expected).all()
            assert (made.totals(held, groups, size) == expected).all()
        shuffled = random.permutation(rows)
        assert (made.totals({name: column[shuffled] for name, column in held.items()}, groups[shuffled], size) == expected).all()


def test_rows_are_whole_python_numbers(made: Columns) -> None:
    held = with_large(2_000)
    plan = made.plan
    total = made.totals(held)
    expected = [0] * len(NAMES)
    for harvest, exempt in zip(held["harvest"].tolist(), held["exempt"].tolist(), strict=True):
        outcome = plan.run({"harvest": harvest, "exempt": exempt})
        expected = [known + outcome[name] for known, name in zip(expected, NAMES, strict=True)]
    assert total.tolist() == [expected]


def test_a_value_too_large_for_lanes_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = Columns(small_law(tmp_path, monkeypatch, price="50000000.00").plan(NAMES, ON), DEFAULTS)
    held = columns(700)
    assert (large.totals(held)[0] == large.run(held).sum(axis=0)).all()
    assert large.run(held)[0, -1] == held["harvest"][0] + 5 * 10**9


@pytest.mark.parametrize("bad", [MAX_CENTIMES + 1, -MAX_CENTIMES - 1, 2**63 - 1, -(2**63)])
@pytest.mark.parametrize("place", [0, 255, 256, 699])
def test_a_row_out_of_bounds_is_named(made: Columns, bad: int, place: int) -> None:
    held = columns(700)
    held["harvest"][place] = bad
    runs = np.array([0, 100, 300, 700])
    for act in (lambda: made.totals_of_runs(held, runs), lambda: made.totals(held)):
        with pytest.raises(Refused) as caught:
            act()
        assert (caught.value.refusal.code, caught.value.refusal.params["row"]) == ("amount_out_of_range", place)


def test_a_result_out_of_bounds_is_named(made: Columns) -> None:
    held = columns(700)
    held["harvest"][300] = MOST + 1
    with pytest.raises(Refused) as caught:
        made.totals_of_runs(held, np.array([0, 700]))
    assert caught.value.refusal.params["row"] == 300


def test_a_flag_that_is_none_is_refused(made: Columns) -> None:
    held = columns(700) | {"exempt": np.zeros(700, dtype=np.int8)}
    held["exempt"][511] = 2
    with pytest.raises(Refused) as caught:
        made.totals(held)
    assert caught.value.refusal.params["row"] == 511


@pytest.fixture(scope="module")
def lane_twins() -> dict[str, object]:
    namespace: dict[str, object] = {"np": np, "njit": lambda **_: numba.njit}
    exec(twins.text(), namespace)
    return namespace


@pytest.mark.parametrize("name", sorted(lanes.TWINS))
def test_rates_in_lanes_near_every_edge(lane_twins: dict[str, object], name: str) -> None:
    """The amounts whose product is nearest to where rounding turns, for a thousand rates, and the largest amounts at every kind of rate."""
    twin, plain = lane_twins[lanes.TWINS[name]], primitives.PRIMITIVES[name]
    random = np.random.default_rng(6)
    rates = [0, 1, 2, 3, PPM - 1, PPM, *random.integers(0, PPM + 1, 1_000).tolist()]
    for rate in rates:
        bases = [0, 1, MAX_CENTIMES, MAX_CENTIMES - 1, LARGE - 1, LARGE, LARGE + 1, *random.integers(0, MAX_CENTIMES + 1, 4).tolist()]
        if rate % 2 and rate % 5:
            # The rest of base × rate over a million is each of these, just below the largest amount.
            for rest in (PPM - 1, PPM // 2 - 1, PPM // 2, 0, 1):
                bases.append(MAX_CENTIMES - PPM + rest * pow(rate, -1, PPM) % PPM)
        for base in bases:
            assert twin(base, rate) == plain(base, rate), (base, rate)
            assert twin(-base, rate) == plain(-base, rate), (-base, rate)


@given(st.integers(-MAX_CENTIMES, MAX_CENTIMES), st.integers(0, PPM))
def test_rates_in_lanes_are_exact(lane_twins: dict[str, object], base: int, rate: int) -> None:
    for name, twin in lanes.TWINS.items():
        assert lane_twins[twin](base, rate) == primitives.PRIMITIVES[name](base, rate)


def rules_with_a_reach() -> list[tuple[Plan, Rule]]:
    found = []
    law = book()
    for name, wordings in law.rules.items():
        if any(f"/{branch}/" in wordings[0].place for branch in ("contributions", "retirement")):
            try:
                plan = law.plan((name,), date(2026, 10, 1))
            except Refused:
                continue
            node = plan.nodes[name]
            if isinstance(node, Rule) and not node.entity:
                found.append((plan, node))
    return found


def test_no_rule_leaves_its_reach() -> None:
    """Whatever the boxes its arguments are drawn from, corners included, a rule of the book stays within what was found from its text."""
    random = np.random.default_rng(11)
    looked = 0
    for _, rule in rules_with_a_reach():
        for _ in range(6):
            size = int(random.choice([3, 1_000, 10**6, 10**9]))
            boxes = {}
            for argument, unit in rule.inputs.items():
                least, most = (0, PPM) if unit == "ppm" else (-size, size) if unit == "centimes" else (0, min(size, 1_000))
                boxes[argument] = tuple(sorted(random.integers(least, most + 1, 2).tolist()))
            found = reach(rule, boxes)
            if found is None:
                break
            looked += 1
            for _ in range(40):
                drawn = [int(random.choice([least, most, random.integers(least, most + 1)])) for least, most in boxes.values()]
                assert found[0] <= rule.function(*drawn) <= found[1], (rule.name, boxes, drawn)
    assert looked > 200


def test_a_product_has_no_reach() -> None:
    counted = next(rule for _, rule in rules_with_a_reach() if rule.name == "claim_rate")
    assert reach(counted, dict.fromkeys(counted.inputs, (0, 100))) is None
