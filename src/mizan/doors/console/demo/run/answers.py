"""How employers answer a difference between their yearly wages and their periodic bases: agree, contest, or say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.streams import Stream
from mizan.flows.reconcile import confirm_difference, contest_difference
from mizan.funds.contributions.queries.cases import case_on
from mizan.funds.contributions.types import CaseKept
from mizan.kernel.periods import add_days

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

AGREES, CONTESTS, SILENT = 0, 1, 2
WEIGHTS = (450, 150, 400)
STANDING = frozenset({"open", "upheld"})
REASON = "Les deux déclarations sont en cours de vérification."


class Answers:
    """Draws each employer's answer when a case is opened."""

    def __init__(self, play: Play) -> None:
        self.play = play

    def expect(self, employer: int, case_ids: Sequence[int], at: datetime) -> None:
        """Cases opened by an employer's own filing: it may answer within the law's delay."""
        for number, case_id in enumerate(case_ids):
            self.play.count("cases opened")
            stream = Stream(self.play.world.seed, f"answer:{employer}:{at.isoformat()}:{number}")
            how = stream.weighted(WEIGHTS)
            if how != SILENT:
                moment = datetime.combine(add_days(at.date(), stream.between(3, 25)), time(stream.between(8, 14), stream.below(60)), UTC)
                self.play.of_employer(moment, employer, partial(self._answer, employer, case_id, how, moment))

    def expect_of_set(self, cases: Iterable[CaseKept], at: datetime) -> None:
        """Cases opened by a set, with whose they are."""
        mine: dict[int, list[tuple[str, int]]] = {}
        for case in cases:
            mine.setdefault(self.play.ranks[case.employer_id], []).append((case.quarter_key, case.id))
        for rank in sorted(mine):
            self.expect(rank, [case_id for _, case_id in sorted(mine[rank])], at)

    def _answer(self, employer: int, case_id: int, how: int, at: datetime) -> None:
        by = self.play.actors.filers[employer]
        agrees = self.play.hands.ask(by, answered, case_id, how, by=by, at=at)
        if agrees is not None:
            self.play.count("differences confirmed" if agrees else "differences contested")


def answered(case_id: int, how: int, *, by: int, at: datetime) -> bool | None:
    """An employer answers a case as it would: whether it agreed; None where nothing stands to be answered."""
    case = case_on(case_id)
    if case is None or case.state not in STANDING:
        return None
    # Wages that wait for a correction look like too much declared before: nobody agrees to that, the lines are coming.
    agrees = how == AGREES and case.difference > 0
    if agrees:
        confirm_difference(case_id=case_id, by=by, at=at)
    else:
        contest_difference(case_id=case_id, note=REASON, by=by, at=at)
    return agrees
