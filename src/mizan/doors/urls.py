"""Addresses of the pages. Each begins with its language, so that a link can be sent to somebody as it was read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path, re_path, register_converter
from django.views.decorators.http import require_safe

from mizan.doors.pages import LANGUAGE_COOKIE
from mizan.doors.shown import LANGS


class _Text:
    """A step of an address that stays text."""

    def to_python(self, value: str) -> str:
        """The step as it stands."""
        return value

    def to_url(self, value: Any) -> str:
        """The step as it stands."""
        return str(value)


class LangConverter(_Text):
    """The first step of every address."""

    regex = "|".join(LANGS)


class EmployerNumber(_Text):
    """An employer's ten digits."""

    regex = "[0-9]{10}"


class ReturnKind(_Text):
    """How a return is downloaded."""

    regex = "csv|json"


class MonthKey(_Text):
    """A month: 2026-10."""

    regex = "(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])"


class Id(_Text):
    """The number of a record, small enough for the database."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        """The number."""
        return int(value)


class LawName(_Text):
    """The name of a rule, a value, a switch, a fact, a question or a text of the statute book."""

    regex = "[A-Za-z0-9_.-]+"


class Code(_Text):
    """A letter's code as its square brings it; whatever it is, the page answers."""

    regex = "[0-9A-Za-z-]{1,80}"


class LetterLanguage(_Text):
    """The language of a letter."""

    regex = "ar|fr"


class FiguresFile(_Text):
    """A document of open figures as a file: figures-2026-10.json, ssi-2025.csv."""

    regex = r"(?:figures-(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])|(?:ssi|sdg)-(?:19|20)[0-9]{2})\.(?:json|csv|parquet)"


class Folder(_Text):
    """The path of a branch of the statute book."""

    regex = "[a-z0-9_]+(?:/[a-z0-9_]+)*"


@require_safe
def front(request: HttpRequest, rest: str = "") -> HttpResponse:
    """The address without a language: the one last read, Arabic at first. Rules are cited so on paper: `/law/rule/r22_due`."""
    kept = request.COOKIES.get(LANGUAGE_COOKIE, "")
    query = f"?{request.GET.urlencode()}" if rest and request.GET else ""
    return HttpResponseRedirect(f"/{kept if kept in LANGS else 'ar'}/{rest}{query}")


for name, converter in (
    ("lang", LangConverter), ("digits10", EmployerNumber), ("returned", ReturnKind), ("month", MonthKey), ("id", Id),
    ("lawname", LawName), ("folder", Folder), ("code", Code), ("letterlang", LetterLanguage),
    ("figuresfile", FiguresFile),
):  # fmt: skip
    register_converter(converter, name)

urlpatterns = [
    path("", front, name="front"),
    re_path(r"^(?P<rest>(?:law/|figures)[A-Za-z0-9_./-]*)$", front, name="front"),
    path("<lang:lang>/", include("mizan.doors.public.urls")),
    path("<lang:lang>/law/", include("mizan.doors.law.urls")),
    path("<lang:lang>/account/", include("mizan.doors.account.urls")),
    path("<lang:lang>/employer/", include("mizan.doors.employer.urls")),
    path("<lang:lang>/self-employed/", include("mizan.doors.self_employed.urls")),
    path("<lang:lang>/fund/", include("mizan.doors.controller.urls")),
    path("<lang:lang>/payments/", include("mizan.doors.payer.urls")),
    path("<lang:lang>/controls/", include("mizan.doors.controls.urls")),
    path("<lang:lang>/officer/", include("mizan.doors.officer.urls")),
    path("<lang:lang>/balance/", include("mizan.doors.steering.urls")),
    path("<lang:lang>/steering/service", include("mizan.doors.steering.service.urls")),
    path("<lang:lang>/steering/review", include("mizan.doors.steering.review.urls")),
    path("<lang:lang>/steering/instructions/", include("mizan.doors.steering.instructions.urls")),
    path("<lang:lang>/steering/", include("mizan.doors.steering.table.urls")),
]
