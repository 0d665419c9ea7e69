"""Claims, awards and their states as the officer's pages write them."""

from __future__ import annotations

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Row, Tone
from mizan.funds.benefits.types import AwardKnown

STATES: dict[str, Tone] = {"decided": "done", "withdrawn": "quiet", "sampled": "done", "examined": "done"}
"""The states in which nothing is waited for."""
_TONES: dict[str, Tone] = {
    "received": "soon",
    "taken": "info",
    "handed_over": "info",
    "asked": "soon",
    "answered": "soon",
    "proposed": "soon",
}


def claim_state(state: str, lang: Lang) -> Cell:
    """The state of a claim in words."""
    return tables.status(wording.text(f"officer.state.{state}", lang), {**_TONES, **STATES}[state])


def again_state(state: str, lang: Lang) -> Cell:
    """Where deciding again stands, in words."""
    return tables.status(wording.text(f"officer.again.state.{state}", lang), "soon")


def award_state(award: AwardKnown, visit: Visit) -> tuple[str, Tone]:
    """Whether an award pays today, will, or has ended."""
    if award.on(visit.today) is not None:
        return "pays", "done"
    return ("to_come", "info") if any(term.starts_on > visit.today for term in award.live()) else ("ended", "quiet")


def award_row(visit: Visit, award: AwardKnown, person_id: int) -> Row:
    """An award as a line: what, by whom, since when, how much now."""
    term = award.on(visit.today) or (award.live()[-1] if award.live() else None)
    state, tone = award_state(award, visit)
    href = visit.address("officer:award", award_id=award.id)
    cells = (
        tables.text(
            wording.text(f"benefit.{award.kind}", visit.lang),
            href=href,
            note="" if award.person_id == person_id else wording.text("officer.award.to_another", visit.lang),
        ),
        tables.text(wording.text(f"fund.{award.fund}", visit.lang)),
        tables.day(award.starts_on),
        tables.amount(None if term is None else term.parts.net, href=href),
        tables.status(wording.text(f"officer.award.{state}", visit.lang), tone),
    )
    return Row(cells)
