"""Other flows enter as balanced journal files that one person proposes and another approves."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from mizan.doors import refusals, tables, wording
from mizan.doors.controller.desk import ACCOUNTANT, CONTROLLER, DIRECTOR
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.funds.access import queries as access
from mizan.funds.ledger import queries as ledger
from mizan.funds.ledger.actions import approve, decline, propose
from mizan.funds.ledger.journal_file import LARGEST_BYTES
from mizan.funds.ledger.types import ProposalKept
from mizan.kernel.refusals import Refused

READERS = (ACCOUNTANT, CONTROLLER, DIRECTOR)
LONGEST_REASON = 500


def _state(proposal: ProposalKept) -> tuple[str, Tone]:
    if proposal.approved is None:
        return "waits", "soon"
    return ("approved", "done") if proposal.approved else ("declined", "quiet")


def _memo(proposal: ProposalKept, visit: Visit) -> str:
    return proposal.memo_ar if visit.lang == "ar" else proposal.memo_fr


@page(*READERS, post=True)
def journals(visit: Visit) -> HttpResponse:
    """The proposals, newest first; propose a file."""
    wrong = ""
    file = visit.request.FILES.get("file")
    if visit.posted and isinstance(file, UploadedFile) and (file.size or 0) <= LARGEST_BYTES:
        try:
            proposal_id = propose(file.read(), by=visit.account_id, at=visit.now)
            return visit.go("controller:journal", proposal_id=proposal_id)
        except Refused as refused:
            wrong = refusals.sentence(refused.refusal, visit.lang)
    elif visit.posted:
        wrong = wording.text("controller.journals.no_file", visit.lang)
    rows = []
    for proposal in ledger.proposals():
        state, tone = _state(proposal)
        cells = (
            tables.text(_memo(proposal, visit), href=visit.address("controller:journal", proposal_id=proposal.id)),
            tables.text(wording.text(f"controller.flow.{proposal.flow}", visit.lang)),
            tables.day(proposal.booked_on),
            tables.amount(sum(line.amount for line in proposal.lines if line.amount > 0)),
            tables.status(wording.text(f"controller.journals.{state}", visit.lang), tone),
        )
        rows.append(Row(cells, "soon" if state == "waits" else ""))
    heads = columns(visit.lang, "controller.journals", "memo", "flow", "day", "amount#", "state")
    caption, empty = (wording.text(f"controller.journals.{name}", visit.lang) for name in ("caption", "none"))
    table = Table("journals", caption, heads, tuple(rows), empty=empty)
    context = {"table": table, "wrong": wrong, "problems": [{"field": "file", "text": wrong}] if wrong else []}
    return visit.page("controller/journals/list.html", context, status=422 if wrong else 200)


@page(*READERS, post=True)
def journal(visit: Visit, proposal_id: int) -> HttpResponse:
    """One proposal with its lines; approve it (another person than the one who proposed), or decline it with a reason."""
    found = ledger.proposal_on(proposal_id)
    if found is None:
        raise Missing(proposal_id)
    problem = _decide(visit, proposal_id) if visit.posted else ""
    if visit.posted and not problem:
        return visit.go("controller:journal", proposal_id=proposal_id)
    people = access.names_of(account for account in (found.proposed_by, found.decided_by) if account)
    context = {
        "proposal": found,
        "memo": _memo(found, visit),
        "facts": _facts(visit, found, {key: (one.name_ar if visit.lang == "ar" else one.name_fr) for key, one in people.items()}),
        "lines": _lines(visit, found),
        "problems": [{"field": "", "text": problem}] if problem else [],
        "own": found.proposed_by == visit.account_id,
    }
    return visit.page("controller/journals/page.html", context, status=422 if problem else 200)


def _decide(visit: Visit, proposal_id: int) -> str:
    posted = visit.request.POST
    reason = posted.get("reason", "").strip()[:LONGEST_REASON]
    if posted.get("act") == "decline" and not reason:
        return wording.text("controller.journals.no_reason", visit.lang)
    try:
        if posted.get("act") == "approve":
            approve(proposal_id, by=visit.account_id, at=visit.now)
        elif posted.get("act") == "decline":
            decline(proposal_id, reason=reason, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return refusals.sentence(refused.refusal, visit.lang)
    return ""


def _facts(visit: Visit, found: ProposalKept, names: dict[int, str]) -> list[dict[str, object]]:
    state, tone = _state(found)
    values: list[tuple[str, str, object]] = [
        ("flow", "text", wording.text(f"controller.flow.{found.flow}", visit.lang)),
        ("day", "day", found.booked_on),
        ("proposed_by", "text", names.get(found.proposed_by, "")),
        ("proposed_at", "moment", found.proposed_at),
        ("decided_by", "text", names.get(found.decided_by or 0, "")),
        ("hash", "code", found.content_hash),
    ]
    facts = [
        {"label": wording.text(f"controller.journals.{name}", visit.lang), "kind": kind, "value": value} for name, kind, value in values
    ]
    label, words = (wording.text(f"controller.journals.{name}", visit.lang) for name in ("state", state))
    facts.append({"label": label, "kind": "status", "value": words, "tone": tone})
    return facts


def _lines(visit: Visit, found: ProposalKept) -> Table:
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"fund.{line.fund}", visit.lang)),
                tables.text(wording.text(f"controller.nature.{line.nature}", visit.lang)),
                tables.text(wording.text(f"fund_branch.{line.branch}", visit.lang) if line.branch else "—"),
                tables.amount(line.amount if line.amount > 0 else None),
                tables.amount(-line.amount if line.amount < 0 else None),
            )
        )
        for line in found.lines
    )
    heads = columns(visit.lang, "controller.journals", "fund", "nature", "branch", "debit#", "credit#")
    return Table("lines", wording.text("controller.journals.lines", visit.lang), heads, rows, sortable=False)
