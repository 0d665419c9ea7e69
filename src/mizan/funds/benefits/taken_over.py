"""What was taken over from a former system, read back from the record of its decision: the terms it gave, and what they are with increases.

The record holds no facts of a career: the law is not asked again what was due, the file is. What is taken of each pension, and every
increase since, are the law's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from mizan.funds.benefits.raising import DEDUCTED, raised_terms
from mizan.funds.benefits.types import IncreaseInForce, Kind, Least, Parts, TermDraft
from mizan.kernel.money import Centimes, format_decimal, parse_amount
from mizan.law.algeria.deductions import deduct

FORMAT = "mizan-taken-over/1"
MONEY = ("pension", "fund_adds", "state_adds", "supplement")


class Taken(NamedTuple):
    """An award as it was taken over: who is paid what from its first day here, and the day increases look at."""

    person_id: int
    kind: Kind
    since: date
    until: date | None
    first_month: date
    parts: Parts
    """Without what is taken of it."""
    least: Least


def is_taken_over(record: Mapping[str, Any]) -> bool:
    """Whether a decision's record tells what was taken over."""
    return record.get("format") == FORMAT


def taken_of(record: Mapping[str, Any]) -> tuple[Taken, ...]:
    """The awards of a record, in the order of the file."""
    first_month = date.fromisoformat(record["first_month"])
    return tuple(_taken(one, first_month) for one in record["awards"])


def _taken(one: Mapping[str, Any], first_month: date) -> Taken:
    pension, fund_adds, state_adds, supplement = (parse_amount(one[name]) for name in MONEY)
    least = one["minimum"]
    until = None if one["until"] is None else date.fromisoformat(one["until"])
    return Taken(
        one["person"], Kind(one["kind"]), date.fromisoformat(one["since"]), until, first_month,
        Parts(pension, fund_adds, state_adds, supplement, 0, 0),
        Least(least["kind"], parse_amount(least["part"]), parse_amount(least["whole"])) if least else Least(),
    )  # fmt: skip


def told_of_award(
    line: int, ref: str, person_id: int, kind: Kind, days: tuple[date, date | None], parts: Parts, least: Least
) -> dict[str, Any]:
    """An award as a record tells it."""
    since, until = days
    minimum = {"kind": least.kind, "part": format_decimal(least.amount), "whole": format_decimal(least.of)} if least.kind else None
    return {
        "line": line,
        "ref": ref,
        "person": person_id,
        "kind": kind.value,
        "since": since.isoformat(),
        "until": until.isoformat() if until is not None else None,
        **{name: format_decimal(amount) for name, amount in zip(MONEY, parts, strict=False)},
        "minimum": minimum,
    }


def first_term(taken: Taken, *, law_version: str) -> TermDraft:
    """The term an award began with here: what the law of its first month takes of it. Raises Refused where that law does not say it."""
    parts = taken.parts
    if taken.kind in DEDUCTED:
        found = deduct(Centimes(parts.gross), on=taken.first_month)
        parts = parts._replace(social_insurance=found.social_insurance, income_tax=found.income_tax)
    return TermDraft(taken.first_month, taken.until, parts, law_version, taken.least)


def later_than(first_month: date, increases: Iterable[IncreaseInForce]) -> tuple[IncreaseInForce, ...]:
    """The increases that are not in the amounts taken over yet."""
    return tuple(one for one in increases if one.effective_on > first_month)


def terms_taken(taken: Taken, increases: Sequence[IncreaseInForce], *, awarded_on: date, law_version: str) -> tuple[TermDraft, ...]:
    """The terms of an award since it was taken over, every increase of its fund in them. Raises Refused as the law does."""
    term = first_term(taken, law_version=law_version)
    return raised_terms((term,), later_than(taken.first_month, increases), kind=taken.kind, awarded_on=awarded_on)
