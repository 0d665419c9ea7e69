"""1,000,000 careers of 180 to 480 monthly wages to the pension in payment, against OpenFisca-Core with the same rules.

The reference wage is the better of the last five years and of the best sixty months; the rate comes from the validated quarters, capped;
the pension has its ceiling and its minimum. Each side runs in a process of its own, by turns, so that its memory is its own. Ours is the
compiled statute book over wages of 32 bits end to end; OpenFisca keeps a 32-bit float for each person and month. `wrong` counts our
pensions that differ from exact whole numbers computed apart (`wrong_openfisca` theirs); `read_s` is one read of the wages' bytes;
`peak_mb` is the whole process, inputs included, and `added_mb` what the computation adds to it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import _common
import numpy as np

TARGET = 1 / 50
ON = date(2026, 10, 31)
MONTHS = 480
REFERENCE = 60
PPM = 1_000_000
ACCRUAL, CAP = 25_000, 800_000
SNMG, FLOOR, CEILING = 2_400_000, 2_400_000, 15 * 2_400_000
"""The values of the day, in centimes and parts per million, written apart from the statute book for the exact figures."""


def main() -> None:
    """Run both sides by turns in processes of their own and count what is wrong on each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1_000_000, help="careers (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=("ours", "openfisca"))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.side:
        serve(asked.side, asked.n, asked.folder)
        return
    with tempfile.TemporaryDirectory(prefix="mizan-pensions-") as folder:
        make(Path(folder), asked.n)
        sides = {side: Side(side, asked.n, Path(folder)) for side in ("openfisca", "ours")}
        for number in range(asked.rounds):
            for side in sides.values():
                seconds = side.go()
                _common.say(f"round {number + 1}/{asked.rounds}: {side.name} {seconds:.2f} s")
        exact = exact_pensions(Path(folder))
        wrong = {side.name: int((np.load(Path(folder) / f"{side.name}.npy") != exact).sum()) for side in sides.values()}
        mine, theirs = sides["ours"].close(), sides["openfisca"].close()
    _common.close(
        name="pensions_vs_openfisca",
        n=asked.n,
        ours=mine[0],
        yardstick=theirs[0],
        target=TARGET,
        wrong=wrong["ours"],
        times_faster=round(theirs[0].typical_s / mine[0].typical_s, 1),
        memory_share=round(mine[0].peak_mb / theirs[0].peak_mb, 3),
        added_mb=round(mine[1], 1),
        yardstick_added_mb=round(theirs[1], 1),
        read_s=round(mine[2], 3),
        wrong_openfisca=wrong["openfisca"],
    )


def make(folder: Path, rows: int) -> None:
    """The careers: lengths, wages end to end in centimes, validated quarters."""
    random = np.random.default_rng(2026)
    lengths = random.integers(180, MONTHS + 1, rows)
    np.save(folder / "starts.npy", np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))
    np.save(folder / "wages.npy", random.integers(2_000_000, 25_000_000, int(lengths.sum()), dtype=np.int32))
    np.save(folder / "quarters.npy", (lengths // 3).astype(np.int64))


class Side:
    """A process that is told when to run, and says how long it took."""

    def __init__(self, name: str, rows: int, folder: Path) -> None:
        self.name = name
        words = [sys.executable, __file__, "--side", name, "--n", str(rows), "--folder", str(folder)]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._seconds: list[float] = []
        self._added, self._read = (float(word) for word in self._line().split())

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} stopped")
        return line

    def _say(self, word: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self._line()

    def go(self) -> float:
        """Seconds of one run."""
        self._seconds.append(float(self._say("go")))
        return self._seconds[-1]

    def close(self) -> tuple[_common.Measured, float, float]:
        """What was measured, the memory added to the inputs, and the seconds of one read of the wages."""
        peak = float(self._say("end"))
        self._process.wait()
        return _common.Measured(tuple(self._seconds), peak), peak - self._added, self._read


def serve(side: str, rows: int, folder: Path) -> None:
    """The process of one side: loads, says what it holds before it computes, then runs when told."""
    act, read_s = (ours if side == "ours" else openfisca)(folder, rows)
    _common.forget_peak()
    print(_common.peak_mb(), read_s, flush=True)
    found: Any = None
    for line in sys.stdin:
        if line.strip() == "end":
            print(_common.peak_mb(), flush=True)
            return
        began = time.perf_counter()
        found = act()
        print(time.perf_counter() - began, flush=True)
        np.save(folder / f"{side}.npy", found)


def ours(folder: Path, rows: int) -> tuple[Callable[[], Any], float]:
    """The statute book: the reference wage of each career, then its pension."""
    from mizan.law.algeria.book import book
    from mizan.law.engine.compile import compiled

    starts, wages = np.load(folder / "starts.npy"), np.load(folder / "wages.npy")
    reference = compiled(book(), ("career_reference_m",), ON)
    pension = compiled(book(), ("pension_m",), ON)
    none = np.zeros(rows, dtype=np.int8)
    facts: dict[str, Any] = dict.fromkeys(("validated_years", "further_months", "moudjahid", "war_years", "total_incapacity"), none)
    facts["further_quarters"] = np.load(folder / "quarters.npy").astype(np.int16)
    out = np.empty((rows, 1), dtype=np.int64)

    def act() -> Any:
        found = reference.run({"wages_m": wages}, out, starts={"month": starts})
        return pension.run({**facts, "reference_wage_m": found[:, 0]})[:, 0]

    small = starts[: min(rows, 1_000) + 1]
    reference.run({"wages_m": wages[: small[-1]]}, starts={"month": small})
    pension.run({**{name: held[:1] for name, held in facts.items()}, "reference_wage_m": np.zeros(1, dtype=np.int64)})
    return act, min(_common.once(lambda: int(wages.sum(dtype=np.int64)))[0] for _ in range(3))


def openfisca(folder: Path, rows: int) -> tuple[Callable[[], Any], float]:
    """The same rules as users of OpenFisca write them: a variable for the wage of each month, floats, vectors over persons."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="A person", is_person=True)
    household = build_entity(key="household", plural="households", label="x", roles=[{"key": "m", "plural": "ms", "label": "x"}])
    months = [f"{year}-{month:02d}" for year in range(1986, 2027) for month in range(1, 13)]
    months = months[months.index("2026-10") - MONTHS + 1 : months.index("2026-10") + 1]

    def cents(amount: Any) -> Any:
        return np.floor(amount * 100 + 0.5) / 100

    def reference(persons: Any, period: Any) -> Any:
        wages = np.stack([persons("wage", month) for month in months], axis=1)
        last = wages[:, -REFERENCE:].sum(axis=1)
        best = np.partition(wages, -REFERENCE, axis=1)[:, -REFERENCE:].sum(axis=1)
        return cents(np.maximum(last, best) / REFERENCE)

    def pension(persons: Any, period: Any) -> Any:
        rate = np.minimum(persons("quarters", period) * (ACCRUAL / PPM / 4), CAP / PPM)
        raw = cents(persons("reference", period) * rate)
        capped = np.minimum(raw, CEILING / 100)
        return np.where(persons("quarters", period) >= REFERENCE, np.maximum(capped, FLOOR / 100), 0)

    def variable(name: str, kind: type, formula: Callable[..., Any] | None = None) -> type[Variable]:
        common = {"value_type": kind, "entity": person, "definition_period": DateUnit.MONTH, "label": name}
        return type(name, (Variable,), common | ({"formula": formula} if formula else {}))

    system = TaxBenefitSystem([person, household])
    for each in (
        variable("wage", float),
        variable("quarters", int),
        variable("reference", float, reference),
        variable("pension", float, pension),
    ):
        system.add_variable(each)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(rows))
    group = builder.declare_entity("household", np.arange(rows))
    builder.join_with_persons(group, np.arange(rows), roles=np.repeat("m", rows))
    simulation = builder.build(system)
    for place, column in enumerate(by_month(folder, rows)):
        simulation.set_input("wage", months[place], column)
    simulation.set_input("quarters", "2026-10", np.load(folder / "quarters.npy").astype(np.int32))

    def act() -> Any:
        for name in ("reference", "pension"):
            simulation.delete_arrays(name)
        return np.rint(simulation.calculate("pension", "2026-10").astype(np.float64) * 100).astype(np.int64)

    return act, 0.0


def by_month(folder: Path, rows: int) -> Iterator[Any]:
    """The wage in dinars of every person, month by month, the last month common to all; 0 before a career begins."""
    starts, wages = np.load(folder / "starts.npy"), np.load(folder / "wages.npy", mmap_mode="r")
    for back in range(MONTHS, 0, -1):
        places = starts[1:] - back
        within = places >= starts[:-1]
        yield np.where(within, wages[np.maximum(places, 0)] / 100, 0).astype(np.float32)


def exact_pensions(folder: Path) -> Any:
    """Every pension in whole centimes, computed apart from the statute book."""
    starts, wages, quarters = (np.load(folder / f"{name}.npy") for name in ("starts", "wages", "quarters"))
    found = np.empty(len(quarters), dtype=np.int64)
    for row in range(len(quarters)):
        career = wages[starts[row] : starts[row + 1]].astype(np.int64)
        best = int(np.partition(career, -REFERENCE)[-REFERENCE:].sum())
        reference = (2 * max(best, int(career[-REFERENCE:].sum())) + REFERENCE) // (2 * REFERENCE)
        rate = min(int(quarters[row]) * ACCRUAL // 4, CAP)
        raw = (reference * rate + PPM // 2) // PPM
        found[row] = max(min(raw, CEILING), FLOOR)
    return found


if __name__ == "__main__":
    main()
