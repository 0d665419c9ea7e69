"""A debt of an award, at the officer's door: the file is opened, and the decision that made it can be read whole."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import wording
from mizan.doors.errors import Missing
from mizan.doors.officer.desk import OFFICER, called, open_files
from mizan.doors.pages import Visit, page
from mizan.doors.payer.debt import story
from mizan.doors.payer.debt.page import act_on, letter_of
from mizan.doors.shown import as_lang
from mizan.funds.benefits import queries as benefits
from mizan.funds.benefits.queries.debts import debt_of
from mizan.funds.benefits.queries.files import whose
from mizan.funds.benefits.types.holds import DebtKnown
from mizan.funds.people import queries as people

WHY = "debt"


@page(OFFICER, post=True)
def debt(visit: Visit, award_id: int, debt_id: int) -> HttpResponse:
    """Show the debt; each form is one act."""
    kept = _known(visit, award_id, debt_id)
    problem = act_on(visit, kept) if visit.posted else ""
    if visit.posted and not problem:
        return visit.go("officer:debt", award_id=award_id, debt_id=debt_id)

    def letter(language: str) -> str:
        return visit.address("officer:notice-of-debt", award_id=award_id, debt_id=debt_id, language=as_lang(language))

    def opened(other: DebtKnown) -> str:
        return visit.address("officer:debt", award_id=other.award_id, debt_id=other.id)

    award = benefits.award_of(award_id)
    context = {
        **story.context(visit, _known(visit, award_id, debt_id), letter, opened),
        "person": called(people.person_by_id(award.person_id) if award is not None else None, visit.lang),
        "back": visit.address("officer:award", award_id=award_id),
        "back_text": wording.text(f"benefit.{kept.kind}", visit.lang),
        "problems": [{"field": "", "text": problem}] if problem else [],
    }
    return visit.page("payer/debt/page.html", context, status=422 if problem else 200)


@page(OFFICER)
def notice(visit: Visit, award_id: int, debt_id: int, language: str) -> HttpResponse:
    """The notice of the debt as PDF, made now and kept nowhere."""
    return letter_of(visit, _known(visit, award_id, debt_id), language)


def _known(visit: Visit, award_id: int, debt_id: int) -> DebtKnown:
    """The debt, once the files its award is about are open."""
    persons = whose("award", award_id)
    if not persons:
        raise Missing(award_id)
    open_files(visit, persons, WHY)
    kept = debt_of(debt_id)
    if kept is None or kept.award_id != award_id:
        raise Missing(debt_id)
    return kept
