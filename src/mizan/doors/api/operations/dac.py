"""The contribution declaration: keyed in as JSON or sent as the CSV file."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, OptionalKey, answer_now, answer_once
from mizan.doors.api.passport import CHECKS, CNAS, DECLARES, JSON_FORM, SMALL_FILE, Caller, caller_of
from mizan.doors.api.returns import check_done, deposit_done
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.filings import CheckShown, DacSent, DepositShown
from mizan.flows.file_dac import file_dac
from mizan.flows.refuse_deposit import error_codes, refuse_deposit
from mizan.formats.anomalies import Outcome
from mizan.formats.dac import AbatementLine, DacLine, DacReturn, Movement, read_csv
from mizan.funds.contributions.types import FilingReceipt

router = Router()


@router.post("/dac/check", **stated({200: CheckShown}, scope=None, roles=CHECKS, collecting=CNAS, brings=JSON_FORM, writes=True))
def check_dac(request: HttpRequest, dac: DacSent) -> HttpResponseBase:
    """Check a keyed-in declaration as a deposit would, and keep nothing."""
    caller = caller_of(request)
    return answer_now(check_done(file_dac(dac=_return(dac), source="api", test=True, by=caller.account_id, at=caller.now)))


@router.post("/dac", **stated({200: DepositShown, 201: DepositShown}, scope="declare", roles=DECLARES, brings=JSON_FORM, writes=True))
def file_dac_keyed(request: HttpRequest, dac: DacSent, idempotency_key: OptionalKey) -> HttpResponseBase:
    """File a declaration keyed in. 201: it was filed. 200: it had been filed before (`repeated`), or it is refused and nothing was kept."""
    caller = caller_of(request)
    return answer_once(request, idempotency_key, lambda: _filed(_return(dac), caller))


@router.post("/dac/file", **stated({200: DepositShown, 201: DepositShown}, scope="declare", roles=DECLARES, brings=SMALL_FILE, writes=True))
def file_dac_csv(request: HttpRequest, file: File[UploadedFile], idempotency_key: OptionalKey) -> HttpResponseBase:
    """File a declaration sent as its CSV file. The answers are those of a declaration keyed in."""
    caller = caller_of(request)

    def act() -> Done:
        check = read_csv(file.read())
        if check.dac is None or check.outcome is Outcome.REFUSED:
            refuse_deposit("DAC", error_codes(check.anomalies), source="api", by=caller.account_id, at=caller.now)
            return deposit_done(FilingReceipt(check.outcome, "DAC", 0, 0, check.anomalies))
        return _filed(check.dac, caller)

    return answer_once(request, idempotency_key, act)


def _filed(dac: DacReturn, caller: Caller) -> Done:
    receipt: FilingReceipt = file_dac(dac=dac, source="api", by=caller.account_id, at=caller.now)
    return deposit_done(receipt)


def _return(sent: DacSent) -> DacReturn:
    return DacReturn(
        employer_number=sent.employer_number,
        period_key=sent.period_key,
        kind=sent.kind,
        workers_total=sent.workers_total,
        hired=sent.hired,
        left=sent.left,
        lines=tuple(DacLine(line.code, line.base) for line in sent.lines),
        abatements=tuple(
            AbatementLine(a.code, a.nss, a.name, a.birth_date, a.base, a.decision_no, a.starts_on, a.ends_on) for a in sent.abatements
        ),
        movements=tuple(Movement(m.nss, m.name, m.sense, m.on, m.note) for m in sent.movements),
    )
