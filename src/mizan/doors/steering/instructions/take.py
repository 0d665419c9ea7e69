"""Paste or drop a communiqué; its instructions wait as drafts for a person to confirm, one by one."""

from __future__ import annotations

from itertools import pairwise

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from mizan.doors import refusals, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.instructions.desk import READS, WRITES, crumbs, names_of, people_of
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.formats.anomalies import Anomaly
from mizan.formats.communique.source import LARGEST
from mizan.funds.steering import actions, queries
from mizan.funds.steering.types.instructions import CommuniqueKept, DraftKept
from mizan.kernel.refusals import Refused


@page(*WRITES, post=True)
def take(visit: Visit) -> HttpResponse:
    """The form, and what was taken before."""
    problem, field = _take(visit) if visit.posted else ("", "")
    if visit.posted and isinstance(problem, int):
        return visit.go("instructions:communique", communique_id=problem)
    title = wording.text("instructions.take.title", visit.lang)
    context = {
        "title": title,
        "crumbs": crumbs(visit, (title, "")),
        "problems": [{"field": field, "text": problem}] if problem else [],
        "wrong": {field: problem},
        "text": visit.request.POST.get("text", ""),
        "table": _taken(visit),
    }
    return visit.page("steering/instructions/take.html", context, status=422 if problem else 200)


def _take(visit: Visit) -> tuple[int | str, str]:
    """The communiqué's id, or what is wrong and where."""
    file, pasted = visit.request.FILES.get("file"), visit.request.POST.get("text", "")
    if isinstance(file, UploadedFile) and file.size:
        field, name, content = "file", file.name or "", file.read(LARGEST + 1)
    elif pasted.strip():
        name = wording.text("instructions.take.pasted", visit.lang)
        field, content = "text", pasted.replace("\r\n", "\n").encode("utf-8", "replace")
    else:
        return wording.text("instructions.take.nothing", visit.lang), "text"
    try:
        made = actions.take_communique(content, name=name, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return refusals.sentence(refused.refusal, visit.lang), field
    return (made.sentence(visit.lang), field) if isinstance(made, Anomaly) else (made, "")


def _taken(visit: Visit) -> Table:
    found = queries.communiques()
    people = people_of((one.by for one in found), visit.lang)
    rows = [
        Row(
            (
                tables.text(one.name, href=visit.address("instructions:communique", communique_id=one.id)),
                tables.day(one.dated),
                tables.number(one.drafts),
                tables.number(one.waiting),
                tables.text(people.get(one.by, "")),
                tables.moment(one.at),
            )
        )
        for one in found
    ]
    heads = columns(visit.lang, "instructions.communique", "name", "dated", "drafts#", "waiting#", "by", "at")
    caption, empty = (wording.text(f"instructions.communique.{name}", visit.lang) for name in ("caption", "none"))
    return Table("communiques", caption, heads, tuple(rows), empty=empty, sortable=False)


@page(*READS)
def communique(visit: Visit, communique_id: int) -> HttpResponse:
    """A communiqué whole, with its drafts and what was made of each."""
    found = queries.communique_of(communique_id)
    if found is None:
        raise Missing(communique_id)
    drafts = queries.drafts_of(communique_id)
    following = next((one for one in drafts if not one.decided), None)
    context = {
        "found": found,
        "crumbs": crumbs(visit, (found.name, "")),
        "facts": _facts(visit, found),
        "table": _drafts(visit, drafts),
        "following": following,
        "pieces": marked(found.text, [(one.start, one.end) for one in drafts], 0, len(found.text)),
    }
    return visit.page("steering/instructions/communique.html", context)


def marked(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[dict[str, object]]:
    """The text from `start` to `end` cut where spans begin and end; each piece says whether it lies in one."""
    cuts = sorted({start, end, *(min(max(place, start), end) for span in spans for place in span)})
    pieces: list[dict[str, object]] = []
    for begins, ends in pairwise(cuts):
        inside = any(first <= begins and ends <= last for first, last in spans)
        pieces.append({"text": text[begins:ends], "marked": inside})
    return pieces


def _facts(visit: Visit, found: CommuniqueKept) -> list[dict[str, object]]:
    people = people_of([found.by], visit.lang)
    values: list[tuple[str, str, object]] = [
        ("dated", "day", found.dated),
        ("by", "text", people.get(found.by, "")),
        ("at", "moment", found.at),
        ("hash", "code", found.sha256),
    ]
    return [
        {"label": wording.text(f"instructions.communique.{name}", visit.lang), "kind": kind, "value": value} for name, kind, value in values
    ]


def _drafts(visit: Visit, drafts: tuple[DraftKept, ...]) -> Table:
    rows = []
    for one in drafts:
        state, tone = _state(one)
        href = visit.address("instructions:draft", draft_id=one.id)
        if one.number is not None:
            href = visit.address("instructions:one", instruction_id=one.number)
        cells = (
            tables.text(one.text, href=href),
            tables.text(wording.text(f"instructions.axis.{one.axis.value}", visit.lang)),
            tables.text(names_of(dict.fromkeys(each.indicator for each in one.indicators), visit.lang)),
            tables.status(wording.text(f"instructions.draft.{state}", visit.lang), tone),
        )
        rows.append(Row(cells, "soon" if state == "waits" else ""))
    heads = columns(visit.lang, "instructions.draft", "text", "axis", "indicators", "state")
    return Table("drafts", wording.text("instructions.draft.caption", visit.lang), heads, tuple(rows), sortable=False)


def _state(one: DraftKept) -> tuple[str, Tone]:
    if one.number is not None:
        return "confirmed", "done"
    return ("refused", "quiet") if one.refused is not None else ("waits", "soon")
