"""What every page shares: who may pass, in which language it speaks, and how it answers.

A page is a function of a `Visit`; `@page(...)` states its rule, which a test reads for every address (tests/doors/test_walls.py).
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db import OperationalError, ProgrammingError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from psycopg.errors import InsufficientPrivilege

from mizan.doors import clock, errors, refusals
from mizan.doors.rivals import TRY_AGAIN, crossed
from mizan.doors.shown import DIRECTION, Lang, as_lang
from mizan.funds.access import queries as access
from mizan.funds.access.types import GrantHeld, Person
from mizan.kernel.periods import add_days
from mizan.kernel.refusals import Refusal, Refused

log = logging.getLogger(__name__)

LANGUAGE_COOKIE = "mizan_lang"
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may pass: everybody (`public`), or accounts holding one of the roles on the day of the visit."""

    public: bool
    roles: frozenset[str]
    methods: frozenset[str]


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's request for one page.

    Its language, the account (None before signing in) with its grants in force, the day, the instant, and what the address names.
    """

    request: HttpRequest
    lang: Lang
    account: Person | None
    grants: tuple[GrantHeld, ...]
    today: date
    now: datetime
    parameters: Mapping[str, Any]

    @property
    def direction(self) -> str:
        """Reading direction of the language: rtl or ltr."""
        return DIRECTION[self.lang]

    @property
    def roles(self) -> frozenset[str]:
        """The roles in force."""
        return frozenset(str(grant.role) for grant in self.grants)

    @property
    def account_id(self) -> int:
        """The account that acts; only pages that are not public may ask."""
        if self.account is None:
            raise RuntimeError("a page behind a wall always has an account")
        return self.account.id

    @property
    def day_after(self) -> date:
        """Tomorrow: the end, excluded, of what is booked up to and including today."""
        return add_days(self.today, 1)

    @property
    def htmx(self) -> bool:
        """Whether only a piece of the page is asked for."""
        return self.request.headers.get("HX-Request") == "true"

    @property
    def posted(self) -> bool:
        """Whether the person sent a form."""
        return self.request.method == "POST"

    def scopes(self, *roles: str) -> frozenset[str]:
        """The scope ids (employer ids, fund codes) of the grants of these roles."""
        return frozenset(str(grant.scope_id) for grant in self.grants if str(grant.role) in roles)

    def page(self, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
        """The page of a template, which always knows `visit` and `lang`."""
        whole = {"visit": self, "lang": self.lang, "direction": self.direction, **(context or {})}
        return render(self.request, template, whole, status=status)

    def address(self, name: str, **parameters: object) -> str:
        """The address of a page in this visit's language."""
        return reverse(name, kwargs={"lang": self.lang, **parameters})

    def go(self, name: str, **parameters: object) -> HttpResponse:
        """Send the person to another page (after a form was taken)."""
        return self.leave(self.address(name, **parameters))

    def leave(self, address: str) -> HttpResponse:
        """Send the person to an address; a form sent in the background moves the whole page."""
        if not self.htmx:
            return HttpResponseRedirect(address)
        return HttpResponse(status=204, headers={"HX-Redirect": address})

    def file(self, body: str, name: str, content_type: str = "text/csv; charset=utf-8") -> HttpResponse:
        """A file to keep."""
        return HttpResponse(body, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class View(Protocol):
    """A page as the address table sees it: callable, with its rule on it."""

    rule: Rule

    def __call__(self, request: HttpRequest, lang: str, **parameters: Any) -> HttpResponseBase:
        """Answer the request."""
        ...


Page = Callable[..., HttpResponseBase]


def page(*roles: str, public: bool = False, post: bool = False) -> Callable[[Page], View]:
    """State who may see a page: `@page("director", "minister")`, or `@page(public=True)`; `post=True` when it takes a form.

    Without an account the person is sent to sign in; with an account of another role the answer is 403. What the rule lets
    through still reads as the account itself: another employer's record is simply not found.
    """
    if public == bool(roles):
        raise ValueError("a page is public or names its roles")
    methods = frozenset({"GET", "HEAD", "POST"} if post else {"GET", "HEAD"})
    rule = Rule(public, frozenset(roles), methods)

    def wrap(body: Page) -> View:
        @functools.wraps(body)
        def view(request: HttpRequest, lang: str, **parameters: Any) -> HttpResponseBase:
            visit = visit_of(request, as_lang(lang), parameters)
            return _remember(_answer(rule, body, visit, parameters), visit)

        view.rule = rule  # type: ignore[attr-defined]
        return view  # type: ignore[return-value]

    return wrap


def rule_of(view: Callable[..., object]) -> Rule:
    """The rule a page states; anything else is no page."""
    rule = getattr(view, "rule", None)
    if not isinstance(rule, Rule):
        raise TypeError(f"{view} states no rule")
    return rule


def visit_of(request: HttpRequest, lang: Lang, parameters: Mapping[str, Any]) -> Visit:
    """The visit behind a request, with the grants in force today."""
    today = clock.today()
    account_id = request.user.pk if request.user.is_authenticated else None
    account = access.account_of(int(account_id)) if account_id is not None else None
    grants = access.grants_of(account.id, on=today) if account is not None else ()
    return Visit(request, lang, account, grants, today, clock.now(), parameters)


def _answer(rule: Rule, body: Page, visit: Visit, parameters: Mapping[str, Any]) -> HttpResponseBase:
    if visit.request.method not in rule.methods:
        return HttpResponseNotAllowed(sorted(rule.methods))
    if not rule.public:
        if visit.account is None:
            target = visit.request.get_full_path() if visit.request.method == "GET" else ""
            query = f"?{urlencode({'next': target})}" if target else ""
            return HttpResponseRedirect(visit.address("public:sign-in") + query)
        if not rule.roles & visit.roles:
            return errors.answer(visit.request, visit.lang, 403, visit)
    if _unkeepable(visit.request):
        return errors.answer(visit.request, visit.lang, 400, visit)
    try:
        return body(visit, **parameters)
    except errors.Missing:
        return errors.answer(visit.request, visit.lang, 404, visit)
    except Refused as refused:
        return _told(visit, refused.refusal, 422)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        # The second wall stood where the page's rule did not: row-level security refused. Nothing of this request is kept.
        log.warning("page %s: refused by the database: %s", visit.request.path, error)
        transaction.set_rollback(True)
        return errors.answer(visit.request, visit.lang, 403, visit)
    except OperationalError as error:
        if not crossed(error):
            raise
        transaction.set_rollback(True)
        return _told(visit, TRY_AGAIN, 409)


def _told(visit: Visit, refusal: Refusal, status: int) -> HttpResponse:
    return visit.page("public/error/refused.html", {"sentence": refusals.sentence(refusal, visit.lang)}, status=status)


def _unkeepable(request: HttpRequest) -> bool:
    """Whether a text of the form or of the address holds a NUL, which no person types and the database can not keep."""
    sent = [request.GET, request.POST] if request.method == "POST" else [request.GET]
    return any("\x00" in name or any("\x00" in value for value in values) for form in sent for name, values in form.lists())


def _remember(response: HttpResponseBase, visit: Visit) -> HttpResponseBase:
    if visit.request.COOKIES.get(LANGUAGE_COOKIE) != visit.lang:
        response.set_cookie(LANGUAGE_COOKIE, visit.lang, max_age=A_YEAR, samesite="Lax", httponly=True, secure=visit.request.is_secure())
    response.headers["Content-Language"] = visit.lang
    if visit.account is not None:
        response.headers["Cache-Control"] = "private, no-store"
    return response
