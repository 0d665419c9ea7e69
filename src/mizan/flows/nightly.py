"""What runs each night: returns, credits, bases told to careers, holds, proofs of life, controls, statuses, reviews; all sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from mizan.flows.ask_proofs import ProofNight, ask_proofs
from mizan.flows.failures import Tell, spared
from mizan.flows.feed_careers import feed_careers
from mizan.flows.return_receipt import take_waiting_returns
from mizan.flows.use_credits import use_credits
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.actions.seal_logs import seal_logs
from mizan.funds.access.queries import system_account
from mizan.funds.benefits.actions.hold_payment import release_lapsed
from mizan.funds.benefits.pay_checks import pay_faults
from mizan.funds.contributions.actions.look_for_overdue import look_for_overdue
from mizan.funds.contributions.checks import Fault, faults
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.actions.run_controls import run_controls
from mizan.funds.indicators.actions.take_snapshot import SnapshotTaken, take_snapshot
from mizan.funds.indicators.definitions import SOCIAL
from mizan.funds.indicators.queries import table
from mizan.funds.ledger.actions.seal import seal
from mizan.funds.ledger.queries import pairs_disagree, unbalanced_funds, verify
from mizan.funds.ledger.types import Verification
from mizan.funds.publication.actions import publish_open
from mizan.funds.publication.types import Edition
from mizan.funds.steering.actions.keep_review import keep_review
from mizan.funds.steering.actions.keep_statuses import keep_statuses
from mizan.funds.steering.queries.reviews import review_of
from mizan.kernel.periods import month_of, previous


@dataclass(frozen=True, slots=True)
class NightReport:
    """What the night found and did: faults (none in sound books), how many entries and how many acts and reads were sealed.

    `told` is how many years of the self-employed careers have learnt; `asked` how many were asked for a proof of life, `released` how many
    holds ended because the proof had come; `found` how many findings controls made for the first time; `statuses` how many days of
    instructions were kept; `reviews` how many reviews were.
    """

    faults: tuple[Fault, ...]
    sealed: int
    logged: int
    told: int
    asked: int = 0
    released: int = 0
    found: int = 0
    statuses: int = 0
    reviews: int = 0


def check_books() -> Iterator[Fault]:
    """Everything that does not agree: sub-ledger and control, mirrors between funds, entries that do not sum to zero."""
    yield from faults()
    yield from pay_faults()
    for pair in pairs_disagree(until=date.max):
        yield Fault("pair", f"{pair.debtor}/{pair.creditor}/{pair.branch}/{pair.nature}", pair.owed, pair.claimed)
    for fund in unbalanced_funds():
        yield Fault("fund_balance", fund, 0, 1)


def prove_books(report: NightReport, *, failed: int = 0, at: datetime) -> Verification:
    """Verify every chain of the books and log what was found with the night's report; in the batch role.

    Who may not read the books themselves learns from this line of the log that they were proved, and when.
    """
    proof = verify()
    detail = {
        "verified": proof.verified,
        "unsealed": len(proof.unsealed),
        "broken": [broken.entry_id for broken in proof.broken],
        "guards_off": list(proof.guards_off),
        "faults": len(report.faults),
        "failed": failed,
    }
    record_act(verb="prove_books", subject=("ledger", "books"), by=system_account(), at=at, detail=detail)
    return proof


def take_figures(*, at: datetime, tell: Tell | None = None) -> tuple[SnapshotTaken, ...]:
    """Keep the indicators of the month before and of this one, as they are known at `at`; in the batch role.

    A day after a month's end may still bring what belongs to it. `tell` hears of a month that failed whole. The dues whose day has passed
    unpaid are kept apart first: arrears are then read from them.
    """
    taken = []
    with spared(tell, "look_for_overdue", "dues"):
        look_for_overdue(accounting_day(at), at=at)
    here = month_of(accounting_day(at))
    for month in (previous(here), here):
        with spared(tell, "take_figures", month.key):
            taken.append(take_snapshot(month, by=system_account(), at=at))
    return tuple(taken)


def publish_figures(*, at: datetime, tell: Tell | None = None) -> tuple[Edition, ...]:
    """Publish the last closed month and year, once their figures are taken; in the batch role. `tell` hears of a failure."""
    with spared(tell, "publish_figures", "open"):
        return publish_open(by=system_account(), at=at)
    return ()


def keep_reviews(*, at: datetime) -> int:
    """Keep the review of the last month that has ended, for each fund that pays benefits and for the funds together; returns how many.

    Once, and again when a figure of that month was taken anew. In the batch role.
    """
    month, made = previous(month_of(accounting_day(at))), 0
    for fund in (None, *SOCIAL):
        last = review_of(fund, month)
        known = {one.indicator: one.data_hash for one in table(fund=fund, month=month)}
        if any(known.values()) and (last is None or known != {one["indicator"]: one["hash"] for one in last.content["figures"]}):
            keep_review(fund, month, by=system_account(), at=at)
            made += 1
    return made


def run_night(*, at: datetime, tell: Tell | None = None, review: bool = True) -> NightReport:
    """Take waiting returns, let idle credits pay, tell careers, ask for proofs of life, run controls, keep statuses and reviews, seal.

    In the batch role.

    `tell` hears of what failed; without it a failure stops the night. Without `review` no review is kept: nobody meets on that month.
    """
    system = system_account()
    with spared(tell, "take_returns", "waiting"):
        take_waiting_returns(by=system, at=at)
    use_credits(by=system, at=at, tell=tell)
    told = 0
    with spared(tell, "feed_careers", "self_employed"):
        told = feed_careers(by=system, at=at)
    with spared(tell, "release_lapsed", "holds"):
        release_lapsed(by=system, at=at)
    proofs = ProofNight(0, 0)
    with spared(tell, "ask_proofs", "proof_of_life"):
        proofs = ask_proofs(day=accounting_day(at), by=system, at=at)
    controlled = statuses = reviews = 0
    with spared(tell, "run_controls", "controls"):
        controlled = sum(one.new for one in run_controls(by=system, at=at))
    with spared(tell, "keep_statuses", "instructions"):
        statuses = keep_statuses(by=system, at=at)
    if review:
        with spared(tell, "keep_reviews", "reviews"):
            reviews = keep_reviews(at=at)
    found = tuple(check_books())
    return NightReport(found, seal(at=at), seal_logs(at=at), told, proofs.asked, proofs.released, controlled, statuses, reviews)
