"""Whole-award recomputation: every award (or a share of them by turns) computed again from careers and facts as known at a cut-off.

A block of awards is one transaction: its results and how far the work has come. Killed anywhere, it goes on after the last block kept,
with the same cut-off, so that each award is looked at once and the answers are those of one moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.declared_news import take_declared
from mizan.flows.recompute_block import compare_block
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.benefits.actions.keep_recomputed import begin_recomputation, keep_block
from mizan.funds.benefits.queries.recomputations import awards_to_compute, next_block, recomputation_of
from mizan.funds.benefits.types.recomputations import RecomputationKnown, Scope
from mizan.kernel.funds import Fund

PAYING = (Fund.CNAS, Fund.CNR, Fund.CASNOS)
NIGHTS = 30
"""A night looks at this part of the awards: each is looked at within as many nights."""
BLOCK = 2_000
"""Awards of a block: what a kill makes do again, some 50 MB of careers."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a recomputation has come."""

    fund: Fund
    scope: Scope
    awards: int


Said = Callable[[Progress], None]


def recompute_awards(
    fund: Fund,
    *,
    scope: Scope = Scope.FULL,
    parts: int = 1,
    by: int,
    at: datetime,
    clock: Callable[[], datetime] | None = None,
    block: int = BLOCK,
    said: Said = lambda _: None,
) -> RecomputationKnown:
    """Compute a fund's awards again, or go on with what was begun; returns it ended. Batch role.

    `at` is the cut-off of one that begins; `clock` gives the moment each block is kept (the same without it). `parts` and `scope` as
    `begin_recomputation`. Nothing of an award is changed by it: a difference is told, people decide.
    """
    take_declared(at=at)
    with transaction.atomic():
        work = begin_recomputation(fund, scope, parts=parts, by=by, at=at)
        point("recompute.begun")
    awards = 0
    for size in _blocks(work, block, by=by, now=clock or (lambda: at)):
        awards += size
        said(Progress(fund, scope, awards))
    return recomputation_of(work)


def _blocks(work: int, most: int, *, by: int, now: Callable[[], datetime]) -> Iterator[int]:
    """Each block in a transaction of its own; the sizes of those kept."""
    known = recomputation_of(work)
    while True:
        with transaction.atomic():
            following = next_block(work)
            if following is None:
                return
            number, beyond = following
            awards = awards_to_compute(work, beyond=beyond, most=most)
            point("recompute.read")
            found = compare_block(awards, fund=known.fund, at=known.cut_off) if awards else []
            point("recompute.compared")
            is_last = len(awards) < most
            keep_block(work, number, found, up_to=awards[-1].id if awards else beyond, is_last=is_last, at=now())
            point("recompute.kept")
            if is_last:
                _log(work, by=by, at=now())
                point("recompute.logged")
        point("recompute.committed")
        yield len(awards)


def _log(work: int, *, by: int, at: datetime) -> None:
    """One line for all the files that were read: whose they are is in the results."""
    kept = recomputation_of(work)
    detail = {
        "fund": kept.fund.value, "scope": kept.scope.value, "part": f"{kept.part + 1}/{kept.parts}", "cut_off": kept.cut_off.isoformat(),
        "agreeing": kept.agreeing, "differing": kept.differing, "uncomputed": kept.uncomputed,
    }  # fmt: skip
    record_act(verb="recompute_awards", subject=("recomputation", work), by=by, at=at, detail=detail)


def recompute_tonight(*, by: int, at: datetime, clock: Callable[[], datetime] | None = None) -> list[RecomputationKnown]:
    """What a night does: of each fund, the next share of its awards, then those that differed when they were last computed. Batch role."""
    made = []
    for fund in PAYING:
        made.append(recompute_awards(fund, scope=Scope.SHARE, parts=NIGHTS, by=by, at=at, clock=clock))
        made.append(recompute_awards(fund, scope=Scope.AGAIN, by=by, at=at, clock=clock))
    return made
