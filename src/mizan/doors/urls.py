"""Addresses of the pages. Each begins with its language, so that a link can be sent to somebody as it was read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path, register_converter
from django.views.decorators.http import require_safe

from mizan.doors.pages import LANGUAGE_COOKIE
from mizan.doors.shown import LANGS


class LangConverter:
    """The first step of every address."""

    regex = "|".join(LANGS)

    def to_python(self, value: str) -> str:
        """The language as it stands."""
        return value

    def to_url(self, value: Any) -> str:
        """The language as it stands."""
        return str(value)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The address without a language: the one last read, Arabic at first."""
    kept = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return HttpResponseRedirect(f"/{kept if kept in LANGS else 'ar'}/")


register_converter(LangConverter, "lang")
urlpatterns = [
    path("", front, name="front"),
    path("<lang:lang>/", include("mizan.doors.public.urls")),
]
