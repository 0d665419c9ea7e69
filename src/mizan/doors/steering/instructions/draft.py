"""Confirm a draft, refuse it, or amend the instruction it became: one on a page, and no place to type a figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.instructions.desk import (
    TOGETHER,
    WRITES,
    crumbs,
    fund_words,
    funds_given,
    gives,
    instruction_here,
    name_of,
)  # fmt: skip
from mizan.doors.steering.instructions.take import marked
from mizan.formats.anomalies import anomaly
from mizan.formats.indicators import Axis, catalogue
from mizan.funds.steering import actions, queries
from mizan.funds.steering.types.instructions import CommuniqueKept, DraftKept, InstructionKept, TermsGiven
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

AROUND = 160
"""The characters of the communiqué shown on either side of a draft."""
LONGEST = 4_000
FIELDS = {"instruction_without_owner": "owner", "instruction_without_indicator": "indicators", "steering_text_missing": "reason"}
Filled = dict[str, object]


@page(*WRITES, post=True)
def draft(visit: Visit, draft_id: int) -> HttpResponse:
    """One draft: its words in the communiqué, and the terms to confirm."""
    found = queries.draft_of(draft_id)
    source = None if found is None else queries.communique_of(found.communique_id)
    if found is None or source is None:
        raise Missing(draft_id)
    if found.number is not None:
        return visit.go("instructions:one", instruction_id=found.number)
    filled = _of_draft(visit, found)
    wrong: dict[str, str] = {}
    if visit.posted:
        filled = _posted(visit)
        wrong = _decide(visit, found, filled)
        if not wrong:
            return visit.go("instructions:communique", communique_id=found.communique_id)
    steps = [(source.name, visit.address("instructions:communique", communique_id=source.id))]
    return _show(visit, found, source, filled, wrong, None, steps)


@page(*WRITES, post=True)
def amend(visit: Visit, instruction_id: int) -> HttpResponse:
    """The same form for an instruction: a new version supersedes the last."""
    kept = instruction_here(instruction_id)
    found = queries.draft_of(kept.draft_id)
    source = queries.communique_of(kept.communique_id)
    if found is None or source is None or not gives(visit, kept.fund):
        raise Missing(instruction_id)
    filled, wrong = _of_terms(kept, found), {}
    if visit.posted:
        filled = _posted(visit)
        wrong = _amend(visit, kept, filled)
        if not wrong:
            return visit.go("instructions:one", instruction_id=kept.number)
    number = wording.text("instructions.number", visit.lang, number=kept.number)
    steps = [(number, visit.address("instructions:one", instruction_id=kept.number))]
    return _show(visit, found, source, filled, wrong, kept, steps)


def _of_draft(visit: Visit, found: DraftKept) -> Filled:
    owner = Fund(found.owner) if found.owner in set(Fund) else None
    given = funds_given(visit)
    fund = owner if owner in given else given[0] if given else None
    return {
        "axis": found.axis.value, "fund": fund.value if fund else TOGETHER, "owner": found.owner,
        "deadline": found.deadline.isoformat() if found.deadline else "", "translation": "", "reason": "",
        "indicators": list(dict.fromkeys(one.indicator for one in found.indicators)),
    }  # fmt: skip


def _of_terms(kept: InstructionKept, found: DraftKept) -> Filled:
    return {
        "axis": kept.axis.value, "fund": kept.fund.value if kept.fund else TOGETHER, "owner": kept.owner,
        "deadline": kept.deadline.isoformat() if kept.deadline else "", "reason": "", "version": str(kept.version),
        "translation": kept.text_fr if found.language == "ar" else kept.text_ar, "indicators": list(kept.names),
    }  # fmt: skip


def _posted(visit: Visit) -> Filled:
    form = visit.request.POST
    names = ("axis", "fund", "owner", "deadline", "translation", "reason", "version")
    return {**{name: form.get(name, "").strip()[:LONGEST] for name in names}, "indicators": form.getlist("indicators")[: len(catalogue())]}


def _given(visit: Visit, filled: Filled) -> TermsGiven | dict[str, str]:
    """The terms as the act takes them, or what is wrong by field."""
    try:
        deadline = date.fromisoformat(str(filled["deadline"])) if filled["deadline"] else None
    except ValueError:
        return {"deadline": wording.text("instructions.form.day_unreadable", visit.lang)}
    axis, fund = str(filled["axis"]), str(filled["fund"])
    if axis not in set(Axis):
        return {"axis": wording.text("instructions.form.choose", visit.lang)}
    if fund != TOGETHER and fund not in set(Fund):
        return {"fund": wording.text("instructions.form.choose", visit.lang)}
    indicators = filled["indicators"]
    chosen = tuple(str(one) for one in indicators) if isinstance(indicators, list) else ()
    of = None if fund == TOGETHER else Fund(fund)
    return TermsGiven(Axis(axis), of, str(filled["owner"]), deadline, chosen, str(filled["translation"]))


def _decide(visit: Visit, found: DraftKept, filled: Filled) -> dict[str, str]:
    try:
        if visit.request.POST.get("act") == "refuse":
            actions.refuse_draft(found.id, reason=str(filled["reason"]), by=visit.account_id, at=visit.now)
            return {}
        given = _given(visit, filled)
        if isinstance(given, dict):
            return given
        actions.confirm_instruction(found.id, given, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return {FIELDS.get(refused.refusal.code, ""): refusals.sentence(refused.refusal, visit.lang)}
    return {}


def _amend(visit: Visit, kept: InstructionKept, filled: Filled) -> dict[str, str]:
    given = _given(visit, filled)
    if isinstance(given, dict):
        return given
    version = str(filled["version"])
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0
    try:
        actions.amend_instruction(
            kept.number, given, reason=str(filled["reason"]), version=seen, by=visit.account_id, at=visit.now
        )  # fmt: skip
    except Refused as refused:
        return {FIELDS.get(refused.refusal.code, ""): refusals.sentence(refused.refusal, visit.lang)}
    return {}


def _show(
    visit: Visit, found: DraftKept, source: CommuniqueKept, filled: Filled, wrong: dict[str, str], kept: InstructionKept | None,
    steps: list[tuple[str, str]],
) -> HttpResponse:  # fmt: skip
    lang = visit.lang
    title = wording.text("instructions.amend.title" if kept else "instructions.draft.title", lang)
    spans = [(one.start, one.end) for one in found.indicators if one.start is not None and one.end is not None]
    start, end = max(found.start - AROUND, 0), min(found.end + AROUND, len(source.text))
    suggested = {one.indicator: source.text[one.start : one.end] for one in found.indicators if one.start is not None}
    chosen = filled["indicators"] if isinstance(filled["indicators"], list) else []
    context = {
        "title": title,
        "crumbs": crumbs(visit, *steps, (title, "")),
        "found": found,
        "kept": kept,
        "before": source.text[_word(source.text, start) : found.start],
        "pieces": marked(source.text, spans, found.start, found.end),
        "after": source.text[found.end : end].rpartition(" ")[0] if end < len(source.text) else source.text[found.end : end],
        "notes": [anomaly(note, field="file").sentence(lang) for note in found.notes] if kept is None else [],
        "refused": found.refused,
        "filled": filled,
        "wrong": wrong,
        "problems": [{"field": _anchor(field, found), "text": text} for field, text in wrong.items()],
        "axes": [{"value": one.value, "text": wording.text(f"instructions.axis.{one.value}", lang)} for one in Axis],
        "funds": [{"value": one.value if one else TOGETHER, "text": fund_words(one, lang)} for one in funds_given(visit)],
        "suggested": _options(visit, suggested, chosen, suggested),
        "others": _options(visit, (one for one in catalogue() if one not in suggested), chosen, {}),
        "others_open": any(one not in suggested for one in chosen),
    }
    return visit.page("steering/instructions/draft.html", context, status=422 if wrong else 200)


def _word(text: str, place: int) -> int:
    """The beginning of the first whole word from a place of the text."""
    while 0 < place < len(text) and not text[place - 1].isspace():
        place += 1
    return place


def _anchor(field: str, found: DraftKept) -> str:
    """Where an error leads: of a choice, its first option."""
    first = {
        "axis": next(iter(Axis)).value, "fund": TOGETHER,
        "indicators": next((one.indicator for one in found.indicators), next(iter(catalogue()))),
    }  # fmt: skip
    return f"{field}-{first[field]}" if field in first else field


def _options(visit: Visit, indicators: Iterable[str], chosen: list[object], words: dict[str, str]) -> list[dict[str, object]]:
    """Indicators to choose among: the words that suggest each, and whether a figure reaches it."""
    found: list[dict[str, object]] = []
    for one in indicators:
        said = [wording.text("instructions.form.suggested_by", visit.lang, words=" ".join(words[one].split()))] if one in words else []
        if not catalogue()[one].live:
            said.append(wording.text("instructions.form.no_feed", visit.lang))
        hint = " · ".join(said)
        found.append({"value": one, "text": name_of(one, visit.lang), "hint": hint, "checked": one in chosen})
    return found
