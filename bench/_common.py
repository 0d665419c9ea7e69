"""What the benchmarks share: interleaved timing, peak memory, and the line of JSON each of them closes with."""

from __future__ import annotations

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PEAK = "VmHWM:"


@dataclass(frozen=True, slots=True)
class Measured:
    """One side of a comparison: seconds of each run, in order, and the highest resident memory of this process during them."""

    seconds: tuple[float, ...]
    peak_mb: float

    @property
    def typical_s(self) -> float:
        """The median run."""
        return statistics.median(self.seconds)


def forget_peak() -> bool:
    """Start the kernel's record of this process's highest resident memory anew; False where the kernel does not offer it."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return False
    return True


def peak_mb() -> float:
    """The highest resident memory since `forget_peak` (or since the process began), in MiB."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(PEAK):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def once(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds and peak MiB of one run."""
    gc.collect()
    forget_peak()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began, peak_mb()


def interleaved(
    ours: Callable[[], object],
    yardstick: Callable[[], object],
    *,
    rounds: int = 3,
    before_ours: Callable[[], object] | None = None,
    before_yardstick: Callable[[], object] | None = None,
) -> tuple[Measured, Measured]:
    """Run both by turns in this process; what `before_…` does is not timed. Returns (ours, yardstick)."""
    mine: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    for number in range(rounds):
        for side, act, prepare in ((theirs, yardstick, before_yardstick), (mine, ours, before_ours)):
            if prepare is not None:
                prepare()
            side.append(once(act))
            say(f"round {number + 1}/{rounds}: {'ours' if side is mine else 'yardstick'} {side[-1][0]:.2f} s, {side[-1][1]:.0f} MiB")
    return _measured(mine), _measured(theirs)


def _measured(runs: list[tuple[float, float]]) -> Measured:
    return Measured(tuple(seconds for seconds, _ in runs), max(peak for _, peak in runs))


def say(line: str) -> None:
    """Progress, on standard error: standard output carries the result alone."""
    print(line, file=sys.stderr, flush=True)


def close(*, name: str, n: int, ours: Measured, yardstick: Measured, target: float, wrong: int, **more: object) -> None:
    """Print the closing line of JSON: `ratio` is ours over the yardstick, `wrong` counts what differs from the exact answer."""
    print(
        json.dumps(
            {
                "name": name,
                "n": n,
                "ours_s": round(ours.typical_s, 3),
                "yardstick_s": round(yardstick.typical_s, 3),
                "ratio": round(ours.typical_s / yardstick.typical_s, 3),
                "target": target,
                "peak_mb": round(ours.peak_mb, 1),
                "yardstick_peak_mb": round(yardstick.peak_mb, 1),
                "wrong": wrong,
                **more,
            }
        ),
        flush=True,
    )
