"""The self-employed: declare a year's income, deposit many declarations, ask where one stands."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Query, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, Key, OptionalKey, answer_now, answer_once
from mizan.doors.api.passport import CASNOS, CONTROLS, DECLARES_BASES, FILES, JSON, SETTLES, caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Id, Left
from mizan.doors.api.returns import check_done, deposit_done
from mizan.doors.api.rules import stated
from mizan.doors.api.scope import log_read, payer_asked
from mizan.doors.api.shapes.filings import CheckShown, DepositShown
from mizan.doors.api.shapes.self_employed import BaseSent, BasesShown, CareerYearShown, EndSent, EndShown, StandingShown, YearShown
from mizan.doors.years_expected import years_expected
from mizan.flows.declare_base import declare_base
from mizan.flows.deposit_bases import deposit_bases
from mizan.flows.end_activity import end_activity
from mizan.formats.daa import DaaReturn
from mizan.funds.careers.queries import yearly_incomes_on
from mizan.funds.contributions.postings import SELF_EMPLOYED
from mizan.funds.contributions.queries.credits import credit_of
from mizan.funds.contributions.queries.up_to_date import up_to_date
from mizan.funds.self_employed.queries import affiliation_of
from mizan.funds.self_employed.types import CessationDraft
from mizan.law.algeria.self_employed import payment_deadline

router = Router()


def _return(sent: BaseSent) -> DaaReturn:
    return DaaReturn(sent.nss, sent.year, sent.income, sent.kind)


@router.post("/daa/check", **stated({200: CheckShown}, scope=None, roles=DECLARES_BASES, collecting=CASNOS, brings=JSON, writes=True))
def check_base(request: HttpRequest, declaration: BaseSent) -> HttpResponseBase:
    """Check a yearly declaration as a deposit would, and keep nothing."""
    caller = caller_of(request)
    receipt = declare_base(declaration=_return(declaration), source="api", test=True, by=caller.account_id, at=caller.now)
    return answer_now(check_done(receipt))


@router.post(
    "/daa",
    **stated({200: DepositShown, 201: DepositShown}, scope="declare", roles=DECLARES_BASES, collecting=CASNOS, brings=JSON, writes=True),
)
def declare(request: HttpRequest, declaration: BaseSent, idempotency_key: OptionalKey) -> HttpResponseBase:
    """Declare a year's income. 201: it was declared. 200: it had been declared before (`repeated`), or it is refused."""
    caller = caller_of(request)

    def act() -> Done:
        return deposit_done(declare_base(declaration=_return(declaration), source="api", by=caller.account_id, at=caller.now))

    return answer_once(request, idempotency_key, act)


@router.post(
    "/daa/file",
    **stated({200: BasesShown, 201: BasesShown}, scope="declare", roles=SETTLES | CONTROLS, collecting=CASNOS, brings=FILES, writes=True),
)
def deposit(request: HttpRequest, file: File[UploadedFile], idempotency_key: OptionalKey, test: Query[bool] = False) -> HttpResponseBase:
    """Deposit many declarations as a CSV table; each line is taken or refused by itself. With `test` nothing is kept.

    201: something new was kept. 200: nothing was.
    """
    caller = caller_of(request)

    def act() -> Done:
        receipt = deposit_bases(file.read(), test=test, by=caller.account_id, at=caller.now)
        shown = BasesShown(
            outcome=receipt.outcome.value,
            rows=receipt.rows,
            taken=receipt.taken,
            repeated=receipt.repeated,
            filing_ids=list(receipt.filing_ids),
            anomalies=[],
        )
        return Done(201 if not test and receipt.taken > receipt.repeated else 200, shown, receipt.anomalies)

    return answer_once(request, idempotency_key, act)


@router.post(
    "/self-employed/{affiliation_id}/end",
    **stated({201: EndShown}, scope="settle", roles=SETTLES | CONTROLS, collecting=CASNOS, brings=JSON, missing=True, writes=True),
)
def end_self_employed(request: HttpRequest, affiliation_id: Id, sent: EndSent, idempotency_key: Key) -> HttpResponseBase:
    """End an activity, once, on a document: nothing is owed for the years after it, and careers are told by night."""
    caller = caller_of(request)

    def act() -> Done:
        draft = CessationDraft(affiliation_id, sent.ended_on, sent.document, sent.document_on)
        undone = end_activity(draft, by=caller.account_id, at=caller.now)
        shown = EndShown(
            affiliation_id=affiliation_id, ended_on=sent.ended_on, document=sent.document, document_on=sent.document_on, undone=list(undone)
        )
        return Done(201, shown)

    return answer_once(request, idempotency_key, act)


@router.get("/standing", **stated({200: StandingShown}, scope="read", roles=DECLARES_BASES, collecting=CASNOS, missing=True))
def standing(request: HttpRequest, affiliation_id: Query[Id | Left] = None) -> StandingShown:
    """Where a self-employed person stands today: up to date or not and why, the years to declare, those their career holds.

    Read by another, it is logged.
    """
    caller = caller_of(request)
    payer = payer_asked(request, affiliation_id)
    affiliation = affiliation_of(payer)
    if affiliation is None:
        raise Stop(404)
    if affiliation.person_id not in caller.persons:
        log_read(request, ("self_employed", payer))
    years = years_expected(affiliation, caller.today)
    missing = [one.year for one in years if one.filing is None and one.declare_by < caller.today]
    found = up_to_date(payer, caller.today, missing=missing)
    return StandingShown(
        affiliation_id=payer,
        activity=affiliation.activity,
        up_to_date=found.yes,
        reason=found.reason,
        amount=found.amount,
        year=found.year,
        credit=credit_of(payer, debtor=SELF_EMPLOYED),
        years=[
            YearShown(
                year=one.year,
                declare_by=one.declare_by,
                pay_by=payment_deadline(one.year, affiliation.activity),
                filing_id=None if one.filing is None else one.filing.id,
            )
            for one in years
        ],
        career=[CareerYearShown.from_orm(one) for one in yearly_incomes_on(affiliation.person_id, known_at=caller.now)],
    )
