"""The nights of the demo: one every six months, and a last one that computes again, publishes and proves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from mizan.doors.console.demo.run.hands import Task
from mizan.doors.console.demo.run.types import DemoError
from mizan.flows.declared_news import take_declared
from mizan.flows.nightly import NightReport, prove_books, publish_figures, run_night, take_figures
from mizan.flows.recompute_awards import PAYING, recompute_awards
from mizan.kernel.funds import Fund

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.play import Play

LATE = time(22)
PUBLISHES_WITH = ("scipy.optimize", "scipy.sparse.csgraph", "scipy.stats")


class Nights:
    """Works through the nights in the batch role."""

    def __init__(self, play: Play) -> None:
        self.play = play

    def pass_one(self, day: date) -> None:
        """A night like any other; nobody meets on its month, so no review is kept."""
        at = self._begun(day)
        self._work(at, review=False)

    def last(self, day: date) -> None:
        """Awards computed again, the last figures, what everybody may read of them; then the night's work, and every chain proved."""
        at = self._begun(day)
        loading = self.play.hands.beside(_load_what_publishes, role="batch")
        take_declared(at=at)
        self.play.hands.do(Task(rank, partial(self._recompute, fund, at), "batch") for rank, fund in enumerate(PAYING))
        for taken in take_figures(at=at):
            self.play.keep(taken)
        self.play.hands.finish([loading])
        publishing = self.play.hands.beside(partial(self._publish, at), role="batch")
        report = self._work(at, review=True)
        self.play.hands.finish([publishing])
        if not (proof := prove_books(report, at=at)).sound:
            raise DemoError(f"the chains of the demo's books are not sound: {proof.broken[:5]} {proof.guards_off}")

    def _begun(self, day: date) -> datetime:
        self.play.figures_kept()
        self.play.roles.become("batch")
        return datetime.combine(day, LATE, UTC)

    def _recompute(self, fund: Fund, at: datetime) -> None:
        found = self.play.hands.ask(None, recompute_awards, fund, by=self.play.actors.system, at=at)
        self.play.count("awards computed again from careers", found.awards)
        self.play.count("awards that differ from their careers", found.differing)

    def _publish(self, at: datetime, may_go_on: Callable[[], None]) -> None:
        may_go_on()
        self.play.count("documents published", len(publish_figures(at=at)))

    def _work(self, at: datetime, *, review: bool) -> NightReport:
        self.play.benefits.spending.draw(at)
        report = run_night(at=at, review=review)
        self.play.count("entries sealed", report.sealed)
        self.play.count("years told to careers", report.told)
        self.play.count("days of instructions kept", report.statuses)
        self.play.count("reviews kept", report.reviews)
        if report.faults:
            raise DemoError(f"the books of the demo do not agree: {report.faults[:5]}")
        return report


def _load_what_publishes(may_go_on: Callable[[], None]) -> None:
    """What publication computes with takes a second to load: meanwhile the database works."""
    may_go_on()
    for name in PUBLISHES_WITH:
        import_module(name)
