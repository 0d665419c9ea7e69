"""What a visitor may do on a finding, and what a form does: controllers of the fund conclude, its accountants hold and undo."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from mizan.doors import refusals, wording
from mizan.doors.pages import Visit
from mizan.doors.payer.people import written
from mizan.flows.follow_finding import HoldDays, hold_on_finding, reverse_on_finding
from mizan.funds.benefits.grounds import longest_hold
from mizan.funds.controls import actions
from mizan.funds.controls.actions.take_finding import grounds_for
from mizan.funds.controls.catalogue import controls
from mizan.funds.controls.queries.findings import kind_of_award, steps_of
from mizan.funds.controls.types import Cause, Conclusion, FindingKnown, State
from mizan.kernel.periods import month_of
from mizan.kernel.refusals import Refused, refused

_INSTALMENT = re.compile(r"I?(?P<id>[1-9][0-9]{0,17})", re.ASCII)


def choices(visit: Visit, found: FindingKnown, *, works: bool, keeps: bool) -> dict[str, object]:
    """What the forms of the page need: which acts come next, and what may be chosen in each."""
    steps = steps_of(found.id)
    control = controls().get(found.control)
    kind = kind_of_award(found.id) if found.award_id is not None and found.state is State.TAKEN else None
    starts = month_of(visit.today).end
    proposer = next((one.by_id for one in reversed(steps) if one.kind == "fraud_proposed"), None)
    confirmed = found.state is State.CONCLUDED and found.conclusion != Conclusion.UNFOUNDED
    asked = any(one.kind == "hold_asked" for one in steps)
    return {
        "may_take": works and found.state is State.OPEN,
        "may_conclude": works and found.state is State.TAKEN,
        "may_answer": works and found.state is State.FRAUD_PROPOSED and proposer != visit.account_id,
        "waits_other": works and found.state is State.FRAUD_PROPOSED and proposer == visit.account_id,
        "may_refer": works and found.conclusion in (Conclusion.EVASION, Conclusion.FRAUD),
        "may_hold": keeps and asked and found.conclusion != Conclusion.UNFOUNDED,
        "may_reverse": keeps and confirmed and found.award_id is not None,
        "conclusions": [_choice(visit, "conclusion", one.value) for one in (control.conclusions if control else ())],
        "causes": [_choice(visit, "cause", one.value) for one in Cause],
        "cause": control.cause.value if control else "",
        "grounds": [
            {"value": one.code, "text": one.title[visit.lang]}
            for one in (grounds_for(found.fund, kind) if works and kind is not None else ())
        ],
        "starts_on": starts.isoformat(),
        "deadline": longest_hold(starts).isoformat(),
    }


def act(visit: Visit, found: FindingKnown) -> str:
    """Do what the form asks; why not, if it was not done."""
    acts: dict[str, Callable[[Visit, FindingKnown], None]] = {
        "take": _take,
        "conclude": _conclude,
        "confirm": _confirm,
        "decline": _decline,
        "ask_hold": _ask_hold,
        "refer": _refer,
        "hold": _hold,
        "reverse": _reverse,
    }
    done = acts.get(visit.request.POST.get("act", ""))
    if done is None:
        return wording.text("refusal.not_allowed", visit.lang)
    try:
        done(visit, found)
    except Refused as caught:
        return refusals.sentence(caught.refusal, visit.lang)
    return ""


def _choice(visit: Visit, of: str, value: str) -> dict[str, str]:
    return {"value": value, "text": wording.text(f"controls.{of}.{value}", visit.lang)}


def _take(visit: Visit, found: FindingKnown) -> None:
    actions.take_finding(found.id, by=visit.account_id, at=visit.now)


def _conclude(visit: Visit, found: FindingKnown) -> None:
    """A fraud is only proposed here: another person confirms it."""
    chosen, cause = visit.request.POST.get("conclusion", ""), visit.request.POST.get("cause", "")
    if chosen not in set(Conclusion):
        raise refused("control_conclusion_not_kept", "conclusion")
    why = Cause(cause) if cause in set(Cause) else None
    if chosen != Conclusion.FRAUD:
        actions.conclude_finding(
            found.id, Conclusion(chosen), cause=why, reason=written(visit, "reason"), by=visit.account_id, at=visit.now
        )
        return
    if why is None:
        raise refused("control_cause_missing", "cause")
    actions.propose_fraud(found.id, cause=why, reason=written(visit, "reason"), by=visit.account_id, at=visit.now)


def _confirm(visit: Visit, found: FindingKnown) -> None:
    actions.conclude_finding(found.id, Conclusion.FRAUD, reason=written(visit, "reason"), by=visit.account_id, at=visit.now)


def _decline(visit: Visit, found: FindingKnown) -> None:
    actions.decline_fraud(found.id, reason=written(visit, "reason"), by=visit.account_id, at=visit.now)


def _ask_hold(visit: Visit, found: FindingKnown) -> None:
    ground = written(visit, "ground", 64)
    actions.ask_hold(found.id, ground=ground, reason=written(visit, "reason"), by=visit.account_id, at=visit.now)


def _refer(visit: Visit, found: FindingKnown) -> None:
    actions.refer_finding(found.id, reference=written(visit, "reference", 64), by=visit.account_id, at=visit.now)


def _hold(visit: Visit, found: FindingKnown) -> None:
    try:
        days = HoldDays(*(date.fromisoformat(written(visit, name, 10)) for name in ("starts_on", "deadline")))
    except ValueError as error:
        raise refused("hold_deadline", "deadline") from error
    hold_on_finding(found.id, days, by=visit.account_id, at=visit.now)


def _reverse(visit: Visit, found: FindingKnown) -> None:
    given = _INSTALMENT.fullmatch(written(visit, "instalment", 20))
    if given is None:
        raise refused("instalment_unknown", "instalment")
    reverse_on_finding(found.id, int(given["id"]), by=visit.account_id, at=visit.now)
