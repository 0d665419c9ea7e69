"""Sums over the rows of the balance. Whole centimes, nothing rounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mizan.funds.contributions.types import BalanceRow
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month_of, previous
from mizan.law.algeria.contributions import dac_deadline

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Sum:
    """Due, received, and owed to the owner; of the arrears, `late` is that of months whose deadline has passed."""

    due: int = 0
    received: int = 0
    owed: int = 0
    late: int = 0

    @property
    def arrears(self) -> int:
        """Everything due and not received, whether its deadline has passed or not."""
        return self.due - self.received

    def plus(self, row: BalanceRow, *, passed: bool) -> Sum:
        """This sum and one row."""
        late = self.late + (row.arrears if passed else 0)
        return Sum(self.due + row.due, self.received + row.received, self.owed + row.owed, late)


def sums(rows: Iterable[BalanceRow], key: Callable[[BalanceRow], Key], *, as_of: date) -> dict[Key, Sum]:
    """The rows added up by key, in the order the keys appear."""
    found: defaultdict[Key, Sum] = defaultdict(Sum)
    passed: dict[tuple[date, bool], bool] = {}
    for row in rows:
        month = (row.month, row.fund == Fund.CASNOS)
        if month not in passed:
            passed[month] = _deadline(month_of(row.month), self_employed=month[1]) < as_of
        kept = key(row)
        found[kept] = found[kept].plus(row, passed=passed[month])
    return dict(found)


def _deadline(month: Period, *, self_employed: bool) -> date:
    """The last day to pay what a month shows: that of a period which ends with it; for the self-employed the month's own last day."""
    return month.last_day if self_employed else dac_deadline(month.last_day)


def whole(rows: Iterable[BalanceRow], *, as_of: date) -> Sum:
    """Everything together."""
    return sums(rows, lambda row: None, as_of=as_of).get(None, Sum())


def last_passed(as_of: date, fund: str = "") -> Period:
    """The newest month whose deadline has passed: what is late of a fund is what remains of the months up to it."""
    month = month_of(as_of)
    while _deadline(month, self_employed=fund == Fund.CASNOS) >= as_of:
        month = previous(month)
    return month
