"""Declare a self-employed person's yearly base: check → write → due → entry → audit, in one transaction, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from mizan.flows.crashpoints import point
from mizan.flows.refuse_deposit import error_codes, refuse_deposit
from mizan.formats.anomalies import Anomaly, Outcome, outcome_of
from mizan.formats.daa import DaaReturn, canonical_hash, check, of_affiliation, of_taking
from mizan.formats.dac import DacLine, DacReturn
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.actions.book_dues import Origin, book_dues
from mizan.funds.contributions.actions.keep_dac import keep_dac
from mizan.funds.contributions.actions.keep_filing import FilingDraft, keep_filing, next_filing_id
from mizan.funds.contributions.actions.reverse_dues import reverse_dues
from mizan.funds.contributions.actions.use_credit import use_credit
from mizan.funds.contributions.books import ActOf, book
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import DueDraft
from mizan.funds.contributions.errors import rival_filing
from mizan.funds.contributions.filed import Prior, next_sequences
from mizan.funds.contributions.locks import lock_employer
from mizan.funds.contributions.postings import SELF_EMPLOYED, assessment
from mizan.funds.contributions.sql import Writes
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.contributions.year_state import YearState, year_state
from mizan.funds.contributions.yearly import CODE, DECLARED, FORM, PROVISIONAL, due_of
from mizan.funds.ledger.types import Journal
from mizan.funds.self_employed.queries import affiliations_by_nss, cessation_of
from mizan.funds.self_employed.types import AffiliationKnown
from mizan.kernel.periods import year as year_of
from mizan.kernel.refusals import refused
from mizan.law.algeria.self_employed import declaration_deadline, payment_deadline

Known = Mapping[str, AffiliationKnown]


def declare_base(
    *, declaration: DaaReturn, source: str, test: bool = False, known: Known | None = None, by: int, at: datetime
) -> FilingReceipt:
    """Declare the income of a year in the name of `by`; `source` is keyed, file, api or set.

    The base retained (within floor and ceiling) is due at once; a provisional assessment of the year is replaced, with what was paid on
    it. The same content again gives the first receipt. A test changes nothing, a refused
    declaration leaves a line in the log of acts. `known` are the affiliations the
    declarant sees, by number, where they have been looked up already.

    Raises `Refused`: `daa_already_filed` (another income was declared for the year: rectify it), `daa_nothing_to_rectify`.
    """
    affiliation = (affiliations_by_nss([declaration.nss]) if known is None else known).get(declaration.nss)
    active = affiliation is not None and affiliation.is_active(declaration.year)
    today = accounting_day(at)
    anomalies = [*check(declaration), *of_affiliation(declaration, affiliated=affiliation is not None, active=active, today=today)]
    if affiliation is None or outcome_of(anomalies) is Outcome.REFUSED:
        if not test:
            refuse_deposit(FORM, error_codes(anomalies), source=source, by=by, at=at)
        return FilingReceipt(Outcome.REFUSED, FORM, 1, 0, tuple(anomalies), test=test)
    draft = due_of(declaration.income, DECLARED, declaration.year)
    anomalies += of_taking(declaration, base=draft.base, declare_by=declaration_deadline(declaration.year), on=today)
    content_hash = canonical_hash(declaration)
    try:
        with transaction.atomic():
            point("declare_base.begun")
            lock_employer(affiliation.id)
            point("declare_base.locked")
            if cessation_of(affiliation.id) is not None and affiliation.ended_on is None:
                # It ended between the check and the lock: checked again, it is said as such.
                raise refused("affiliation_ended", "affiliation")
            state = year_state(affiliation.id, declaration.year)
            place = _place_of(declaration, content_hash, state)
            if isinstance(place, FilingReceipt):
                return place
            if test:
                return FilingReceipt(outcome_of(anomalies), FORM, 1, 1, tuple(anomalies), test=True)
            return _Declaration(declaration, affiliation, draft, content_hash, source, anomalies, place, state).take(by=by, at=at)
    except IntegrityError as error:
        raise rival_filing(error, FORM) from error


def _place_of(declaration: DaaReturn, content_hash: str, state: YearState) -> FilingReceipt | Prior | None:
    """Where the declaration stands among those of the year: the first receipt again, the one it rectifies, or none before it."""
    for prior in state.priors:
        counts = declaration.kind == "normal" or not prior.superseded
        if counts and prior.kind == declaration.kind and prior.content_hash == content_hash:
            return FilingReceipt(Outcome(prior.outcome), FORM, prior.lines, prior.taken, (), prior.id, prior.receipt_no, repeated=True)
    if declaration.kind == "normal":
        if state.priors:
            raise refused("daa_already_filed", "year", receipt_no=state.priors[0].receipt_no, year=declaration.year)
        return None
    if state.standing is None:
        raise refused("daa_nothing_to_rectify", "year", year=declaration.year)
    return state.standing


@dataclass(frozen=True, slots=True)
class _Declaration:
    """One declaration being taken; the caller holds the lock and the transaction."""

    declaration: DaaReturn
    affiliation: AffiliationKnown
    draft: DueDraft
    content_hash: str
    source: str
    anomalies: Sequence[Anomaly]
    superseded: Prior | None
    state: YearState

    def take(self, *, by: int, at: datetime) -> FilingReceipt:
        """Write everything; returns the receipt."""
        payer, year = self.affiliation.id, self.declaration.year
        filing_id, writes = next_filing_id(), Writes()
        receipt_no = self._keep(filing_id, writes, by=by, at=at)
        sequences: dict[tuple[str, str], int] = {}
        if self.state.dues:
            # What replaces points at the filing: it must be there first.
            writes.flush()
            point("declare_base.filing_kept")
            provisional = [due for due in self.state.dues if due.kind == PROVISIONAL]
            key = f"filing:{filing_id}"
            reverse_dues(provisional, reason="declared", key=f"{key}:provisional", filing_id=filing_id, by=by, at=at)
            former = [due for due in self.state.dues if due.kind == DECLARED]
            reverse_dues(former, reason="rectified", key=key, filing_id=filing_id, by=by, at=at)
            point("declare_base.former_reversed")
            sequences = next_sequences(payer, str(year))
        due_ids = self._book(filing_id, sequences, writes, by=by, at=at)
        writes.flush()
        point("declare_base.due_kept")
        if self.state.dues or self.state.credit:
            use_credit(payer, key=f"filing:{filing_id}", by=by, at=at, debtor=SELF_EMPLOYED)
            point("declare_base.credit_used")
        detail = {"receipt_no": receipt_no, "due": self.draft.amount, "source": self.source, "year": year}
        record_act(verb="declare_base", subject=("filing", filing_id), by=by, at=at, detail=detail)
        point("declare_base.audited")
        outcome = outcome_of(self.anomalies)
        return FilingReceipt(outcome, FORM, 1, 1, tuple(self.anomalies), filing_id, receipt_no, due_ids=tuple(due_ids))

    def _keep(self, filing_id: int, writes: Writes, *, by: int, at: datetime) -> str:
        said = self.declaration
        draft = FilingDraft(
            FORM, self.affiliation.id, year_of(said.year), said.kind, outcome_of(self.anomalies), self.content_hash, self.source, 1, 1,
            self.draft.law_version, supersedes=self.superseded.id if self.superseded else None,
        )  # fmt: skip
        receipt_no = keep_filing(filing_id, draft, self.anomalies, writes=writes, by=by, at=at)
        # The income as it was declared; the due holds the base retained.
        keep_dac(
            filing_id, self.affiliation.id, DacReturn("", str(said.year), said.kind, lines=(DacLine(CODE, said.income),)), writes=writes
        )
        point("declare_base.drafted")
        return receipt_no

    def _book(self, filing_id: int, sequences: dict[tuple[str, str], int], writes: Writes, *, by: int, at: datetime) -> list[int]:
        payer, year = self.affiliation.id, self.declaration.year
        key = ["declare_base", str(payer), str(year), self.declaration.kind, self.content_hash]
        if self.superseded is not None:
            key.append(str(self.superseded.id))
        act = ActOf(
            Journal.ASSESSMENT, "declare_base", ":".join(key), payer, ("filing", filing_id, self.content_hash), self.draft.law_version,
            {"period": str(year)},
        )  # fmt: skip
        entry = book(act, assessment(self.draft.borne()), by=by, at=at)
        point("declare_base.entry_posted")
        origin = Origin(payer, year_of(year), entry, filing_id, due_on=payment_deadline(year, self.affiliation.activity))
        return book_dues([self.draft], origin, sequences=sequences, at=at, writes=writes)
