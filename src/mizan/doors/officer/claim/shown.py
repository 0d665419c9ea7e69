"""A claim as the officer's page shows it: who, when, what was done, what the law gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mizan.doors import tables, wording
from mizan.doors.officer.claim.again import left_words
from mizan.doors.officer.claim.facts import fact_called
from mizan.doors.officer.desk import accounts_called, called
from mizan.doors.officer.words import claim_state
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, columns
from mizan.flows.benefit_case import Proposal
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.types import AwardDraft, ClaimKnown, StepKnown
from mizan.funds.people import queries as people
from mizan.law.algeria.book import book


def claim_facts(visit: Visit, claim: ClaimKnown, persons: Mapping[int, str]) -> list[dict[str, object]]:
    """Who asks for what, since when, and where it stands."""
    lang = visit.lang
    state = claim_state(claim.state, lang)
    values: list[tuple[str, str, object]] = [
        ("number", "code", claim.number),
        ("person", "text", persons[claim.person_id]),
        ("fund", "text", wording.text(f"fund.{claim.fund}", lang)),
        ("received_on", "day", claim.received_on),
        ("promised_on", "day", claim.promised_on),
        ("channel", "text", wording.text(f"officer.channel.{claim.channel}", lang)),
    ]
    if claim.claimant_id != claim.person_id:
        values.insert(2, ("claimant", "text", persons[claim.claimant_id]))
    facts: list[dict[str, object]] = [
        {"label": wording.text(f"officer.claim.{name}", lang), "kind": kind, "value": value} for name, kind, value in values
    ]
    label = wording.text("officer.claim.state", lang)
    facts.append({"label": label, "kind": "status", "value": state.value, "tone": state.tone})
    return facts


def steps_table(visit: Visit, claim: ClaimKnown) -> Table:
    """What was done on a claim, by whom."""
    lang = visit.lang
    names = accounts_called([*(one.by for one in claim.steps), *(one.to_account for one in claim.steps)], lang)
    topic = benefit_of(claim.kind).topic
    rows = tuple(
        Row(
            (
                tables.moment(one.at),
                tables.text(_step(one, names, lang)),
                tables.text(names.get(one.by, "")),
                tables.text(_detail(one, topic, lang)),
            )
        )
        for one in claim.steps
    )
    heads = columns(lang, "officer.step", "at", "what", "by", "detail")
    caption, empty = (wording.text(f"officer.step.{name}", lang) for name in ("caption", "none"))
    return Table("steps", caption, heads, rows, empty=empty, sortable=False)


def _step(one: StepKnown, names: Mapping[int, str], lang: Lang) -> str:
    return wording.text(f"officer.step.{one.kind}", lang, name=names.get(one.to_account or 0, ""))


def _detail(one: StepKnown, topic: str, lang: Lang) -> str:
    """The precise part of a step: the facts asked or told, the reason, what is proposed, what the night could not decide."""
    detail = one.detail
    asked, told = detail.get("facts"), detail.get("told")
    if isinstance(asked, list):
        return " · ".join(fact_called((topic,), str(name), lang) for name in asked)
    if isinstance(told, Mapping):
        return " · ".join(f"{fact_called((topic,), str(name), lang)} : {value}" for name, value in told.items())
    if "grant" in detail:
        words = wording.text(f"officer.outcome.{'granted' if detail['grant'] else 'refused'}", lang)
        return f"{words} · {ground_called(str(detail['ground']), lang)}" if detail.get("ground") else words
    return left_words(detail, (topic,), lang) or str(detail.get("reason") or detail.get("finding") or "")


def amounts_table(visit: Visit, awards: Iterable[AwardDraft], persons: Mapping[int, str]) -> Table | None:
    """What the law gives, award by award; where it has risen since its first day, from each day on."""
    lang, rows = visit.lang, []
    for award, term in ((one, term) for one in awards for term in one.terms):
        who = persons.get(award.person_id) or called(people.person_by_id(award.person_id), lang)
        pays = wording.text(f"officer.award.{award.pays}", lang)
        cells = (
            tables.text(wording.text(f"benefit.{award.kind}", lang), note=f"{wording.text(f'fund.{award.fund}', lang)} · {pays}"),
            tables.text(who),
            tables.day(term.starts_on),
            tables.amount(term.parts.gross),
            tables.amount(term.parts.social_insurance + term.parts.income_tax),
            tables.amount(term.parts.net),
        )
        rows.append(Row(cells))
    heads = columns(lang, "officer.award", "kind", "person", "from", "gross#", "deductions#", "net#")
    return Table("amounts", wording.text("officer.claim.amounts", lang), heads, tuple(rows), sortable=False) if rows else None


def ground_words(found: Proposal, lang: Lang) -> str:
    """Why there is no right, in the law's own words; empty where there is one."""
    if found.asked is None or found.awards:
        return ""
    record = found.asked.record
    tree = record.get("steps", {}).get("ground") or record.get("note", {}).get("ground_steps")
    return str(tree["text"][lang]) if tree is not None else ground_called(found.ground, lang)


def ground_called(code: str, lang: Lang) -> str:
    """A ground in words: a word of the house, the title of the law's choice, or the officer's own words as they stand."""
    key = f"officer.ground.{code}"
    if wording.has(key, lang):
        return wording.text(key, lang)
    for unit, choices in book().inputs.choices.items():
        if unit.endswith("ground") and code in choices.names:
            return choices.titles[code][lang]
    return code
