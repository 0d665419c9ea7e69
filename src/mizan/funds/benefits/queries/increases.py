"""Questions on increases: which there are, what they change, what differs now, which were approved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mizan.funds.access.sql import Row, decoded, one, one_row, rows
from mizan.funds.benefits.increase_errors import increase_translated
from mizan.funds.benefits.types import Parts
from mizan.funds.benefits.types.increases import (
    IncreaseArrears,
    IncreaseDifference,
    IncreaseInForce,
    IncreaseKnown,
    IncreaseLineShown,
    IncreaseState,
    IncreaseStepKnown,
    IncreaseSums,
    Reach,
)
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import refused

_INCREASE = """
SELECT id, fund, effective_on, attempt, source, law_version, known_on, switches, prepared_by_id, begun_at, reach FROM benefits_increase
"""
_LINES = """
SELECT l.award_id, a.kind, l.since, l.former_gross_m, l.gross_m, l.former_net_m, l.net_m
  FROM benefits_increase_line l JOIN benefits_award a ON a.id = l.award_id
 WHERE l.increase_id = %s AND l.raised ORDER BY l.term_id LIMIT %s
"""


NOTHING = (0,) * 10


def increases_of(fund: Fund | None = None, *, most: int = 60) -> tuple[IncreaseKnown, ...]:
    """The increases of a fund (of every fund that may be seen), the latest day first."""
    where, values = ("", []) if fund is None else (" WHERE fund = %s", [fund.value])
    return _increases(rows(f"{_INCREASE}{where} ORDER BY effective_on DESC, fund, attempt DESC LIMIT %s", [*values, most]))


def increase_known(increase_id: int) -> IncreaseKnown:
    """One increase. Refused: ``increase_unknown`` (there is none, or it may not be seen)."""
    found = _increases(rows(f"{_INCREASE} WHERE id = %s", [increase_id]))
    if not found:
        raise refused("increase_unknown", "increase")
    return found[0]


def increase_of_day(fund: Fund, day: date) -> IncreaseKnown | None:
    """The increase of a fund on a day that stands, if any."""
    found = _increases(rows(f"{_INCREASE} WHERE fund = %s AND effective_on = %s", [fund.value, day]))
    return next((kept for kept in found if kept.state is not IncreaseState.CANCELLED), None)


def attempts_of_day(fund: Fund, day: date) -> int:
    """How many increases of a fund on a day were begun."""
    return int(one_row("SELECT count(*) FROM benefits_increase WHERE fund = %s AND effective_on = %s", [fund.value, day])[0])


def increases_approved(fund: Fund) -> tuple[IncreaseInForce, ...]:
    """The increases of a fund that were approved, by day; for anybody who decides on its awards or computes them again."""
    found = rows("SELECT * FROM benefits_increases_approved(%s)", [fund.value])
    return tuple(IncreaseInForce(*(*row[:5], decoded(row[5]), row[6], Reach(row[7]))) for row in found)


def kept_until(increase_id: int) -> int:
    """The last term an increase has a line of; 0 where it has none yet."""
    return int(one_row("SELECT COALESCE(max(term_id), 0) FROM benefits_increase_line WHERE increase_id = %s", [increase_id])[0])


def unpaid_from(fund: Fund, day: date) -> date:
    """The first month instalments of a fund come for, on a day: months before it are made up for by arrears."""
    found: date = one_row("SELECT benefits_unpaid_from(%s, %s)", [fund.value, day])[0]
    return found


def increase_sums(increase_id: int) -> tuple[IncreaseSums, ...]:
    """What an increase changes a month, kind by kind."""
    with increase_translated():
        return tuple(IncreaseSums(row[0], *map(int, row[1:])) for row in rows("SELECT * FROM benefits_increase_totals(%s)", [increase_id]))


def whole_of(sums: Iterable[IncreaseSums]) -> IncreaseSums:
    """The sums of all kinds together."""
    columns = zip(NOTHING, *(one[1:] for one in sums), strict=True)
    return IncreaseSums("", *(sum(column) for column in columns))


def increase_arrears(increase_id: int, *, until: date, by: int) -> tuple[IncreaseArrears, ...]:
    """What an increase makes due for the months before one, kind by kind."""
    with increase_translated():
        found = rows("SELECT * FROM benefits_increase_arrears(%s, %s, %s)", [increase_id, until, by])
    return tuple(
        IncreaseArrears(kind, to_person, int(awards), Parts(int(pension), int(fund_adds), int(state_adds), 0, int(insurance), int(tax)))
        for kind, to_person, awards, pension, fund_adds, state_adds, insurance, tax in found
    )


def increase_differences(increase_id: int, *, most: int = 100) -> tuple[IncreaseDifference, ...]:
    """Where an increase is no longer what the awards are; empty for a sound one that is not approved yet."""
    with increase_translated():
        return tuple(IncreaseDifference(*row) for row in rows("SELECT * FROM benefits_increase_differences(%s, %s)", [increase_id, most]))


def increase_lines(increase_id: int, *, most: int = 20) -> tuple[IncreaseLineShown, ...]:
    """Some of the awards an increase raises, the earliest terms first."""
    return tuple(IncreaseLineShown(*row) for row in rows(_LINES, [increase_id, most]))


def sample_of(increase_id: int) -> int | None:
    """The first term an increase raises."""
    row = one("SELECT min(term_id) FROM benefits_increase_line WHERE increase_id = %s AND raised", [increase_id])
    return None if row is None else row[0]


def _increases(found: Iterable[Row]) -> tuple[IncreaseKnown, ...]:
    kept = list(found)
    steps: dict[object, list[IncreaseStepKnown]] = {}
    for increase_id, kind, by_id, at, detail, decision_id in rows(
        "SELECT increase_id, kind, by_id, at, detail, decision_id FROM benefits_increase_step WHERE increase_id = ANY (%s) ORDER BY id",
        [[row[0] for row in kept]],
    ):
        steps.setdefault(increase_id, []).append(IncreaseStepKnown(IncreaseState(kind), by_id, at, decoded(detail), decision_id))
    return tuple(
        IncreaseKnown(*(row[0], Fund(row[1]), *row[2:7], decoded(row[7]), *row[8:10], Reach(row[10]), tuple(steps.get(row[0], ()))))
        for row in kept
    )
