"""One run: what it pays, what changed since the month before, what was found, what waits; agree, approve, send, take what comes back."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.http.response import HttpResponseBase

from mizan.doors import refusals, wording
from mizan.doors.pages import Visit, page
from mizan.doors.payer.run import tables_of
from mizan.doors.payer.runs.page import PAYS, TONES
from mizan.doors.paying import file_answer, send_file
from mizan.flows.pay_month import approve_run, cancel_run, changed_since
from mizan.flows.pay_returns import reissue_payment, take_return
from mizan.formats.anomalies import Outcome
from mizan.formats.payments import profiles
from mizan.funds.benefits.actions.answer_finding import answer_finding
from mizan.funds.benefits.queries.recomputations import run_recomputed
from mizan.funds.benefits.queries.runs import run_of, sums_of, total_of
from mizan.funds.benefits.types.runs import RunKnown, RunState
from mizan.kernel.periods import month_of
from mizan.kernel.refusals import Refused, refused

LARGEST = 64 * 1024 * 1024
_ID = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
OPEN = (RunState.PREPARED, RunState.AGREED)


@page(PAYS, post=True)
def run(visit: Visit, run_id: int) -> HttpResponseBase:
    """The run's page; each form is one act."""
    kept = _known(run_id)
    if kept is None:
        raise Http404
    problem = _act(visit, kept) if visit.posted else ""
    if visit.posted and not problem:
        return visit.go("payer:run", run_id=run_id)
    kept = run_of(run_id)
    sums = sums_of(run_id)
    total = total_of(sums)
    changed = changed_since(run_id) if kept.state in OPEN else ()
    computed = run_recomputed(run_id)
    people = {step.by_id for step in kept.steps}
    context = {
        "run": kept,
        "fund_name": wording.text(f"fund.{kept.fund.value}", visit.lang),
        "month": month_of(kept.month).key,
        "state": wording.text(f"payer.state.{kept.state.value}", visit.lang),
        "tone": TONES[kept.state],
        "total": total,
        "problems": [{"field": "", "text": problem}] if problem else [],
        "facts": tables_of.facts(visit, kept),
        "sums": tables_of.sums(visit, sums),
        "changes": tables_of.changes(visit, run_id),
        "findings": tables_of.findings(visit, run_id),
        "recomputed": tables_of.recomputed(visit, computed),
        "stale": computed is None or computed.moved,
        "computed": computed,
        "opens": visit.address("steering:recomputed", fund=kept.fund.value),
        "unanswered": kept.state in OPEN and tables_of.unanswered(run_id),
        "to_answer": tables_of.to_answer(visit, run_id),
        "waiting": tables_of.waiting(visit, run_id),
        "returns": tables_of.returns(visit, run_id),
        "to_reissue": tables_of.to_reissue(visit, run_id),
        "changed": tables_of.differences(visit, changed) if changed else None,
        "may_agree": kept.state in OPEN and visit.account_id not in people and not changed,
        "agrees": kept.state is RunState.PREPARED,
        "may_cancel": kept.state in OPEN,
        "may_send": kept.state is RunState.APPROVED and total.payments > 0,
        "may_return": kept.state is RunState.FILED,
        "profiles": [{"value": name, "text": shape["title"][visit.lang]} for name, shape in profiles().items()],
        "posted": visit.request.POST,
    }
    return visit.page("payer/run/page.html", context, status=422 if problem else 200)


@page(PAYS)
def file(visit: Visit, run_id: int) -> HttpResponseBase:
    """The payment file that went out, the same bytes each time."""
    kept = _known(run_id)
    if kept is None or kept.file is None:
        raise Http404
    return file_answer(kept, route="payer:file", by=visit.account_id, at=visit.now)


def _known(run_id: int) -> RunKnown | None:
    try:
        return run_of(run_id)
    except Refused:
        return None


def _act(visit: Visit, kept: RunKnown) -> str:
    """Do what the form asks; why not, if it was not done."""
    acts: dict[str, Callable[[Visit, RunKnown], None]] = {
        "agree": _agree, "cancel": _cancel, "send": _send, "return": _return, "answer": _answer, "reissue": _reissue,
    }  # fmt: skip
    act = acts.get(visit.request.POST.get("act", ""))
    if act is None or kept.fund.value not in visit.scopes(PAYS):
        return wording.text("refusal.not_allowed", visit.lang)
    try:
        act(visit, kept)
    except Refused as caught:
        return refusals.sentence(caught.refusal, visit.lang)
    return ""


def _agree(visit: Visit, kept: RunKnown) -> None:
    approve_run(kept.id, by=visit.account_id, at=visit.now)


def _cancel(visit: Visit, kept: RunKnown) -> None:
    cancel_run(kept.id, reason=visit.request.POST.get("reason", "").replace("\0", ""), by=visit.account_id, at=visit.now)


def _send(visit: Visit, kept: RunKnown) -> None:
    posted = visit.request.POST
    account = posted.get("account", "").replace(" ", "")
    payer = posted.get("payer", "").replace("\0", "").strip()
    send_file(kept.id, profile=posted.get("profile", ""), payer=payer, account=account, by=visit.account_id, at=visit.now)


def _return(visit: Visit, kept: RunKnown) -> None:
    given = visit.request.FILES.get("returned")
    if not isinstance(given, UploadedFile) or (given.size or 0) > LARGEST:
        raise refused("return_file_missing", "returned")
    taken = take_return(given.read(), by=visit.account_id, at=visit.now)
    if taken.outcome is Outcome.REFUSED:
        first = taken.anomalies[0]
        raise refused("return_file_unreadable", "returned", said=first.sentence(visit.lang), count=len(taken.anomalies))


def _answer(visit: Visit, kept: RunKnown) -> None:
    posted = visit.request.POST
    number = posted.get("finding", "")
    if _ID.fullmatch(number) is None or posted.get("answer") not in ("cleared", "upheld"):
        raise refused("finding_unknown", "finding")
    ground = posted.get("ground", "").replace("\0", "").strip()
    answer_finding(int(number), clears=posted["answer"] == "cleared", ground=ground, by=visit.account_id, at=visit.now)


def _reissue(visit: Visit, kept: RunKnown) -> None:
    posted = visit.request.POST
    if _ID.fullmatch(posted.get("returned_id", "")) is None:
        raise refused("return_unknown", "return", ref="")
    ground = posted.get("ground", "").replace("\0", "").strip()
    reissue_payment(int(posted["returned_id"]), ground=ground, by=visit.account_id, at=visit.now)
