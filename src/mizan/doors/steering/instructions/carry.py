"""What the owner does: a measure with its day, and the evidence of it."""

from __future__ import annotations

import re
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.instructions.desk import WRITES, crumbs, instruction_here
from mizan.funds.steering import actions
from mizan.funds.steering.queries.instructions import measure_of
from mizan.kernel.refusals import Refused

LARGEST = 32 * 1024 * 1024
_ACT = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@page(*WRITES, post=True)
def measure(visit: Visit, instruction_id: int) -> HttpResponse:
    """Say what will be done, and by which day."""
    kept = instruction_here(instruction_id)
    asked = {name: visit.request.POST.get(name, "").strip()[:2_000] for name in ("text", "due_on")}
    wrong: dict[str, str] = {}
    if visit.posted:
        wrong = _add(visit, kept.number, asked)
        if not wrong:
            return visit.go("instructions:one", instruction_id=kept.number)
    title = wording.text("instructions.measure.add", visit.lang)
    context = {
        "title": title, "crumbs": _path(visit, kept.number, title), "asked": asked, "wrong": wrong,
        "problems": [{"field": field, "text": text} for field, text in wrong.items()],
    }  # fmt: skip
    return visit.page("steering/instructions/measure.html", context, status=422 if wrong else 200)


def _add(visit: Visit, number: int, asked: dict[str, str]) -> dict[str, str]:
    try:
        due_on = date.fromisoformat(asked["due_on"])
    except ValueError:
        return {"due_on": wording.text("instructions.form.day_unreadable", visit.lang)}
    try:
        actions.add_measure(number, text=asked["text"], due_on=due_on, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return {refused.refusal.field or "": refusals.sentence(refused.refusal, visit.lang)}
    return {}


@page(*WRITES, post=True)
def evidence(visit: Visit, measure_id: int) -> HttpResponse:
    """Show that a measure was carried out."""
    kept = measure_of(measure_id)
    if kept is None:
        raise Missing(measure_id)
    wrong: dict[str, str] = {}
    if visit.posted:
        wrong = _show(visit, measure_id)
        if not wrong:
            return visit.go("instructions:one", instruction_id=kept.number)
    title = wording.text("instructions.evidence.title", visit.lang)
    context = {
        "title": title, "crumbs": _path(visit, kept.number, title), "measure": kept, "wrong": wrong,
        "act": visit.request.POST.get("act", ""), "problems": [{"field": field, "text": text} for field, text in wrong.items()],
    }  # fmt: skip
    return visit.page("steering/instructions/evidence.html", context, status=422 if wrong else 200)


def _show(visit: Visit, measure_id: int) -> dict[str, str]:
    file, act = visit.request.FILES.get("file"), visit.request.POST.get("act", "").strip()
    if act and not _ACT.fullmatch(act):
        return {"act": wording.text("refusal.evidence_unknown", visit.lang)}
    document = None
    if isinstance(file, UploadedFile):
        if (file.size or 0) > LARGEST:
            return {"file": wording.text("instructions.evidence.too_large", visit.lang)}
        document = (file.name or "", file.read())
    try:
        actions.give_evidence(measure_id, document=document, act_id=int(act) if act else None, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return {refused.refusal.field or "": refusals.sentence(refused.refusal, visit.lang)}
    return {}


def _path(visit: Visit, number: int, title: str) -> list[dict[str, str]]:
    of = (wording.text("instructions.number", visit.lang, number=number), visit.address("instructions:one", instruction_id=number))
    return crumbs(visit, of, (title, ""))
