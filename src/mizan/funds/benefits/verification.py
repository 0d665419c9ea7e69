"""Whole-award recomputation: every decision asked of the law again on the facts it kept, and every term against what they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from mizan.funds.access.sql import rows
from mizan.funds.benefits.actions.write_decision import canonical
from mizan.funds.benefits.queries import award_of, decision_of
from mizan.funds.benefits.record import asked_again, terms_again
from mizan.funds.benefits.types import AwardKnown, DecisionKnown, Outcome, TermDraft
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refusal, Refused

_AWARDS = "SELECT id FROM benefits_award WHERE id > %s ORDER BY id LIMIT 1000"
_OF_CLAIM = "SELECT id FROM benefits_decision WHERE claim_id = %s AND kind <> 'revalorisation' ORDER BY id"
EVERYBODY = "revalorisation"
Expected = Mapping[tuple[Fund, int], TermDraft]


@dataclass(frozen=True, slots=True)
class Differs:
    """An award whose terms or decisions are not what the facts kept give, and the first thing that is not."""

    award_id: int
    what: str


@dataclass(frozen=True, slots=True)
class AwardsVerified:
    """How many awards were computed again, and those that differ."""

    awards: int
    differing: tuple[Differs, ...]


def verify_awards() -> AwardsVerified:
    """Computes every award again from the facts its decisions kept, under the law as it was known; reads only (the audit role may)."""
    count, found = 0, []
    for award_id in _award_ids():
        award = award_of(award_id)
        if award is None:
            continue
        count += 1
        what = difference_of(award)
        if what:
            found.append(Differs(award_id, what))
    return AwardsVerified(count, tuple(found))


def _award_ids() -> Iterator[int]:
    last = 0
    while batch := rows(_AWARDS, [last]):
        for (award_id,) in batch:
            yield award_id
        last = batch[-1][0]


def difference_of(award: AwardKnown) -> str:
    """The first thing of an award that is not what the facts kept give; "" where nothing is."""
    given: dict[int, Expected] = {}
    starts: dict[int, DecisionKnown] = {}
    for (decision_id,) in rows(_OF_CLAIM, [award.claim_id]):
        decision = decision_of(decision_id)
        if decision is None:
            return f"decision {decision_id}: not readable"
        what = _of_decision(decision)
        if what:
            return f"decision {decision.number}: {what}"
        try:
            given[decision.id], starts[decision.id] = terms_again(decision), decision
        except Refused as error:
            return f"decision {decision.number}: {error}"
    return _of_terms(award, given, starts)


def _of_decision(decision: DecisionKnown) -> str:
    """What of a decision's record is not what it was, or not what the law gives again."""
    if sha256(canonical(decision.record).encode()).hexdigest() != decision.record_hash:
        return "the record is not the one that was hashed"
    again = asked_again(decision)
    if isinstance(again, Refusal):
        return f"the law refuses the facts: {again.code}"
    for name in ("outputs", "ground", "law_version", "switches"):
        if again.record[name] != decision.record[name]:
            return f"{name} differ"
    return ""


def _of_terms(award: AwardKnown, given: Mapping[int, Expected], decisions: Mapping[int, DecisionKnown]) -> str:
    """What of an award's terms is not what its decisions give. The end of a term, cut by a later decision, keeps its money."""
    by_day: dict[int, TermDraft] = {}
    for term in award.terms:
        decision = decisions.get(term.decision_id)
        if decision is None:
            continue
        expected = given[decision.id].get((award.fund, award.person_id))
        if term.starts_on < decision.effective_on:
            # A former term, kept up to the day of the change.
            expected = by_day.get(term.starts_on.toordinal())
        elif decision.outcome is Outcome.ENDED:
            return f"term {term.id}: given by a decision that ended it"
        if expected is None or expected.parts != term.parts:
            return f"term {term.id}: {term.parts} kept, {expected.parts if expected else None} given"
        by_day[term.starts_on.toordinal()] = expected
    return ""
