"""Whether a self-employed person is up to date, and why: what the certificate of the fund rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mizan.funds.contributions.queries.dues import dues_of

Reason = Literal["nothing_late", "late", "not_declared"]


@dataclass(frozen=True, slots=True)
class UpToDate:
    """Yes or no on a day, with the reason: `nothing_late`, `late` (what remained past its day) or `not_declared` (a year).

    `amount` is what is late in centimes, over all years; `year` and `day` are those of the oldest.
    """

    yes: bool
    reason: Reason
    amount: int = 0
    year: str | None = None
    day: date | None = None


def up_to_date(payer_id: int, on: date, *, missing: Sequence[int] = ()) -> UpToDate:
    """Where a person stands at the end of `on`; `missing` are the years past their day to declare that were not declared.

    A year assessed provisionally is due like another: paid, the person is up to date until they declare.
    """
    live = dues_of(payer_id, live_only=True)
    late = sorted((due for due in live if due.arrears > 0 and due.due_on < on), key=lambda due: due.due_on)
    if late:
        return UpToDate(False, "late", sum(due.arrears for due in late), late[0].period_key, late[0].due_on)
    known = {due.period_key for due in live}
    unknown = sorted(str(year) for year in missing if str(year) not in known)
    if unknown:
        return UpToDate(False, "not_declared", year=unknown[0])
    return UpToDate(True, "nothing_late")
