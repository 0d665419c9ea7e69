"""A file of existing awards: proposed, approved, written block by block, ended or given up. The database refuses what may not be."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import array_of, columns, next_ids, one_row, run
from mizan.funds.benefits.actions.write_decision import canonical
from mizan.funds.benefits.taken_over import FORMAT, told_of_award
from mizan.funds.benefits.takeover_errors import takeover_translated
from mizan.funds.benefits.types import Channel, TermDraft
from mizan.funds.benefits.types.takeovers import Existing, TakeoverKnown
from mizan.kernel.funds import Fund

LETTER = "taken-over/1"
"""No letter is made of what the former system decided."""
_PROPOSE = """
INSERT INTO benefits_takeover (fund, first_month, content_hash, awards, left_out, gross_m, net_m, proposed_by_id, proposed_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
_CLAIMS = """
INSERT INTO benefits_claim (id, number, fund, kind, person_id, claimant_id, received_on, promised_on, told, channel, agency_code,
    opened_by_id, opened_at, key)
SELECT c.id, c.number, %s, c.kind, c.person, c.claimant, %s, %s, '{}', %s, '', %s, %s, c.key
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[]) c(id, number, kind, person, claimant, key)
"""
_DECISIONS = """
INSERT INTO benefits_decision (id, number, claim_id, person_id, claimant_id, fund, kind, outcome, ground, law_on, effective_on, decided_at,
    decided_by_id, proposed_by_id, automatic, sensitive, law_version, record, record_hash, difference, code, letter_template)
SELECT d.id, d.number, d.claim, d.person, d.claimant, %s, d.kind, 'granted', '', %s, %s, %s, %s, %s, false, false, %s, d.record::jsonb,
       d.hash, '{}', d.code, %s
  FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])
       d(id, number, claim, person, claimant, kind, record, hash, code)
"""
_AWARDS = """
INSERT INTO benefits_award (id, fund, kind, pays, person_id, rights_of_id, claim_id, first_decision_id, starts_on)
SELECT a.id, %s, a.kind, 'monthly', a.person, a.rights_of, a.claim, a.decision, a.since
  FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::date[])
       a(id, kind, person, rights_of, claim, decision, since)
"""
_TERMS = """
INSERT INTO benefits_award_term (award_id, decision_id, starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, supplement_m, gross_m,
    social_insurance_m, income_tax_m, net_m, least_kind, least_m, least_of_m, law_version, known_from)
SELECT t.award, t.decision, t.starts_on, t.ends_on, t.pension, t.fund_adds, t.state_adds, t.supplement, t.gross, t.si, t.tax, t.net,
       t.lk, t.lm, t.lo, t.law, %s
  FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
              %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::text[])
       t(award, decision, starts_on, ends_on, pension, fund_adds, state_adds, supplement, gross, si, tax, net, lk, lm, lo, law)
"""
_LINES = """
INSERT INTO benefits_taken_over (award_id, takeover_id, fund, line, ref, content_hash)
SELECT o.award, %s, %s, o.line, o.ref, o.hash FROM unnest(%s::bigint[], %s::integer[], %s::text[], %s::text[]) o(award, line, ref, hash)
"""
_ACCOUNTS = """
SELECT count(benefits_set_payee_account(p.person, p.account, p.kind, p.holder, %s, %s))
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) p(person, account, kind, holder)
"""


class Group(NamedTuple):
    """What one decision takes over: the awards on one person's rights, each with its terms here."""

    awards: tuple[tuple[Existing, tuple[TermDraft, ...]], ...]


def propose_takeover(
    fund: Fund, first_month: date, content_hash: str, *, awards: int, left_out: int, gross: int, net: int, by: int, at: datetime
) -> int:
    """Keep what a file comes to; nothing is paid by it until another person approves it. Returns its id. Refused: ``takeover_known``."""
    with takeover_translated():
        (takeover_id,) = one_row(_PROPOSE, [fund.value, first_month, content_hash, awards, left_out, gross, net, by, at])
    detail = {"fund": fund.value, "awards": awards, "gross": gross, "net": net}
    record_act(verb="propose_takeover", subject=("takeover", takeover_id), by=by, at=at, detail=detail)
    return int(takeover_id)


def hold_takeovers(fund: Fund) -> None:
    """Let one hand at a time approve or write files of a fund, for this transaction."""
    one_row("SELECT pg_advisory_xact_lock(hashtextextended('benefits_takeover:' || %s, 0)) IS NULL", [fund.value])


def step_takeover(takeover_id: int, kind: str, *, reason: str = "", by: int, at: datetime) -> None:
    """One step of a file. Refused: ``takeover_not_so``, ``takeover_needs_another_person``, ``ground_missing`` (given up for no reason)."""
    with takeover_translated():
        run(
            "INSERT INTO benefits_takeover_step (takeover_id, kind, reason, by_id, at) VALUES (%s, %s, %s, %s, %s)",
            [takeover_id, kind, reason.strip(), by, at],
        )
    verbs = {"approved": "approve_takeover", "ended": "end_takeover", "cancelled": "cancel_takeover"}
    record_act(verb=verbs[kind], subject=("takeover", takeover_id), by=by, at=at, detail={"reason": reason} if reason else {})


def write_taken_over(kept: TakeoverKnown, groups: Sequence[Group], *, law_version: str, by: int, at: datetime) -> int:
    """Write a block; returns how many awards. Batch role; `by` approved the file.

    For each group: the claim nobody made, the decision with the record of what was taken over, the awards with their terms, each award's
    line of the file, and where everybody is paid.
    """
    claims, decisions, awards, terms, lines = [], [], [], [], []
    count = sum(len(group.awards) for group in groups)
    claim_ids, decision_ids = next_ids("benefits_claim", len(groups)), next_ids("benefits_decision", len(groups))
    award_ids = iter(next_ids("benefits_award", count))
    fund = kept.fund.value
    for group, claim_id, decision_id in zip(groups, claim_ids, decision_ids, strict=True):
        first = group.awards[0][0]
        number, decision_number = f"{fund}-D-{kept.first_month.year}-{claim_id:07d}", f"{fund}-N-{at.year}-{decision_id:07d}"
        claims.append((claim_id, number, _claimed(first), first.rights_of_id, first.person_id, f"taken-over:{kept.id}:{first.ref}"))
        text = canonical(_record(kept, group))
        decisions.append(
            (
                decision_id, decision_number, claim_id, first.rights_of_id, first.person_id, first.kind.value, text,
                sha256(text.encode()).hexdigest(), secrets.token_hex(16),
            )
        )  # fmt: skip
        for one, of_award in group.awards:
            award_id = next(award_ids)
            awards.append((award_id, one.kind.value, one.person_id, one.rights_of_id, claim_id, decision_id, one.since))
            lines.append((award_id, one.line, one.ref, one.content_hash))
            terms += [(award_id, decision_id, *_term(term)) for term in of_award]
    month = kept.first_month
    with takeover_translated():
        run(_CLAIMS, [fund, month, month, Channel.TAKEN_OVER.value, by, at, *columns(claims)])
    with takeover_translated():
        run(_DECISIONS, [fund, month, month, at, by, kept.proposed_by, law_version, LETTER, *columns(decisions)])
    run(_AWARDS, [fund, *columns(awards)])
    if terms:
        run(_TERMS, [at, *columns(terms)])
    run(_LINES, [kept.id, fund, *columns(lines)])
    paid = {one.person_id: (one.account, one.account_kind, one.holder) for group in groups for one, _ in group.awards}
    one_row(_ACCOUNTS, [by, at, array_of(paid), *columns(list(paid.values()))])
    detail = {"awards": count, "first": lines[0][2], "last": lines[-1][2]}
    record_act(verb="take_over_awards", subject=("takeover", kept.id), by=by, at=at, detail=detail)
    return count


def _claimed(one: Existing) -> str:
    """An allowance is claimed as a retirement."""
    return "retirement" if one.kind.value == "retirement_allowance" else one.kind.value


def _term(term: TermDraft) -> tuple[object, ...]:
    parts = term.parts
    money = (*parts[:4], parts.gross, parts.social_insurance, parts.income_tax, parts.net)
    return (term.starts_on, term.ends_on, *money, *term.least, term.law_version)


def _record(kept: TakeoverKnown, group: Group) -> Mapping[str, Any]:
    """What a decision takes over, of which file."""
    told = [
        told_of_award(one.line, one.ref, one.person_id, one.kind, (one.since, one.until), one.parts, one.least) for one, _ in group.awards
    ]
    return {
        "format": FORMAT, "takeover": str(kept.id), "file": kept.content_hash, "first_month": kept.first_month.isoformat(), "awards": told,
        "given": {},
    }  # fmt: skip
