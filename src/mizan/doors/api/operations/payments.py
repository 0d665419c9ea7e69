"""Pay runs: the acts of the payer's pages, for machines. Two people other than who prepared a run still agree to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import File, Query, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, Key, OptionalKey, answer_once
from mizan.doors.api.passport import FILES, JSON, SETTLES, Caller, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import LARGEST_ID, Id, Left, Month
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes import payments as shapes
from mizan.doors.api.shapes.benefits import PayingFund, Reason
from mizan.doors.paying import TEXT, XML, file_answer, send_file
from mizan.flows.pay_month import approve_run, cancel_run, changed_since, prepare_run
from mizan.flows.pay_returns import reissue_payment, take_return
from mizan.funds.benefits.actions.answer_finding import answer_finding
from mizan.funds.benefits.queries.instalments import return_of, returns_of, waiting_of
from mizan.funds.benefits.queries.recomputations import run_recomputed
from mizan.funds.benefits.queries.runs import changes_of, finding_of, findings_page, run_of, runs_of, sums_of, total_of
from mizan.funds.benefits.types.runs import RunKnown, RunState
from mizan.kernel.funds import Fund
from mizan.kernel.periods import parse_period

router = Router()
After = Annotated[int, Query(0, ge=0, le=LARGEST_ID)]
Limit = Annotated[int, Query(100, ge=1, le=1000)]
MOST = 200
WAIT_FOR_AGREEMENT = (RunState.PREPARED, RunState.AGREED)


@router.get("/payments", **stated({200: shapes.RunsShown}, scope="settle", roles=SETTLES))
def pay_runs(request: HttpRequest, fund: Query[PayingFund | Left] = None, month: Query[Month | Left] = None) -> shapes.RunsShown:
    """The runs of the funds whose books the account keeps, the latest month first, at most 200."""
    held = _held(caller_of(request))
    first = None if month is None else parse_period(month).start
    found = [one for one in runs_of(Fund(fund) if fund else None, most=MOST) if one.fund in held and first in (None, one.month)]
    return shapes.RunsShown(runs=[_line(one) for one in found])


@router.post("/payments", **stated({201: shapes.RunShown}, scope="settle", roles=SETTLES, brings=JSON, writes=True))
def prepare_payments(request: HttpRequest, asked: shapes.RunAsked, idempotency_key: Key) -> HttpResponseBase:
    """Prepare what a fund pays for a month: nothing goes out before two other people agree."""
    caller = caller_of(request)

    def act() -> Done:
        if Fund(asked.fund) not in _held(caller):
            raise Stop(403, "not_allowed", needed=asked.fund)
        made = prepare_run(
            fund=Fund(asked.fund), month=parse_period(asked.month).start, pay_on=asked.pay_on, by=caller.account_id, at=caller.now
        )
        return Done(201, _shown(made))

    return answer_once(request, idempotency_key, act)


@router.post("/payments/returns", **stated({200: shapes.ReturnsTakenShown}, scope="settle", roles=SETTLES, brings=FILES, writes=True))
def take_payment_returns(request: HttpRequest, returned: File[UploadedFile], idempotency_key: OptionalKey) -> HttpResponseBase:
    """Bring what the bank sent back (pain.002 or camt.053): each payment waits with its reason, all are posted; the same file once."""
    caller = caller_of(request)

    def act() -> Done:
        taken = take_return(returned.read(), by=caller.account_id, at=caller.now)
        shown = shapes.ReturnsTakenShown(
            outcome=taken.outcome.value, returned=taken.returned, amount=taken.amount, repeated=taken.repeated, anomalies=[]
        )
        return Done(200, shown, taken.anomalies)

    return answer_once(request, idempotency_key, act)


@router.get("/payments/{run_id}", **stated({200: shapes.RunShown}, scope="settle", roles=SETTLES, missing=True))
def pay_run(request: HttpRequest, run_id: Id) -> shapes.RunShown:
    """A run: its sums, what changed and why, its steps and its file; while it may be agreed, where it is no longer what is due."""
    return _shown(_run(caller_of(request), run_id))


@router.get("/payments/{run_id}/findings", **stated({200: shapes.RunFindings}, scope="settle", roles=SETTLES, missing=True))
def pay_run_findings(request: HttpRequest, run_id: Id, after: After, limit: Limit) -> shapes.RunFindings:
    """What the controls found in a run, with what was answered."""
    _run(caller_of(request), run_id)
    found = findings_page(run_id, after=after, most=limit)
    return shapes.RunFindings(
        findings=[shapes.FindingShown.from_orm(one) for one in found], next=found[-1].id if len(found) == limit else None
    )


@router.post(
    "/payments/{run_id}/findings/{finding_id}/answer",
    **stated({200: shapes.FindingShown}, scope="settle", roles=SETTLES, brings=JSON, missing=True, writes=True),
)
def answer_pay_finding(
    request: HttpRequest, run_id: Id, finding_id: Id, told: shapes.FindingAnswered, idempotency_key: Key
) -> HttpResponseBase:
    """Answer what a control found, once, with the ground."""
    caller = caller_of(request)

    def act() -> Done:
        _run(caller, run_id)
        if finding_of(run_id, finding_id) is None:
            raise Stop(404)
        answer_finding(finding_id, clears=told.answer == "cleared", ground=told.ground, by=caller.account_id, at=caller.now)
        return Done(200, shapes.FindingShown.from_orm(finding_of(run_id, finding_id)))

    return answer_once(request, idempotency_key, act)


@router.get("/payments/{run_id}/waiting", **stated({200: shapes.RunWaiting}, scope="settle", roles=SETTLES, missing=True))
def pay_run_waiting(request: HttpRequest, run_id: Id, after: After, limit: Limit) -> shapes.RunWaiting:
    """The instalments of a run that are owed and wait, each with its reason."""
    _run(caller_of(request), run_id)
    found = waiting_of(run_id, after=after, most=limit)
    return shapes.RunWaiting(
        waiting=[shapes.WaitingShown.from_orm(one) for one in found], next=found[-1].id if len(found) == limit else None
    )


@router.post("/payments/{run_id}/approve", **stated({200: shapes.RunShown}, scope="settle", roles=SETTLES, missing=True, writes=True))
def approve_payments(request: HttpRequest, run_id: Id, idempotency_key: Key) -> HttpResponseBase:
    """Agree to a run. The first of two people agrees; the second approves, and it is posted. Neither has prepared it.

    409 `run_changed`: something is no longer due as prepared (`differences` of the run says what): cancel it and prepare it again.
    """
    return _done(request, run_id, idempotency_key, lambda by: approve_run(run_id, by=by.account_id, at=by.now))


@router.post(
    "/payments/{run_id}/cancel", **stated({200: shapes.RunShown}, scope="settle", roles=SETTLES, brings=JSON, missing=True, writes=True)
)
def cancel_payments(request: HttpRequest, run_id: Id, why: Reason, idempotency_key: Key) -> HttpResponseBase:
    """Give up a run that is not approved; it stays readable, and the month may be prepared again."""
    return _done(request, run_id, idempotency_key, lambda by: cancel_run(run_id, reason=why.reason, by=by.account_id, at=by.now))


@router.post(
    "/payments/{run_id}/file", **stated({200: shapes.RunShown}, scope="settle", roles=SETTLES, brings=JSON, missing=True, writes=True)
)
def send_payments(request: HttpRequest, run_id: Id, asked: shapes.FileAsked, idempotency_key: Key) -> HttpResponseBase:
    """Have the file of an approved run go out; the same shape and account again change nothing, another is refused."""
    return _done(
        request, run_id, idempotency_key,
        lambda by: send_file(
            run_id, profile=asked.profile, payer=asked.payer, account=asked.account, by=by.account_id, at=by.now
        ),
    )  # fmt: skip


FILE = stated({}, scope="settle", roles=SETTLES, missing=True)
FILE["openapi_extra"]["responses"] = {
    200: {
        "description": "The file, as its profile shapes it",
        "content": {kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in (XML, TEXT)},
    }
}


@router.get("/payments/{run_id}/file", **FILE)
def payment_file_sent(request: HttpRequest, run_id: Id) -> StreamingHttpResponse:
    """The payment file that went out, the same bytes each time (its SHA-256 is the run's). It names people: the look is logged."""
    caller = caller_of(request)
    kept = _run(caller, run_id)
    if kept.file is None:
        raise Stop(404)
    return file_answer(kept, route=f"{request.method} {request.path}", by=caller.account_id, at=caller.now)


@router.get("/payments/{run_id}/returns", **stated({200: shapes.RunReturns}, scope="settle", roles=SETTLES, missing=True))
def pay_run_returns(request: HttpRequest, run_id: Id, after: After, limit: Limit) -> shapes.RunReturns:
    """The payments of a run that came back, with the bank's reason."""
    _run(caller_of(request), run_id)
    found = returns_of(run_id, after=after, most=limit)
    return shapes.RunReturns(
        returns=[shapes.PaymentReturnShown.from_orm(one) for one in found], next=found[-1].id if len(found) == limit else None
    )


@router.post(
    "/payments/{run_id}/returns/{return_id}/reissue",
    **stated({200: shapes.PaymentReturnShown}, scope="settle", roles=SETTLES, brings=JSON, missing=True, writes=True),
)
def pay_again(request: HttpRequest, run_id: Id, return_id: Id, why: shapes.GroundGiven, idempotency_key: Key) -> HttpResponseBase:
    """Have a payment that came back paid again by the next run, to the account known then."""
    caller = caller_of(request)

    def act() -> Done:
        _run(caller, run_id)
        if return_of(run_id, return_id) is None:
            raise Stop(404)
        reissue_payment(return_id, ground=why.ground, by=caller.account_id, at=caller.now)
        return Done(200, shapes.PaymentReturnShown.from_orm(return_of(run_id, return_id)))

    return answer_once(request, idempotency_key, act)


def _held(caller: Caller) -> frozenset[Fund]:
    """The funds whose books the caller keeps."""
    return frozenset(Fund(grant.scope_id) for grant in caller.grants if grant.role in SETTLES)


def _run(caller: Caller, run_id: int) -> RunKnown:
    """A run of one of the caller's funds; raises `Stop` (404) for any other. ``run_unknown`` is a 404 as well."""
    kept = run_of(run_id)
    if kept.fund not in _held(caller):
        raise Stop(404)
    return kept


def _done(request: HttpRequest, run_id: int, key: str, do: Callable[[Caller], object]) -> HttpResponseBase:
    """Act on a run, and say where it stands."""
    caller = caller_of(request)

    def act() -> Done:
        _run(caller, run_id)
        do(caller)
        return Done(200, _shown(run_of(run_id)))

    return answer_once(request, key, act)


def _line(kept: RunKnown) -> shapes.RunLine:
    return shapes.RunLine(
        id=kept.id,
        fund=kept.fund.value,
        month=kept.month,
        attempt=kept.attempt,
        pay_on=kept.pay_on,
        state=kept.state.value,
        total=shapes.RunTotals.from_orm(total_of(sums_of(kept.id))),
    )


def _shown(kept: RunKnown) -> shapes.RunShown:
    computed = run_recomputed(kept.id)
    changed = changed_since(kept.id) if kept.state in WAIT_FOR_AGREEMENT else ()
    return shapes.RunShown(
        **dict(_line(kept)),
        recovery_ppm=kept.recovery_ppm,
        prepared_by=kept.prepared_by,
        prepared_at=kept.prepared_at,
        branches=[shapes.RunTotals.from_orm(one) for one in sums_of(kept.id)],
        changes=[shapes.ChangeShown(reason=one.reason, awards=one.awards, amount=one.amount) for one in changes_of(kept.id)],
        differences=[shapes.DifferenceShown.from_orm(one) for one in changed],
        recomputed=None if computed is None else shapes.RecomputedShown.from_orm(computed),
        steps=[shapes.RunStep(kind=one.kind.value, by_id=one.by_id, at=one.at, entry_id=one.entry_id) for one in kept.steps],
        file=None if kept.file is None else shapes.FileShown.from_orm(kept.file),
    )
