"""Every contribution figure of 7,000,000 salaried lines and its totals by 500,000 employers, against OpenFisca-Core with the same rules.

Lines come in the order of their declarations, employer by employer. Ours is the compiled statute book in whole centimes; OpenFisca keeps
its own type, 32-bit floats. Both sides are ready before the clock starts: inputs loaded, rules compiled, memory for the answer reused.
`wrong` counts the amounts of ours, over all lines and all figures, that differ from exact whole numbers computed apart;
`wrong_openfisca` those of OpenFisca. `unsorted_s` is ours when the lines come in no order.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import _common
import _openfisca_contributions as openfisca
import numpy as np

from mizan.kernel.refusals import Refusal
from mizan.law.algeria.book import book
from mizan.law.engine.compile import compiled

TARGET = 1 / 30
ON = date(2026, 10, 1)
PPM = 1_000_000

Column = np.ndarray[Any, Any]


def main() -> None:
    """Make the lines, measure both sides by turns, count what is wrong on each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=7_000_000, help="lines (default 7,000,000); one employer for fourteen")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    size = max(1, asked.n // 14)
    random = np.random.default_rng(2026)
    # Each employer has a line at least: OpenFisca's sum by group stops at the last that has one.
    employers = np.sort(np.concatenate([np.arange(size), random.integers(0, size, asked.n - size)]))
    columns: dict[str, Column] = {
        "base": random.integers(2_400_000, 30_000_000, asked.n),
        "zone": random.integers(0, 3, size, dtype=np.int8)[employers],
        "first_time_jobseeker": random.random(asked.n) < 0.1,
        "construction": (random.random(size) < 0.2)[employers],
    }
    runs = np.searchsorted(employers, np.arange(size + 1)).astype(np.int64)
    law = compiled(book(), openfisca.TARGETS, ON)
    totals = np.zeros((size, len(openfisca.TARGETS)), dtype=np.int64)
    law.totals_of_runs(columns, runs, out=totals)
    _common.say("ours is ready")
    rates = day_rates()
    floats: dict[str, Any] = {
        "base": (columns["base"] / 100).astype(np.float32),
        "zone": columns["zone"].astype(np.int32),
        "first_time_jobseeker": columns["first_time_jobseeker"],
        "construction": columns["construction"],
    }
    theirs_ready = openfisca.simulation(openfisca.system(rates), floats, employers, size)
    _common.say("OpenFisca is ready")

    def settle() -> None:
        """What the other side gave back is taken in before the clock starts."""
        time.sleep(1)

    mine, theirs = _common.interleaved(
        lambda: law.totals_of_runs(columns, runs, out=totals),
        lambda: openfisca.compute(theirs_ready),
        rounds=asked.rounds,
        before_ours=settle,
        before_yardstick=settle,
    )
    shuffled = random.permutation(employers)
    unsorted_s = min(_common.once(lambda: law.totals(columns, shuffled, size))[0] for _ in range(3))
    rows = law.run(columns)
    wrong, wrong_openfisca = 0, 0
    for place, (name, exact) in enumerate(exact_figures(columns, rates).items()):
        by_employer = np.bincount(employers, exact & 0xFFFF, size) + 65_536 * np.bincount(employers, exact >> 16, size)
        wrong += int((rows[:, place] != exact).sum()) + int((totals[:, place] != by_employer.astype(np.int64)).sum())
        found = np.rint(theirs_ready.calculate(name, openfisca.PERIOD).astype(np.float64) * 100).astype(np.int64)
        wrong_openfisca += int((found != exact).sum())
    _common.close(
        name="contributions_vs_openfisca",
        n=asked.n,
        ours=mine,
        yardstick=theirs,
        target=round(TARGET, 4),
        wrong=wrong,
        times_faster=round(theirs.typical_s / mine.typical_s, 1),
        figures=len(openfisca.TARGETS),
        employers=size,
        wrong_openfisca=wrong_openfisca,
        unsorted_s=round(unsorted_s, 3),
    )


def day_rates() -> dict[str, int]:
    """The rates of the day, parts per million, by name."""
    names = [f"{name}_rate" for name in openfisca.LINES] + [*openfisca.RATED.values(), "oprebat_rate"]
    names += [f"{side}_relief_{who}" for side in ("cnac", "treasury") for who in ("north_first", "north_worked", "elsewhere")]
    outcome = book().plan(tuple(names), ON).run({})
    if isinstance(outcome, Refusal):
        raise SystemExit(f"the law of {ON} lacks a rate: {outcome}")
    return {name: outcome[name] for name in names}


def exact_figures(columns: Mapping[str, Column], rates: Mapping[str, int]) -> dict[str, Column]:
    """Each figure of each line in whole centimes, written apart from the statute book."""

    def half_up(amount: Column, rate: Any) -> Column:
        return (amount * rate + PPM // 2) // PPM

    base = columns["base"]
    found: dict[str, Column] = {name: half_up(base, rates[f"{name}_rate"]) for name in openfisca.LINES}
    found |= {name: half_up(base, rates[rate]) for name, rate in openfisca.RATED.items()}
    found["r38_due"] = np.where(columns["construction"], half_up(base, rates["oprebat_rate"]), 0)
    found |= {name: sum((found[part] for part in parts), np.zeros_like(base)) for name, parts in openfisca.SUMS.items()}
    found["wage_net_of_contribution"] = base - found["worker_share"]
    relief: Callable[[str], Column] = lambda side: np.where(  # noqa: E731
        columns["zone"] == 0,
        np.where(columns["first_time_jobseeker"], rates[f"{side}_north_first"], rates[f"{side}_north_worked"]),
        rates[f"{side}_elsewhere"],
    )
    for side in ("cnac_relief", "treasury_relief"):
        found[side] = half_up(found["employer_share"], relief(side))
    found["employer_pays_after_cnac"] = found["employer_share"] - found["cnac_relief"]
    found["employer_pays_after_both"] = found["employer_pays_after_cnac"] - found["treasury_relief"]
    return {name: found[name] for name in openfisca.TARGETS}


if __name__ == "__main__":
    main()
