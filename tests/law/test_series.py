"""Series and entities on a small fictional law: months of a career and members of a household, interpreted and compiled alike."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from smallland import read

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.refusals import Refusal, Refused
from mizan.law.engine.book import Book
from mizan.law.engine.compile import Columns
from mizan.law.engine.errors import BookError
from mizan.law.engine.inputs import DEFAULTS
from mizan.law.engine.plan import Outcome

ON = date(2020, 1, 1)

RULES = '''
from collections.abc import Sequence
from mizan.law.engine.helpers import helper
from mizan.law.engine.units import Years
from mizan.law.engine.primitives import ratio_half_up, sum_of, sum_of_best, sum_of_last

TOP = 4


@helper
def doubled(amount: int) -> int:
    """Twice an amount."""
    return amount * 2


@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1), entity="month", rounding=Rounding.HALF_UP)
def counted(wage: Centimes, tithe: RatePpm, bonus: Centimes) -> Centimes:
    """What a month counts for: its wage less the tithe, and the bonus of the person."""
    return Centimes(wage - rate_half_up(wage, tithe) + bonus)


@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def best(counted: Sequence[Centimes]) -> Centimes:
    """The best four months."""
    return Centimes(sum_of_best(counted, TOP))


@rule(source="small-act.art-1", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def rising(wage: Sequence[Centimes], bonus: Centimes) -> Count:
    """How often a wage was above the one before."""
    found = 0
    for i in range(1, len(wage)):
        if wage[i] > wage[i - 1]:
            found = found + 1
    return Count(found)


@rule(source="small-act.art-2", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def pension(best: Centimes, rising: Count) -> Centimes:
    """The pension: twice the best months, and a centime for each rise."""
    return Centimes(doubled(best) + rising)


@rule(source="small-act.art-3", standing=Standing.GAZETTE, since=date(2000, 1, 1), entity="heir")
def eligible(heir_age: Years) -> Flag:
    """Whether an heir may inherit."""
    return Flag(heir_age < 21)


@rule(source="small-act.art-3", standing=Standing.GAZETTE, since=date(2000, 1, 1))
def heirs(eligible: Sequence[Flag]) -> Count:
    """The heirs who may."""
    return Count(sum_of(eligible))


@rule(source="small-act.art-3", standing=Standing.GAZETTE, since=date(2000, 1, 1), entity="heir", rounding=Rounding.HALF_UP)
def share(eligible: Flag, heirs: Count, pension: Centimes) -> Centimes:
    """The share of an heir."""
    if not eligible:
        return Centimes(0)
    return ratio_half_up(pension, 1, heirs)
'''
FACTS = """
[wage]
unit = "centimes"
least = 0
entity = "month"
source = "small-act.art-1"
title = { ar = "الأجر", fr = "Salaire" }

[bonus]
unit = "centimes"
title = { ar = "علاوة", fr = "Prime" }

[heir_age]
unit = "years"
entity = "heir"
title = { ar = "السن", fr = "Âge" }
"""
NAMES = ("counted", "best", "rising", "pension", "eligible", "heirs", "share")
SENTENCES = {lang: "[rule]\n" + "".join(f'{name} = "{{value}}"\n' for name in NAMES) for lang in ("ar", "fr")}


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setenv("MIZAN_LAW_CACHE", str(tmp_path / "cache"))
    return read(tmp_path, monkeypatch, rules=RULES, facts=FACTS, **SENTENCES)


def test_a_case_with_its_months_and_its_heirs(law: Book) -> None:
    outcome = law.plan(("share", "pension"), ON).run({"wage": [1000, 3000, 2000], "bonus": 5, "heir_age": [10, 30, 20]})
    assert isinstance(outcome, Outcome), outcome
    assert outcome.series("counted") == (880, 2630, 1755)
    assert (outcome["best"], outcome["rising"], outcome["pension"]) == (5265, 1, 10531)
    assert outcome.series("share") == (5266, 0, 5266)
    tree = outcome.trace("share").to_json()
    assert tree["value"] == [5266, 0, 5266]
    assert [text["fr"] for text in tree["each"]] == ["5\u202f266", "0", "5\u202f266"]
    assert {used["rule"] for used in tree["uses"]} == {"eligible", "heirs", "pension"}
    record = outcome.trace("share").record()
    assert record["facts"]["wage"] == [1000, 3000, 2000]


def test_a_series_as_text_and_its_bad_element(law: Book) -> None:
    plan = law.plan(("best",), ON)
    outcome = plan.run({"wage": "10.00;30.00", "bonus": 0})
    assert isinstance(outcome, Outcome)
    assert outcome["best"] == 3500
    refusal = plan.run({"wage": [1, -2], "bonus": 0})
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.field, refusal.basis) == ("fact_out_of_bounds", "wage[2]", "small-act.art-1")
    assert isinstance(plan.run({"wage": 3, "bonus": 0}), Refusal)


def careers(rows: int) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    random = np.random.default_rng(rows)
    lengths, heirs = random.integers(0, 30, rows), random.integers(0, 5, rows)
    starts = {"month": np.concatenate([[0], np.cumsum(lengths)]), "heir": np.concatenate([[0], np.cumsum(heirs)])}
    columns = {
        "wage": random.integers(0, 10**7, lengths.sum()),
        "bonus": random.integers(-(10**6), 10**6, rows),
        "heir_age": random.integers(0, 60, heirs.sum()),
    }
    return columns, starts


def test_compiled_is_interpreted_for_cases_and_members(law: Book) -> None:
    columns, starts = careers(3_000)
    for targets in (("pension", "heirs"), ("share",), ("counted",)):
        plan = law.plan(targets, ON)
        made = Columns(plan, DEFAULTS)
        found = made.run(columns, starts=starts)
        expected: list[list[int]] = []
        for row in range(3_000):
            facts = {"bonus": int(columns["bonus"][row])}
            for name, entity in (("wage", "month"), ("heir_age", "heir")):
                facts[name] = columns[name][starts[entity][row] : starts[entity][row + 1]].tolist()
            outcome = plan.run(facts)
            assert isinstance(outcome, Outcome)
            if made.shape.entity:
                expected += [list(member) for member in zip(*(outcome.series(target) for target in targets), strict=True)]
            else:
                expected.append([outcome[target] for target in targets])
        assert found.tolist() == expected
        narrow = made.run(columns | {"wage": columns["wage"].astype(np.int32)}, starts=starts)
        assert (narrow == found).all()
        assert made.totals(columns, starts=starts).tolist() == [found.sum(axis=0).tolist()]


def test_chunks_on_threads_are_the_same(law: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    columns, starts = careers(5_000)
    made = Columns(law.plan(("pension",), ON), DEFAULTS)
    whole = made.run(columns, starts=starts)
    groups = np.random.default_rng(1).integers(0, 40, 5_000)
    sums = made.totals(columns, groups, 40, starts=starts)
    monkeypatch.setattr("mizan.law.engine.compile.CHUNK", 700)
    assert (made.run(columns, starts=starts) == whole).all()
    expected = [[int(whole[groups == group].sum())] for group in range(40)]
    assert made.totals(columns, groups, 40, starts=starts).tolist() == sums.tolist() == expected


def test_frames_in_and_frames_out(law: Book) -> None:
    lists, bonus, ages = [[1000, 3000, 2000], [], [50]], [5, 0, 1], [[10], [], [30, 3]]
    made = Columns(law.plan(("pension", "heirs"), ON), DEFAULTS)
    plain = made.table({"wage": lists, "bonus": bonus, "heir_age": ages})
    assert {name: held.tolist() for name, held in plain.items()} == {"pension": [10531, 0, 90], "heirs": [1, 0, 1]}
    arrow = made.table(pa.table({"wage": lists, "bonus": bonus, "heir_age": ages}))
    assert isinstance(arrow, pa.Table)
    assert arrow.to_pydict() == {"pension": [10531, 0, 90], "heirs": [1, 0, 1]}
    frame = made.table(pl.DataFrame({"wage": lists, "bonus": bonus, "heir_age": ages}))
    assert isinstance(frame, pl.DataFrame)
    assert frame.rows() == [(10531, 1), (0, 0), (90, 1)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"bonus": [5, None, 1]}, "bonus"),
        ({"bonus": [5, 6]}, "bonus"),
        ({"bonus": [0.5, 1.0, 2.0]}, "bonus"),
        ({"wage": [[1], None, [2]]}, "wage"),
        ({"wage": [[1.5], [], [2.0]]}, "wage"),
    ],
)
def test_what_is_not_whole_is_refused_by_name(law: Book, changed: dict[str, list[object]], field: str) -> None:
    made = Columns(law.plan(("pension",), ON), DEFAULTS)
    table = {"wage": [[1], [], [2]], "bonus": [5, 0, 1]} | changed
    with pytest.raises(Refused) as caught:
        made.run({name: pl.Series(name, held, strict=False) for name, held in table.items()})
    assert caught.value.refusal.code == "fact_unreadable"
    assert field in (caught.value.refusal.field, "bonus")


def test_rows_that_do_not_fit_are_refused(law: Book) -> None:
    made = Columns(law.plan(("pension",), ON), DEFAULTS)
    columns, starts = careers(10)
    for bad in (starts["month"][:-1], starts["month"][::-1].copy(), starts["month"] + 1):
        with pytest.raises(Refused) as caught:
            made.run(columns, starts={"month": bad})
        assert caught.value.refusal.code == "fact_unreadable"
    with pytest.raises(Refused) as caught:
        made.run(columns)
    assert (caught.value.refusal.code, caught.value.refusal.field) == ("fact_missing", "month")
    columns["wage"][-1] = -1
    with pytest.raises(Refused) as caught:
        made.run(columns, starts=starts)
    assert caught.value.refusal.code == "amount_out_of_range"
    with pytest.raises(Refused):
        made.totals(careers(10)[0], np.full(10, 3), 3, starts=starts)


def test_a_total_that_would_wrap_is_refused(law: Book) -> None:
    made = Columns(law.plan(("counted",), ON), DEFAULTS)
    rows = 2**60 // MAX_CENTIMES + 10
    starts = {"month": np.arange(rows + 1)}
    columns = {"wage": np.full(rows, 1), "bonus": np.full(rows, MAX_CENTIMES - 1)}
    with pytest.raises(Refused) as caught:
        made.totals(columns, starts=starts)
    assert caught.value.refusal.code == "amount_out_of_range"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("best(counted: Sequence[Centimes])", "best(counted: Centimes)", "take it whole"),
        ("wage: Sequence[Centimes], bonus: Centimes", "wage: Sequence[Centimes], bonus: Sequence[Centimes]", "not a series"),
        ("heirs: Count, pension: Centimes", "heirs: Count, counted: Centimes, pension: Centimes", "take it whole"),
        ("def heirs(eligible: Sequence[Flag]) -> Count", "def heirs(eligible: Sequence[Flag]) -> Sequence[Count]", "gives one number"),
        ("wage: Centimes, tithe: RatePpm", "wage: Count, tithe: RatePpm", "is in centimes, not in count"),
    ],
)
def test_a_series_taken_wrongly_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, why: str) -> None:
    assert old in RULES
    with pytest.raises(BookError, match=why):
        read(tmp_path, monkeypatch, rules=RULES.replace(old, new), facts=FACTS, **SENTENCES)


def test_a_helper_belongs_to_the_version_of_those_who_call_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str, rules: str, target: str) -> str:
        (tmp_path / name).mkdir()
        return read(tmp_path / name, monkeypatch, rules=rules, facts=FACTS, **SENTENCES).plan((target,), ON).law_version

    other = RULES.replace("return amount * 2", "return amount * 3")
    assert version("a", RULES, "pension") != version("b", other, "pension")
    assert version("c", RULES, "best") == version("d", other, "best")


@pytest.mark.parametrize("in_order", [True, False])
def test_totals_however_the_rows_come(law: Book, monkeypatch: pytest.MonkeyPatch, *, in_order: bool) -> None:
    monkeypatch.setattr("mizan.law.engine.compile.CHUNK", 512)
    random = np.random.default_rng(9)
    made = Columns(law.plan(("counted",), ON), DEFAULTS)
    rows, size = 4_000, 300
    groups = random.integers(0, size - 3, rows)
    groups = np.sort(groups) if in_order else groups
    starts = {"month": np.arange(rows + 1)}
    columns = {"wage": random.integers(0, 10**7, rows), "bonus": random.integers(-5, 5, rows)}
    out = np.empty((rows, 1), dtype=np.int64)
    found = made.totals(columns, groups, size, out=out, starts=starts)
    assert (out == made.run(columns, starts=starts)).all()
    assert found[:, 0].tolist() == [int(out[groups == group].sum()) for group in range(size)]


def test_totals_of_runs(law: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Columns(law.plan(("pension", "rising"), ON), DEFAULTS)
    columns, starts = careers(2_000)
    found = made.run(columns, starts=starts)
    random = np.random.default_rng(4)
    inner = np.sort(random.integers(0, 2_001, 400))
    for runs in ([0, *inner, 2_000], [0, 0, 0, 2_000, 2_000], [0, *[700] * 5, 2_000]):
        for chunk in (1 << 17, 300):
            monkeypatch.setattr("mizan.law.engine.compile.CHUNK", chunk)
            totals = made.totals_of_runs(columns, np.array(runs), starts=starts)
            expected = [found[start:end].sum(axis=0).tolist() for start, end in pairwise(runs)]
            assert totals.tolist() == expected
    for bad in ([0, 1_999], [1, 2_000], [0, 50, 40, 2_000]):
        with pytest.raises(Refused):
            made.totals_of_runs(columns, np.array(bad), starts=starts)
