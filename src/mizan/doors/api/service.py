"""The API itself: its operations, and how whatever goes wrong inside one becomes a declared answer."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError, OperationalError, ProgrammingError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from psycopg.errors import InsufficientPrivilege

from mizan.doors.api.problems import Stop, answer, status_of
from mizan.doors.api.reading import StrictParser
from mizan.doors.api.reference import Reference
from mizan.doors.rivals import TRY_AGAIN, crossed
from mizan.kernel.refusals import Refusal, Refused

log = logging.getLogger("mizan.api")

INTRODUCTION = """The acts and questions of Mizan's pages, for machines.

Send `Authorization: Bearer <token>`. A token acts as its account, within its scopes (declare, read, settle, steer).
Amounts are whole centimes of a dinar, rates parts per million, days `YYYY-MM-DD`, periods `2026-10`, `2026-Q3` or `2026`.
Each problem has a stable `code`, a sentence in Arabic and in French, the field at fault and the legal basis if there is one.
Acts take an `Idempotency-Key`; the content of a file is a key of its own: the same file twice is the same declaration."""


class Service(NinjaAPI):
    """Ninja's API with short operation ids: the name of the function."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The id, for instance ``deposit_das``."""
        return operation.view_func.__name__


api = Service(title="Mizan", version="1", description=INTRODUCTION, urls_namespace="api", parser=StrictParser(), docs=Reference())


@api.exception_handler(Stop)
def _stopped(request: HttpRequest, stop: Stop) -> HttpResponse:
    return answer(stop.status, stop.refusal)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return answer(status_of(refused.refusal), refused.refusal)


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return answer(401)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The first value that is not as the operation states it; `field` is its path without the part of the request it came in."""
    first = error.errors[0]
    place = [str(part) for part in first["loc"]]
    field = ".".join(place[1:] if len(place) > 1 else place)
    # The name of the parameter that holds the whole body is ours, not the client's.
    if place[0] == "body":
        field = ".".join(place[2:]) or "body"
    code = "missing" if first["type"] == "missing" else "invalid"
    return answer(422, Refusal(code, field, {"field": field}))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja wraps what the reader of bodies raises; the reader's own words are more precise."""
    cause = error.__cause__
    return answer(cause.status, cause.refusal) if isinstance(cause, Stop) else answer(error.status_code)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer(404)


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return answer(413)


@api.exception_handler(SuspiciousOperation)
def _suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return answer(400)


@api.exception_handler(MultiPartParserError)
def _parts(request: HttpRequest, error: MultiPartParserError) -> HttpResponse:
    return answer(400)


@api.exception_handler(IntegrityError)
def _clash(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """Two acts at once, and a constraint of the database decided: the other one stands."""
    log.warning("API: %s %s met a constraint: %s", request.method, request.path, error)
    transaction.set_rollback(True)
    return answer(409)


@api.exception_handler(ProgrammingError)
def _walled(request: HttpRequest, error: ProgrammingError) -> HttpResponse:
    """The second wall stood where the first did not: row-level security refused the write. Anything else is our fault."""
    transaction.set_rollback(True)
    log.exception("API: %s %s", request.method, request.path)
    return answer(403 if isinstance(error.__cause__, InsufficientPrivilege) else 500)


@api.exception_handler(OperationalError)
def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """Two acts crossed: nothing of this one was kept, the same request may be sent again. A lost connection is our fault."""
    transaction.set_rollback(True)
    if crossed(error):
        log.warning("API: %s %s crossed another act: %s", request.method, request.path, error)
        return answer(409, TRY_AGAIN)
    log.exception("API: %s %s", request.method, request.path)
    return answer(500)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Our fault. The answer says nothing of the inside; the log does; the request's transaction is undone."""
    log.exception("API: %s %s", request.method, request.path)
    transaction.set_rollback(True)
    return answer(500)
