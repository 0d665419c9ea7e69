"""The compiled law and the interpreted law are one: equal to the centime, bounded, whole."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from smallland import LABELS, read

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.refusals import Refused
from mizan.law.algeria import contributions as law
from mizan.law.algeria.book import book
from mizan.law.engine.compile import Columns, _ready, compiled
from mizan.law.engine.errors import BookError
from mizan.law.engine.inputs import DEFAULTS
from mizan.law.engine.plan import Outcome

DATES = (date(2006, 10, 1), date(2015, 12, 31), date(2026, 10, 31))


@pytest.mark.parametrize("on", DATES)
def test_a_hundred_thousand_lines_against_whole_python_numbers(on: date) -> None:
    random = np.random.default_rng(on.toordinal())
    small, large = random.integers(-200_000, 200_000, 60_000), random.integers(-MAX_CENTIMES, MAX_CENTIMES + 1, 40_000)
    bases = np.concatenate([small, large, [0, MAX_CENTIMES, -MAX_CENTIMES]])
    found = law.assess_columns(bases, on)
    rates = [line.rate_ppm for line in law.line_shares_ppm(on)]
    for place, rate in enumerate(rates):
        products = bases.astype(object) * rate
        expected = [(abs(p) * 2 + 1_000_000) // 2_000_000 * (-1 if p < 0 else 1) for p in products]
        assert found[:, place].tolist() == expected


@pytest.mark.parametrize(
    "targets",
    [
        ("r06_due", "r06_cnac", "r06_treasury", "r07_due", "r07_cnac", "r07_treasury"),
        ("r22_due", "r98_due", "r38_due", "declaration_due"),
        ("cnac_relief", "treasury_relief", "employer_pays_after_both"),
        ("provisional_base_amount", "provisional_on", "declaration_rhythm"),
        ("contribution_base", "branch_share", "first_share"),
    ],
)
def test_any_rule_compiled_is_the_rule_interpreted(targets: tuple[str, ...]) -> None:
    on = date(2026, 10, 31)
    plan = book().plan(targets, on)
    random = np.random.default_rng(7)
    columns = {}
    for name in plan.facts:
        fact = plan.inputs.facts[name]
        least, most = max(fact.least, -(10**10)), min(fact.most, 10**10)
        columns[name] = random.integers(least, most + 1, 500) if name != "workers" else random.integers(0, 20_000, 500)
    if "line_rate" in columns:
        columns["line_rate"][:] = 1_000_000
    found = compiled(book(), targets, on).run(columns)
    for row in range(500):
        outcome = plan.run({name: int(column[row]) for name, column in columns.items()})
        assert isinstance(outcome, Outcome), outcome
        assert found[row].tolist() == [outcome[target] for target in targets]


def test_many_rows_on_threads_are_the_same() -> None:
    bases = np.random.default_rng(3).integers(0, 10**8, 300_001)
    whole = law.assess_columns(bases, DATES[2])
    assert (whole[-1000:] == law.assess_columns(bases[-1000:], DATES[2])).all()
    assert (whole[:, 0] == (bases * 115_000 + 500_000) // 1_000_000).all()


def test_what_is_not_whole_or_too_large_is_refused() -> None:
    on = DATES[2]
    with pytest.raises(Refused) as caught:
        law.assess_columns(np.array([1, MAX_CENTIMES + 1]), on)
    assert (caught.value.refusal.code, caught.value.refusal.params["row"]) == ("amount_out_of_range", 1)
    for bad in (np.array([1.0]), np.array([[1]]), np.array([1], dtype=np.uint64), np.array(["1"])):
        with pytest.raises(Refused) as caught:
            law.assess_columns(bad, on)
        assert caught.value.refusal.code == "fact_unreadable"
    with pytest.raises(Refused):
        law.assess_columns(np.array([1]), date(2000, 1, 1))
    assert law.assess_columns(np.array([], dtype=np.int64), on).shape == (0, 10)


PRODUCT = '''
@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def due(harvest: Centimes) -> Centimes:
    """The square of a harvest, brought back: a product that passes 64 bits."""
    return Centimes(harvest * harvest // 9000000000000)


@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def left(harvest: Centimes) -> Centimes:
    """Signed division, modulo and choice as Python does them."""
    kept = harvest // 7 - harvest % 7
    if kept > 10 or not harvest != 3:
        return Centimes(-kept)
    return Centimes(min(kept, 5))
'''
SENTENCES = dict.fromkeys(LABELS, '[rule]\ndue = "{value:money}"\nleft = "{value:money}"\n')


def test_a_product_that_would_wrap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIZAN_LAW_CACHE", str(tmp_path / "cache"))
    small = read(tmp_path, monkeypatch, rules=PRODUCT, **SENTENCES)
    columns = Columns(small.plan(("due", "left"), date(2001, 1, 1)), DEFAULTS)
    values = np.array([-(10**6), -8, -1, 0, 3, 9, 10**6, 10**8])
    plan = small.plan(("due", "left"), date(2001, 1, 1))
    found = columns.run({"harvest": values})
    for row, value in enumerate(values):
        outcome = plan.run({"harvest": int(value)})
        assert isinstance(outcome, Outcome)
        assert found[row].tolist() == [outcome["due"], outcome["left"]]
    with pytest.raises(Refused) as caught:
        columns.run({"harvest": np.array([9 * 10**12])})
    assert caught.value.refusal.code == "amount_out_of_range"


def test_a_changed_rule_never_meets_an_old_compilation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIZAN_LAW_CACHE", str(tmp_path / "cache"))
    results = []
    for name, factor in (("first", "7"), ("second", "8")):
        folder = tmp_path / name
        folder.mkdir()
        small = read(folder, monkeypatch, rules=PRODUCT.replace("harvest // 7", f"harvest // {factor}"), **SENTENCES)
        columns = Columns(small.plan(("left",), date(2001, 1, 1)), DEFAULTS)
        results.append(int(columns.run({"harvest": np.array([-560])})[0, 0]))
    assert results == [-80, -70]


FLOATING = """
from numba import njit


@njit
def kernel(column, values, out, status):
    for row in range(out.shape[0]):
        share = column[row] * 0.5
        out[row, 0] = int(share)
"""


def test_a_float_inferred_by_numba_stops_the_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIZAN_LAW_CACHE", str(tmp_path))
    whole = np.empty(0, dtype=np.int64)
    with pytest.raises(BookError, match="was inferred as a float"):
        _ready(FLOATING, lambda module: module.kernel(whole, whole, whole.reshape(0, 1), np.empty(0, dtype=np.uint8)))
    assert list(tmp_path.iterdir()) == []


def test_numba_is_loaded_only_by_those_who_compile() -> None:
    code = (
        "import sys; from datetime import date; from mizan.law.algeria import contributions as c;"
        "c.assess_line('R22', 1, on=date(2026, 1, 1)); import mizan.law.console;"
        "print([m for m in ('numba', 'numpy', 'django') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
