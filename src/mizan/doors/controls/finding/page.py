"""One finding: why it is there, what shows it, what was done; each form is one act, and a name is read for a stated purpose."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.controls.desk import BOOKS, READERS, TONES, WORKS, about, called, opens, state_cell, why
from mizan.doors.controls.finding.acts import act, choices
from mizan.doors.errors import Missing
from mizan.doors.officer.desk import accounts_called
from mizan.doors.pages import Visit, page
from mizan.doors.payer.people import said as isolated
from mizan.doors.sources import short
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.catalogue import controls
from mizan.funds.controls.queries.findings import finding_of, followed_of, person_about, recovered_of, steps_of
from mizan.funds.controls.types import FindingKnown, FollowedKnown, State
from mizan.law.algeria.holds.grounds import hold_grounds

PURPOSES = ("control", "complaint", "audit", "correction")
ROUTE = "controls:finding"
_PAGES = {
    "award": ("officer:award", "award_id"),
    "claim": ("officer:claim", "claim_id"),
    "decision": ("officer:decision", "decision_id"),
    "hold": ("payer:hold", "hold_id"),
    "proposal": ("controller:journal", "proposal_id"),
    "reversal": ("payer:reversal", "reversal_id"),
}
"""The pages of the rows that have one."""


@page(*READERS, post=True)
def finding(visit: Visit, finding_id: int) -> HttpResponse:
    """Show the finding; what was asked of it is done first."""
    found = _known(finding_id)
    looks = visit.posted and visit.request.POST.get("act") == "name"
    problem = act(visit, found) if visit.posted and not looks else ""
    if visit.posted and not looks and not problem:
        return visit.go("controls:finding", finding_id=finding_id)
    found = _known(finding_id)
    control = controls().get(found.control)
    works = found.fund.value in visit.scopes(WORKS)
    context = {
        "found": found,
        "called": called(found.control, visit),
        "control": control,
        "why": why(found, visit),
        "about": about(found, visit),
        "state": state_cell(found, visit),
        "tone": TONES[found.state],
        "facts": _facts(visit, found),
        "evidence": _evidence(visit, found),
        "story": _story(visit, found),
        "followed": _followed(visit, found),
        "purposes": [{"value": one, "text": wording.text(f"steering.purpose.{one}", visit.lang)} for one in PURPOSES],
        "may_name": found.person_id is not None and bool(visit.roles - {BOOKS}),
        "name": _name(visit, found) if looks else None,
        "problems": [{"field": "", "text": problem}] if problem else [],
        **choices(visit, found, works=works, keeps=found.fund.value in visit.scopes(BOOKS)),
    }
    return visit.page("controls/finding/page.html", context, status=422 if problem else 200)


def _known(finding_id: int) -> FindingKnown:
    found = finding_of(finding_id)
    if found is None:
        raise Missing(finding_id)
    return found


def _name(visit: Visit, found: FindingKnown) -> dict[str, str]:
    """The person's name, once the look is logged with its purpose; a dash for who is out of the visitor's reach."""
    purpose = visit.request.POST.get("purpose", "")
    if purpose not in PURPOSES or found.person_id is None:
        return {"name": "—", "purpose": ""}
    record_read(purpose=purpose, subject=("person", found.person_id), route=ROUTE, by=visit.account_id, at=visit.now)
    person = person_about(found.id)
    ar, fr = ("", "") if person is None else (f"{person.surname_ar} {person.given_name_ar}", f"{person.surname_fr} {person.given_name_fr}")
    first, second = (ar.strip(), fr.strip()) if visit.lang == "ar" else (fr.strip(), ar.strip())
    return {"name": first or second or "—", "purpose": wording.text(f"steering.purpose.{purpose}", visit.lang)}


def _facts(visit: Visit, found: FindingKnown) -> list[dict[str, object]]:
    words = wording.text
    control = controls().get(found.control)
    ground = control.reference.key if control is not None and control.reference is not None else ""
    values: list[tuple[str, str, object, str]] = [
        ("fund", "text", words(f"fund.{found.fund.value}", visit.lang), ""),
        ("stake", "amount", found.stake, ""),
        ("starts_on", "day", found.starts_on, ""),
        ("found_at", "day", accounting_day(found.found_at), ""),
        ("recovered", "amount", recovered_of(found.id), ""),
    ]
    if control is not None:
        standing = words(f"standing.{control.standing.value}", visit.lang)
        values.append(("ground", "text", short(ground, visit.lang) if ground else control.lacks[visit.lang], standing))
    if found.award_id is not None:
        values.insert(1, ("award", "code", found.award_id, ""))
    return [
        {"label": words(f"controls.fact.{name}", visit.lang), "kind": kind, "value": value, "note": note}
        for name, kind, value, note in values
    ]


def _evidence(visit: Visit, found: FindingKnown) -> Table:
    rows = [
        Row((tables.text(wording.text(f"controls.row.{one['kind']}", visit.lang)), tables.code(one["id"], href=_opened(visit, found, one))))
        for one in found.evidence
    ]
    heads = columns(visit.lang, "controls.column", "row", "id")
    return Table("evidence", wording.text("controls.finding.evidence", visit.lang), heads, tuple(rows), sortable=False)


def _opened(visit: Visit, found: FindingKnown, row: Mapping[str, str]) -> str:
    """The page a row opens to, for who may open it."""
    if found.control == "above_recomputation":
        return opens(visit, "steering:recomputed", fund=found.fund.value)
    if row["kind"] not in _PAGES or not row["id"].isdigit():
        return ""
    name, parameter = _PAGES[row["kind"]]
    return opens(visit, name, **{parameter: int(row["id"])})


def _story(visit: Visit, found: FindingKnown) -> Table:
    steps = steps_of(found.id)
    people = accounts_called([one.by_id for one in steps], visit.lang)
    rows = []
    for one in steps:
        said = [isolated(one.reason)]
        if one.hold_ground in hold_grounds():
            said.insert(0, hold_grounds()[one.hold_ground].title[visit.lang])
        done = wording.text(f"controls.did.{one.kind}", visit.lang)
        if one.conclusion:
            done = f"{done} · {wording.text(f'controls.conclusion.{one.conclusion}', visit.lang)}"
        note = wording.text(f"controls.cause.{one.cause}", visit.lang) if one.cause else ""
        rows.append(
            Row(
                (
                    tables.text(done, note=note),
                    tables.text(people.get(one.by_id, "")),
                    tables.moment(one.at),
                    tables.text(" · ".join(filter(None, said))),
                )
            )
        )
    heads = columns(visit.lang, "controls.column", "step", "who", "when", "said")
    empty = wording.text("controls.finding.story_none", visit.lang)
    return Table("story", wording.text("controls.finding.story", visit.lang), heads, tuple(rows), empty=empty, sortable=False)


def _followed(visit: Visit, found: FindingKnown) -> Table | None:
    followed = followed_of(found.id)
    if not followed and found.state is not State.CONCLUDED:
        return None
    rows = [
        Row((tables.text(wording.text(f"controls.followed.{one.what.value}", visit.lang)), _reference(visit, one), tables.moment(one.at)))
        for one in followed
    ]
    heads = columns(visit.lang, "controls.column", "what", "id", "when")
    empty = wording.text("controls.finding.followed_none", visit.lang)
    return Table("followed", wording.text("controls.finding.followed", visit.lang), heads, tuple(rows), empty=empty, sortable=False)


def _reference(visit: Visit, one: FollowedKnown) -> tables.Cell:
    if one.hold_id is not None:
        return tables.code(one.hold_id, href=opens(visit, "payer:hold", hold_id=one.hold_id))
    if one.reversal_id is not None:
        return tables.code(one.reversal_id, href=opens(visit, "payer:reversal", reversal_id=one.reversal_id))
    return tables.code(one.debt_id if one.debt_id is not None else one.reference)
