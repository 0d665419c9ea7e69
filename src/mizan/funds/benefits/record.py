"""A decision's record read back: the case it was decided on, for computing it again from nothing but what was kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mizan.funds.benefits.kinds import Benefit, Case, Fact, Held, benefit_of
from mizan.funds.benefits.law import Asked, ask_law, term_of
from mizan.funds.benefits.taken_over import first_term, is_taken_over, taken_of
from mizan.funds.benefits.types import DecisionKnown, Kind, TermDraft
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refusal
from mizan.law.engine.inputs import Switches


def facts_kept(record: Mapping[str, Any]) -> dict[str, Fact]:
    """The facts of a record, each with its source."""
    return {name: Fact(fact["value"], fact["source"]) for name, fact in record["given"].items()}


def asked_again(decision: DecisionKnown) -> Asked | Refusal:
    """The law asked again on the facts kept, as it was known the day of the decision."""
    benefit, record = benefit_of(Kind(decision.kind)), decision.record
    of_opening = record["topic"] == benefit.opening
    return ask_law(
        record["topic"],
        facts_kept(record),
        on=date.fromisoformat(record["on"]),
        known=date.fromisoformat(record["decided_on"]),
        main=next(iter(record["outputs"])) if of_opening else benefit.main,
        more=() if of_opening else benefit.more,
        switches=Switches(record["switches"]),
        steps=False,
    )


def terms_again(decision: DecisionKnown) -> dict[tuple[Fund, int], TermDraft]:
    """What the facts kept give now, by fund and person paid. Raises Refused as the law does; empty where nothing is given.

    What was taken over is given as it was, less what the law takes of it.
    """
    if is_taken_over(decision.record):
        return (
            {(decision.fund, one.person_id): first_term(one, law_version=decision.law_version) for one in taken_of(decision.record)}
            if decision.outcome.value == "granted"
            else {}
        )
    asked = asked_again(decision)
    if isinstance(asked, Refusal) or asked.ground or decision.outcome.value in ("refused", "ended"):
        return {}
    benefit = benefit_of(Kind(decision.kind))
    given = benefit.give(_case(decision), _held(decision, benefit), asked.numbers)
    return {
        (one.fund, one.person_id): term_of(one, deducted=benefit.deducted, law_version=asked.law_version) for one in given
    }  # fmt: skip


def _case(decision: DecisionKnown) -> Case:
    assert decision.person_id is not None and decision.claimant_id is not None  # noqa: PT018, S101 - no decision on everybody comes here
    return Case(
        decision.fund, Kind(decision.kind), decision.person_id, decision.claimant_id, date.fromisoformat(decision.record["on"]),
        decision.effective_on, decision.decided_at, {},
    )  # fmt: skip


def _held(decision: DecisionKnown, benefit: Benefit) -> Held:
    payees = tuple(decision.record.get("note", {}).get("payees", ()))
    return Held(facts_kept(decision.record), payees=payees)
