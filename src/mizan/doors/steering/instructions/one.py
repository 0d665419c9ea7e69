"""One instruction: its text and where it was read, its indicators from baseline to target, its days, measures and evidence."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.steering.instructions.desk import (
    READS,
    TONES,
    crumbs,
    fund_words,
    gives,
    instruction_here,
    name_of,
    people_of,
    status_cell,
    status_words,
    value_words,
    why_words,
    writes,
)  # fmt: skip
from mizan.doors.steering.instructions.picture import picture
from mizan.doors.steering.instructions.take import marked
from mizan.doors.tables import Row, Table, columns
from mizan.formats.indicators import catalogue
from mizan.funds.indicators.types import Figure
from mizan.funds.steering import queries
from mizan.funds.steering.figures import WholeMonth, live_source, whole_months
from mizan.funds.steering.keeping import baseline_of
from mizan.funds.steering.queries.documents import approved_values, target_of
from mizan.funds.steering.types.documents import AdoptedValue
from mizan.funds.steering.types.instructions import AimKept, DayKept, InstructionKept

Held = dict[str, tuple[WholeMonth, ...]]


@page(*READS)
def one(visit: Visit, instruction_id: int) -> HttpResponse:
    """The whole of an instruction."""
    kept, lang = instruction_here(instruction_id), visit.lang
    source = queries.communique_of(kept.communique_id)
    draft = queries.draft_of(kept.draft_id)
    days = queries.days_of(kept.number)
    held = _months(visit, kept)
    force = queries.values_in_force(approved_values())
    targets = {aim.indicator: target_of(force, aim.indicator, kept.fund, kept.deadline) for aim in kept.aims}
    pictures = [
        made
        for aim in kept.aims
        if (made := picture(kept, aim, _value(targets[aim.indicator]), held.get(aim.indicator, ()), lang)) is not None
    ]
    spans = [(aim.start, aim.end) for aim in kept.aims if aim.start is not None and aim.end is not None]
    context = {
        "kept": kept,
        "text": kept.text(lang),
        "text_lang": kept.text_lang(lang),
        "title": wording.text("instructions.number", lang, number=kept.number),
        "crumbs": crumbs(visit, (wording.text("instructions.number", lang, number=kept.number), "")),
        "last": days[0] if days else None,
        "status": _status(visit, days),
        "facts": _facts(visit, kept),
        "aims": _aims(visit, kept, held, targets),
        "pictures": pictures,
        "source": source,
        "pieces": marked(source.text, spans, draft.start, draft.end) if source is not None and draft is not None else [],
        "measures": _measures(visit, kept),
        "stretches": _stretches(visit, days),
        "days": _days(visit, days),
        "versions": _versions(visit, kept),
        "gives": gives(visit, kept.fund),
        "writes": writes(visit),
    }
    return visit.page("steering/instructions/one.html", context)


def _value(target: AdoptedValue | None) -> int | None:
    return None if target is None else target.stated.value


def _months(visit: Visit, kept: InstructionKept) -> Held:
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in live_source({(aim.indicator, kept.fund) for aim in kept.aims}, visit.now):
        found[figure.indicator].append(figure)
    return {indicator: whole_months(figures, visit.now) for indicator, figures in found.items()}


def _status(visit: Visit, days: tuple[DayKept, ...]) -> dict[str, object] | None:
    if not days:
        return None
    last = days[0]
    since = next((later.day for later, former in pairwise(days) if former.status is not last.status), days[-1].day)
    return {
        "text": status_words(last.status, visit.lang), "tone": TONES[last.status], "why": why_words(last, visit.lang), "since": since,
        "day": last.day,
    }  # fmt: skip


def _facts(visit: Visit, kept: InstructionKept) -> list[dict[str, object]]:
    people = people_of([kept.by], visit.lang)
    values: list[tuple[str, str, object]] = [
        ("owner", "text", kept.owner),
        ("fund", "text", fund_words(kept.fund, visit.lang)),
        ("axis", "text", wording.text(f"instructions.axis.{kept.axis.value}", visit.lang)),
        ("deadline", "day", kept.deadline),
        ("by", "text", people.get(kept.by, "")),
        ("at", "moment", kept.at),
    ]
    return [
        {"label": wording.text(f"instructions.column.{name}", visit.lang), "kind": kind, "value": value} for name, kind, value in values
    ]


def _aims(visit: Visit, kept: InstructionKept, held: Held, targets: dict[str, AdoptedValue | None]) -> Table:
    rows = [_aim(visit, kept, aim, held.get(aim.indicator, ()), targets[aim.indicator]) for aim in kept.aims]
    heads = columns(visit.lang, "instructions.aim", "indicator", "baseline#", "now#", "target#")
    return Table("aims", wording.text("instructions.aim.caption", visit.lang), heads, tuple(rows), sortable=False)


def _aim(visit: Visit, kept: InstructionKept, aim: AimKept, months: tuple[WholeMonth, ...], target: AdoptedValue | None) -> Row:
    lang, definition = visit.lang, catalogue()[aim.indicator]
    if not definition.live:
        note = wording.text("instructions.form.no_feed", lang)
    else:
        note = wording.text(f"instructions.direction.{definition.direction.value}", lang)
    last = months[-1] if months else None
    start = baseline_of(aim, kept, months)
    first = start.starts if start else None
    baseline = tables.text(value_words(start.value if start else None, definition.unit, lang), note=_month_words(visit, first))
    now = tables.text(
        value_words(last.value if last else None, definition.unit, lang), note=_month_words(visit, last.starts if last else None)
    )
    if target is None:
        aimed = tables.text(wording.text("instructions.aim.no_target", lang))
    else:
        href = visit.address("instructions:document", document_id=target.document_id)
        aimed = tables.text(value_words(target.stated.value, definition.unit, lang), href=href)
    return Row((tables.text(name_of(aim.indicator, lang), note=note), baseline, now, aimed))


def _month_words(visit: Visit, first: object) -> str:
    return shown.period(f"{first:%Y-%m}", visit.lang) if first is not None else ""


def _measures(visit: Visit, kept: InstructionKept) -> list[dict[str, object]]:
    found = queries.measures_of([kept.number]).get(kept.number, ())
    people = people_of((proof.by for each in found for proof in each.evidence), visit.lang)
    return [
        {
            "measure": each,
            "evidence": [
                {"proof": proof, "by": people.get(proof.by, "")} for proof in each.evidence
            ],
            "overdue": not each.evidence and each.due_on < visit.today,
        }
        for each in found
    ]  # fmt: skip


def _stretches(visit: Visit, days: tuple[DayKept, ...]) -> Table:
    """The days in stretches of the same status and reason, the last first."""
    rows = []
    for _, group in groupby(days, key=lambda each: (each.status, each.why, each.about)):
        held = list(group)
        cells = (
            status_cell(held[0], visit.lang),
            tables.text(why_words(held[0], visit.lang)),
            tables.day(held[-1].day),
            tables.day(held[0].day),
            tables.number(len(held)),
        )
        rows.append(Row(cells))
    heads = columns(visit.lang, "instructions.days", "status", "why", "from", "until", "count#")
    caption, empty = (wording.text(f"instructions.days.{name}", visit.lang) for name in ("stretches", "none"))
    return Table("stretches", caption, heads, tuple(rows), empty=empty, sortable=False)


def _days(visit: Visit, days: tuple[DayKept, ...]) -> Table:
    rows = tuple(
        Row(
            (
                tables.day(each.day),
                status_cell(each, visit.lang),
                tables.code(str(each.used.get("grounds", ""))[:12]),
                tables.moment(each.at),
            )
        )
        for each in days
    )
    heads = columns(visit.lang, "instructions.days", "day", "status", "hash", "kept_at")
    return Table("days", wording.text("instructions.days.caption", visit.lang), heads, rows, sortable=False)


def _versions(visit: Visit, kept: InstructionKept) -> Table | None:
    found = queries.versions_of(kept.number)
    if len(found) < 2:
        return None
    people = people_of((each.by for each in found), visit.lang)
    rows = tuple(
        Row(
            (
                tables.number(each.version),
                tables.text(each.owner),
                tables.day(each.deadline),
                tables.text(each.reason),
                tables.text(people.get(each.by, "")),
                tables.moment(each.at),
            )
        )
        for each in found
    )
    heads = columns(visit.lang, "instructions.column", "version#", "owner", "deadline", "reason", "by", "at")
    return Table("versions", wording.text("instructions.versions", visit.lang), heads, rows, sortable=False)
