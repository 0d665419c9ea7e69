"""What CNAC and the Treasury pay of the reliefs they bear (law 06-21): some months after the declarations, in one bank line each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from threading import Lock
from typing import NamedTuple

from mizan.doors.console.demo.declared.acts import FundLine
from mizan.funds.contributions.open_shares import remaining_on
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, add_days

PAYS: dict[Fund, tuple[tuple[int, int], ...]] = {Fund.CNAC: ((2, 20), (5, 20), (8, 20), (11, 20)), Fund.TRESOR: ((6, 15), (12, 15))}
"""Month and day on which each pays, every year."""
SETTLED_AFTER_DAYS = 100
"""It pays for declarations filed at least this long before, when they are no longer rectified."""


class InstitutionPayment(NamedTuple):
    """A payment to come in a statement, and the dues it is for."""

    debtor: Fund
    line: FundLine
    due_ids: tuple[int, ...]


class Institutions:
    """Remembers the dues of each declaration until they are paid for."""

    def __init__(self) -> None:
        self._filed: list[tuple[datetime, tuple[int, ...]]] = []
        self._lock = Lock()

    def note(self, at: datetime, due_ids: Sequence[int]) -> None:
        """A declaration made these dues; those that an institution bears are told apart when it pays."""
        if due_ids:
            with self._lock:
                self._filed.append((at, tuple(due_ids)))

    def payments_in(self, span: Period) -> list[InstitutionPayment]:
        """What is paid in these days: all that remains of the reliefs old enough; the asker sees every employer's dues."""
        found = []
        for debtor, days in PAYS.items():
            on = next((day for day in (date(span.start.year, *one) for one in days) if span.has(day)), None)
            if on is None:
                continue
            limit = add_days(on, -SETTLED_AFTER_DAYS)
            due_ids = tuple(sorted(due_id for at, ids in self._filed if at.date() < limit for due_id in ids))
            shares = remaining_on(due_ids, debtor=debtor)
            amount = sum(share.amount for share in shares)
            if amount > 0:
                line = FundLine(f"I{debtor}{on:%Y%m%d}", on, debtor, f"REMISES LOI 06-21 {on:%Y-%m}", amount)
                found.append(InstitutionPayment(debtor, line, tuple(sorted({share.due_id for share in shares}))))
        return found
