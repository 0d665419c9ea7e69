"""The balance of the funds, and the way down from a number to the dues behind it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router

from mizan.doors.api.passport import STAFF, caller_of
from mizan.doors.api.reading import Day, Id, Left, Month
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.dues import DueShown
from mizan.doors.api.shapes.money import (
    BalanceRowShown,
    BalanceShown,
    BehindShown,
    DuesBehindShown,
    EmployerBalanceShown,
    EmployersBehindShown,
    MovementShown,
    OwedBehindShown,
    ReceivedBehindShown,
    ReceivedShown,
    TransferBehindShown,
)
from mizan.funds.contributions import queries
from mizan.kernel.funds import Branch, Fund
from mizan.kernel.periods import parse_period

router = Router()
Limit = Annotated[int, Query(100, ge=1, le=500)]
Offset = Annotated[int, Query(0, ge=0, le=1_000_000)]


@router.get("/balance", **stated({200: BalanceShown}, scope="steer", roles=STAFF))
def balance(request: HttpRequest, fund: Query[Fund | Left] = None, as_of: Query[Day | Left] = None) -> BalanceShown:
    """Per fund, branch and month: due, received, arrears, owed between funds, at the end of a day (today if none is named)."""
    found = queries.balance_table(as_of or caller_of(request).today, fund=fund)
    return BalanceShown(
        as_of=found.as_of, rows=[BalanceRowShown.from_orm(row) for row in found.rows], credit=found.credit, waiting=found.waiting
    )


@router.get("/balance/employers", **stated({200: EmployersBehindShown}, scope="steer", roles=STAFF))
def balance_employers(
    request: HttpRequest,
    fund: Query[Fund],
    branch: Query[Branch],
    limit: Limit,
    offset: Offset,
    month: Query[Month | Left] = None,
    as_of: Query[Day | Left] = None,
    by: Query[Literal["due", "received", "arrears", "owed"]] = "arrears",
) -> EmployersBehindShown:
    """The employers behind a fund's branch, the largest first `by` what is due, received, in arrears or to be paid over."""
    day = as_of or caller_of(request).today
    found = queries.employers_of(fund, branch, as_of=day, month=_first_day(month), by=by, limit=limit, offset=offset)
    return EmployersBehindShown(as_of=day, employers=[EmployerBalanceShown.from_orm(row) for row in found])


@router.get("/balance/dues", **stated({200: DuesBehindShown}, scope="steer", roles=STAFF))
def balance_dues(
    request: HttpRequest,
    fund: Query[Fund],
    branch: Query[Branch],
    employer_id: Query[Id],
    month: Query[Month | Left] = None,
    as_of: Query[Day | Left] = None,
) -> DuesBehindShown:
    """The dues of an employer behind a fund's branch, newest first; their parts sum to the employer's line."""
    day = as_of or caller_of(request).today
    found = queries.dues_behind(fund, branch, employer_id, as_of=day, month=_first_day(month))
    return DuesBehindShown(
        as_of=day,
        dues=[
            BehindShown(due=DueShown.from_orm(one.due), due_in_branch=one.due_in_branch, received_in_branch=one.received_in_branch)
            for one in found
        ],
    )


@router.get("/balance/received", **stated({200: ReceivedBehindShown}, scope="steer", roles=STAFF))
def balance_received(
    request: HttpRequest,
    fund: Query[Fund],
    branch: Query[Branch],
    employer_id: Query[Id],
    month: Query[Month | Left] = None,
    as_of: Query[Day | Left] = None,
) -> ReceivedBehindShown:
    """What an employer's receipts and credits laid on a fund's branch, newest first; it sums to what was received."""
    day = as_of or caller_of(request).today
    found = queries.received_behind(fund, branch, employer_id, as_of=day, month=_first_day(month))
    return ReceivedBehindShown(as_of=day, received=[ReceivedShown.from_orm(one) for one in found])


@router.get("/balance/owed", **stated({200: OwedBehindShown}, scope="steer", roles=STAFF))
def balance_owed(
    request: HttpRequest,
    fund: Query[Fund],
    branch: Query[Branch],
    employer_id: Query[Id],
    month: Query[Month | Left] = None,
    as_of: Query[Day | Left] = None,
) -> OwedBehindShown:
    """What of an employer's receipts is to be paid over to a fund for a branch, newest first; and the transfers before."""
    day, first = as_of or caller_of(request).today, _first_day(month)
    transfers = queries.transfers_behind(fund, branch, as_of=day, month=first, employer_id=employer_id)
    owner = fund != Fund.CNAS
    found = queries.movements_behind(fund, branch, employer_id, as_of=day, month=first) if owner else ()
    return OwedBehindShown(
        as_of=day,
        owed=sum(one.amount for one in found),
        transfers=[TransferBehindShown.from_orm(one) for one in transfers],
        movements=[MovementShown.from_orm(one) for one in found],
    )


def _first_day(month: str | None) -> date | None:
    return None if month is None else parse_period(month).start
