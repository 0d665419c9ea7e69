"""The civil register's feed, brought by the register's own machine."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Router
from ninja.files import UploadedFile

from mizan.doors.api.keyed import Done, OptionalKey, answer_once
from mizan.doors.api.passport import FILES, REGISTERS, caller_of
from mizan.doors.api.rules import stated
from mizan.doors.api.shapes.civil import CivilReceiptShown
from mizan.flows.take_civil_register import take_civil_register

router = Router()


@router.post("/civil-register", **stated({200: CivilReceiptShown}, scope="declare", roles=REGISTERS, brings=FILES, writes=True))
def bring_civil_events(request: HttpRequest, events: File[UploadedFile], idempotency_key: OptionalKey) -> HttpResponseBase:
    """Bring civil events, a line each (JSON lines or CSV). Good lines are taken once; the others come back with their reason and wait."""
    caller = caller_of(request)

    def act() -> Done:
        receipt = take_civil_register(events.read(), by=caller.account_id, at=caller.now)
        shown = CivilReceiptShown(
            outcome=receipt.outcome.value,
            lines=receipt.lines,
            taken=receipt.taken,
            repeated=receipt.repeated,
            waiting=receipt.waiting,
            anomalies=[],
        )
        return Done(200, shown, receipt.anomalies)

    return answer_once(request, idempotency_key, act)
