"""What the API answers when it does not do what was asked: one schema, a stable code, a sentence in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpResponse, JsonResponse
from ninja import Schema
from pydantic import Field

from mizan.doors import refusals, wording
from mizan.doors.shown import Lang
from mizan.kernel.refusals import Refusal


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

_FORBIDDEN = frozenset(
    {
        "account_pays_nobody",
        "not_allowed",
        "token_lacks_scope",
        "other_employer",
        "posting_not_allowed",
        "own_file",
        "file_not_open",
        "steering_not_yours",
    }
)
_MISSING = frozenset(
    {
        "account_unknown",
        "affiliation_unknown",
        "case_unknown",
        "claim_unknown",
        "decision_unknown",
        "due_unknown",
        "entry_unknown",
        "finding_unknown",
        "receipt_unknown",
        "run_unknown",
        "transfer_unknown",
    }
)
_CONFLICTS = frozenset(
    {
        "account_other_fund",
        "act_key_reused",
        "again_moved",
        "again_not_proposed",
        "affiliation_ended",
        "case_closed",
        "case_not_contested",
        "claim_decided",
        "claim_key_reused",
        "claim_not_decided",
        "claim_withdrawn",
        "conflict",
        "daa_already_filed",
        "dac_already_filed",
        "dac_period_overlaps",
        "das_already_filed",
        "decision_superseded",
        "entry_already_reversed",
        "finding_answered",
        "idempotency_key_reused",
        "letter_served",
        "payment_file_differs",
        "payment_file_kept",
        "receipt_settled",
        "return_known",
        "run_changed",
        "run_differs",
        "run_not_so",
        "run_stands",
        "run_unanswered",
        "statement_differs",
        "transfer_settled",
    }
)
"""Refusals that clash with what is already kept; any other refusal of an act is 422: the request was read and may not be done."""


class Stop(Exception):  # noqa: N818 - an answer, not a fault
    """Ends the request with a problem; raised by the API's own checks."""

    def __init__(self, status: int, code: str | None = None, place: str | None = None, **params: object) -> None:
        super().__init__(code or STATUSES[status])
        self.status = status
        self.refusal = Refusal(code or STATUSES[status], place, params, None)


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal of an act: 403, 404, 409 for a clash with what is kept, else 422."""
    for status, codes in ((403, _FORBIDDEN), (404, _MISSING), (409, _CONFLICTS)):
        if refusal.code in codes:
            return status
    return 422


def problem(refusal: Refusal) -> Problem:
    """The refusal as machines and people read it."""
    return Problem(
        code=refusal.code,
        message=Sentence(ar=_sentence(refusal, "ar"), fr=_sentence(refusal, "fr")),
        field=refusal.field,
        basis=refusal.basis,
    )


def _sentence(refusal: Refusal, lang: Lang) -> str:
    """The API's own sentence for the code, else the one the pages show."""
    key = f"api.problem.{refusal.code}"
    return wording.text(key, lang, **refusal.params) if wording.has(key, lang) else refusals.sentence(refusal, lang)


def answer(status: int, refusal: Refusal | None = None) -> HttpResponse:
    """The HTTP answer of a problem."""
    body = problem(refusal or Refusal(STATUSES[status]))
    response = JsonResponse(body.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="mizan"'
    return response
