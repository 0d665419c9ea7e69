"""File a contribution declaration: check → write → dues → entry → audit, in one transaction, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from mizan.flows.crashpoints import point
from mizan.flows.reconcile import lower_complement, reconcile_quarter
from mizan.flows.refuse_deposit import error_codes, refuse_deposit
from mizan.formats.anomalies import Anomaly, Outcome, anomaly, outcome_of
from mizan.formats.dac import DacReturn, canonical_hash, check, check_affiliation
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.book_dues import Origin, book_dues
from mizan.funds.contributions.actions.keep_dac import keep_dac
from mizan.funds.contributions.actions.keep_filing import FilingDraft, keep_filing, next_filing_id
from mizan.funds.contributions.actions.reverse_dues import reverse_dues
from mizan.funds.contributions.actions.use_credit import use_credit
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import DueDraft, dues_of_line, law_day
from mizan.funds.contributions.errors import rival_filing
from mizan.funds.contributions.filed import DECLARED, DacState, Prior, dac_state, next_sequences
from mizan.funds.contributions.locks import lock_employer
from mizan.funds.contributions.postings import assessment
from mizan.funds.contributions.sql import Writes
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.ledger.types import Journal
from mizan.funds.people.actions.note_workers import note_workers
from mizan.funds.people.queries import employer_on
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import Period, parse_period, quarter_of
from mizan.kernel.refusals import refused

ORIGINAL = ("normal", "nil")


def file_dac(*, dac: DacReturn, source: str, test: bool = False, by: int, at: datetime) -> FilingReceipt:
    """File a contribution declaration in the name of `by`; `source` is keyed, file, api or set.

    The same content again gives the first receipt; what was rectified since may be declared again, as a new version. A refused
    declaration and a test change nothing. Raises `Refused`: `dac_already_filed` (another content was filed for the period: rectify it),
    `dac_nothing_to_rectify`, `dac_period_overlaps`, `period_in_future`.
    """
    anomalies = list(check(dac))
    employer = employer_on(dac.employer_number)
    if employer is None:
        anomalies.append(anomaly("employer_unknown", field="employer_number", found=dac.employer_number))
    outcome = outcome_of(anomalies)
    if outcome is Outcome.REFUSED or employer is None:
        if not test:
            refuse_deposit(
                "DAC", error_codes(anomalies), employer=employer.id if employer is not None else None, source=source, by=by, at=at
            )
        return FilingReceipt(Outcome.REFUSED, "DAC", len(dac.lines), 0, tuple(anomalies), test=test)
    period = parse_period(dac.period_key)
    if period.start > accounting_day(at):
        raise refused("period_in_future", "period", period=period.key)
    anomalies += check_affiliation(dac, opened_on=employer.opened_on, closed_on=employer.closed_on)
    outcome = outcome_of(anomalies)
    drafts = drafts_of(dac, employer, period)
    content_hash = canonical_hash(dac)
    try:
        with transaction.atomic():
            point("file_dac.begun")
            lock_employer(employer.id)
            point("file_dac.locked")
            state = dac_state(employer.id, period)
            superseded = _place_of(dac, period, content_hash, state)
            if isinstance(superseded, FilingReceipt) or test:
                return (
                    superseded
                    if isinstance(superseded, FilingReceipt)
                    else FilingReceipt(outcome, "DAC", len(dac.lines), len(dac.lines), tuple(anomalies), test=True)
                )
            filing = _Filing(dac, employer, period, outcome, content_hash, source, anomalies, drafts, superseded, state)
            return filing.take(by=by, at=at)
    except IntegrityError as error:
        raise rival_filing(error, "DAC") from error


def drafts_of(dac: DacReturn, employer: EmployerKnown, period: Period) -> tuple[DueDraft, ...]:
    """The dues of all lines of a declaration already checked, under the law of the period."""
    on = law_day(period)
    return tuple(d for line in dac.lines for d in dues_of_line(line.code, line.base, on=on, construction=employer.construction))


def _place_of(dac: DacReturn, period: Period, content_hash: str, state: DacState) -> FilingReceipt | Prior | None:
    """Where the declaration stands among those already filed: the first receipt again, the one it rectifies, or none before it."""
    for prior in state.priors:
        counts = dac.kind in ORIGINAL or not prior.superseded
        if counts and prior.period_key == period.key and prior.kind == dac.kind and prior.content_hash == content_hash:
            return FilingReceipt(Outcome(prior.outcome), "DAC", prior.lines, prior.taken, (), prior.id, prior.receipt_no, repeated=True)
    same = [prior for prior in state.priors if prior.period_key == period.key]
    if dac.kind in ORIGINAL:
        if same:
            raise refused("dac_already_filed", "period", receipt_no=same[0].receipt_no, period=period.key)
        if state.priors:
            raise refused("dac_period_overlaps", "period", receipt_no=state.priors[0].receipt_no, period=state.priors[0].period_key)
        return None
    if not same:
        raise refused("dac_nothing_to_rectify", "period", period=period.key)
    return next(prior for prior in reversed(same) if not prior.superseded)


def act_of_dac(
    filing_id: int, dac: DacReturn, employer: EmployerKnown, period: Period, content_hash: str, law_version: str, *, superseded: int | None
) -> ActOf:
    """What the entry of a declaration says of it; the same declaration is the same act, whichever way it came."""
    key = ["file_dac", str(employer.id), period.key, dac.kind, content_hash]
    if superseded is not None:
        key.append(str(superseded))
    return ActOf(
        Journal.ASSESSMENT, "file_dac", ":".join(key),
        employer.id, ("filing", filing_id, content_hash), law_version,
        {"employer": employer.number, "period": period.key},
    )  # fmt: skip


def act_detail(receipt_no: str, drafts: Sequence[DueDraft], source: str) -> dict[str, object]:
    """What the log of acts says of a declaration taken: its receipt, what the employer owes by it (centimes) and how it came."""
    return {"receipt_no": receipt_no, "due": sum(d.amount for d in drafts if d.debtor == "EMPLOYER"), "source": source}


class _Filing:
    """One declaration being taken; the caller holds the lock and the transaction."""

    def __init__(
        self,
        dac: DacReturn,
        employer: EmployerKnown,
        period: Period,
        outcome: Outcome,
        content_hash: str,
        source: str,
        anomalies: Sequence[Anomaly],
        drafts: Sequence[DueDraft],
        superseded: Prior | None,
        state: DacState,
    ) -> None:
        self.dac, self.employer, self.period, self.outcome, self.content_hash = dac, employer, period, outcome, content_hash
        self.source, self.anomalies, self.drafts, self.superseded, self.state = source, anomalies, drafts, superseded, state
        self.law_version = drafts[0].law_version if drafts else ""
        self.id = next_filing_id()

    def take(self, *, by: int, at: datetime) -> FilingReceipt:
        """Write everything; returns the receipt. What needs no answer travels together at the end."""
        writes = Writes()
        receipt_no = self._keep(writes, by=by, at=at)
        replaces = self._replaced()
        if replaces:
            # What replaces points at the filing: it must be there first.
            writes.flush()
            point("file_dac.filing_kept")
        sequences = self._replace(by=by, at=at) if replaces else {}
        due_ids = self._book(sequences, writes, by=by, at=at)
        writes.flush()
        point("file_dac.dues_kept")
        quarter = quarter_of(self.period.start)
        lowered = self.state.has_das and lower_complement(self.employer, quarter, filing_id=self.id, by=by, at=at)
        if replaces or lowered or (self.state.credit and due_ids):
            # What a rectified relief had been paid by CNAC or the Treasury pays the one that takes its place.
            for debtor in sorted({"EMPLOYER", *(draft.debtor for draft in self.drafts)}):
                use_credit(self.employer.id, key=f"filing:{self.id}", by=by, at=at, debtor=debtor)
            point("file_dac.credit_used")
        cases: tuple[int, ...] = ()
        if self.state.has_das:
            cases = reconcile_quarter(self.employer, quarter, by=by, at=at)
            point("file_dac.reconciled")
        record_act(verb="file_dac", subject=("filing", self.id), by=by, at=at, detail=act_detail(receipt_no, self.drafts, self.source))
        point("file_dac.audited")
        lines = len(self.dac.lines)
        return FilingReceipt(
            self.outcome, "DAC", lines, lines, tuple(self.anomalies), self.id, receipt_no, due_ids=tuple(due_ids), case_ids=cases
        )

    def _keep(self, writes: Writes, *, by: int, at: datetime) -> str:
        dac = self.dac
        draft = FilingDraft(
            "DAC", self.employer.id, self.period, dac.kind, self.outcome, self.content_hash, self.source, len(dac.lines), len(dac.lines),
            self.law_version, workers_total=dac.workers_total, hired=dac.hired, left=dac.left,
            supersedes=self.superseded.id if self.superseded else None,
        )  # fmt: skip
        receipt_no = keep_filing(self.id, draft, self.anomalies, writes=writes, by=by, at=at)
        keep_dac(self.id, self.employer.id, dac, writes=writes)
        point("file_dac.drafted")
        if dac.kind != "nil" and not self.state.later and dac.workers_total != self.employer.workers_declared:
            note_workers(employer_id=self.employer.id, workers=dac.workers_total)
            point("file_dac.workers_noted")
        return receipt_no

    def _replaced(self) -> bool:
        return self.superseded is not None or any(due.kind == "provisional" for due in self.state.dues)

    def _replace(self, *, by: int, at: datetime) -> dict[tuple[str, str], int]:
        """Reverse what the declaration replaces: provisional dues of its days, and the dues of the one it rectifies."""
        provisional = [due for due in self.state.dues if due.kind == "provisional"]
        key = f"filing:{self.id}"
        reverse_dues(provisional, reason="declared", key=f"{key}:provisional", filing_id=self.id, by=by, at=at)
        point("file_dac.provisional_reversed")
        if self.superseded is not None:
            former = [due for due in self.state.dues if due.kind in DECLARED and due.filing_id == self.superseded.id]
            reverse_dues(former, reason="rectified", key=key, filing_id=self.id, by=by, at=at)
            point("file_dac.former_reversed")
        return next_sequences(self.employer.id, self.period.key)

    def _book(self, sequences: dict[tuple[str, str], int], writes: Writes, *, by: int, at: datetime) -> list[int]:
        """Post the dues in one entry and write them; a nil declaration makes none."""
        if not self.drafts:
            return []
        superseded = None if self.superseded is None else self.superseded.id
        act = act_of_dac(self.id, self.dac, self.employer, self.period, self.content_hash, self.law_version, superseded=superseded)
        entry = book(act, assessment(share for draft in self.drafts for share in draft.borne()), by=by, at=at)
        point("file_dac.entry_posted")
        due_ids = book_dues(self.drafts, Origin(self.employer.id, self.period, entry, self.id), sequences=sequences, at=at, writes=writes)
        point("file_dac.dues_drafted")
        return due_ids
