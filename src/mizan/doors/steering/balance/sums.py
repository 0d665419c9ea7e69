"""Sums over the rows of the balance. Whole centimes, nothing rounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mizan.funds.contributions.types import BalanceRow
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
    """The rows added up by key, in the order the keys appear. A month's deadline is that of a period that ends with it."""
    found: defaultdict[Key, Sum] = defaultdict(Sum)
    passed: dict[date, bool] = {}
    for row in rows:
        if row.month not in passed:
            passed[row.month] = dac_deadline(month_of(row.month).last_day) < as_of
        kept = key(row)
        found[kept] = found[kept].plus(row, passed=passed[row.month])
    return dict(found)


def whole(rows: Iterable[BalanceRow], *, as_of: date) -> Sum:
    """Everything together."""
    return sums(rows, lambda row: None, as_of=as_of).get(None, Sum())


def last_passed(as_of: date) -> Period:
    """The newest month whose deadline has passed: what is late is what remains of the months up to it."""
    month = month_of(as_of)
    while dac_deadline(month.last_day) >= as_of:
        month = previous(month)
    return month
