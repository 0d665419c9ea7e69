"""A decided claim looked at again: what was said, what would change, and the acts of the two people it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import zip_longest
from typing import Any

from mizan.doors import refusals, tables, wording
from mizan.doors.officer.claim.facts import fact_called, field_of, source_words, value_words
from mizan.doors.officer.desk import accounts_called, called, written
from mizan.doors.officer.words import again_state
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, columns
from mizan.flows.benefit_case import Proposal
from mizan.flows.decide_again import Again, decide_again, looked_at_again, propose_reassessment, since_of, uphold_decision
from mizan.funds.benefits.types import Kind, StepKind
from mizan.funds.people import queries as people
from mizan.kernel.refusals import Refusal, Refused


def again_shown(visit: Visit, found: Proposal) -> dict[str, Any] | None:
    """What the page of a decided claim shows of deciding again; None for a claim that nobody has decided.

    `proposes` where a proposal can be written, `own` and `second` where one waits: the visitor's own, or another person's.
    """
    kept, lang = found.claim, visit.lang
    if not kept.decision_ids:
        return None
    again = looked_at_again(kept.id, by=visit.account_id, at=visit.now)
    lives = kept.kind is Kind.SURVIVORS
    proposed = again is not None and again.said.kind is StepKind.REPROPOSED
    shown: dict[str, Any] = {
        "waits": again is not None,
        "proposes": not proposed,
        "since": ((since_of(again.said) if again is not None else None) or visit.today).isoformat() if lives else "",
        "own": proposed and again is not None and again.said.by == visit.account_id,
        "second": proposed and again is not None and again.said.by != visit.account_id,
    }
    if again is None:
        return shown
    topics = tuple(name for name in (found.benefit.topic, found.benefit.opening) if name)
    return shown | {
        "state": again_state(again.said.kind.value, lang),
        "by": accounts_called([again.said.by], lang).get(again.said.by, ""),
        "reason": left_words(again.said.detail, topics, lang) or str(again.said.detail.get("reason", "")),
        "cannot": refusals.sentence(_named(again.refusal, topics, lang), lang) if again.refusal is not None else "",
        "asked": [field_of(topics, name, lang) for name in again.proposal.missing],
        "awards": _awards(again, lang),
        "facts": _facts(again, topics, lang),
        "same": again.refusal is None and not again.awards,
        "seen": again.seen,
    }


def left_words(told: Mapping[str, object], topics: tuple[str, ...], lang: Lang) -> str:
    """Why the night left a decision to a person: what had changed, and what the law could not decide; empty for any other step."""
    code, params, cause = told.get("code"), told.get("params"), told.get("cause")
    if not isinstance(code, str):
        return ""
    refusal = Refusal(code, None, params if isinstance(params, Mapping) else {})
    why = refusals.sentence(_named(refusal, topics, lang), lang)
    key = f"officer.again.cause.{cause.get('kind')}" if isinstance(cause, Mapping) else ""
    return f"{wording.text(key, lang)} · {why}" if wording.has(key, lang) else why


def _named(refusal: Refusal, topics: tuple[str, ...], lang: Lang) -> Refusal:
    """The refusal with the facts it names as the law calls them."""
    facts = refusal.params.get("facts")
    if not isinstance(facts, str):
        return refusal
    named = " · ".join(fact_called(topics, one, lang) for one in facts.split(", "))
    return Refusal(refusal.code, refusal.field, {**refusal.params, "facts": named})


def _awards(again: Again, lang: Lang) -> Table | None:
    """Award by award: net before and after, from which day, and what the months gone by are due."""
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"benefit.{one.kind}", lang), note=wording.text(f"fund.{one.fund}", lang)),
                tables.text(called(people.person_by_id(one.person_id), lang)),
                tables.day(one.since),
                tables.amount(one.net_before),
                tables.amount(one.net_after),
                tables.amount(one.due if one.due > 0 else None),
                tables.amount(-one.due if one.due < 0 else None),
            )
        )
        for one in again.awards
    )
    heads = (
        *columns(lang, "officer.award", "kind", "person", "from"),
        *columns(lang, "officer.again", "before#", "after#", "arrears#", "debt#"),
    )
    return Table("again", wording.text("officer.again.changes", lang), heads, rows, sortable=False) if rows else None


def _facts(again: Again, topics: tuple[str, ...], lang: Lang) -> Table | None:
    """The facts that are not what they were: the difference explained."""
    rows = tuple(
        Row(
            (
                tables.text(fact_called(topics, name, lang)),
                tables.text(_value(topics, name, one["before"], lang)),
                tables.text(_value(topics, name, one["after"], lang), note=_moved(one["before"], one["after"], lang)),
                tables.text("" if one["source"] is None else source_words(str(one["source"]), lang)),
            )
        )
        for name, one in again.facts.items()
    )
    heads = (
        *columns(lang, "officer.claim", "fact"),
        *columns(lang, "officer.again", "was", "becomes"),
        *columns(lang, "officer.claim", "source"),
    )
    return Table("again-facts", wording.text("officer.again.facts", lang), heads, rows, sortable=False) if rows else None


def _value(topics: tuple[str, ...], name: str, value: Any, lang: Lang) -> str:
    return "—" if value is None else value_words(topics, name, value if isinstance(value, list) else str(value), lang)


def _moved(before: Any, after: Any, lang: Lang) -> str:
    """How many values of a list are not what they were, where both are lists."""
    if not (isinstance(before, list) and isinstance(after, list)):
        return ""
    count = sum(was != becomes for was, becomes in zip_longest(before, after))
    return wording.text("officer.again.moved", lang, count=count)


def _propose(visit: Visit, found: Proposal) -> dict[str, str]:
    since = None
    if found.claim.kind is Kind.SURVIVORS:
        try:
            since = date.fromisoformat(visit.request.POST.get("since", ""))
        except ValueError:
            return {"since": wording.text("officer.again.no_since", visit.lang)}
    propose_reassessment(found.claim.id, reason=_reason(visit), since=since, by=visit.account_id, at=visit.now)
    return {}


def _decide(visit: Visit, found: Proposal) -> dict[str, str]:
    decide_again(found.claim.id, seen=visit.request.POST.get("seen", ""), by=visit.account_id, at=visit.now)
    return {}


def _uphold(visit: Visit, found: Proposal) -> dict[str, str]:
    uphold_decision(found.claim.id, reason=_reason(visit), by=visit.account_id, at=visit.now)
    return {}


def _reason(visit: Visit) -> str:
    return written(visit, "again_reason")


ACTS: dict[str, Callable[[Visit, Proposal], dict[str, str]]] = {
    "again_propose": _propose,
    "again_decide": _decide,
    "again_uphold": _uphold,
}
FIELDS = {"ground_missing": "again_reason", "again_since": "since"}
"""The field of the form behind a refusal of these acts."""


def act_again(visit: Visit, found: Proposal, act: str) -> dict[str, str]:
    """Do what the form says; what is wrong, by the name of its field, and nothing is kept then."""
    try:
        return ACTS[act](visit, found)
    except Refused as refused:
        return {FIELDS.get(refused.refusal.code, ""): refusals.sentence(refused.refusal, visit.lang)}
