"""One claim: what the funds hold, what is missing, what the law gives, and what the officer may do."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import refusals, wording
from mizan.doors.errors import Missing
from mizan.doors.law.ask.answer import once
from mizan.doors.officer.claim.acts import act
from mizan.doors.officer.claim.again import again_shown
from mizan.doors.officer.claim.facts import fact_called, facts_table, field_of
from mizan.doors.officer.claim.shown import amounts_table, claim_facts, ground_words, steps_table
from mizan.doors.officer.desk import OFFICER, accounts_called, called
from mizan.doors.pages import Visit, page
from mizan.flows.benefit_case import Proposal
from mizan.flows.decide_benefit import proposal_on
from mizan.funds.benefits.queries.files import colleagues
from mizan.funds.benefits.types import StepKind
from mizan.funds.people import queries as people
from mizan.kernel.refusals import Refused


@page(OFFICER, post=True)
def claim(visit: Visit, claim_id: int) -> HttpResponse:
    """Show the claim already filled, with the decision that the law gives and its tree; act on it."""
    try:
        found = proposal_on(claim_id, by=visit.account_id, at=visit.now)
    except Refused as refused:
        if refused.refusal.code == "claim_unknown":
            raise Missing(claim_id) from refused
        raise
    wrong = act(visit, found) if visit.posted else {}
    if visit.posted and not wrong:
        return visit.go("officer:claim", claim_id=claim_id)
    return _show(visit, found, wrong)


def _show(visit: Visit, found: Proposal, wrong: dict[str, str]) -> HttpResponse:
    kept, lang = found.claim, visit.lang
    topics = tuple(name for name in (found.benefit.topic, found.benefit.opening) if name)
    colleague_names = accounts_called(colleagues(), lang)
    proposed = next((one for one in reversed(kept.steps) if one.kind is StepKind.PROPOSED), None)
    if proposed is not None and kept.steps[-1].kind in (StepKind.ASKED, StepKind.ANSWERED):
        proposed = None
    persons = {one: called(people.person_by_id(one), lang) for one in {kept.person_id, kept.claimant_id}}
    held = {name: (fact.value, fact.source) for name, fact in sorted({**found.held.facts, **found.held.opening}.items())}
    context = {
        "claim": kept,
        "heading": wording.text(f"benefit.{kept.kind}", lang),
        "person": persons[kept.person_id],
        "file": f"{visit.address('officer:person', person_id=kept.person_id)}?for=claim",
        "facts": claim_facts(visit, kept, persons),
        "held": facts_table(topics, held, lang),
        "missing": [fact_called(topics, name, lang) for name in found.missing],
        "judged": [fact_called(topics, name, lang) for name in sorted({*found.to_judge, *found.overrides})],
        "asked": [field_of(topics, name, lang) for name in found.missing],
        "others": [field_of(topics, name, lang) for name in sorted(found.benefit.told - set(found.missing))],
        "steps": steps_table(visit, kept),
        "amounts": amounts_table(visit, found.awards, persons),
        "ground": ground_words(found, lang),
        "cannot": refusals.sentence(found.refusal, lang) if found.refusal is not None else "",
        "trees": [once(tree, key) for key, tree in (found.asked.record.get("steps", {}) if found.asked is not None else {}).items()],
        "open": not kept.decision_ids and kept.state != "withdrawn",
        "decidable": found.is_whole and not found.missing and found.refusal is None,
        "grants": bool(found.awards),
        "proposed": proposed,
        "proposer": accounts_called([proposed.by], lang).get(proposed.by, "") if proposed is not None else "",
        "own": proposed is not None and proposed.by == visit.account_id,
        "second": proposed is not None and proposed.by != visit.account_id,
        "colleagues": [{"value": str(key), "text": name} for key, name in sorted(colleague_names.items(), key=lambda one: one[1])],
        "sampled": kept.state == StepKind.SAMPLED.value or any(one.kind is StepKind.SAMPLED for one in kept.steps),
        "examined": any(one.kind is StepKind.EXAMINED for one in kept.steps),
        "again": again_shown(visit, found),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
        "posted": {name: visit.request.POST.get(name, "") for name in ("ground", "reason", "finding", "to", "again_reason", "since")},
    }
    return visit.page("officer/claim/page.html", context, status=422 if wrong else 200)
