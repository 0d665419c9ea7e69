"""Files by age against the promised date, and the months of a fund's files. Days are those of Algiers, told by the caller."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, tzinfo

from mizan.funds.procedures.types import Age, Bucket, Case
from mizan.kernel.funds import Fund

SOON_DAYS = 15
VERY_LATE_DAYS = 30

KEYS: dict[str, Callable[[Case], tuple[Fund | None, str]]] = {
    "fund": lambda case: (case.fund, case.fund.value),
    "procedure": lambda case: (case.fund, case.kind),
    "agency": lambda case: (case.fund, case.agency_code),
    "step": lambda case: (None, case.state.value),
    "waits_for": lambda case: (None, case.waits_for.value if case.waits_for else ""),
}
"""What unanswered cases may be told by; an agency's code is of a fund."""


def bucket_of(case: Case, today: date) -> Bucket:
    """Where an unanswered case stands: `soon` within fifteen days of its promised day, `very_late` more than thirty after."""
    left = (case.promised_on - today).days
    if left < 0:
        return Bucket.VERY_LATE if left < -VERY_LATE_DAYS else Bucket.LATE
    return Bucket.SOON if left <= SOON_DAYS else Bucket.EARLY


def unanswered(cases: Iterable[Case]) -> tuple[Case, ...]:
    """The cases that wait for an answer, the one promised first first."""
    return tuple(sorted((case for case in cases if case.answer is None), key=lambda case: (case.promised_on, case.id)))


def ages_of(cases: Iterable[Case], by: str, today: date) -> tuple[Age, ...]:
    """The unanswered cases by what they share (a word of `KEYS`), those with most late first."""
    key = KEYS[by]
    found: dict[tuple[Fund | None, str], Counter[Bucket]] = defaultdict(Counter)
    oldest: dict[tuple[Fund | None, str], int] = {}
    for case in unanswered(cases):
        shared = key(case)
        found[shared][bucket_of(case, today)] += 1
        oldest[shared] = max(oldest.get(shared, 0), (today - case.received_on).days)
    ages = [Age(name, fund, {bucket: told[bucket] for bucket in Bucket}, oldest[fund, name]) for (fund, name), told in found.items()]
    return tuple(sorted(ages, key=lambda one: (-late_of(one), -one.total, one.fund or "", one.key)))


def late_of(age: Age) -> int:
    """Of them, how many are past their promised day."""
    return age.buckets[Bucket.LATE] + age.buckets[Bucket.VERY_LATE]


def answered_between(cases: Iterable[Case], since: date, until: date, zone: tzinfo) -> tuple[Case, ...]:
    """The cases answered from a day on and before another."""
    return tuple(case for case in cases if case.answered_at and since <= case.answered_at.astimezone(zone).date() < until)


def delay_days(case: Case, zone: tzinfo) -> int:
    """Civil days from the day a case was received to the day it was answered. Raises `ValueError` while it is not."""
    if case.answered_at is None:
        raise ValueError("not answered")
    return (case.answered_at.astimezone(zone).date() - case.received_on).days


def in_time(cases: Sequence[Case], zone: tzinfo) -> int:
    """How many of answered cases were answered by the day promised."""
    return sum(1 for case in cases if case.answered_at and case.answered_at.astimezone(zone).date() <= case.promised_on)
