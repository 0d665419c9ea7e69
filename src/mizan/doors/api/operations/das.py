"""The yearly wage declaration: checked by those who file or work on declarations, deposited by the employer's accountant."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, OptionalKey, answer_now, answer_once
from mizan.doors.api.passport import CHECKS, CNAS, DECLARES, FILES, caller_of
from mizan.doors.api.returns import check_done, deposit_done
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.filings import CheckShown, DepositShown
from mizan.flows.file_das import file_das

router = Router()


@router.post("/das/check", **stated({200: CheckShown}, scope=None, roles=CHECKS, collecting=CNAS, brings=FILES, writes=True))
def check_das(request: HttpRequest, header: File[UploadedFile], detail: File[UploadedFile]) -> HttpResponseBase:
    """Check a DAS pair as a deposit would, and keep nothing (a test deposit). Employers the account can not see are unknown to it."""
    caller = caller_of(request)
    receipt = file_das(
        header=header.read(),
        detail=detail.read(),
        header_name=header.name,
        detail_name=detail.name,
        test=True,
        source="api",
        by=caller.account_id,
        at=caller.now,
    )
    return answer_now(check_done(receipt))


@router.post("/das", **stated({200: DepositShown, 201: DepositShown}, scope="declare", roles=DECLARES, brings=FILES, writes=True))
def deposit_das(
    request: HttpRequest, header: File[UploadedFile], detail: File[UploadedFile], idempotency_key: OptionalKey
) -> HttpResponseBase:
    """Deposit a DAS pair. 201: it was filed. 200: it had been filed before (`repeated`), or it is refused and nothing was kept."""
    caller = caller_of(request)

    def act() -> Done:
        return deposit_done(
            file_das(
                header=header.read(),
                detail=detail.read(),
                header_name=header.name,
                detail_name=detail.name,
                source="api",
                by=caller.account_id,
                at=caller.now,
            )
        )

    return answer_once(request, idempotency_key, act)
