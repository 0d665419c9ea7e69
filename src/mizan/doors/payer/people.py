"""Whom a hold, a debt or a reversal is about, named on the payer's pages: each look is logged before it is shown."""

from __future__ import annotations

from mizan.doors.pages import Visit
from mizan.flows.write_letter import public_address
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.benefits.queries.holds import written_to

UNNAMED = "—"


def named(visit: Visit, award_id: int, purpose: str) -> str:
    """The person's name in the visit's language, in the other script when one is missing; a dash for who is out of the visitor's reach."""
    person = written_to(award_id)
    if person is None:
        return UNNAMED
    match = visit.request.resolver_match
    route = match.view_name if match is not None else ""
    record_read(purpose=purpose, subject=("person", person.person_id), route=route, by=visit.account_id, at=visit.now)
    ar, fr = f"{person.surname_ar} {person.given_name_ar}".strip(), f"{person.surname_fr} {person.given_name_fr}".strip()
    return ((ar or fr) if visit.lang == "ar" else (fr or ar)) or UNNAMED


def address_of(visit: Visit) -> str:
    """The address letters name."""
    return public_address(visit.request.build_absolute_uri("/"))


def said(text: str) -> str:
    """What somebody wrote, in whichever language: its own direction, whatever stands around it (Unicode isolates)."""
    return f"\u2068{text}\u2069" if text else ""


def written(visit: Visit, name: str, longest: int = 2000) -> str:
    """A text of the form, trimmed and bounded."""
    return visit.request.POST.get(name, "").replace("\0", "").strip()[:longest]
