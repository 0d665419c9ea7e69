"""1,000,000 careers of 180 to 480 monthly wages to the pension in payment, against OpenFisca-Core with the same rules.

The reference wage is the better of the last five years and of the best sixty months; the rate comes from the validated quarters, capped;
the pension has its ceiling and its minimum. Each run has a new process, as whoever runs a projection has, by turns: time and memory are
those of its first computation, with the law loaded (ours compiled, OpenFisca's system built). `warm_s` is a second one in that process,
which finds its memory already given: real runs do not.

Ours reads wages of 32 bits from a file within the time that is measured, a block of people on each processor: a country is never in memory.
OpenFisca takes whole vectors of people, a 32-bit float for each and each month, set before its time begins. `peak_mb` is the whole process
with its inputs. `wrong` counts pensions that differ from whole numbers computed apart; `read_s` is one read of the wages' bytes.

`--also` measures once what else may be asked: ours with every wage in memory; OpenFisca with its inputs in files, by its own experimental
facility; with its months sorted in place; and cut by hand into blocks of people, their inputs set within the time, which nothing in it does
but which its user can write. Cut so, its memory can be as small as the block, like ours: then nothing but what a career takes tells them
apart, 1.3 kB against 5.6, and the share of memory that is aimed at is not to be claimed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import _careers
import _common
import numpy as np

TARGET = 1 / 50
MEMORY_TARGET = 1 / 5
ON = date(2026, 10, 31)
BLOCK = 6_000
"""People whose wages a thread has in memory together, some 8 MB: few enough for the engine to take them without threads of its own."""

BLOCK_OF_VECTORS = 50_000
"""People in a block where OpenFisca's are cut by hand: fewer would be spent on making simulations."""

ALSO = ("ours_whole", "openfisca_on_disk", "openfisca_in_place", "openfisca_in_blocks")


def main() -> None:
    """Run both sides by turns, each time in a new process, and count what is wrong on each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1_000_000, help="careers (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--also", action="store_true", help="measure the other ways once")
    parser.add_argument("--side", choices=("ours", "openfisca", *ALSO))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.side:
        print(json.dumps(measured(asked.side, asked.folder)))
        return
    with tempfile.TemporaryDirectory(prefix="mizan-pensions-") as name:
        folder = Path(name)
        _careers.make(folder, asked.n)
        exact = _careers.exact_pensions(_careers.opened(folder))
        runs: dict[str, list[dict[str, float]]] = {}
        for _ in range(asked.rounds):
            for side in ("openfisca", "ours"):
                runs.setdefault(side, []).append(apart(side, folder, exact))
        also = {side: apart(side, folder, exact) for side in (ALSO if asked.also else ())}
    mine, theirs = (
        _common.Measured(tuple(run["seconds"] for run in runs[side]), max(run["peak_mb"] for run in runs[side]))
        for side in ("ours", "openfisca")
    )
    _common.close(
        name="pensions_vs_openfisca",
        n=asked.n,
        ours=mine,
        yardstick=theirs,
        target=TARGET,
        wrong=int(max(run["wrong"] for run in runs["ours"])),
        times_faster=round(theirs.typical_s / mine.typical_s, 1),
        memory_share=round(mine.peak_mb / theirs.peak_mb, 3),
        memory_target=MEMORY_TARGET,
        wrong_openfisca=int(max(run["wrong"] for run in runs["openfisca"])),
        rounds={side: [run["seconds"] for run in found] for side, found in runs.items()},
        cpu={side: [run["cpu_s"] for run in found] for side, found in runs.items()},
        warm_s={side: min(run["warm_s"] for run in found) for side, found in runs.items()},
        ready_s=min(run["ready_s"] for run in runs["ours"]),
        read_s=min(run["read_s"] for run in runs["ours"]),
        also=also,
    )


def apart(side: str, folder: Path, exact: Any) -> dict[str, float]:
    """What a new process measures of one side, and how many of its pensions are wrong."""
    words = [sys.executable, __file__, "--side", side, "--folder", str(folder)]
    load = os.getloadavg()[0]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    found["wrong"] = int((np.load(folder / f"{side}.npy") != exact).sum())
    _common.say(f"{side} (load {load:.1f}): {found}")
    return found


def measured(side: str, folder: Path) -> dict[str, float]:
    """One side in this process: seconds (of a clock, and of processors) and peak of its first computation, then seconds of a second."""
    people = _careers.opened(folder)
    began = time.perf_counter()
    act = ours(people, whole=side == "ours_whole") if side.startswith("ours") else openfisca(people, side, folder)
    found = {"ready_s": round(time.perf_counter() - began, 3)}
    kept: list[Any] = []
    spent = [0.0]

    def first() -> None:
        before = _cpu_s()
        kept.append(act())
        spent[0] = _cpu_s() - before

    seconds, peak = _common.once(first)
    np.save(folder / f"{side}.npy", kept.pop())
    found |= {"seconds": round(seconds, 3), "cpu_s": round(spent[0], 3), "peak_mb": round(peak, 1)}
    if side not in ALSO:
        found["warm_s"] = round(_common.once(act)[0], 3)
    if side == "ours":
        found["read_s"] = round(min(_common.once(lambda: int(people.wages.sum(dtype=np.int64)))[0] for _ in range(3)), 3)
    return found


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def ours(people: _careers.Careers, *, whole: bool) -> Callable[[], Any]:
    """The statute book: the reference wage of each career, then its pension; block by block on each processor, or all at once."""
    from mizan.law.algeria.book import book
    from mizan.law.engine.compile import compiled

    reference = compiled(book(), ("career_reference_m",), ON)
    pension = compiled(book(), ("pension_m",), ON)
    wages = np.array(people.wages) if whole else people.wages
    people.let_go(slice(0, people.rows))
    size = people.rows if whole else BLOCK
    none = np.zeros(size, dtype=np.int8)
    absent = ("validated_years", "further_months", "moudjahid", "war_years", "total_incapacity")

    def pensions(some: slice) -> Any:
        starts = people.starts[some.start : some.stop + 1]
        found = reference.run({"wages_m": wages[starts[0] : starts[-1]]}, starts={"month": starts - starts[0]})
        facts: dict[str, Any] = dict.fromkeys(absent, none[: some.stop - some.start])
        facts |= {"further_quarters": people.quarters[some], "reference_wage_m": found[:, 0]}
        return pension.run(facts)[:, 0]

    def act() -> Any:
        out = np.empty(people.rows, dtype=np.int64)

        def block(some: slice) -> None:
            out[some] = pensions(some)
            people.let_go(some)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(block, _careers.blocks(people.rows, size)))
        return out

    pensions(slice(0, min(people.rows, 10)))
    return act


def openfisca(people: _careers.Careers, side: str, folder: Path) -> Callable[[], Any]:
    """The same rules in OpenFisca, over everyone at once, or over our blocks of people one after the other."""
    import _openfisca_pensions as rules

    made = rules.system(in_place=side == "openfisca_in_place")
    if side != "openfisca_in_blocks":
        everyone = rules.simulation(made, people, slice(0, people.rows), on_disk=folder / "inputs" if side == "openfisca_on_disk" else None)
        return lambda: rules.compute(everyone)

    def act() -> Any:
        out = np.empty(people.rows, dtype=np.int64)
        computing = 0.0
        for some in _careers.blocks(people.rows, BLOCK_OF_VECTORS):
            block = rules.simulation(made, people, some)
            began = time.perf_counter()
            out[some] = rules.compute(block)
            computing += time.perf_counter() - began
        _common.say(f"{side}: {computing:.2f} s of them without setting the inputs")
        return out

    return act


if __name__ == "__main__":
    main()
