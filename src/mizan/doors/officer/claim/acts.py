"""What an officer's form asks to be done on a claim; the answer is what is wrong with it, by field."""

from __future__ import annotations

from collections.abc import Callable

from mizan.doors import refusals, wording
from mizan.doors.officer.claim.again import ACTS, act_again
from mizan.doors.officer.claim.facts import field_of
from mizan.doors.officer.desk import written
from mizan.doors.pages import Visit
from mizan.flows.benefit_case import Proposal
from mizan.flows.decide_benefit import decide_claim, propose_decision
from mizan.funds.benefits import actions
from mizan.funds.benefits.queries.files import colleagues
from mizan.kernel.refusals import Refused


def act(visit: Visit, found: Proposal) -> dict[str, str]:
    """Do what the form says; what is wrong, by the name of its field ("" for the whole), and nothing is kept then."""
    asked = visit.request.POST.get("act", "")
    if asked in ACTS:
        return act_again(visit, found, asked)
    do = _ACTS.get(asked)
    if do is None:
        return {"": wording.text("officer.claim.no_act", visit.lang)}
    try:
        return do(visit, found)
    except Refused as refused:
        field = {"ground_missing": "ground"}.get(refused.refusal.code, "")
        return {field: refusals.sentence(refused.refusal, visit.lang)}


def _take(visit: Visit, found: Proposal) -> dict[str, str]:
    actions.take_claim(found.claim.id, by=visit.account_id, at=visit.now)
    return {}


def _ask(visit: Visit, found: Proposal) -> dict[str, str]:
    actions.ask_claimant(found.claim.id, facts=found.missing, by=visit.account_id, at=visit.now)
    return {}


def _answer(visit: Visit, found: Proposal) -> dict[str, str]:
    """What the claimant answered, of what may be asked: an empty field says nothing."""
    names = dict.fromkeys((*found.missing, *sorted(found.benefit.told)))
    told = {name: text for name in names if (text := written(visit, f"told-{name}"))}
    if not told:
        first = next(iter(names), "")
        return {f"told-{first}": wording.text("officer.claim.no_answer", visit.lang)}
    topics = tuple(name for name in (found.benefit.topic, found.benefit.opening) if name)
    for name, text in told.items():
        options = field_of(topics, name, visit.lang)["options"]
        if options is not None and text not in {one["value"] for one in options}:
            return {f"told-{name}": wording.text("officer.claim.no_answer", visit.lang)}
    actions.answer_claim(found.claim.id, told=told, by=visit.account_id, at=visit.now)
    return {}


def _hand_over(visit: Visit, found: Proposal) -> dict[str, str]:
    to = next((one for one in colleagues() if str(one) == visit.request.POST.get("to", "")), None)
    if to is None:
        return {"to": wording.text("officer.claim.no_colleague", visit.lang)}
    actions.hand_over_claim(found.claim.id, to=to, by=visit.account_id, at=visit.now)
    return {}


def _propose(visit: Visit, found: Proposal) -> dict[str, str]:
    propose_decision(found.claim.id, grant=True, by=visit.account_id, at=visit.now)
    return {}


def _propose_refusal(visit: Visit, found: Proposal) -> dict[str, str]:
    propose_decision(found.claim.id, grant=False, ground=written(visit, "ground"), by=visit.account_id, at=visit.now)
    return {}


def _grant(visit: Visit, found: Proposal) -> dict[str, str]:
    decide_claim(found.claim.id, grant=True, by=visit.account_id, at=visit.now)
    return {}


def _refuse(visit: Visit, found: Proposal) -> dict[str, str]:
    decide_claim(found.claim.id, grant=False, ground=written(visit, "ground"), by=visit.account_id, at=visit.now)
    return {}


def _withdraw(visit: Visit, found: Proposal) -> dict[str, str]:
    reason = written(visit, "reason")
    if not reason:
        return {"reason": wording.text("officer.dispute.no_ground", visit.lang)}
    actions.withdraw_claim(found.claim.id, reason=reason, by=visit.account_id, at=visit.now)
    return {}


def _examine(visit: Visit, found: Proposal) -> dict[str, str]:
    finding, agrees = written(visit, "finding"), visit.request.POST.get("agrees") == "true"
    if not finding:
        return {"finding": wording.text("officer.dispute.no_ground", visit.lang)}
    actions.examine_claim(found.claim.id, agrees=agrees, finding=finding, by=visit.account_id, at=visit.now)
    return {}


_ACTS: dict[str, Callable[[Visit, Proposal], dict[str, str]]] = {
    "take": _take,
    "ask": _ask,
    "answer": _answer,
    "hand_over": _hand_over,
    "propose": _propose,
    "propose_refusal": _propose_refusal,
    "grant": _grant,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "examine": _examine,
}
