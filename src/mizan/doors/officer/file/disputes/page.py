"""Disputes on months of a career: open one, answer it; what waits for a second person."""

from __future__ import annotations

import re
from datetime import date

from django.http.response import HttpResponseBase

from mizan.doors import refusals, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.officer.desk import OFFICER, FileHere, accounts_called, file_address, file_here, written
from mizan.doors.officer.file.disputes.typed import centimes, whole
from mizan.doors.officer.file.person.page import frame
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.careers import queries as careers
from mizan.funds.careers.actions.open_dispute import open_dispute, reject_dispute, uphold_dispute
from mizan.funds.careers.actions.propose import grant_proposal, refuse_proposal
from mizan.funds.careers.types import CareerMonth, DisputeKnown, ProposalKnown, Scheme
from mizan.kernel.money import format_decimal
from mizan.kernel.refusals import Refused

_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])", re.ASCII)
_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@page(OFFICER, post=True)
def disputes(visit: Visit, person_id: int) -> HttpResponseBase:
    """The disputes of the file, newest first, and what another person proposed on its career: grant it or refuse it."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    problem = _decide(visit) if visit.posted else ""
    if visit.posted and not problem:
        return visit.leave(file_address(visit, "disputes", person_id, here.why))
    waiting = [one for one in careers.proposals_waiting() if one.person_id == person_id]
    names = accounts_called([one.proposed_by for one in waiting], visit.lang)
    context = {
        **frame(visit, here, "disputes"),
        "table": _table(visit, here),
        "waiting": [_proposal(visit, one, names) for one in waiting],
        "problems": [{"field": "", "text": problem}] if problem else [],
    }
    return visit.page("officer/file/disputes/page.html", context, status=422 if problem else 200)


def _decide(visit: Visit) -> str:
    asked = visit.request.POST.get("proposal", "")
    proposal_id = int(asked) if _ID.fullmatch(asked) else 0
    try:
        if visit.request.POST.get("act") == "grant":
            grant_proposal(proposal_id, by=visit.account_id, at=visit.now)
        else:
            refuse_proposal(proposal_id, ground=written(visit, "ground"), by=visit.account_id, at=visit.now)
    except Refused as refused:
        return refusals.sentence(refused.refusal, visit.lang)
    return ""


def _proposal(visit: Visit, one: ProposalKnown, names: dict[int, str]) -> dict[str, object]:
    """A proposal as the page shows it: what, by whom, whether the visitor may decide."""
    facts: list[dict[str, object]] = []
    for key in ("kind", "scheme", "month", "starts_on", "ends_on", "days", "amount", "evidence", "ground"):
        value = one.content.get(key)
        if value is None:
            continue
        label = wording.text(f"officer.proposal.{key}", visit.lang)
        if key == "amount":
            facts.append({"label": label, "kind": "amount", "value": value})
        elif key in ("month", "starts_on", "ends_on"):
            day = date.fromisoformat(str(value))
            facts.append(
                {"label": label, "kind": "period" if key == "month" else "day", "value": f"{day:%Y-%m}" if key == "month" else day}
            )
        elif key in ("kind", "scheme"):
            words = {"kind": "credit", "scheme": "scheme"}[key]
            facts.append({"label": label, "kind": "text", "value": wording.text(f"officer.{words}.{value}", visit.lang)})
        else:
            facts.append({"label": label, "kind": "text", "value": value})
    return {
        "id": one.id,
        "heading": wording.text(f"officer.proposal.title.{one.kind}", visit.lang),
        "facts": facts,
        "by": names.get(one.proposed_by, ""),
        "at": one.proposed_at,
        "own": one.proposed_by == visit.account_id,
    }


def _table(visit: Visit, here: FileHere) -> Table:
    rows = []
    for one in careers.disputes_of(here.person.id):
        cells = (
            tables.period(f"{one.month:%Y-%m}", href=file_address(visit, "dispute", here.person.id, here.why, dispute_id=one.id)),
            tables.text(wording.text(f"officer.scheme.{one.scheme}", visit.lang)),
            tables.number(one.claimed_days),
            tables.amount(one.claimed_amount),
            tables.day(one.opened_on),
            tables.day(one.answer_by),
            state_of(one, visit),
        )
        rows.append(Row(cells, "late" if one.is_late(visit.today) else ("" if one.verdict else "soon")))
    heads = columns(visit.lang, "officer.dispute", "month", "scheme", "days#", "amount#", "opened_on", "answer_by", "state")
    caption, empty = (wording.text(f"officer.dispute.{name}", visit.lang) for name in ("caption", "none"))
    return Table("disputes", caption, heads, tuple(rows), empty=empty)


def state_of(one: DisputeKnown, visit: Visit) -> Cell:
    """Where a dispute stands."""
    if one.verdict:
        return tables.status(wording.text(f"officer.dispute.{one.verdict}", visit.lang), "done" if one.verdict == "upheld" else "quiet")
    late = one.is_late(visit.today)
    return tables.status(wording.text(f"officer.dispute.{'late' if late else 'waits'}", visit.lang), "late" if late else "soon")


@page(OFFICER, post=True)
def new_dispute(visit: Visit, person_id: int) -> HttpResponseBase:
    """Open a dispute on a month that the address names."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    asked = visit.request.GET
    month, scheme, employer = asked.get("month", ""), asked.get("scheme", ""), asked.get("employer", "")
    if not _MONTH.fullmatch(month) or scheme not in tuple(Scheme) or (employer and not _ID.fullmatch(employer)):
        raise Missing(month)
    day, employer_id = date.fromisoformat(f"{month}-01"), int(employer) if employer else None
    kept = [
        one
        for one in careers.career_on(person_id, known_at=visit.now).months
        if (one.month, one.scheme, one.employer_id) == (day, scheme, employer_id) and one.credited is None
    ]
    wrong: dict[str, str] = {}
    if visit.posted:
        days, amount = whole(visit.request.POST.get("days", ""), most=31), centimes(visit.request.POST.get("amount", ""))
        wrong = {
            name: wording.text(f"officer.dispute.no_{name}", visit.lang)
            for name, value in (("days", days), ("amount", amount))
            if value is None
        }
        if days is not None and amount is not None:
            try:
                dispute_id = open_dispute(
                    person_id=person_id, scheme=Scheme(scheme), employer_id=employer_id, month=day, days=days, amount=amount,
                    evidence=written(visit, "evidence"), by=visit.account_id, at=visit.now,
                )  # fmt: skip
            except Refused as refused:
                field = "evidence" if refused.refusal.code == "evidence_missing" else ""
                wrong = {field: refusals.sentence(refused.refusal, visit.lang)}
            else:
                return visit.leave(file_address(visit, "dispute", person_id, here.why, dispute_id=dispute_id))
    context = {
        **frame(visit, here, "disputes"),
        "month": month,
        "facts": _kept(visit, kept, scheme),
        "days": visit.request.POST.get("days", str(sum(one.days for one in kept))),
        "amount": visit.request.POST.get("amount", format_decimal(sum(one.amount for one in kept))),
        "evidence": written(visit, "evidence"),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("officer/file/disputes/new.html", context, status=422 if wrong else 200)


def _kept(visit: Visit, kept: list[CareerMonth], scheme: str) -> list[dict[str, object]]:
    lang = visit.lang
    values: list[tuple[str, str, object]] = [("scheme", "text", wording.text(f"officer.scheme.{scheme}", lang))]
    values += [("employer", "text", one.employer_name or wording.text("officer.career.own_account", lang)) for one in kept[:1]]
    values += [("days", "number", sum(one.days for one in kept)), ("amount", "amount", sum(one.amount for one in kept))]
    return [{"label": wording.text(f"officer.career.{name}", lang), "kind": kind, "value": value} for name, kind, value in values]


@page(OFFICER, post=True)
def dispute(visit: Visit, person_id: int, dispute_id: int) -> HttpResponseBase:
    """One dispute; answer it: the month stands, or it is corrected once a second person agrees."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    found = next((one for one in careers.disputes_of(person_id) if one.id == dispute_id), None)
    if found is None:
        raise Missing(dispute_id)
    wrong = _answer(visit, dispute_id) if visit.posted else {}
    if visit.posted and not wrong:
        return visit.leave(file_address(visit, "disputes", person_id, here.why))
    state = state_of(found, visit)
    label = wording.text("officer.dispute.state", visit.lang)
    facts: list[dict[str, object]] = [
        {"label": wording.text(f"officer.dispute.{name}", visit.lang), "kind": kind, "value": value}
        for name, kind, value in (
            ("month", "period", f"{found.month:%Y-%m}"),
            ("scheme", "text", wording.text(f"officer.scheme.{found.scheme}", visit.lang)),
            ("days", "number", found.claimed_days),
            ("amount", "amount", found.claimed_amount),
            ("evidence", "text", found.evidence),
            ("opened_on", "day", found.opened_on),
            ("answer_by", "day", found.answer_by),
        )
    ]
    facts.append({"label": label, "kind": "status", "value": state.value, "tone": state.tone, "note": found.ground})
    proposed = any(one.dispute_id == dispute_id for one in careers.proposals_waiting() if one.person_id == person_id)
    context = {
        **frame(visit, here, "disputes"),
        "month": f"{found.month:%Y-%m}",
        "facts": facts,
        "answers": not found.verdict and not proposed,
        "proposed": proposed,
        "days": visit.request.POST.get("days", str(found.claimed_days)),
        "amount": visit.request.POST.get("amount", format_decimal(found.claimed_amount)),
        "ground": written(visit, "ground"),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("officer/file/disputes/one.html", context, status=422 if wrong else 200)


def _answer(visit: Visit, dispute_id: int) -> dict[str, str]:
    posted, ground = visit.request.POST, written(visit, "ground")
    if not ground:
        return {"ground": wording.text("officer.dispute.no_ground", visit.lang)}
    try:
        if posted.get("act") == "reject":
            reject_dispute(dispute_id, ground=ground, by=visit.account_id, at=visit.now)
            return {}
        days, amount = whole(posted.get("days", ""), most=31), centimes(posted.get("amount", ""))
        if days is None or amount is None:
            name = "days" if days is None else "amount"
            return {name: wording.text(f"officer.dispute.no_{name}", visit.lang)}
        uphold_dispute(dispute_id, days=days, amount=amount, ground=ground, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return {"": refusals.sentence(refused.refusal, visit.lang)}
    return {}
