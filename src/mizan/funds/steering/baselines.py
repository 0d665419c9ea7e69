"""Where an instruction's indicators stand when it is confirmed: read from the live figures, never typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from mizan.funds.indicators.types import Figure, State
from mizan.funds.steering.figures import whole_months
from mizan.funds.steering.types.instructions import AimKept, InstructionKept
from mizan.kernel.funds import Fund

Snapshots = Callable[[str, Fund | None], Iterable[Figure]]
"""Every snapshot of an indicator of a fund."""


def baselines(
    names: Iterable[str], fund: Fund | None, at: datetime, former: InstructionKept | None, snapshots: Snapshots
) -> Mapping[str, AimKept]:
    """The last whole month measured, as known at `at`, of each indicator of a fund (None: the funds together).

    An indicator of the version before keeps its baseline: amending an instruction does not move the line it started from.
    """
    kept = {} if former is None or former.fund != fund else {aim.indicator: aim for aim in former.aims if aim.baseline is not None}
    return {name: replace(kept[name], start=None, end=None) if name in kept else _live(name, snapshots(name, fund), at) for name in names}


def _live(indicator: str, snapshots: Iterable[Figure], at: datetime) -> AimKept:
    known = [one for one in snapshots if one.known_at < at]
    months = whole_months(known, at)
    if months:
        last = months[-1]
        return AimKept(indicator, None, None, State.MEASURED.value, last.starts, last.value, last.data_hash)
    if not known:
        return AimKept(indicator, None, None, State.NOT_COVERED.value, None, None, "")
    state = max(known, key=lambda one: (one.known_at, one.month.start)).state
    # A figure of a month that is not over is measured and no baseline yet: what is missing is the rest of the month.
    return AimKept(indicator, None, None, (State.LATE if state in (State.MEASURED, State.NOTHING_COUNTED) else state).value, None, None, "")
