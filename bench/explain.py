"""A pension decided with its full tree, in Arabic and French, against the same decision computed without a tree.

`ours_s` is one pension with its tree as JSON; `yardstick_s` the numbers alone. `warm_start_s` is a new process up to the first answer;
`first_compile_s` one that compiles the pension's rules for columns for the first time, `compiled_start_s` one that finds them compiled.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from typing import Any

import _common

from mizan.kernel.refusals import Refusal
from mizan.law.algeria.book import book
from mizan.law.engine.plan import Outcome

TARGET_MS = 2.0
ON = date(2026, 10, 31)
FACTS: dict[str, Any] = {
    "validated_years": 32,
    "further_quarters": 1,
    "further_months": 0,
    "reference_wage_m": "61234.56",
    "moudjahid": False,
    "war_years": 0,
    "total_incapacity": False,
}
_PENSION = "validated_years=32, reference_wage='61234.56'"
START = f"from datetime import date; from mizan.law import explain; explain('direct_pension', on=date(2026, 10, 31), {_PENSION})"
COMPILE = """
from datetime import date
from mizan.law.algeria.book import book
from mizan.law.engine.compile import compiled
law = compiled(book(), ("pension_m",), date(2026, 10, 31))
law.run({fact.name: [fact.least] for fact in law.shape.facts})
"""


def main() -> None:
    """Time the decision with and without its tree by turns, then a new process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=500, help="claims a round (default 500)")
    asked = parser.parse_args()
    plan = book().plan(("pension_m",), ON)

    def decide() -> Outcome:
        outcome = plan.run(FACTS)
        if isinstance(outcome, Refusal):
            raise SystemExit(outcome.code)
        return outcome

    def ours() -> None:
        for _ in range(asked.n):
            json.dumps(decide().trace().to_json(), ensure_ascii=False)

    def bare() -> None:
        for _ in range(asked.n):
            decide()

    mine, theirs = _common.interleaved(ours, bare, rounds=5)
    tree = decide().trace().to_json()
    wrong = int(tree["value"] != decide()["pension_m"]) + int(
        tree["value"] != max(min((6_123_456 * 800_000 + 500_000) // 1_000_000, 36_000_000), 2_400_000)
    )
    with tempfile.TemporaryDirectory() as cache:
        first = _process(COMPILE, cache)
        again = _process(COMPILE, cache)
    _common.close(
        name="explain",
        n=asked.n,
        ours=_common.Measured(tuple(s / asked.n for s in mine.seconds), mine.peak_mb),
        yardstick=_common.Measured(tuple(s / asked.n for s in theirs.seconds), theirs.peak_mb),
        target=TARGET_MS,
        wrong=wrong,
        tree_ms=round(mine.typical_s / asked.n * 1000, 3),
        steps=_steps(tree),
        warm_start_s=round(_process(START, None), 3),
        first_compile_s=round(first, 2),
        compiled_start_s=round(again, 2),
    )


def _steps(tree: dict[str, Any]) -> int:
    return 1 + sum(_steps(used) for used in tree["uses"])


def _process(code: str, cache: str | None) -> float:
    env = {**os.environ, **({"MIZAN_LAW_CACHE": cache} if cache else {})}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
