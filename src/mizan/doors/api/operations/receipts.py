"""Bank statements and the receipts they bring."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Query, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, Key, OptionalKey, answer_once
from mizan.doors.api.passport import CNAS, COLLECTORS, FILES, JSON, SETTLES, Caller, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import LARGEST_ID, Id, Left
from mizan.doors.api.rules import stated
from mizan.doors.api.scope import payer_asked
from mizan.doors.api.shapes.institutions import InstitutionMatchSent, InstitutionShown, InstitutionsShown
from mizan.doors.api.shapes.money import (
    MatchSent,
    ReceiptShown,
    ReceiptsShown,
    ReturnSent,
    SettledShown,
    StatementShown,
    SuggestionShown,
    SuggestionsShown,
)
from mizan.flows.import_statement import import_statement
from mizan.flows.return_receipt import return_receipt
from mizan.flows.settle_receipt import match_by_hand, match_institution
from mizan.flows.settle_statement import settle_statement
from mizan.funds.contributions import queries
from mizan.funds.contributions.queries.institutions import institutions_for
from mizan.funds.contributions.types import ReceiptKept, Settled, StatementReceipt
from mizan.kernel.funds import Fund

router = Router()
Limit = Annotated[int, Query(100, ge=1, le=200)]
After = Annotated[int, Query(0, ge=0, le=LARGEST_ID)]


@router.post(
    "/statements",
    **stated({200: StatementShown, 201: StatementShown}, scope="settle", roles=SETTLES, collecting=COLLECTORS, brings=FILES, writes=True),
)
def import_bank_statement(
    request: HttpRequest,
    file: File[UploadedFile],
    format: Query[Literal["camt053", "csv"]],  # noqa: A002 - the name clients write
    idempotency_key: OptionalKey,
    fund: Query[Literal["CNAS", "CASNOS"] | Left] = None,
) -> HttpResponseBase:
    """Import a statement of a fund's account and settle each line whose payer is certain; the others wait.

    `fund` may be left out by who works for one.

    201: it was imported. 200: it had been imported before (`repeated`), or it is refused and nothing was kept.
    """
    caller = caller_of(request)
    collector = _fund(caller, fund)

    def act() -> Done:
        kept = import_statement(file.read(), fmt=format, fund=collector, by=caller.account_id, at=caller.now)
        settled = settle_statement(kept, by=caller.account_id, at=caller.now) if kept.statement_id is not None else ()
        status = 201 if kept.statement_id is not None and not kept.repeated else 200
        return Done(status, _statement(kept, settled), kept.anomalies)

    return answer_once(request, idempotency_key, act)


@router.get("/receipts/waiting", **stated({200: ReceiptsShown}, scope="settle", roles=SETTLES, collecting=COLLECTORS))
def receipts_waiting(request: HttpRequest, after: After, limit: Limit) -> ReceiptsShown:
    """The bank lines laid on nothing yet, oldest first."""
    found = queries.receipts_waiting(limit=limit, after=after)
    return ReceiptsShown(receipts=[ReceiptShown.from_orm(receipt) for receipt in found], next=found[-1].id if len(found) == limit else None)


@router.get("/receipts/{receipt_id}", **stated({200: ReceiptShown}, scope="settle", roles=SETTLES, collecting=COLLECTORS, missing=True))
def receipt(request: HttpRequest, receipt_id: Id) -> ReceiptShown:
    """One bank line."""
    return ReceiptShown.from_orm(_receipt(receipt_id))


@router.get(
    "/receipts/{receipt_id}/suggestions",
    **stated({200: SuggestionsShown}, scope="settle", roles=SETTLES, collecting=COLLECTORS, missing=True),
)
def receipt_suggestions(request: HttpRequest, receipt_id: Id) -> SuggestionsShown:
    """Whom a waiting line may come from, the strongest reason first; nothing is done."""
    found = queries.suggestions_for(_receipt(receipt_id))
    return SuggestionsShown(receipt_id=receipt_id, suggestions=[SuggestionShown.from_orm(one) for one in found])


@router.post(
    "/receipts/{receipt_id}/match",
    **stated({200: SettledShown}, scope="settle", roles=SETTLES, collecting=COLLECTORS, brings=JSON, missing=True, writes=True),
)
def match_receipt(request: HttpRequest, receipt_id: Id, match: MatchSent, idempotency_key: Key) -> HttpResponseBase:
    """Lay a waiting line on the dues of an employer or a self-employed person, the periods named first; the rest stays as credit."""
    caller = caller_of(request)

    def act() -> Done:
        _receipt(receipt_id)
        payer = payer_asked(request, match.employer_id)
        done = match_by_hand(receipt_id, employer_id=payer, period_keys=tuple(match.period_keys), by=caller.account_id, at=caller.now)
        return Done(200, SettledShown.from_orm(done))

    return answer_once(request, idempotency_key, act)


@router.get(
    "/receipts/{receipt_id}/institutions", **stated({200: InstitutionsShown}, scope="settle", roles=SETTLES, collecting=CNAS, missing=True)
)
def receipt_institutions(request: HttpRequest, receipt_id: Id) -> InstitutionsShown:
    """The institutions that owe reliefs, and what a waiting line would settle of them; nothing is done."""
    found = institutions_for(_receipt(receipt_id))
    return InstitutionsShown(receipt_id=receipt_id, institutions=[InstitutionShown.from_orm(one) for one in found])


@router.post(
    "/receipts/{receipt_id}/match-institution",
    **stated({200: SettledShown}, scope="settle", roles=SETTLES, collecting=CNAS, brings=JSON, missing=True, writes=True),
)
def match_receipt_to_institution(
    request: HttpRequest, receipt_id: Id, match: InstitutionMatchSent, idempotency_key: Key
) -> HttpResponseBase:
    """Lay a waiting line of CNAC or the Treasury on reliefs they owe; it may not exceed what remains of them."""
    caller = caller_of(request)

    def act() -> Done:
        _receipt(receipt_id)
        done = match_institution(receipt_id, debtor=match.debtor, due_ids=match.due_ids, by=caller.account_id, at=caller.now)
        return Done(200, SettledShown.from_orm(done))

    return answer_once(request, idempotency_key, act)


@router.get(
    "/receipts/{receipt_id}/returnable", **stated({200: ReceiptsShown}, scope="settle", roles=SETTLES, collecting=COLLECTORS, missing=True)
)
def receipt_returnable(request: HttpRequest, receipt_id: Id) -> ReceiptsShown:
    """The receipts a waiting return may take back, newest first; nothing is done."""
    found = _receipt(receipt_id)
    kept = queries.receipts_returnable(found) if found.is_return and found.settlement_id is None else ()
    return ReceiptsShown(receipts=[ReceiptShown.from_orm(one) for one in kept], next=None)


@router.post(
    "/receipts/{receipt_id}/take-back",
    **stated({200: SettledShown}, scope="settle", roles=SETTLES, collecting=COLLECTORS, brings=JSON, missing=True, writes=True),
)
def take_receipt_back(request: HttpRequest, receipt_id: Id, choice: ReturnSent, idempotency_key: Key) -> HttpResponseBase:
    """Say which receipt a return takes back, where the bank's name designates several or none."""
    caller = caller_of(request)

    def act() -> Done:
        _receipt(receipt_id)
        done = return_receipt(receipt_id, original_id=choice.original_id, by=caller.account_id, at=caller.now)
        return Done(200, SettledShown.from_orm(done))

    return answer_once(request, idempotency_key, act)


def _fund(caller: Caller, asked: str | None) -> Fund:
    """The fund whose accountant the caller is, the one asked for if there are two; raises `Stop` (403, 422)."""
    held = [fund for fund in COLLECTORS if any(g.role in SETTLES and g.scope_id == fund for g in caller.grants)]
    if asked is None and len(held) != 1:
        raise Stop(422, "missing", "fund", field="fund")
    if asked is not None and asked not in held:
        raise Stop(403, "not_allowed", needed=asked)
    return Fund(asked or held[0])


def _receipt(receipt_id: int) -> ReceiptKept:
    found = queries.receipt_on(receipt_id)
    if found is None:
        raise Stop(404)
    return found


def _statement(kept: StatementReceipt, settled: tuple[Settled, ...]) -> StatementShown:
    return StatementShown(
        outcome="refused" if kept.statement_id is None else "accepted",
        statement_id=kept.statement_id,
        repeated=kept.repeated,
        receipts=[SettledShown.from_orm(one) for one in settled],
        anomalies=[],
    )
