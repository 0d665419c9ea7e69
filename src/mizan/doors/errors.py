"""Pages for what went wrong, each saying what happened and what to do, in the language of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mizan.doors.api import problems
from mizan.doors.shown import DIRECTION, Lang, as_lang

MACHINES = "/api/"

if TYPE_CHECKING:
    from mizan.doors.pages import Visit


class Missing(LookupError):  # noqa: N818 - an answer, not a fault
    """What the address names does not exist, or is not this person's to see: the page says the same in both cases."""


def language_of(request: HttpRequest) -> Lang:
    """The language of an address; Arabic when it names none."""
    head = request.path_info.lstrip("/").partition("/")[0]
    try:
        return as_lang(head)
    except ValueError:
        return "ar"


def answer(request: HttpRequest, lang: Lang, status: int, visit: Visit | None = None) -> HttpResponse:
    """The error page of a status: 400, 403, 404, 429 or 500; under the API's addresses its own kind of answer, whoever gives it."""
    if request.path_info.startswith(MACHINES):
        return problems.answer(status)
    context = {"visit": visit, "lang": lang, "direction": DIRECTION[lang], "status": status, "error": f"error.{status}"}
    return render(request, "public/error/page.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that can not be read."""
    return answer(request, language_of(request), 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """A request that may not pass (also Django's answer to a form without its protection, which gives `reason`)."""
    return answer(request, language_of(request), 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return answer(request, language_of(request), 404)


def locked_out(request: HttpRequest, credentials: object = None, *args: object, **kwargs: object) -> HttpResponse:
    """Too many failed sign-ins."""
    return answer(request, language_of(request), 429)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault; nothing of the request was kept."""
    return answer(request, language_of(request), 500)
