"""Adopted documents: the only way in for budgets, targets and promises. One person proposes the file, another approves it."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from mizan.doors import refusals, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.instructions.desk import READS, crumbs, fund_words, name_of, people_of, value_words, writes
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.formats.indicators import catalogue
from mizan.funds.steering import actions, queries
from mizan.funds.steering.document_file import LARGEST_BYTES
from mizan.funds.steering.queries.documents import content_of
from mizan.funds.steering.types.documents import DocumentKept, ValueStated
from mizan.kernel.periods import Period
from mizan.kernel.refusals import Refused


@page(*READS, post=True)
def documents(visit: Visit) -> HttpResponse:
    """The documents, newest first; propose one."""
    problem = ""
    file = visit.request.FILES.get("file")
    if visit.posted and isinstance(file, UploadedFile) and 0 < (file.size or 0) <= LARGEST_BYTES:
        try:
            made = actions.propose_document(file.read(), by=visit.account_id, at=visit.now)
            return visit.go("instructions:document", document_id=made)
        except Refused as refused:
            problem = refusals.sentence(refused.refusal, visit.lang)
    elif visit.posted:
        problem = wording.text("instructions.documents.no_file", visit.lang)
    title = wording.text("instructions.documents.title", visit.lang)
    context = {
        "title": title, "crumbs": crumbs(visit, (title, "")), "table": _documents(visit), "wrong": problem, "writes": writes(visit),
        "problems": [{"field": "file", "text": problem}] if problem else [],
    }  # fmt: skip
    return visit.page("steering/instructions/documents.html", context, status=422 if problem else 200)


def _documents(visit: Visit) -> Table:
    rows = []
    for one in queries.documents():
        state, tone = _state(one)
        cells = (
            tables.text(one.title(visit.lang), href=visit.address("instructions:document", document_id=one.id)),
            tables.text(one.body(visit.lang)),
            tables.day(one.adopted_on),
            tables.number(one.version),
            tables.status(wording.text(f"instructions.documents.{state}", visit.lang), tone),
        )
        rows.append(Row(cells, "soon" if state == "waits" else ""))
    heads = columns(visit.lang, "instructions.documents", "name", "body", "adopted_on", "version#", "state")
    caption, empty = (wording.text(f"instructions.documents.{name}", visit.lang) for name in ("caption", "none"))
    return Table("documents", caption, heads, tuple(rows), empty=empty, sortable=False)


def _state(one: DocumentKept) -> tuple[str, Tone]:
    if one.approved is None:
        return "waits", "soon"
    return ("approved", "done") if one.approved else ("declined", "quiet")


@page(*READS, post=True)
def document(visit: Visit, document_id: int) -> HttpResponse:
    """One document with its values; approve it (another person than the one who proposed), or decline it with a reason."""
    found = queries.document_of(document_id)
    if found is None:
        raise Missing(document_id)
    problem, field = _decide(visit, document_id) if visit.posted else ("", "")
    if visit.posted and not problem:
        return visit.go("instructions:document", document_id=document_id)
    title = found.title(visit.lang)
    whole = wording.text("instructions.documents.title", visit.lang)
    context = {
        "title": title,
        "crumbs": crumbs(visit, (whole, visit.address("instructions:documents")), (title, "")),
        "found": found,
        "facts": _facts(visit, found),
        "table": _values(visit, queries.values_of(document_id)),
        "own": found.proposed_by == visit.account_id,
        "decides": found.approved is None and writes(visit),
        "problems": [{"field": field, "text": problem}] if problem else [],
    }
    return visit.page("steering/instructions/document.html", context, status=422 if problem else 200)


@page(*READS)
def document_file(visit: Visit, document_id: int) -> HttpResponse:
    """The document's own text, whole."""
    found = queries.document_of(document_id)
    if found is None:
        raise Missing(document_id)
    return visit.file(content_of(document_id), f"{found.series}-{found.version}.csv")


def _decide(visit: Visit, document_id: int) -> tuple[str, str]:
    act, reason = visit.request.POST.get("act", ""), visit.request.POST.get("reason", "")
    try:
        if act == "approve":
            actions.approve_document(document_id, by=visit.account_id, at=visit.now)
        elif act == "decline":
            actions.decline_document(document_id, reason=reason, by=visit.account_id, at=visit.now)
    except Refused as refused:
        field = "reason" if refused.refusal.field == "reason" else ""
        return refusals.sentence(refused.refusal, visit.lang), field
    return "", ""


def _facts(visit: Visit, found: DocumentKept) -> list[dict[str, object]]:
    people = people_of([found.proposed_by, found.decided_by], visit.lang)
    values: list[tuple[str, str, object]] = [
        ("body", "text", found.body(visit.lang)),
        ("adopted_on", "day", found.adopted_on),
        ("series", "code", found.series),
        ("version", "number", found.version),
        ("proposed_by", "text", people.get(found.proposed_by, "")),
        ("proposed_at", "moment", found.proposed_at),
        ("decided_by", "text", people.get(found.decided_by or 0, "")),
        ("decided_at", "moment", found.decided_at),
        ("hash", "code", found.sha256),
    ]
    facts: list[dict[str, object]] = [
        {"label": wording.text(f"instructions.documents.{name}", visit.lang), "kind": kind, "value": value} for name, kind, value in values
    ]
    state, tone = _state(found)
    label, words = (wording.text(f"instructions.documents.{name}", visit.lang) for name in ("state", state))
    return [{"label": label, "kind": "status", "value": words, "tone": tone, "note": found.reason}, *facts]


def _values(visit: Visit, found: tuple[ValueStated, ...]) -> Table:
    rows = tuple(
        Row(
            (
                tables.text(name_of(one.indicator, visit.lang)),
                tables.text(fund_words(one.fund, visit.lang)),
                tables.period(Period(one.starts, one.ends).key),
                tables.text(wording.text(f"instructions.documents.kind.{one.kind.value}", visit.lang)),
                tables.text(value_words(one.value, catalogue()[one.indicator].unit, visit.lang)),
            )
        )
        for one in found
    )
    heads = columns(visit.lang, "instructions.documents", "indicator", "fund", "period", "what", "value#")
    return Table("values", wording.text("instructions.documents.values", visit.lang), heads, rows, sortable=False)
