"""What the API answers when it does not do what was asked: one schema, a stable code, a sentence in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpResponse, JsonResponse
from ninja import Schema
from pydantic import Field

from mizan.doors import wording
from mizan.doors.shown import Lang
from mizan.kernel.refusals import Refusal
from mizan.law.labels.patterns import LabelError


class Sentence(Schema):
    """One sentence in Arabic and in French."""

    ar: str
    fr: str


class Problem(Schema):
    """Why nothing was done. `code` is stable; `field` names the input at fault; `basis` the text of law, where there is one."""

    code: Annotated[str, Field(examples=["token_lacks_scope"])]
    message: Sentence
    field: str | None
    basis: str | None


STATUSES: Mapping[int, str] = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_type",
    422: "invalid",
    500: "broken",
}
"""The code of each status when nothing more precise is known; sentences are `api.problem.<code>`."""

CONFLICTS = frozenset({"idempotency_key_reused", "conflict"})
"""Refusals that clash with what is already kept; apps' own conflict codes are recognised by their ending, see `status_of`."""

_CONFLICT_ENDINGS = (
    "_exists",
    "_already_filed",
    "_closed",
    "_settled",
    "_reversed",
    "_reused",
    "_matched",
    "_ordered",
    "_taken",
    "_at_once",
)
_FORBIDDEN = frozenset({"not_allowed", "token_lacks_scope"})
_UNKNOWN_ENDINGS = ("_unknown", "_not_found")


class Stop(Exception):  # noqa: N818 - an answer, not a fault
    """Ends the request with a problem; raised by the API's own checks."""

    def __init__(self, status: int, code: str | None = None, field: str | None = None, **params: object) -> None:
        super().__init__(code or STATUSES[status])
        self.status = status
        self.refusal = Refusal(code or STATUSES[status], field, params, None)


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal of an act: 403, 404, 409 for a clash with what is kept, else 422."""
    code = refusal.code
    if code in _FORBIDDEN:
        return 403
    if code in CONFLICTS or code.endswith(_CONFLICT_ENDINGS):
        return 409
    return 404 if code.endswith(_UNKNOWN_ENDINGS) and refusal.field is None else 422


def problem(refusal: Refusal) -> Problem:
    """The refusal as machines and people read it."""
    return Problem(
        code=refusal.code,
        message=Sentence(ar=_sentence(refusal, "ar"), fr=_sentence(refusal, "fr")),
        field=refusal.field,
        basis=refusal.basis,
    )


def _sentence(refusal: Refusal, lang: Lang) -> str:
    for key in (f"api.problem.{refusal.code}", f"refusal.{refusal.code}"):
        if wording.has(key, lang):
            try:
                return wording.text(key, lang, **refusal.params)
            except LabelError:
                # A sentence asking for a value the refusal does not carry must not turn a refusal into a fault.
                continue
    return wording.text("api.problem.refused", lang, code=refusal.code)


def answer(status: int, refusal: Refusal | None = None) -> HttpResponse:
    """The HTTP answer of a problem."""
    body = problem(refusal or Refusal(STATUSES[status]))
    response = JsonResponse(body.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="mizan"'
    return response
