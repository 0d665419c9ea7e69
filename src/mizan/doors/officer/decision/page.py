"""One decision: what, why, what it changed, its letters and the day they were served."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from mizan.doors import refusals, shown, tables, wording
from mizan.doors import sources as texts
from mizan.doors.errors import Missing
from mizan.doors.law.ask.answer import once
from mizan.doors.officer.claim.facts import facts_table
from mizan.doors.officer.claim.shown import ground_called
from mizan.doors.officer.decision.taken import taken_facts, taken_table
from mizan.doors.officer.desk import OFFICER, accounts_called, called, open_files
from mizan.doors.officer.words import award_row
from mizan.doors.pages import Visit, page
from mizan.doors.shown import LANGS, Lang, as_lang
from mizan.doors.tables import Row, Table, columns
from mizan.flows import write_letter
from mizan.flows.write_letter import has_letter
from mizan.formats.letters.appeal import appeal_against
from mizan.formats.letters.compose import grouped
from mizan.funds.benefits import queries as benefits
from mizan.funds.benefits.queries.files import whose
from mizan.funds.benefits.queries.letters import letters_of
from mizan.funds.benefits.taken_over import is_taken_over
from mizan.funds.benefits.types import DecisionKnown
from mizan.funds.people import queries as people
from mizan.kernel.refusals import Refused

WHY = "decision"


@page(OFFICER, post=True)
def decision(visit: Visit, decision_id: int) -> HttpResponse:
    """Show the decision; note that its letter was served."""
    found = _opened(visit, decision_id)
    wrong = _serve(visit, decision_id) if visit.posted else {}
    if visit.posted and not wrong:
        return visit.go("officer:decision", decision_id=decision_id)
    lang = visit.lang
    persons = {one: called(people.person_by_id(one), lang) for one in {found.person_id or 0, found.claimant_id or 0}}
    topics = tuple(name for name in (str(found.record.get("topic", "")), _opening_topic(found)) if name)
    given = {name: (told["value"], told["source"]) for name, told in found.record.get("given", {}).items() if isinstance(told, dict)}
    trees = [*found.record.get("steps", {}).items()]
    if "ground_steps" in found.record.get("note", {}):
        trees.append(("ground", found.record["note"]["ground_steps"]))
    context = {
        "decision": found,
        "heading": wording.text(f"benefit.{found.kind}", lang),
        "outcome": wording.text(f"officer.outcome.{found.outcome}", lang),
        "person": persons[found.person_id or 0],
        "file": f"{visit.address('officer:person', person_id=found.person_id)}?for=claim",
        "facts": _facts(visit, found, persons),
        "proofs": [
            {"label": wording.text(f"officer.decision.{name}", lang), "kind": "code", "value": value}
            for name, value in (("law_version", found.law_version), ("record_hash", found.record_hash))
        ],
        "changes": _changes(visit, found),
        "increases": _increases(visit, found),
        "awards": _awards(visit, found),
        "taken": taken_table(visit, found, persons) if is_taken_over(found.record) else None,
        "held": facts_table(topics, given, lang),
        "trees": [once(tree, key) for key, tree in trees],
        "letters": [
            {
                "href": visit.address("officer:letter", decision_id=decision_id, language=one),
                "language": one,
                "key": f"officer.decision.letter_{one}",
            }
            for one in LANGS
        ]
        if has_letter(found)
        else [],
        "code": grouped(found.code),
        "served": _served(visit, decision_id),
        "languages": [{"value": one, "text": wording.text(f"officer.language.{one}", lang)} for one in LANGS],
        "served_on": visit.request.POST.get("served_on", visit.today.isoformat()),
        "language": visit.request.POST.get("language", lang),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
    }
    return visit.page("officer/decision/page.html", context, status=422 if wrong else 200)


@page(OFFICER)
def letter(visit: Visit, decision_id: int, language: str) -> HttpResponse:
    """The letter as PDF, made now and kept nowhere."""
    found = _opened(visit, decision_id)
    made = write_letter.letter_of(decision_id, as_lang(language), address=public_address(visit))
    name = f"{found.number}-{language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": language}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def public_address(visit: Visit) -> str:
    """The address letters name."""
    return write_letter.public_address(visit.request.build_absolute_uri("/"))


def _opened(visit: Visit, decision_id: int) -> DecisionKnown:
    """The decision, with the files it is about open. Raises Missing for one that is not of the officer's funds."""
    persons = whose("decision", decision_id)
    if not persons:
        raise Missing(decision_id)
    open_files(visit, persons, WHY)
    found = benefits.decision_of(decision_id)
    if found is None:
        raise Missing(decision_id)
    others = {one["person"] for one in found.difference.get("awards", ())}
    paid = {one.person_id for one in benefits.awards_of_claim(found.claim_id)} if found.claim_id is not None else set()
    if more := (others | paid) - set(persons):
        open_files(visit, more, WHY)
    return found


def _serve(visit: Visit, decision_id: int) -> dict[str, str]:
    posted = visit.request.POST
    try:
        served_on, language = date.fromisoformat(posted.get("served_on", "")), as_lang(posted.get("language", ""))
    except ValueError:
        return {"served_on": wording.text("officer.decision.no_day", visit.lang)}
    try:
        write_letter.serve_letter(
            decision_id, language, address=public_address(visit), served_on=served_on, by=visit.account_id, at=visit.now
        )  # fmt: skip
    except Refused as refused:
        return {"served_on" if refused.refusal.code == "letter_day" else "": refusals.sentence(refused.refusal, visit.lang)}
    return {}


def _opening_topic(found: DecisionKnown) -> str:
    opening = found.record.get("note", {}).get("opening", {})
    return str(opening.get("topic", ""))


def _facts(visit: Visit, found: DecisionKnown, persons: dict[int, str]) -> list[dict[str, object]]:
    lang = visit.lang
    names = accounts_called([found.decided_by, found.proposed_by], lang)
    by = wording.text("officer.decision.automatic", lang) if found.automatic else names.get(found.decided_by, "")
    values: list[tuple[str, str, object, str]] = [
        ("number", "code", found.number, ""),
        ("fund", "text", wording.text(f"fund.{found.fund}", lang), ""),
        ("effective_on", "day", found.effective_on, ""),
        ("law_on", "day", found.law_on, ""),
        ("decided_at", "text", shown.moment(found.decided_at, lang), ""),
        ("decided_by", "text", by, ""),
    ]
    if found.proposed_by:
        values.append(("proposed_by", "text", names.get(found.proposed_by, ""), ""))
    if found.ground:
        values.append(("ground", "text", ground_called(found.ground, lang), ""))
    why = found.difference.get("reason", {})
    if isinstance(why, dict) and why.get("kind") == "proposal":
        values.append(("again_reason", "text", str(why.get("text", "")), ""))
    for name, other in (("supersedes", found.supersedes_id), ("superseded_by", found.superseded_by)):
        known = benefits.decision_of(other) if other is not None else None
        if known is not None:
            values.append((name, "text", known.number, visit.address("officer:decision", decision_id=known.id)))
    return [
        {"label": wording.text(f"officer.decision.{name}", lang), "kind": kind, "value": value, "href": href}
        for name, kind, value, href in (*values, *(taken_facts(found, lang) if is_taken_over(found.record) else ()))
    ]


def _changes(visit: Visit, found: DecisionKnown) -> Table | None:
    """What a reassessment changed, person by person."""
    rows = tuple(
        Row(
            (
                tables.text(called(people.person_by_id(one["person"]), visit.lang)),
                tables.amount(one["net_before"]),
                tables.amount(one["net_after"]),
            )
        )
        for one in found.difference.get("awards", ())
    )
    heads = (*columns(visit.lang, "officer.award", "person"), *columns(visit.lang, "officer.decision", "before#", "after#"))
    return Table("difference", wording.text("officer.decision.difference", visit.lang), heads, rows, sortable=False) if rows else None


def _increases(visit: Visit, found: DecisionKnown) -> Table | None:
    """The increases of all awards that are in what the decision gives."""
    rows = tuple(
        Row(
            (
                tables.day(date.fromisoformat(one["on"]), note=texts.short(one["source"], visit.lang) if one["source"] else ""),
                tables.text(called(people.person_by_id(one["person"]), visit.lang)),
                tables.amount(one["net_before"]),
                tables.amount(one["net_after"]),
            )
        )
        for one in found.difference.get("increases", ())
    )
    heads = (*columns(visit.lang, "officer.award", "from", "person"), *columns(visit.lang, "officer.decision", "before#", "after#"))
    return Table("increases", wording.text("officer.decision.increases", visit.lang), heads, rows, sortable=False) if rows else None


def _awards(visit: Visit, found: DecisionKnown) -> Table | None:
    if found.claim_id is None:
        return None
    rows = tuple(award_row(visit, one, found.claimant_id or 0) for one in benefits.awards_of_claim(found.claim_id))
    heads = columns(visit.lang, "officer.award", "kind", "fund", "starts_on", "net#", "state")
    return Table("awards", wording.text("officer.award.caption", visit.lang), heads, rows) if rows else None


def _served(visit: Visit, decision_id: int) -> Table:
    """The letters served, each with the last day to appeal, as the law counts it from there."""
    lang: Lang = visit.lang
    kept = letters_of(decision_id)
    names = accounts_called([one.by for one in kept], lang)
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"officer.language.{one.language}", lang)),
                tables.day(one.served_on),
                tables.day(appeal_against(one.served_on, lang).deadline, note=appeal_against(one.served_on, lang).body),
                tables.text(names.get(one.by, "")),
                tables.code(one.sha256[:16], note=one.template),
            )
        )
        for one in kept
    )
    heads = columns(lang, "officer.decision", "language", "served_on", "appeal_until", "by", "sha256")
    caption, empty = wording.text("officer.decision.served", lang), wording.text("officer.decision.served_none", lang)
    return Table("served", caption, heads, rows, empty=empty, sortable=False)
