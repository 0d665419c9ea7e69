"""Binds the database session to the person behind the request, for the length of one transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from mizan.funds.access.context import set_account

GetResponse = Callable[[HttpRequest], HttpResponse]


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
