"""What runs each night: early returns, idle credits, bases told to careers, holds, proofs of life, controls; books and logs sealed."""

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
from mizan.funds.contributions.checks import Fault, faults
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.actions.run_controls import run_controls
from mizan.funds.ledger.actions.seal import seal
from mizan.funds.ledger.queries import pairs_disagree, unbalanced_funds, verify
from mizan.funds.ledger.types import Verification


@dataclass(frozen=True, slots=True)
class NightReport:
    """What the night found and did: faults (none in sound books), how many entries and how many acts and reads were sealed.

    `told` is how many years of the self-employed careers have learnt; `asked` how many were asked for a proof of life, `released` how many
    holds ended because the proof had come; `found` how many findings controls made for the first time.
    """

    faults: tuple[Fault, ...]
    sealed: int
    logged: int
    told: int
    asked: int = 0
    released: int = 0
    found: int = 0


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


def run_night(*, at: datetime, tell: Tell | None = None) -> NightReport:
    """Take the returns that waited, let idle credits pay, tell careers, ask for proofs of life, run controls, check the books, seal them.

    In the batch role.

    `tell` hears of what failed; without it a failure stops the night.
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
    controlled = 0
    with spared(tell, "run_controls", "controls"):
        controlled = sum(one.new for one in run_controls(by=system, at=at))
    found = tuple(check_books())
    return NightReport(found, seal(at=at), seal_logs(at=at), told, proofs.asked, proofs.released, controlled)
