"""Take many yearly base declarations at once, as the fund's agency deposits them: each by itself, every anomaly returned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mizan.flows.declare_base import Known, declare_base
from mizan.flows.refuse_deposit import error_codes, refuse_deposit
from mizan.formats.anomalies import Anomaly, Outcome
from mizan.formats.daa import DaaReturn, of_refusal, read_csv
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.contributions.yearly import FORM
from mizan.funds.self_employed.queries import affiliations_by_nss
from mizan.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class BasesReceipt:
    """What became of a deposit: how many rows, how many declarations were taken (`repeated` of them before), and everything found."""

    outcome: Outcome
    rows: int
    taken: int
    repeated: int
    filing_ids: tuple[int, ...]
    anomalies: tuple[Anomaly, ...]


def deposit_bases(data: bytes, *, test: bool = False, by: int, at: datetime) -> BasesReceipt:
    """Take the declarations of a table (docs/formats/daa.md) in the name of `by`; with `test` nothing is kept.

    A row is taken or refused by itself, in its own transaction inside the caller's; the same table again takes nothing twice.
    """
    read = read_csv(data)
    anomalies = list(read.anomalies)
    if read.anomalies and not test:
        refuse_deposit(FORM, error_codes(read.anomalies), source="file", by=by, at=at)
    taken, repeated, ids = 0, 0, []
    known = affiliations_by_nss(declaration.nss for _, declaration in read.declarations)
    for line, declaration in read.declarations:
        receipt = _take(declaration, line, known, anomalies, test=test, by=by, at=at)
        if receipt is None:
            continue
        taken += receipt.taken
        repeated += receipt.repeated
        if receipt.filing_id is not None:
            ids.append(receipt.filing_id)
    anomalies.sort(key=lambda one: one.line)
    outcome = Outcome.REFUSED if not taken else Outcome.ACCEPTED if taken == read.rows else Outcome.PARTLY_TAKEN
    if taken and not test:
        record_act(verb="deposit_bases", subject=("self_employed", "set"), by=by, at=at, detail={"rows": read.rows, "taken": taken})
    return BasesReceipt(outcome, read.rows, taken, repeated, tuple(ids), tuple(anomalies))


def _take(
    declaration: DaaReturn, line: int, known: Known, anomalies: list[Anomaly], *, test: bool, by: int, at: datetime
) -> FilingReceipt | None:
    try:
        receipt = declare_base(declaration=declaration, source="file", test=test, known=known, by=by, at=at)
    except Refused as error:
        said = of_refusal(declaration, error.refusal.code, line=line)
        if said is None:
            raise
        anomalies.append(said)
        return None
    anomalies.extend(replace(one, line=line) for one in receipt.anomalies)
    return receipt
