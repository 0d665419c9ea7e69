"""Whole-award recomputation: every decision asked of the law again on the facts it kept, and every term against what they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from mizan.funds.access.sql import one_row, rows
from mizan.funds.benefits.actions.write_decision import canonical
from mizan.funds.benefits.queries import award_of, decision_of
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.raising import raised_term, raised_terms
from mizan.funds.benefits.record import asked_again, terms_again
from mizan.funds.benefits.taken_over import is_taken_over, later_than
from mizan.funds.benefits.types import AwardKnown, DecisionKnown, IncreaseInForce, Kind, Outcome, TermDraft, TermKnown
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refusal, Refused

_AWARDS = "SELECT id FROM benefits_award WHERE id > %s ORDER BY id LIMIT 1000"
_OF_CLAIM = "SELECT id FROM benefits_decision WHERE claim_id = %s AND kind <> 'revalorisation' ORDER BY id"
EVERYBODY = "revalorisation"
_DIED = "SELECT died_on FROM people_person WHERE id = %s"
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
    if is_taken_over(decision.record):
        return ""
    again = asked_again(decision)
    if isinstance(again, Refusal):
        return f"the law refuses the facts: {again.code}"
    for name in ("outputs", "ground", "law_version", "switches"):
        if again.record[name] != decision.record[name]:
            return f"{name} differ"
    return ""


def _of_terms(award: AwardKnown, given: Mapping[int, Expected], decisions: Mapping[int, DecisionKnown]) -> str:
    """What of an award's terms is not what its decisions and its fund's increases give, in the order they were written.

    A former term, kept up to the day of a change, keeps its money; what a decision gives has the increases approved before it.
    """
    increases = {one.decision_id: one for one in increases_approved(award.fund)}
    awarded_on = _awarded_on(award)
    live: tuple[TermDraft, ...] = ()
    by_decision: dict[int, list[TermKnown]] = {}
    held: dict[date, TermKnown] = {}
    for term in sorted(award.terms, key=lambda one: one.id):
        by_decision.setdefault(term.decision_id, []).append(term)
    for decision_id in sorted({*by_decision, *increases, *decisions}):
        written, increase = by_decision.get(decision_id, []), increases.get(decision_id)
        decision = decisions.get(decision_id)
        if increase is not None:
            expected = _by_increase(live, increase, award.kind, awarded_on)
            if not written and expected != live:
                return f"increase {increase.id} of {increase.effective_on}: not raised"
        elif decision is None:
            return f"term {written[0].id}: given by no decision on it"
        elif not written:
            # It is about others than this award, or it ended the award altogether.
            live = tuple(one for one in live if not _over(held[one.starts_on], decision))
            continue
        else:
            before = [one for one in increases.values() if one.decision_id < decision_id]
            if is_taken_over(decision.record):
                before = list(later_than(decision.effective_on, before))
            expected = _by_decision(live, decision, given[decision_id].get((award.fund, award.person_id)), before, award.kind, awarded_on)
        what = _unlike(written, expected)
        if what:
            return what
        live = _after(live, written, expected)
        held |= {one.starts_on: one for one in written}
    return ""


def _over(term: TermKnown, decision: DecisionKnown) -> bool:
    return term.known_until is not None and term.known_until <= decision.decided_at


def _awarded_on(award: AwardKnown) -> date:
    """The day an increase looks at: a reversion goes on from the death."""
    died = one_row(_DIED, [award.rights_of_id])[0] if award.kind is Kind.SURVIVORS else None
    return died or award.starts_on


def _by_increase(live: tuple[TermDraft, ...], increase: IncreaseInForce, kind: Kind, awarded_on: date) -> tuple[TermDraft, ...]:
    """Every term after an increase, those it leaves as they were too."""
    found: list[TermDraft] = []
    for term in live:
        beyond = term.ends_on is None or term.ends_on > increase.effective_on
        raised = raised_term(term, increase, kind=kind, awarded_on=awarded_on) if beyond else None
        if raised is None or term.starts_on < raised.starts_on:
            found.append(term if raised is None else term._replace(ends_on=raised.starts_on))
        found += [raised] if raised is not None else []
    return tuple(found)


def _by_decision(
    live: tuple[TermDraft, ...],
    decision: DecisionKnown,
    given: TermDraft | None,
    increases: Iterable[IncreaseInForce],
    kind: Kind,
    awarded_on: date,
) -> tuple[TermDraft, ...]:
    """Every term after a decision: former ones up to its day, then what it gives with the increases before it."""
    since = decision.effective_on
    kept = [
        one if one.ends_on is not None and one.ends_on <= since else one._replace(ends_on=since) for one in live if one.starts_on < since
    ]
    new = () if given is None else raised_terms((given,), increases, kind=kind, awarded_on=awarded_on)
    return (*kept, *(() if decision.outcome is Outcome.ENDED else new))


def _unlike(written: Sequence[TermKnown], expected: Sequence[TermDraft]) -> str:
    """The first term written that is not among those expected."""
    by_day = {one.starts_on: one for one in expected}
    for term in written:
        wanted = by_day.get(term.starts_on)
        if wanted is None or (wanted.parts, wanted.least) != (term.parts, term.least):
            return f"term {term.id}: {term.parts} kept, {wanted.parts if wanted else None} given"
    return ""


def _after(live: Sequence[TermDraft], written: Sequence[TermKnown], expected: Sequence[TermDraft]) -> tuple[TermDraft, ...]:
    """What is held true after a decision: what it wrote, and what it left."""
    ends = {one.starts_on: one.ends_on for one in written}
    left = {one.starts_on: one for one in live if one.starts_on not in ends}
    found = [one._replace(ends_on=ends[one.starts_on]) if one.starts_on in ends else left.get(one.starts_on) for one in expected]
    return tuple(one for one in found if one is not None)
