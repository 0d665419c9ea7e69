"""When acts happen: deadlines of the law, working days, and a moment in the day."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple

from mizan.doors.console.demo.country.types import FIRST_MONTH, MONTHS, TrueEmployer, index_of, month_at
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.periods import Period, add_days, months_of, quarter_of
from mizan.law.algeria.contributions import periodicity

FRIDAY, SATURDAY = 4, 5
SET_TAKEN_AT = time(19)
"""When the declarations deposited as files are taken, together."""


class Term(NamedTuple):
    """A period an employer declares, with the ranks of its first and last month that count: the first quarter has two."""

    period: Period
    first: int
    last: int


def terms_of(employer: TrueEmployer) -> tuple[Term, ...]:
    """The months (ten workers or more) or quarters that `employer` owes a contribution declaration for, oldest first."""
    opened = max(0, index_of(employer.opened_on))
    if periodicity(employer.size, FIRST_MONTH) == "month":
        return tuple(Term(month_at(i), i, i) for i in range(opened, MONTHS))
    terms = []
    first = opened
    while first < MONTHS:
        quarter = quarter_of(month_at(first).start)
        last = index_of(months_of(quarter)[-1].start)
        if last < MONTHS:
            terms.append(Term(quarter, first, last))
        first = last + 1
    return tuple(terms)


def working_day(day: date) -> date:
    """The day itself, or the Sunday after when it is a Friday or a Saturday."""
    return add_days(day, {FRIDAY: 2, SATURDAY: 1}.get(day.weekday(), 0))


def week_of(day: date) -> Period:
    """The week that holds `day`, from Sunday, the first working day, to Saturday."""
    start = add_days(day, -((day.weekday() + 1) % 7))
    return Period(start, add_days(start, 7))


def day_of_set(day: date, deadline: date) -> date:
    """The day on which the fund takes the set that a deposit of `day` goes with: each week, and on the deadline itself."""
    last_of_week = week_of(day).last_day
    return deadline if day <= deadline < last_of_week else last_of_week


def moment(day: date, stream: Stream) -> datetime:
    """An instant of the day between 7 h and 15 h UTC, to the second."""
    return datetime.combine(day, time(stream.between(7, 14), stream.below(60), stream.below(60)), UTC)
