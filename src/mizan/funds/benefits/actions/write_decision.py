"""Write a decision with the awards it gives or changes; nothing of it is ever changed afterwards."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from mizan.funds.access.actions.record_act import act_line
from mizan.funds.access.sql import Writes, next_ids, next_ids_of, one_row
from mizan.funds.benefits.types import AwardKnown, DecisionDraft, TermDraft

LETTER = "decision/2"
"""The version of the letter's template a decision is told by."""
_DECISION = """
INSERT INTO benefits_decision (id, number, claim_id, award_id, person_id, claimant_id, fund, kind, outcome, ground, supersedes_id, law_on,
    effective_on, decided_at, decided_by_id, proposed_by_id, automatic, sensitive, law_version, record, record_hash, difference, code,
    letter_template)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, COALESCE(%s::bigint, benefits_system()), %s, %s, %s, %s, %s::jsonb, %s,
    %s::jsonb, %s, %s)
"""
_AWARD = """
INSERT INTO benefits_award (id, fund, kind, pays, person_id, rights_of_id, claim_id, first_decision_id, starts_on)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_TERM = """
INSERT INTO benefits_award_term (id, award_id, decision_id, starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
    social_insurance_m, income_tax_m, net_m, law_version, known_from, least_kind, least_m, least_of_m)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_AS_JSON = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


class Written(NamedTuple):
    """A decision just written: its id and number, and the ids of its awards in the order of the draft."""

    id: int
    number: str
    award_ids: tuple[int, ...]


def canonical(record: Mapping[str, Any]) -> str:
    """The one text of a record: keys in order, no blanks, letters as they are."""
    try:
        # The same text, written some ten times quicker; it takes no number beyond 64 bits, and leaves what it can not write to the other.
        return orjson.dumps(record, option=_AS_JSON).decode()
    except TypeError:
        return _as_json(record)


def _as_json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_decision(draft: DecisionDraft, *, by: int | None, at: datetime, logged_by: int) -> Written:
    """Write a decision, its first awards and their terms, in the caller's transaction; `by` signs, `logged_by` is who acts in this session.

    Where `by` is None the system signs, as it does what the law decides alone. The verification code is 128 bits drawn at random.
    Raises the database's errors; callers translate them.
    """
    terms = [len(award.terms) for award in draft.awards]
    ids = next_ids_of({"benefits_decision": 1, "benefits_award": len(terms), "benefits_award_term": sum(terms)})
    (decision_id,), term_ids = ids["benefits_decision"], iter(ids["benefits_award_term"])
    number = f"{draft.fund}-N-{at.year}-{decision_id:07d}"
    text = canonical(draft.record)
    writes = Writes()
    writes.add(
        _DECISION,
        [
            decision_id, number, draft.claim_id, draft.award_id, draft.person_id, draft.claimant_id, draft.fund.value, draft.kind.value,
            draft.outcome.value, draft.ground, draft.supersedes_id, draft.law_on, draft.effective_on, at, by, draft.proposed_by,
            draft.automatic, draft.sensitive, draft.law_version, text, sha256(text.encode()).hexdigest(),
            json.dumps(dict(draft.difference)), secrets.token_hex(16), LETTER,
        ],
    )  # fmt: skip
    award_ids = tuple(ids["benefits_award"])
    for award_id, award in zip(award_ids, draft.awards, strict=True):
        about = [award.fund.value, award.kind.value, award.pays, award.person_id, award.rights_of_id]
        writes.add(_AWARD, [award_id, *about, draft.claim_id, decision_id, award.terms[0].starts_on])
        for term in award.terms:
            _add_term(writes, next(term_ids), award_id, term, decision_id, at)
    detail = {"number": number, "automatic": draft.automatic}
    verb = f"{draft.outcome.value}_benefit"
    writes.add(*act_line(verb=verb, subject=("benefit_decision", decision_id), by=logged_by, at=at, detail=detail))
    writes.flush()
    return Written(decision_id, number, award_ids)


def replace_terms(award: AwardKnown, terms: Sequence[TermDraft], *, since: date, decision_id: int, at: datetime) -> None:
    """From a day on, hold these terms of an award true instead of those that were; what was due before that day stays due."""
    one_row("SELECT benefits_close_terms(%s, %s, %s, %s)", [award.id, decision_id, since, at])
    writes = Writes()
    kept = [
        TermDraft(one.starts_on, since, one.parts, one.law_version, one.least)
        for one in award.live()
        if one.starts_on < since and (one.ends_on is None or one.ends_on > since)
    ]
    held = [*kept, *terms]
    for term_id, term in zip(next_ids("benefits_award_term", len(held)), held, strict=True):
        _add_term(writes, term_id, award.id, term, decision_id, at)
    writes.flush()


def _add_term(writes: Writes, term_id: int, award_id: int, term: TermDraft, decision_id: int, at: datetime) -> None:
    parts = term.parts
    money = [*parts[:4], parts.gross, parts.social_insurance, parts.income_tax, parts.net]
    writes.add(_TERM, [term_id, award_id, decision_id, term.starts_on, term.ends_on, *money, term.law_version, at, *term.least])
