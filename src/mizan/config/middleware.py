"""What every request passes: a bound on its body, then one transaction in the name of one account."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from mizan.doors import errors
from mizan.funds.access.context import set_account

GetResponse = Callable[[HttpRequest], HttpResponse]

KIB = 1024
FILES_ARRIVE_AT = frozenset({"deposit", "statement", "file", "journals"})
"""Last words of the pages' addresses that take files."""


def largest_body(request: HttpRequest) -> int:
    """How many bytes this request may carry: little from a stranger, a form's worth on a page, a file's worth where files arrive."""
    if request.path.startswith("/api/"):
        return 130 * KIB * KIB if request.headers.get("Authorization") else 64 * KIB
    if not request.session.get(SESSION_KEY):
        return 64 * KIB
    return 130 * KIB * KIB if request.path.rstrip("/").rpartition("/")[2] in FILES_ARRIVE_AT else 4 * KIB * KIB


class BodyMiddleware:
    """Refuses a body that is too large before a byte of it is kept, and reads the others before any transaction is open.

    A client that sends slowly then holds a thread of the server, but no connection of the database; the proxy in front, which buffers
    bodies, takes the thread's part (docs/how-to/deploy.md).
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413 or hand on."""
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > largest_body(request):
            return errors.answer(request, errors.language_of(request), 413)
        if length and not request.path.startswith("/api/"):
            request.POST  # noqa: B018 - reading it parses the body
        return self.get_response(request)


class ActingMiddleware:
    """One request, one transaction, one account id.

    Row-level security looks up the grants of that account; with no account it shows nothing. An act's own atomic block inside the
    request becomes a savepoint, so a refused act leaves nothing while the log of reads made for the page is kept.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request inside its transaction; an answer of 500 or an exception rolls everything back."""
        if request.path.startswith("/static/"):
            return self.get_response(request)
        account = request.session.get(SESSION_KEY)
        with transaction.atomic():
            set_account(int(account) if account else None)
            response = self.get_response(request)
            if response.status_code >= 500 and connection.in_atomic_block:
                transaction.set_rollback(True)
        return response
