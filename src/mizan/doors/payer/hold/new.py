"""Propose that an award's payments wait: the ground, what is known of the case, from which day until when."""

from __future__ import annotations

import re
from datetime import date

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.payer.holds.page import funds_of
from mizan.doors.payer.people import written
from mizan.doors.payer.runs.page import PAYS
from mizan.funds.benefits import queries as benefits
from mizan.funds.benefits.actions.hold_payment import HoldDraft, hold_payment
from mizan.funds.benefits.grounds import longest_hold
from mizan.funds.benefits.queries.holds import net_on
from mizan.funds.benefits.types import AwardKnown
from mizan.kernel.periods import month_of
from mizan.kernel.refusals import Refused
from mizan.law.algeria.holds.grounds import hold_grounds

_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
FIELDS = ("ground", "reason", "starts_on", "deadline")


@page(PAYS, post=True)
def new_hold(visit: Visit) -> HttpResponse:
    """The form, for the award the address names; what it proposes waits for another person."""
    if "award" not in visit.request.GET:
        return visit.go("payer:holds")
    award = _award(visit)
    if award is None:
        raise Missing(0)
    # What follows an ask is proposed where the ask stands, on the officer's page of the person's proof of life.
    fits = [one for one in hold_grounds().values() if one.fits(award.fund.value, award.kind.value) and not one.after]
    starts = month_of(visit.today).end
    asked = {"starts_on": starts.isoformat(), "deadline": longest_hold(starts).isoformat(), "ground": "", "reason": ""}
    wrong: dict[str, str] = {}
    if visit.posted:
        asked = {name: written(visit, name) for name in FIELDS}
        made, wrong = _propose(visit, award, asked)
        if made is not None:
            return visit.go("payer:hold", hold_id=made)
    context = {
        "award": award,
        "facts": _facts(visit, award),
        "fits": [{"value": one.code, "text": one.title[visit.lang]} for one in fits],
        "asked": asked,
        "wrong": wrong,
        "problems": [{"field": field, "text": text} for field, text in wrong.items()],
        "until": longest_hold(starts),
        "days": (longest_hold(starts) - starts).days,
    }
    return visit.page("payer/hold/new.html", context, status=422 if wrong else 200)


def _award(visit: Visit) -> AwardKnown | None:
    """The award the address names, if it is one of the visitor's funds."""
    given = visit.request.GET.get("award", "")
    found = benefits.award_of(int(given)) if _ID.fullmatch(given) else None
    return found if found is not None and found.fund in funds_of(visit) else None


def _propose(visit: Visit, award: AwardKnown, asked: dict[str, str]) -> tuple[int | None, dict[str, str]]:
    try:
        days = date.fromisoformat(asked["starts_on"]), date.fromisoformat(asked["deadline"])
    except ValueError:
        return None, {"starts_on": wording.text("payer.hold.days_unreadable", visit.lang)}
    draft = HoldDraft(award.id, asked["ground"], asked["reason"], *days)
    try:
        return hold_payment(draft, by=visit.account_id, at=visit.now), {}
    except Refused as caught:
        fields = {"text_missing": "reason", "hold_deadline": "deadline", "hold_again": "deadline", "hold_notice": "starts_on"}
        return None, {fields.get(caught.refusal.code, "ground"): refusals.sentence(caught.refusal, visit.lang)}


def _facts(visit: Visit, award: AwardKnown) -> list[dict[str, object]]:
    lang = visit.lang
    values: list[tuple[str, str, object]] = [
        ("award_number", "code", award.id),
        ("fund", "text", wording.text(f"fund.{award.fund.value}", lang)),
        ("benefit", "text", wording.text(f"benefit.{award.kind.value}", lang)),
        ("net", "amount", net_on(award.id, visit.today)),
    ]
    return [{"label": wording.text(f"payer.hold.{name}", lang), "kind": kind, "value": value} for name, kind, value in values]
