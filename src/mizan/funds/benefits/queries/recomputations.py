"""Questions on recomputations: the work and its blocks, the awards of a block, what is known of a fund's awards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from mizan.funds.access.sql import Row, array_of, decoded, one, one_row, rows
from mizan.funds.benefits.expected import Kept
from mizan.funds.benefits.pay_errors import pay_translated
from mizan.funds.benefits.queries.established import established_of_many
from mizan.funds.benefits.types import Kind, Parts
from mizan.funds.benefits.types.recomputations import (
    AwardToCompute,
    OpenResult,
    RecomputationKnown,
    RunRecomputed,
    Scope,
    Verdict,
    Why,
    WhyCount,
)
from mizan.kernel.funds import Fund

_WORK = """
SELECT r.id, r.fund, r.scope, r.parts, r.part, r.cut_off, max(b.at) FILTER (WHERE b.is_last), COALESCE(sum(b.agreeing), 0),
       COALESCE(sum(b.differing), 0), COALESCE(sum(b.uncomputed), 0)
  FROM benefits_recomputation r LEFT JOIN benefits_recomputed_block b ON b.recomputation_id = r.id WHERE r.id = %s GROUP BY r.id
"""
_TERMS = """
SELECT t.award_id, t.starts_on, t.ends_on, t.pension_m, t.fund_adds_m, t.state_adds_m, t.supplement_m, t.social_insurance_m, t.income_tax_m
  FROM benefits_award_term t
 WHERE t.award_id = ANY (%s::bigint[]) AND t.known_from <= %s AND (t.known_until IS NULL OR t.known_until > %s)
 ORDER BY t.award_id, t.starts_on
"""
_CLAIMS = """
SELECT c.id, c.fund, c.kind, c.person_id, c.received_on, c.told,
       (SELECT jsonb_agg(s.detail->'told' ORDER BY s.id) FROM benefits_claim_step s WHERE s.claim_id = c.id AND s.kind = 'answered'),
       (SELECT d.effective_on FROM benefits_decision d WHERE d.claim_id = c.id AND d.decided_at <= %s ORDER BY d.id DESC LIMIT 1),
       c.channel = 'existing'
  FROM benefits_claim c WHERE c.id = ANY (%s::bigint[])
"""
_SIBLINGS = "SELECT claim_id, fund, person_id, id FROM benefits_award WHERE claim_id = ANY (%s::bigint[]) ORDER BY id"


class ClaimHead(NamedTuple):
    """What a claim asks, with what was told on it (the answers given later last), and from when its last decision holds."""

    id: int
    fund: Fund
    kind: Kind
    person_id: int
    received_on: date
    told: dict[str, str]
    effective_on: date | None
    taken_over: bool = False


class Sibling(NamedTuple):
    """An award of a claim, in any fund."""

    fund: Fund
    person_id: int
    award_id: int


def recomputation_of(recomputation_id: int) -> RecomputationKnown:
    """One recomputation, with its sums so far."""
    return _known(one_row(_WORK, [recomputation_id]))


def next_block(recomputation_id: int) -> tuple[int, int] | None:
    """The number of the next block and the award after which it begins, held for this transaction; None where the work is ended."""
    row = one("SELECT number, beyond FROM benefits_recomputation_next(%s)", [recomputation_id])
    return None if row is None else (row[0], row[1])


def awards_to_compute(recomputation_id: int, *, beyond: int, most: int) -> list[AwardToCompute]:
    """The next awards of a recomputation, in the order of their ids; batch role."""
    found = rows(
        "SELECT award_id, claim_id, kind, pays, person_id FROM benefits_recompute_awards(%s, %s, %s)", [recomputation_id, beyond, most]
    )
    return [AwardToCompute(row[0], row[1], Kind(row[2]), row[3], row[4]) for row in found]


def terms_kept(award_ids: Iterable[int], *, at: datetime) -> dict[int, list[Kept]]:
    """The terms held true of awards at a moment, earliest first."""
    found: dict[int, list[Kept]] = defaultdict(list)
    for row in rows(_TERMS, [array_of(award_ids), at, at]):
        found[row[0]].append(Kept(row[1], row[2], Parts(*row[3:9])))
    return found


def claims_asked(claim_ids: Iterable[int], *, at: datetime) -> dict[int, ClaimHead]:
    """Claims by id, with what was told on them and what the funds' books said of them."""
    found, wanted = {}, list(claim_ids)
    established = established_of_many(wanted, at=at)
    for row in rows(_CLAIMS, [at, array_of(wanted)]):
        told = dict(decoded(row[5]))
        for answered in decoded(row[6]) or ():
            if isinstance(answered, dict):
                told |= {str(name): str(value) for name, value in answered.items()}
        # What the books had said stands where it was not told; it says what it said on the day of the claim.
        told = {name: str(fact.value) for name, fact in established.get(row[0], {}).items()} | told
        found[row[0]] = ClaimHead(row[0], Fund(row[1]), Kind(row[2]), row[3], row[4], told, row[7], row[8])
    return found


def claim_persons(claim_ids: Iterable[int]) -> dict[int, int]:
    """On whose rights claims are, by claim."""
    return dict(rows("SELECT id, person_id FROM benefits_claim WHERE id = ANY (%s::bigint[])", [array_of(claim_ids)]))


def siblings_of(claim_ids: Iterable[int]) -> dict[int, list[Sibling]]:
    """Every award of claims, the first given first."""
    found: dict[int, list[Sibling]] = defaultdict(list)
    for row in rows(_SIBLINGS, [array_of(claim_ids)]):
        found[row[0]].append(Sibling(Fund(row[1]), row[2], row[3]))
    return found


def funds_recomputed() -> frozenset[Fund]:
    """The funds whose counts the account may see: those whose balance it sees whole."""
    return frozenset(Fund(name) for name in one_row("SELECT benefits_recomputed_funds()")[0])


def recomputations_of(fund: Fund, *, until: datetime) -> tuple[RecomputationKnown, ...]:
    """The ended recomputations of a fund whose cut-off is before a moment, the latest first; for its people and the nation's."""
    found = rows("SELECT * FROM benefits_recomputations(%s, %s)", [fund.value, until])
    return tuple(_known(row) for row in found)


def whys_of(fund: Fund) -> tuple[WhyCount, ...]:
    """How many awards of a fund do not agree as last computed, by reason; for the same people."""
    found = rows("SELECT verdict, why, awards FROM benefits_recompute_whys(%s)", [fund.value])
    return tuple(WhyCount(Verdict(row[0]), Why(row[1]), int(row[2])) for row in found)


def open_results(fund: Fund, *, skipped: int = 0, most: int = 100) -> tuple[OpenResult, ...]:
    """Those awards, the widest apart first. Refused: ``account_pays_nobody`` for who does not keep the fund's books."""
    with pay_translated():
        found = rows("SELECT * FROM benefits_recompute_list(%s, %s, %s)", [fund.value, skipped, most])
    return tuple(
        OpenResult(row[0], Kind(row[1]), Verdict(row[2]), row[3], row[4], row[5], Why(row[6]), decoded(row[7]) or {}, row[8])
        for row in found
    )


def run_recomputed(run_id: int) -> RunRecomputed | None:
    """The last recomputation of everyone in a run's fund; None where there was none. Refused: ``account_pays_nobody``."""
    with pay_translated():
        row = one("SELECT * FROM benefits_run_recomputed(%s)", [run_id])
    return None if row is None else RunRecomputed(*row)


def _known(row: Row) -> RecomputationKnown:
    return RecomputationKnown(row[0], Fund(row[1]), Scope(row[2]), *row[3:7], *(int(value) for value in row[7:10]))
