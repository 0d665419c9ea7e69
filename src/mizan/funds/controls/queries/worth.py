"""What controls are worth: what was found, what it turned out to be, what came back. Nobody named; for a fund's and the nation's staff."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from mizan.funds.access.sql import rows
from mizan.funds.controls.types import CONFIRMED, Cause, Conclusion, Measured, Worth
from mizan.kernel.funds import Fund

_MEASURED = "SELECT fund, control, month, conclusion, findings, stake, recovered FROM controls_measured()"
_OPEN = "SELECT fund, control, findings, gone, stake FROM controls_open()"
_RETURNS = "SELECT fund, control, recovered FROM controls_returns()"
_LAST = "SELECT DISTINCT ON (control) control, cut_off, found, at FROM controls_run ORDER BY control, id DESC"


class LastRun(NamedTuple):
    """The last run of a control."""

    cut_off: datetime
    found: int
    at: datetime


def measured() -> tuple[Measured, ...]:
    """By fund and month of conclusion: concluded, confirmed, and what has come back since in centimes; the earliest first."""
    told: dict[tuple[Fund, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for fund, _, month, conclusion, findings, _, recovered in rows(_MEASURED):
        sums = told[Fund(fund), month]
        sums[0] += int(findings)
        sums[1] += int(findings) if Conclusion(conclusion) in CONFIRMED else 0
        sums[2] += int(recovered)
    return tuple(Measured(fund, month, *sums) for (fund, month), sums in sorted(told.items(), key=lambda item: (item[0][1], item[0][0])))


def worth() -> tuple[Worth, ...]:
    """Each control of each fund that has found something, by fund and control."""
    concluded: dict[tuple[str, str], dict[Conclusion, int]] = defaultdict(lambda: defaultdict(int))
    recovered: dict[tuple[str, str], int] = defaultdict(int)
    for fund, control, _, conclusion, findings, _, back in rows(_MEASURED):
        concluded[fund, control][Conclusion(conclusion)] += int(findings)
        recovered[fund, control] += int(back)
    returns = {(fund, control): tuple(int(one) for one in back) for fund, control, back in rows(_RETURNS)}
    waiting = {(fund, control): (int(count), int(gone), int(stake)) for fund, control, count, gone, stake in rows(_OPEN)}
    return tuple(
        Worth(
            Fund(fund),
            control,
            *waiting.get((fund, control), (0, 0, 0)),
            dict(concluded[fund, control]),
            recovered[fund, control],
            returns.get((fund, control), ()),
        )
        for fund, control in sorted({*waiting, *concluded})
    )


def causes() -> Mapping[Cause, int]:
    """Why what was confirmed could happen, over the funds the account may count; nobody named."""
    found: Counter[Cause] = Counter()
    for _, cause, findings in rows("SELECT fund, cause, findings FROM controls_causes()"):
        found[Cause(cause)] += int(findings)
    return found


def last_runs() -> dict[str, LastRun]:
    """The last run of each control that was run."""
    return {row[0]: LastRun(*row[1:]) for row in rows(_LAST)}
