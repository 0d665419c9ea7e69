"""The status of an instruction on a day, from what is known of it. Pure: no clock, no database (docs/guarantees/instructions.md)."""

from __future__ import annotations

from datetime import date

from mizan.formats.indicators import Direction
from mizan.funds.steering.switches import BEHIND_PPM, HELD_MONTHS, STALE_DAYS, WORSE_PPM
from mizan.funds.steering.types.statuses import Grounds, Judged, MonthEnd, Status, Way, Why
from mizan.kernel.periods import add_days
from mizan.kernel.rounding import PPM, Rounding, divide


def judge(grounds: Grounds, day: date) -> Judged:
    """The status at the end of `day`; what comes after the day is not looked at. Refuses an instruction without indicator (ValueError).

    Bad news first: what is measured and late is said even where another indicator has no feed. Good news needs that all are measured.
    """
    if not grounds.ways:
        raise ValueError("an instruction has an indicator")
    unmeasured = {way.indicator: why for way in grounds.ways if (why := _unmeasured(way, day)) is not None}
    measured = tuple(way for way in grounds.ways if way.indicator not in unmeasured)
    open_ones = tuple(way.indicator for way in measured if not held(way, day))
    if not unmeasured:
        if not open_ones and _evidenced(grounds, day):
            return Judged(Status.DONE, Why.HELD)
        if open_ones and _was_done(grounds, day):
            return Judged(Status.RELAPSED, Why.NOT_HELD, open_ones)
    late = _late(grounds, measured, open_ones, day) if measured else None
    if late is not None:
        return late
    if unmeasured:
        why = min(unmeasured.values(), key=list(Why).index)
        return Judged(Status.NOT_MEASURABLE, why, tuple(unmeasured))
    if not _measures(grounds, day) and not any(_moved(way, day) for way in measured):
        return Judged(Status.NOT_BEGUN, Why.NOTHING_YET)
    return Judged(Status.ON_TRACK, Why.ON_THE_WAY)


def held(way: Way, day: date) -> bool:
    """Whether the target was reached at the last month-ends before the end of `day`."""
    last = _until(way, day)[-HELD_MONTHS:]
    return len(last) == HELD_MONTHS and all(reached(way, one.value) for one in last)


def reached(way: Way, value: int) -> bool:
    """Whether a value is the target or better; never where no target is adopted."""
    if way.target is None or way.baseline is None:
        return False
    sign = _sign(way)
    return sign * (value - way.target) >= 0 if sign else value == way.target


def expected(way: Way, deadline: date | None, end: date) -> int | None:
    """What the way asks at a month-end: from the baseline to the target, in time up to the deadline, rounded towards the baseline.

    Without deadline or target no more than the baseline; a target the baseline had already reached is asked for at once. None without
    baseline.
    """
    if way.baseline is None:
        return None
    if way.target is None:
        return way.baseline.value
    if reached(way, way.baseline.value):
        return way.target
    if deadline is None:
        return way.baseline.value
    whole = (add_days(deadline, 1) - way.baseline.end).days
    gone = (end - way.baseline.end).days
    if gone >= whole:
        return way.target
    return way.baseline.value + divide((way.target - way.baseline.value) * max(gone, 0), whole, Rounding.DOWN)


def behind(way: Way, deadline: date | None, day: date) -> bool:
    """Whether the last month-end is further from its target than its way and the tolerance allow."""
    known = _until(way, day)
    if not known or way.baseline is None:
        return False
    asked = expected(way, deadline, known[-1].end)
    if asked is None:
        return False
    if way.target is None:
        allowed = abs(way.baseline.value) * WORSE_PPM
    else:
        allowed = abs(way.target - way.baseline.value) * BEHIND_PPM if not reached(way, way.baseline.value) else 0
    short = asked - known[-1].value
    return (_sign(way) * short if _sign(way) else abs(short)) * PPM > allowed


def _sign(way: Way) -> int:
    """Which way is better: 1 up, -1 down; where neither is by itself, from the baseline towards the target (0: to stay)."""
    if way.direction is not Direction.WATCH:
        return 1 if way.direction is Direction.UP else -1
    if way.target is None or way.baseline is None:
        return 0
    return (way.target > way.baseline.value) - (way.target < way.baseline.value)


def _until(way: Way, day: date) -> tuple[MonthEnd, ...]:
    return tuple(one for one in way.month_ends if one.end <= add_days(day, 1))


def _unmeasured(way: Way, day: date) -> Why | None:
    if not way.live:
        return Why.NO_FEED
    if way.baseline is None or not way.counted:
        return Why.NO_FIGURE
    last = (way.baseline, *_until(way, day))[-1]
    if (day - last.end).days > STALE_DAYS:
        return Why.NO_FIGURE
    return Why.NO_TARGET if way.direction is Direction.WATCH and way.target is None else None


def _measures(grounds: Grounds, day: date) -> bool:
    return any(one.written_on <= day for one in grounds.measures)


def _evidenced(grounds: Grounds, day: date) -> bool:
    return all(one.evidenced_on is not None and one.evidenced_on <= day for one in grounds.measures if one.written_on <= day)


def _was_done(grounds: Grounds, day: date) -> bool:
    """Whether it was done on an earlier day: only a month-end or a piece of evidence can have made it so."""
    days = {add_days(one.end, -1) for way in grounds.ways for one in _until(way, day)}
    days |= {one.evidenced_on for one in grounds.measures if one.evidenced_on is not None and one.evidenced_on < day}
    return any(all(held(way, one) for way in grounds.ways) and _evidenced(grounds, one) for one in days)


def _late(grounds: Grounds, measured: tuple[Way, ...], open_ones: tuple[str, ...], day: date) -> Judged | None:
    if grounds.deadline is not None and day > grounds.deadline and (open_ones or not _evidenced(grounds, day)):
        return Judged(Status.LATE, Why.DEADLINE, open_ones)
    if any(one.written_on <= day and one.due_on < day and (one.evidenced_on is None or one.evidenced_on > day) for one in grounds.measures):
        return Judged(Status.LATE, Why.MEASURE)
    slow = tuple(way.indicator for way in measured if behind(way, grounds.deadline, day))
    return Judged(Status.LATE, Why.BEHIND, slow) if slow else None


def _moved(way: Way, day: date) -> bool:
    known = _until(way, day)
    return bool(known) and way.baseline is not None and _sign(way) * (known[-1].value - way.baseline.value) > 0
