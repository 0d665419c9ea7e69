"""The pay run of a fund for a month: prepared by one person, agreed by two others, posted in one entry.

Every step is one transaction: killed anywhere, it is as if it had not begun, and done again it is done once.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.pay_recompute import recompute_run
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.benefits.actions.pay_run import begin_run, fill_run, find_above, step_run
from mizan.funds.benefits.grounds import recovery_share
from mizan.funds.benefits.queries.recomputations import run_recomputed
from mizan.funds.benefits.queries.runs import attempts_of, differences_of, run_of, run_of_month, sums_of, total_of
from mizan.funds.benefits.queries.takeovers import takeover_unfinished
from mizan.funds.benefits.run_postings import run_lines
from mizan.funds.benefits.types.runs import RunDifference, RunKnown, RunState
from mizan.funds.contributions.days import accounting_day
from mizan.funds.ledger.actions.post import post
from mizan.funds.ledger.types import EntryDraft, Journal
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month_of
from mizan.kernel.refusals import Refused, refused

SHOWN = 20


def prepare_run(*, fund: Fund, month: date, pay_on: date, by: int, at: datetime) -> RunKnown:
    """Prepare what a fund pays for a month: an instalment for each award that is live, has arrears or waits; the five controls speak.

    Debts take of it what the law's switch `benefit_recovery_share` allows.

    Refused: ``month_not_begun``, ``run_stands`` (this month's run stands, or one before it is not approved), ``month_skipped`` (the month
    before has no run), ``month_made_up`` (decisions gave arrears for it), ``run_empty`` (nobody is due), ``account_pays_nobody``,
    ``takeover_unfinished`` (a file of existing awards is half written).
    """
    first = month_of(month).start
    if accounting_day(at) < first:
        raise refused("month_not_begun", "month", month=first.isoformat()[:7])
    if takeover_unfinished(fund):
        raise refused("takeover_unfinished", "fund")
    with transaction.atomic():
        point("prepare_run.begun")
        attempt, share = attempts_of(fund, first) + 1, recovery_share()
        run_id = begin_run(fund, first, attempt=attempt, pay_on=pay_on, recovery_ppm=share, by=by, at=at)
        point("prepare_run.run_kept")
        lines = fill_run(run_id, "instalments", by=by)
        point("prepare_run.instalments_kept")
        if not lines:
            raise refused("run_empty", "month", month=first.isoformat()[:7])
        fill_run(run_id, "adjustments", by=by)
        point("prepare_run.adjustments_kept")
        fill_run(run_id, "findings", by=by)
        point("prepare_run.findings_kept")
        recomputed = recompute_run(run_id, on=first)
        point("prepare_run.recomputed")
        above = find_above(run_id, recomputed.differ, by=by)
        point("prepare_run.differences_kept")
        last = run_recomputed(run_id)
        detail = {
            "lines": lines, "recomputed": recomputed.awards, "differ": len(recomputed.differ), "above": above, "share_ppm": share,
            "recomputation": None if last is None else last.id,
        }  # fmt: skip
        step_run(run_id, RunState.PREPARED, by=by, at=at, detail=detail)
        point("prepare_run.step_kept")
        record_act(verb="prepare_run", subject=("pay_run", run_id), by=by, at=at, detail={"fund": fund, "month": first.isoformat()[:7]})
        point("prepare_run.audited")
    point("prepare_run.done")
    return run_of(run_id)


def approve_run(run_id: int, *, by: int, at: datetime) -> RunKnown:
    """Agree to a run. The first of two people agrees; the second approves, and the run is posted. Neither has prepared it.

    Refused: ``run_needs_other_people``, ``run_not_so`` (cancelled, or approved already), ``run_changed``: an award, an account, a hold or
    a debt changed since it was prepared; the refusal's ``differences`` say which, and the run is to be cancelled and prepared again.
    To approve, every award known to differ from what the law gives has its answer (``run_unanswered``), and none was found since
    (``run_differs``: prepared again, the run tells it).
    """
    kept = run_of(run_id)
    first = kept.state is RunState.PREPARED
    try:
        with transaction.atomic():
            point("approve_run.begun")
            if first:
                step_run(run_id, RunState.AGREED, by=by, at=at)
                point("approve_run.agreed")
            else:
                _approve(kept, by=by, at=at)
            verb = "agree_run" if first else "approve_run"
            record_act(verb=verb, subject=("pay_run", run_id), by=by, at=at, detail={"fund": kept.fund})
            point("approve_run.audited")
    except Refused as caught:
        if caught.refusal.code != "run_changed":
            raise
        differences = differences_of(run_id, most=SHOWN)
        raise refused("run_changed", "run", awards=len(differences), differences=[one._asdict() for one in differences]) from caught
    point("approve_run.done")
    return run_of(run_id)


def _approve(kept: RunKnown, *, by: int, at: datetime) -> None:
    sums = sums_of(kept.id)
    point("approve_run.summed")
    total = total_of(sums)
    draft = EntryDraft(
        journal=Journal.BENEFIT,
        booked_on=accounting_day(at),
        verb="pay_benefits",
        act_key=f"pay_benefits:{kept.id}",
        lines=run_lines(kept.fund, sums),
        document=("pay_run", str(kept.id), ""),
        memo_key="ledger.pay_benefits",
        memo={"fund": kept.fund.value, "month": kept.month.isoformat()[:7], "lines": total.lines},
    )
    entry_id = post(draft, by=by, at=at)
    point("approve_run.posted")
    step_run(kept.id, RunState.APPROVED, by=by, at=at, detail={"paid": total.paid, "payments": total.payments}, entry_id=entry_id)
    point("approve_run.step_kept")


def cancel_run(run_id: int, *, reason: str, by: int, at: datetime) -> RunKnown:
    """Give up a run that is not approved; it stays readable, and another may be prepared. Refused: ``run_not_so``, ``text_missing``."""
    if not reason.strip():
        raise refused("text_missing", "reason")
    with transaction.atomic():
        point("cancel_run.begun")
        step_run(run_id, RunState.CANCELLED, by=by, at=at, detail={"reason": reason})
        point("cancel_run.step_kept")
        record_act(verb="cancel_run", subject=("pay_run", run_id), by=by, at=at, detail={"reason": reason})
    return run_of(run_id)


def changed_since(run_id: int) -> tuple[RunDifference, ...]:
    """What changed since a run was prepared, award by award (the first hundred)."""
    return differences_of(run_id)


def standing_run(fund: Fund, month: date) -> RunKnown | None:
    """The run of a month that stands."""
    return run_of_month(fund, month_of(month).start)
