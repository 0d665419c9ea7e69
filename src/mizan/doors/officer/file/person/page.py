"""The first page of a person's file: who it is, what is paid, what was asked and decided."""

from __future__ import annotations

from django.http.response import HttpResponseBase

from mizan.doors import tables, wording
from mizan.doors.officer.desk import OFFICER, FileHere, called, file_address, file_here, tabs
from mizan.doors.officer.words import STATES, award_row, claim_state
from mizan.doors.pages import Visit, page
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, columns
from mizan.funds.benefits import queries as benefits
from mizan.funds.benefits.queries.files import claims_of_person, decisions_of_person
from mizan.funds.people import queries as people
from mizan.funds.people.types import IdentityKnown


@page(OFFICER)
def person(visit: Visit, person_id: int) -> HttpResponseBase:
    """Show the file."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    identity = people.identity_as_known(person_id, at=visit.now)
    context = {
        **frame(visit, here, "person"),
        "facts": _facts(visit, here, identity),
        "awards": _awards(visit, here),
        "claims": _claims(visit, here),
        "decisions": _decisions(visit, here),
        "new_claim": file_address(visit, "new-claim", person_id, here.why),
    }
    return visit.page("officer/file/person/page.html", context)


def frame(visit: Visit, here: FileHere, current: str) -> dict[str, object]:
    """What the frame of every page of a file shows."""
    return {
        "here": here,
        "name": called(here.person, visit.lang),
        "reason": wording.text(f"officer.why.{here.why}", visit.lang),
        "tabs": tabs(visit, here, current),
    }


def _facts(visit: Visit, here: FileHere, identity: IdentityKnown | None) -> list[dict[str, object]]:
    person = here.person
    other: Lang = "fr" if visit.lang == "ar" else "ar"
    values: list[tuple[str, str, object, str]] = [
        ("other_name", "text", called(person, other), ""),
        ("nin", "code", person.nin, ""),
        ("born_on", "day", person.birth_date, identity.birth_place if identity is not None else ""),
        ("sex", "text", wording.text(f"officer.sex.{person.sex}", visit.lang) if person.sex else "", ""),
    ]
    if person.died_on is not None:
        values.append(("died_on", "day", person.died_on, ""))
    account = benefits.payee_account_of(person.id)
    if account is not None:
        kind = wording.text(f"officer.account_kind.{account.account_kind}", visit.lang)
        values.append(("paid_on", "code", account.account, f"{kind} · {account.holder_name}"))
    return [
        {"label": wording.text(f"officer.person.{name}", visit.lang), "kind": kind, "value": value, "note": note}
        for name, kind, value, note in values
        if value
    ]


def _awards(visit: Visit, here: FileHere) -> Table:
    rows = tuple(award_row(visit, award, here.person.id) for award in benefits.awards_of_person(here.person.id))
    heads = columns(visit.lang, "officer.award", "kind", "fund", "starts_on", "net#", "state")
    caption, empty = (wording.text(f"officer.award.{name}", visit.lang) for name in ("caption", "none"))
    return Table("awards", caption, heads, rows, empty=empty)


def _claims(visit: Visit, here: FileHere) -> Table:
    rows = []
    for claim_id in claims_of_person(here.person.id):
        claim = benefits.claim_of(claim_id)
        if claim is None:
            continue
        cells = (
            tables.code(claim.number, href=visit.address("officer:claim", claim_id=claim.id)),
            tables.text(wording.text(f"benefit.{claim.kind}", visit.lang), note=wording.text(f"fund.{claim.fund}", visit.lang)),
            tables.day(claim.received_on),
            tables.day(claim.promised_on),
            claim_state(claim.state, visit.lang),
        )
        rows.append(Row(cells, "late" if claim.state not in STATES and claim.promised_on < visit.today else ""))
    heads = columns(visit.lang, "officer.claim", "number", "kind", "received_on", "promised_on", "state")
    caption, empty = (wording.text(f"officer.claim.{name}", visit.lang) for name in ("caption", "none"))
    return Table("claims", caption, heads, tuple(rows), empty=empty)


def _decisions(visit: Visit, here: FileHere) -> Table:
    rows = []
    for decision_id in decisions_of_person(here.person.id):
        found = benefits.decision_of(decision_id)
        if found is None:
            continue
        outcome = wording.text(f"officer.outcome.{found.outcome}", visit.lang)
        cells = (
            tables.code(found.number, href=visit.address("officer:decision", decision_id=found.id)),
            tables.text(wording.text(f"benefit.{found.kind}", visit.lang)),
            tables.text(outcome),
            tables.day(found.effective_on),
            tables.moment(found.decided_at),
            tables.status(
                wording.text(f"officer.decision.{'superseded' if found.superseded_by else 'stands'}", visit.lang),
                "quiet" if found.superseded_by else "done",
            ),
        )
        rows.append(Row(cells))
    heads = columns(visit.lang, "officer.decision", "number", "kind", "outcome", "effective_on", "decided_at", "state")
    caption, empty = (wording.text(f"officer.decision.{name}", visit.lang) for name in ("caption", "none"))
    return Table("decisions", caption, heads, tuple(rows), empty=empty)
