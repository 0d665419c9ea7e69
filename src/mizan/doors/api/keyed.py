"""Runs an act once per `Idempotency-Key`: the same key and body get the first answer, another body is refused with 409."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Annotated, NamedTuple

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Header, Schema

from mizan.doors.api.passport import caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Left
from mizan.flows.crashpoints import point
from mizan.formats.anomalies import Anomaly, json_pieces
from mizan.funds.access.idempotency import once

KEY = r"^[\x21-\x7e]{1,200}$"
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=KEY,
        description="Chosen by the client; it never expires. The same key with another body is refused (409).",
    ),
]
OptionalKey = Annotated[
    str | Left,
    Header(None, alias="Idempotency-Key", pattern=KEY, description="Optional: the content of a file is a key of its own."),
]

LONGEST_KEPT = 100_000
"""The findings a keyed answer may carry: it is kept for ever. Without a key a return is as long as the file makes it."""
HELD = 5_000
"""The findings beyond which an answer is written as it goes out."""


class Done(NamedTuple):
    """A status under 400, the body that goes with it, and what was found in a file: the body's `anomalies`, left empty there."""

    status: int
    shown: Schema
    findings: Sequence[Anomaly] = ()


def answer_once(request: HttpRequest, key: str | None, act: Callable[[], Done]) -> HttpResponseBase:
    """The answer of `act`, or the one already given to this key. A refused act keeps nothing, and its key stays free."""
    point("api.begun")
    transaction.on_commit(lambda: point("api.committed"))
    if key is None:
        done = act()
        point("api.acted")
        return answer_now(done)
    caller = caller_of(request)

    def keep() -> tuple[int, dict[str, object]]:
        done = act()
        point("api.acted")
        if len(done.findings) > LONGEST_KEPT:
            raise Stop(413, "return_too_long", "Idempotency-Key", count=len(done.findings), most=LONGEST_KEPT)
        return done.status, _whole(done)

    kept = once(account_id=caller.account_id, key=key, body=fingerprint(request), at=caller.now, act=keep)
    point("api.answer_kept")
    return _answer(kept.status, kept.response, repeated=kept.repeated)


def answer_now(done: Done) -> HttpResponseBase:
    """The answer to an act without a key; one with many findings is written piece by piece."""
    if len(done.findings) <= HELD:
        return _answer(done.status, _whole(done), repeated=False)
    pieces = (piece.encode() for piece in json_pieces(done.shown.model_dump(mode="json"), done.findings))
    response = StreamingHttpResponse(pieces, status=done.status, content_type="application/json")
    response.headers["Idempotent-Replayed"] = "false"
    return response


def _whole(done: Done) -> dict[str, object]:
    body = done.shown.model_dump(mode="json")
    return {**body, "anomalies": [found.to_json() for found in done.findings]} if done.findings else body


def fingerprint(request: HttpRequest) -> bytes:
    """What a request asks, whatever the spacing of its JSON or the boundary of its parts."""
    parts: list[object] = [request.method, request.path, sorted(request.GET.lists())]
    if request.content_type == "multipart/form-data":
        parts.append(sorted(request.POST.lists()))
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                file.seek(0)
                parts.append([name, file.name, sha256(file.read()).hexdigest()])
                file.seek(0)
    elif request.body:
        try:
            parts.append(json.loads(request.body))
        except (ValueError, RecursionError):
            raise Stop(400) from None
    return json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()


def _answer(status: int, body: dict[str, object], *, repeated: bool) -> HttpResponse:
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Idempotent-Replayed"] = "true" if repeated else "false"
    return response
