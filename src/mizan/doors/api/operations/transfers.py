"""What CNAS owes each fund of what it received, ordered and paid over."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router

from mizan.doors.api.keyed import Done, Key, answer_once
from mizan.doors.api.passport import CNAS, JSON, SETTLES, STAFF, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id, Left, Month
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.money import ApportionSent, BranchAmount, SettleSent, TransferShown, TransfersShown
from mizan.flows.apportion_month import apportion_month, settle_transfer
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import TransferKept
from mizan.kernel.funds import Fund
from mizan.kernel.periods import parse_period

router = Router()


@router.get("/transfers", **stated({200: TransfersShown}, scope="settle", roles=STAFF))
def transfers(
    request: HttpRequest, fund: Query[Fund | Left] = None, month: Query[Month | Left] = None, open_only: Query[bool] = False
) -> TransfersShown:
    """Transfer orders of the funds the account may see, newest first, at most 200."""
    day = None if month is None else parse_period(month).start
    return TransfersShown(transfers=[_shown(order) for order in queries.transfers_of(fund=fund, month=day, open_only=open_only)])


@router.get("/transfers/{order_id}", **stated({200: TransferShown}, scope="settle", roles=STAFF, missing=True))
def transfer(request: HttpRequest, order_id: Id) -> TransferShown:
    """One transfer order by branch."""
    return _shown(_order(order_id))


@router.post("/transfers", **stated({200: TransfersShown}, scope="settle", roles=SETTLES, collecting=CNAS, brings=JSON, writes=True))
def apportion(request: HttpRequest, wanted: ApportionSent, idempotency_key: Key) -> HttpResponseBase:
    """Order what was received for each fund up to the end of a month and not ordered yet. A month is apportioned once."""
    caller = caller_of(request)

    def act() -> Done:
        orders = apportion_month(parse_period(wanted.month), by=caller.account_id, at=caller.now)
        return Done(200, TransfersShown(transfers=[_shown(order) for order in orders]))

    return answer_once(request, idempotency_key, act)


@router.post(
    "/transfers/{order_id}/settle",
    **stated({200: TransferShown}, scope="settle", roles=SETTLES, collecting=CNAS, brings=JSON, missing=True, writes=True),
)
def settle_order(request: HttpRequest, order_id: Id, paid: SettleSent, idempotency_key: Key) -> HttpResponseBase:
    """The order was paid: CNAS's liability and the fund's claim are cleared together."""
    caller = caller_of(request)

    def act() -> Done:
        settle_transfer(order_id, receipt_id=paid.receipt_id, by=caller.account_id, at=caller.now)
        return Done(200, _shown(_order(order_id)))

    return answer_once(request, idempotency_key, act)


def _order(order_id: int) -> TransferKept:
    found = queries.transfer_on(order_id)
    if found is None:
        raise Stop(404)
    return found


def _shown(order: TransferKept) -> TransferShown:
    return TransferShown(
        id=order.id,
        fund=order.fund,
        month=order.month,
        amount=order.amount,
        by_branch=[BranchAmount(branch=branch, amount=amount) for branch, amount in order.by_branch],
        ordered_on=order.ordered_on,
        settled_on=order.settled_on,
    )
