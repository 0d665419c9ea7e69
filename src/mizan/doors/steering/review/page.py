"""The review of a fund and a period, as a page and as the meeting's document."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpResponse
from django.urls import resolve

from mizan.doors import shown, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page, rule_of
from mizan.doors.steering.instructions.desk import READS
from mizan.doors.steering.review.paper import paper_of
from mizan.doors.steering.review.told import sections, title_words
from mizan.doors.steering.review.types import Opens, Telling
from mizan.funds.steering.queries.reviews import review_of, reviewed_periods
from mizan.funds.steering.types.reviews import ReviewKept
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, months_of, parse_period
from mizan.kernel.refusals import Refused


class Asked(NamedTuple):
    """The review of a page, and those that may be chosen; None where none is kept yet that the reader may see."""

    review: ReviewKept | None
    choices: tuple[tuple[Fund | None, Period], ...]


@page(*READS)
def home(visit: Visit) -> HttpResponse:
    """The sections of a review, each number as it was kept."""
    here = asked(visit)
    if here.review is None:
        return visit.page("steering/review/page.html", {"review": None})
    telling = Telling(here.review, visit.lang, opens(visit))
    fund, period = here.review.fund, here.review.period
    context = {
        "review": here.review,
        "title": title_words(telling),
        "lead": _lead(visit, here.review),
        "sections": sections(telling),
        "paper": visit.address("review:paper") + telling.query,
        "funds": [
            {"text": fund_words(visit, one), "href": _address(visit, one, period, here.choices), "current": one == fund}
            for one in sorted({one for one, _ in here.choices}, key=lambda one: list(Fund).index(one) if one else -1)
        ],
        "periods": [
            {"text": shown.period(one, visit.lang), "href": _address(visit, fund, one, here.choices), "current": one == period}
            for of, one in here.choices
            if of == fund
        ],
        "take": telling.opens("instructions:take"),
    }
    return visit.page("steering/review/page.html", context)


@page(*READS)
def paper(visit: Visit) -> HttpResponse:
    """The meeting's document as PDF; the same review gives the same bytes."""
    review = asked(visit).review
    if review is None:
        # None is kept yet: the page says so.
        return visit.go("review:home")
    name = f"review-{review.fund.value if review.fund else 'all'}-{review.period.key}-{visit.lang}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(paper_of(review, visit.lang), content_type="application/pdf", headers=headers)


def asked(visit: Visit) -> Asked:
    """What the address asks for (`?fund=CNR&period=2026-10`); else the newest month kept. Raises Missing."""
    choices = reviewed_periods()
    fund, period = visit.request.GET.get("fund"), visit.request.GET.get("period")
    if fund is None and period is None:
        months = [one for one in choices if len(months_of(one[1])) == 1] or list(choices)
        return Asked(review_of(*months[0]) if months else None, choices)
    try:
        wanted = (Fund(fund) if fund else None, parse_period(period or ""))
    except (ValueError, Refused) as error:
        raise Missing("review") from error
    if wanted not in choices:
        raise Missing("review")
    return Asked(review_of(*wanted), choices)


def opens(visit: Visit) -> Opens:
    """The address of a page, if its own rule lets the reader pass."""

    def address(name: str, **parameters: object) -> str:
        found = visit.address(name, **parameters)
        return found if rule_of(resolve(found).func).roles & visit.roles else ""

    return address


def fund_words(visit: Visit, fund: Fund | None) -> str:
    """A fund's name, or that of the funds together."""
    return wording.text(f"fund.{fund.value}", visit.lang) if fund else wording.text("indicators.together", visit.lang)


def _lead(visit: Visit, review: ReviewKept) -> str:
    known, day = datetime.fromisoformat(review.content["known_at"]), date.fromisoformat(review.content["cut_off"])
    return wording.text("review.lead", visit.lang, known=shown.moment(known, visit.lang), day=day)


def _address(visit: Visit, fund: Fund | None, period: Period, choices: tuple[tuple[Fund | None, Period], ...]) -> str:
    """The same period of another fund where it is kept, else that fund's newest."""
    chosen = period if (fund, period) in choices else next(one for of, one in choices if of == fund)
    return f"{visit.address('review:home')}?fund={fund.value if fund else ''}&period={chosen.key}"
