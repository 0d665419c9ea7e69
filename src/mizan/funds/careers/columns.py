"""The careers of many persons at once: what `assembly` does for one, over columns. Pure: no database, no clock; equal to it to the centime.

A person stands at a place ("slot"), a month is its number since year 0 (`year * 12 + month - 1`), a day its ordinal. What is asymmetrical
(a correction, dates of work known from spells, files merged) is left to `assembly`: the reader marks those persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mizan.funds.careers.assembly import HOURS_M_HUNDREDTHS, MONTH_DAYS, QUARTER_DAYS
from mizan.funds.careers.switches import QuarterReading

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
EPOCH_MONTH, EPOCH_DAY = 1970 * 12, 719_163
MONTH_BITS = 20
"""More months than any calendar has: a slot and a month make one key."""
NEVER, FOREVER = -(10**9), 10**9
CNR, CASNOS = 0, 1


class Worked(NamedTuple):
    """Months told, one a row: whose, in which scheme, which month, its days and its amount in centimes."""

    slot: Ints
    scheme: Ints
    month: Ints
    days: Ints
    amount: Ints


class Credited(NamedTuple):
    """Months that count without work."""

    slot: Ints
    scheme: Ints
    month: Ints
    days: Ints


def months_on(days: Ints) -> Ints:
    """The month of each day."""
    return (days - EPOCH_DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + EPOCH_MONTH


def first_days(months: Ints) -> Ints:
    """The first day of each month."""
    return (months - EPOCH_MONTH).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + EPOCH_DAY


def days_declared(duration: Ints, unit: Ints) -> Ints:
    """`assembly.days_of` over columns: units are the codes of the letters H, J and M. Hours are rounded half up."""
    whole = MONTH_DAYS * 100
    hours = (2 * duration * whole + HOURS_M_HUNDREDTHS) // (2 * HOURS_M_HUNDREDTHS)
    days = np.select([unit == ord("H"), unit == ord("J"), unit == ord("M")], [hours, duration, duration * MONTH_DAYS], 0)
    return np.minimum(days, QUARTER_DAYS)


def present(months: Ints, start: Ints, end: Ints) -> Ints:
    """The days of thirty of each month inside a span of days (`assembly._present`)."""
    begins, ends = first_days(months), first_days(months + 1)
    first, last = np.maximum(begins, start), np.minimum(ends, end)
    until = np.where(last == ends, MONTH_DAYS, np.minimum(last - begins, MONTH_DAYS))
    return np.where(first >= last, 0, np.maximum(until - (first - begins), 1))


def split(total: Ints, weights: Ints) -> Ints:
    """`split_by_rank` a row: shares rounded down, the centimes left one each by rank. Totals are never below zero."""
    shares = total[:, None] * weights // weights.sum(axis=1)[:, None]
    left = total - shares.sum(axis=1)
    positive = weights > 0
    return np.asarray(shares + (positive & (np.cumsum(positive, axis=1) <= left[:, None])))


def spread(told: Worked, span: int, start: Ints, end: Ints, dated: Flags) -> Worked:
    """The months of periods of `span` months, each told from its first month; `start` and `end` are the days of work where `dated`."""
    if span == 1:
        kept = (told.days != 0) | (told.amount != 0)
        return Worked(*(column[kept] for column in told._replace(days=np.minimum(told.days, MONTH_DAYS))))
    months = told.month[:, None] + np.arange(span)
    days = np.minimum(told.days, MONTH_DAYS * span)
    weights = np.where(dated[:, None], present(months, start[:, None], end[:, None]), MONTH_DAYS)
    room = weights.sum(axis=1)
    weights[(room < days) | (room == 0)] = MONTH_DAYS
    by_month = split(days, weights)
    amounts = split(told.amount, np.where(days[:, None] > 0, by_month, weights))
    kept = ((by_month != 0) | (amounts != 0)).ravel()
    whose, scheme = np.repeat(told.slot, span)[kept], np.repeat(told.scheme, span)[kept]
    return Worked(whose, scheme, months.ravel()[kept], by_month.ravel()[kept], amounts.ravel()[kept])


def credit_months(slot: Ints, scheme: Ints, start: Ints, end: Ints) -> Credited:
    """The months of credited periods (`end` is the first day after), with their days."""
    first, last = months_on(start), months_on(end - 1)
    count = last - first + 1
    place = np.repeat(np.arange(len(slot)), count)
    month = first[place] + np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return Credited(slot[place], scheme[place], month, present(month, start[place], end[place]))


def summed(keys: Ints, *columns: Ints) -> tuple[Ints, ...]:
    """The keys, each once and in order, and the sum of each column for them."""
    order = np.argsort(keys, kind="stable")
    kept = keys[order]
    firsts = np.flatnonzero(np.diff(kept, prepend=kept[:1] - 1))
    if not len(firsts):
        return (kept, *(column[order] for column in columns))
    return (kept[firsts], *(np.add.reduceat(column[order], firsts) for column in columns))


@dataclass(frozen=True, slots=True)
class CareerColumns:
    """The careers of some persons, by slot. Keys are ``(slot * 2 + scheme) << MONTH_BITS | month``, in order."""

    size: int
    reading: QuarterReading
    work_keys: Ints
    work_days: Ints
    work_amount: Ints
    whole_keys: Ints
    whole_days: Ints
    last_month: Ints

    def effective(self, scheme: int) -> Ints:
        """The quarters worked in a scheme, a slot."""
        return self._quarters(self.work_keys, self.work_days)[scheme::2]

    def validated(self, scheme: int) -> Ints:
        """The quarters worked or credited in a scheme, a slot."""
        return self._quarters(self.whole_keys, self.whole_days)[scheme::2]

    def overlapping(self) -> Ints:
        """The quarters worked in both schemes at once, a slot."""
        found = []
        for scheme in (CNR, CASNOS):
            mine = (self.work_keys >> MONTH_BITS) % 2 == scheme
            found.append((_of_slot(self.work_keys[mine]), self.work_days[mine]))
        (one, days), (other, more) = found
        both, here, there = np.intersect1d(one, other, assume_unique=True, return_indices=True)
        # As if of the first scheme: one group a slot.
        keys = (both >> MONTH_BITS << 1 << MONTH_BITS) | (both & _MONTH)
        return self._quarters(keys, np.minimum(days[here], more[there]))[::2]

    def recent(self, slot: Ints, month: Ints, span: int) -> Ints:
        """The days worked in the `span` months before a month, in either scheme; a month has thirty."""
        keys, days = summed(_of_slot(self.work_keys), self.work_days)
        gone = np.concatenate([[0], np.cumsum(np.minimum(days, MONTH_DAYS))])
        first, last = (np.searchsorted(keys, (slot << MONTH_BITS) | at) for at in (month - span, month))
        return np.asarray(gone[last] - gone[first])

    def wages(self, slot: Ints) -> tuple[Ints, Ints]:
        """The wages of the months worked as salaried, earliest first, end to end, and the places where those of each slot begin."""
        mine = ((self.work_keys >> MONTH_BITS) % 2 == CNR) & (self.work_amount != 0)
        return _gathered(self.work_keys[mine] >> (MONTH_BITS + 1), self.work_amount[mine], slot)

    def incomes(self, slot: Ints) -> tuple[Ints, Ints]:
        """The incomes declared as self-employed, a year each, in the same way."""
        mine = (self.work_keys >> MONTH_BITS) % 2 == CASNOS
        keys = self.work_keys[mine]
        years, amounts = summed(((keys >> (MONTH_BITS + 1)) << MONTH_BITS) | ((keys & _MONTH) // 12), self.work_amount[mine])
        kept = amounts != 0
        return _gathered(years[kept] >> MONTH_BITS, amounts[kept], slot)

    def _quarters(self, keys: Ints, days: Ints) -> Ints:
        """How many quarters the days by month make, for each slot and scheme, under the reading."""
        found = np.zeros(2 * self.size, np.int64)
        if self.reading is QuarterReading.DAYS_SUMMED:
            groups, total = summed(keys >> MONTH_BITS, days)
            found[groups] = total // QUARTER_DAYS
            return found
        least = 1 if self.reading is QuarterReading.QUARTER_TOUCHED else QUARTER_DAYS
        quarters, total = summed((keys >> MONTH_BITS << MONTH_BITS) | ((keys & _MONTH) // 3), days)
        groups, count = summed(quarters >> MONTH_BITS, (total >= least).astype(np.int64))
        found[groups] = count
        return found


_MONTH = (1 << MONTH_BITS) - 1


def _of_slot(keys: Ints) -> Ints:
    """Keys of a slot and a month, whatever the scheme."""
    return np.asarray((keys >> (MONTH_BITS + 1)) << MONTH_BITS | (keys & _MONTH))


def _gathered(owners: Ints, values: Ints, slot: Ints) -> tuple[Ints, Ints]:
    """The values of each slot asked, in the order asked; `owners` are in order."""
    first, last = (np.searchsorted(owners, slot, side) for side in ("left", "right"))
    count = last - first
    starts = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    place = np.arange(int(starts[-1])) + np.repeat(first - starts[:-1], count)
    return values[place], starts


def assembled(size: int, reading: QuarterReading, worked: list[Worked], credited: Credited) -> CareerColumns:
    """The careers of `size` persons from the months told of them."""
    slot, scheme, month, days, amount = (np.concatenate(column) for column in zip(*worked, strict=True))
    keys, days, amount = summed(((slot * 2 + scheme) << MONTH_BITS) | month, days, amount)
    days = np.minimum(days, MONTH_DAYS)
    free = ((credited.slot * 2 + credited.scheme) << MONTH_BITS) | credited.month
    whole_keys, whole = summed(np.concatenate([keys, free]), np.concatenate([days, credited.days]))
    last = np.full(size, NEVER, np.int64)
    np.maximum.at(last, whole_keys >> (MONTH_BITS + 1), whole_keys & _MONTH)
    return CareerColumns(size, reading, keys, days, amount, whole_keys, np.minimum(whole, MONTH_DAYS), last)
