"""The pensions in payment when the demo begins, taken over by two accountants from a file, as a fund does that leaves another system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.country.pensions import FIRST_MONTH, Stock, Widowed
from mizan.doors.console.demo.country.types import TruePerson
from mizan.doors.console.demo.declared.pensions import file_of
from mizan.doors.console.demo.run.lives import OPENED_AT, draft_of
from mizan.doors.console.demo.run.types import DemoError
from mizan.doors.console.demo.streams import Stream
from mizan.flows.take_care_feed import take_care_feed
from mizan.flows.take_over_awards import approve_takeover_file, propose_takeover_file
from mizan.funds.people.actions import record_civil_events, register_persons
from mizan.funds.people.queries import find
from mizan.funds.people.types import EventDraft, EventKind, EventSource
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

PROPOSED_AT, APPROVED_AT = datetime(2024, 11, 18, 9, 30, tzinfo=UTC), datetime(2024, 11, 19, 10, tzinfo=UTC)
CARED_FOR_PER_MILLE = 930
"""Of pensioners, whom the care system sees in the months before their birth month (an assumption): nobody asks them for a proof."""
_MONTHS = ((2024, 12), (2025, 6), (2025, 12), (2026, 6), (2026, 8), (2026, 9), (2026, 10), (2026, 11))
CARED_FOR = tuple(date(year, month, 1) for year, month in _MONTHS)
"""The months of which a night asks for proofs: the care system tells on the first whom it saw of those born in it."""
FOUND_TOGETHER = 10_000


def open_widowed(widowed: Sequence[Widowed], *, by: int) -> None:
    """Register those who died before the demo and those they left, with what the civil register holds of them; as batch."""
    register_persons([draft_of(one, fund="CNR") for pair in widowed for one in (pair.deceased, pair.widow)], by=by, at=OPENED_AT)
    ids = _found(one.deceased.nss for one in widowed)
    record_civil_events(
        [EventDraft(ids[one.deceased.nss], EventKind.DEATH, one.died_on, source=EventSource.HISTORY) for one in widowed],
        by=by,
        at=OPENED_AT,
    )


def _found(numbers: Iterable[str]) -> dict[str, int]:
    wanted = sorted(numbers)
    found: dict[str, int] = {}
    for first in range(0, len(wanted), FOUND_TOGETHER):
        found |= find(wanted[first : first + FOUND_TOGETHER])
    return found


class TakenOver:
    """Has the file taken over, and the care system tell whom it has seen; knows the files of those paid by it."""

    def __init__(self, side: BenefitSide, stock: Stock) -> None:
        self.side, self.play, self.stock = side, side.play, stock
        self.files: dict[str, int] = {}
        """By social-security number, the files of those taken over."""
        self.ranks = frozenset(one.payee.rank for one in stock.awards if one.deceased is None)
        """Those of them with a pension of their own, by rank."""
        self._died = {one.family: one.day for one in side.lives.happenings if one.kind == "death"}

    def plan(self) -> None:
        """The taking over, then a file of the care system before each night that asks."""
        if not self.stock.awards:
            return
        self.play.of_benefits(PROPOSED_AT, self._take_over)
        for month in CARED_FOR:
            at = datetime.combine(month, time(5), UTC)
            self.play.of_benefits(at, partial(self._cared_for, at))

    def _take_over(self) -> None:
        data = file_of(self.stock.awards)
        proposes, approves, _ = self.side.actors.payers[Fund.CNR]
        self.play.roles.become("batch")
        receipt = propose_takeover_file(data, fund=Fund.CNR, first_month=FIRST_MONTH, by=proposes, at=PROPOSED_AT)
        if receipt.left_out:
            raise DemoError(f"existing awards of the demo were left out: {receipt.anomalies[:3]}")
        taken = approve_takeover_file(data, fund=Fund.CNR, by=approves, at=APPROVED_AT)
        self.files = _found(one.payee.nss for one in self.stock.awards)
        self.side.know({self.files[one.payee.nss]: one.payee.nin for one in self.stock.awards})
        self.play.count("awards taken over", taken.written)

    def _cared_for(self, at: datetime) -> None:
        """The care system tells on which days it saw people: those whose birth month begins."""
        seen = [(number, one) for number, one in enumerate(self._payees()) if one.birth_date.month == at.month]
        lines = [line for number, one in seen if (line := self._seen(number, one, at.date())) is not None]
        if lines:
            self.play.roles.become("batch")
            data = "\n".join(("id;day;nss;system", *lines)).encode()
            self.play.count("people seen by the care system", take_care_feed(data, by=self.play.actors.system, at=at).taken)

    def _payees(self) -> Iterator[TruePerson]:
        return (one.payee for one in self.stock.awards)

    def _seen(self, number: int, one: TruePerson, day: date) -> str | None:
        stream = Stream(self.play.world.seed, f"cared:{one.nin}:{day:%Y-%m}")
        cared, on_day = stream.chance(CARED_FOR_PER_MILLE), add_days(day, -stream.between(3, 80))
        if not cared or self._died.get(one.rank, on_day) < on_day:
            return None
        return f"SOIN-{day:%Y%m}-{number:07d};{on_day.isoformat()};{one.nss};CHIFA"
