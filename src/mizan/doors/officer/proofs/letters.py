"""The letters of a day: the form that prints them together, and the one that notes them as gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mizan.doors import refusals, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import chosen_lang
from mizan.flows.print_letters import send_proof_letters
from mizan.funds.benefits.types.proofs import ProofWaiting
from mizan.kernel.refusals import Refused

ROUTE = "officer:proof-letters"
DAYS = 24


def options(visit: Visit, waiting: Sequence[ProofWaiting]) -> dict[str, object]:
    """What the forms offer: the days on which those who wait were asked, their agencies, both languages."""
    days = sorted({one.asked_on for one in waiting}, reverse=True)[:DAYS]
    agencies = sorted({one.agency_code for one in waiting if one.agency_code})
    unsent = {day: sum(one.asked_on == day and one.sent_on is None for one in waiting) for day in days}
    return {
        "letter_days": [
            {
                "value": day.isoformat(),
                "text": wording.text("officer.proofs.letters_of", visit.lang, day=day, count=unsent[day]),
            }
            for day in days
        ],
        "agencies": [
            {"value": "", "text": wording.text("officer.proofs.every_agency", visit.lang)},
            *({"value": code, "text": code} for code in agencies),
        ],
        "languages": [{"value": one, "text": wording.text(f"officer.proofs.in_{one}", visit.lang)} for one in ("ar", "fr")],
        "sent_day": visit.today.isoformat(),
    }


def note_sent(visit: Visit) -> tuple[str, str]:
    """Note that the letters of the day of the form left: what was done, in words, and why not."""
    posted = visit.request.POST
    day, on_day = day_of(posted.get("sent_of", "")), day_of(posted.get("left_on", ""))
    if day is None or on_day is None:
        return "", wording.text("refusal.proof_step_day", visit.lang)
    lang, agency = chosen_lang(posted.get("sent_language", "")), posted.get("sent_agency", "")[:5]
    try:
        sent = send_proof_letters(day, lang, agency=agency, route=ROUTE, on_day=on_day, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return "", refusals.sentence(refused.refusal, visit.lang)
    return wording.text("officer.proofs.noted", visit.lang, count=sent), ""


def day_of(text: str) -> date | None:
    """A day as forms write it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
