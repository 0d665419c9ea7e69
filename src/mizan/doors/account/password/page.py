"""A new password, for whoever knows the former one."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpResponse

from mizan.doors import errors, refusals, wording
from mizan.doors.account.desk import EVERYBODY, LONGEST_PASSWORD, doubt, locked
from mizan.doors.pages import Visit, page
from mizan.funds.access.actions import change_password
from mizan.funds.access.passwords import SHORTEST
from mizan.kernel.refusals import Refused


@page(*EVERYBODY, post=True)
def password(visit: Visit) -> HttpResponse:
    """Ask for both; change it, which ends every session and voids every token."""
    if not visit.posted:
        return _form(visit, {})
    former, fresh = visit.request.POST.get("former", ""), visit.request.POST.get("password", "")
    wrong = {}
    if not SHORTEST <= len(fresh) <= LONGEST_PASSWORD:
        wrong["password"] = wording.text("account.password.length", visit.lang, shortest=SHORTEST, longest=LONGEST_PASSWORD)
    elif fresh == former:
        wrong["password"] = wording.text("account.password.same", visit.lang)
    elif text := doubt(visit, former):
        wrong["former"] = text
    if locked(visit):
        return errors.answer(visit.request, visit.lang, 429)
    if not wrong:
        try:
            change_password(former=former, password=fresh, by=visit.account_id, at=visit.now)
        except Refused as refused:
            wrong[refused.refusal.field or ""] = refusals.sentence(refused.refusal, visit.lang)
    if wrong:
        return _form(visit, wrong)
    auth.logout(visit.request)
    return visit.leave(visit.address("public:sign-in") + "?changed=yes")


def _form(visit: Visit, wrong: dict[str, str]) -> HttpResponse:
    problems = [{"field": name, "text": text} for name, text in wrong.items()]
    context = {"wrong": wrong, "problems": problems, "shortest": SHORTEST}
    return visit.page("account/password/page.html", context, status=422 if wrong else 200)
