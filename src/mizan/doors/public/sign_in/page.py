"""Signing in and out."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from mizan.doors import errors, wording
from mizan.doors.pages import Visit, page, visit_of
from mizan.doors.public.home.page import doors_of
from mizan.funds.access.actions import sign_out as sign_out_account


def _safe(target: str, request: HttpRequest) -> str:
    """An address of this site that names a page, or nothing."""
    allowed = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if allowed and target.startswith("/") else ""


@page(public=True, post=True)
def sign_in(visit: Visit) -> HttpResponse:
    """Ask for a name and a password; then open the page that was wanted, or the person's only door."""
    request = visit.request
    target = _safe(request.POST.get("next") or request.GET.get("next") or "", request)
    if not visit.posted:
        return visit.page("public/sign_in/page.html", {"target": target})
    # Names are kept in small letters, and the count of failures must not begin anew for each way of writing one.
    name = request.POST.get("username", "").strip().lower()
    password = request.POST.get("password", "")
    account = auth.authenticate(request, username=name, password=password) if name and password else None
    if getattr(request, "axes_locked_out", False):
        return errors.answer(request, visit.lang, 429)
    if account is None:
        return _again(visit, name, bool(password), target)
    auth.login(request, account, backend="mizan.funds.access.auth.Backend")
    return HttpResponseRedirect(target or _first_page(request, visit))


def _first_page(request: HttpRequest, visit: Visit) -> str:
    doors = doors_of(visit_of(request, visit.lang, {}))
    return doors[0].href if len(doors) == 1 else visit.address("public:home")


def _again(visit: Visit, name: str, gave_password: bool, target: str) -> HttpResponse:
    """The form again, with what is wrong beside the field; a wrong name and a wrong password are told in the same words."""
    wrong = {}
    if not name:
        wrong["username"] = wording.text("public.sign_in.no_username", visit.lang)
    if not gave_password:
        wrong["password"] = wording.text("public.sign_in.no_password", visit.lang)
    if not wrong:
        wrong["password"] = wording.text("public.sign_in.unknown", visit.lang)
    problems = [{"field": field, "text": text} for field, text in wrong.items()]
    context = {"wrong": wrong, "problems": problems, "username": name, "target": target}
    return visit.page("public/sign_in/page.html", context, status=422)


@page(public=True, post=True)
def sign_out(visit: Visit) -> HttpResponse:
    """End the account's sessions (a form, so that no other site can do it); asked by address, it only leads home.

    Sessions are signed cookies: only a new stamp makes a copied one worthless, and it ends those of the other browsers too.
    """
    if visit.posted:
        if visit.account is not None:
            sign_out_account(by=visit.account_id, at=visit.now)
        auth.logout(visit.request)
    return visit.go("public:home")
