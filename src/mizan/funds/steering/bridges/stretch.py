"""The two stretches a bridge joins, and the windows in which the books are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mizan.funds.access.measures import Measure, Window, measured
from mizan.funds.indicators.definitions import TOGETHER
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, add_days, add_months, months_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """A fund (None: together) from one period to another of as many months, as known at an instant and up to its day (`cut_off`)."""

    fund: Fund | None
    before: Period
    after: Period
    known: datetime
    cut_off: date

    @property
    def funds(self) -> tuple[str, ...]:
        """Whose books."""
        return tuple(one.value for one in TOGETHER) if self.fund is None else (self.fund.value,)

    @property
    def together(self) -> bool:
        """Whether what one fund owes another is left out."""
        return self.fund is None

    def window(self, period: Period) -> Window:
        """The days of a period up to the cut-off."""
        day = min(period.last_day, self.cut_off)
        return Window(period.start, min(period.end, add_days(self.cut_off, 1)), day, self.known)


def before_of(period: Period, *, years: bool) -> Period:
    """The period of as many months that ends where this one begins, or the same of the year before."""
    months = 12 if years else len(months_of(period))
    return Period(add_months(period.start, -months), add_months(period.end, -months))


def parts_of(measure: Measure, stretch: Stretch, period: Period) -> Mapping[str, int]:
    """A measure's parts for the funds of a stretch, in centimes; 0 for what is not there."""
    found: defaultdict[str, int] = defaultdict(int)
    for row in measured(measure, stretch.window(period)):
        if row.fund in stretch.funds and not (row.internal and stretch.together):
            found[row.part] += row.amount
    return found
