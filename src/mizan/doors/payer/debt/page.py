"""One debt, for who keeps the fund's books: tell the person of it, note that the letter reached them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.payer.debt import story
from mizan.doors.payer.holds.page import funds_of
from mizan.doors.payer.people import address_of, named
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.payer.serving import serve
from mizan.doors.shown import as_lang
from mizan.flows.tell_debt import notice_of_debt, tell_debt
from mizan.funds.benefits.queries.debts import debt_of
from mizan.funds.benefits.queries.holds import notices_of_debt
from mizan.funds.benefits.types.holds import DebtKnown
from mizan.kernel.refusals import Refused

PURPOSE = "debt"


@page(PAYS, post=True)
def debt(visit: Visit, debt_id: int) -> HttpResponse:
    """Show the debt; each form is one act."""
    kept = _known(visit, debt_id)
    problem = act_on(visit, kept) if visit.posted else ""
    if visit.posted and not problem:
        return visit.go("payer:debt", debt_id=debt_id)

    def letter(language: str) -> str:
        return visit.address("payer:notice-of-debt", debt_id=debt_id, language=as_lang(language))

    def opened(other: DebtKnown) -> str:
        return visit.address("payer:debt", debt_id=other.id)

    context = {
        **story.context(visit, _known(visit, debt_id), letter, opened),
        "person": named(visit, kept.award_id, PURPOSE),
        "back": visit.address("payer:debts"),
        "back_text": wording.text("payer.debt.title", visit.lang),
        "problems": [{"field": "", "text": problem}] if problem else [],
    }
    return visit.page("payer/debt/page.html", context, status=422 if problem else 200)


@page(PAYS)
def notice(visit: Visit, debt_id: int, language: str) -> HttpResponse:
    """The notice of the debt as PDF, made now and kept nowhere."""
    return letter_of(visit, _known(visit, debt_id), language)


def letter_of(visit: Visit, kept: DebtKnown, language: str) -> HttpResponse:
    """The notice of a debt in a language; raises Missing where it was not made."""
    found = next((one for one in notices_of_debt(kept.id) if one.language == as_lang(language)), None)
    if found is None:
        raise Missing(kept.id)
    made = notice_of_debt(found, by=visit.account_id, at=visit.now)
    headers = {"Content-Disposition": f'inline; filename="{kept.number}-{found.language}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def act_on(visit: Visit, kept: DebtKnown) -> str:
    """Do what the form asks; why not, if it was not done."""
    acts: dict[str, Callable[[], None]] = {
        "tell": lambda: tell_debt(kept.id, address=address_of(visit), by=visit.account_id, at=visit.now),
        "serve": lambda: serve(visit, notices_of_debt(kept.id)),
    }
    act = acts.get(visit.request.POST.get("act", ""))
    if act is None:
        return wording.text("refusal.not_allowed", visit.lang)
    try:
        act()
    except Refused as caught:
        return refusals.sentence(caught.refusal, visit.lang)
    return ""


def _known(visit: Visit, debt_id: int) -> DebtKnown:
    kept = debt_of(debt_id)
    if kept is None or kept.fund not in funds_of(visit):
        raise Missing(debt_id)
    return kept
