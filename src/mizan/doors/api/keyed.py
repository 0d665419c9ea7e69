"""Runs an act once per `Idempotency-Key`: the same key and body get the first answer, another body is refused with 409."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Header, Schema

from mizan.doors.api.passport import caller_of
from mizan.doors.api.problems import Stop
from mizan.doors.api.reading import Left
from mizan.flows.crashpoints import point
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

Done = tuple[int, Schema]
"""A status under 400 and the body that goes with it."""


def answer_once(request: HttpRequest, key: str | None, act: Callable[[], Done]) -> HttpResponse:
    """The answer of `act`, or the one already given to this key. A refused act keeps nothing, and its key stays free."""
    point("api.begun")
    transaction.on_commit(lambda: point("api.committed"))
    if key is None:
        status, shown = act()
        point("api.acted")
        return _answer(status, shown.model_dump(mode="json"), repeated=False)
    caller = caller_of(request)

    def keep() -> tuple[int, dict[str, object]]:
        status, shown = act()
        point("api.acted")
        return status, shown.model_dump(mode="json")

    kept = once(account_id=caller.account_id, key=key, body=fingerprint(request), at=caller.now, act=keep)
    point("api.answer_kept")
    return _answer(kept.status, kept.response, repeated=kept.repeated)


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
