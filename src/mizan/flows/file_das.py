"""File a yearly wage declaration: check → write → lines → supersession → reconciliation → audit, in one transaction, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from django.db import IntegrityError, transaction

from mizan.flows.crashpoints import point
from mizan.flows.reconcile import reconcile_year
from mizan.flows.refuse_deposit import error_codes, refuse_deposit
from mizan.flows.register import FundRegister, veiled, with_unknown_employer
from mizan.formats.anomalies import Outcome
from mizan.formats.das import DasCheck, DasHeader, DasRow, check_pair
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.careers.actions.keep_lines import keep_declarations, keep_lines, supersede_lines
from mizan.funds.careers.types import LineDraft
from mizan.funds.contributions.actions.keep_filing import FilingDraft, keep_filing, keep_waiting, next_filing_id
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.errors import rival_filing
from mizan.funds.contributions.filed import Prior, prior_filings, same_yearly
from mizan.funds.contributions.line_shares import law_version_of, shares_of_year
from mizan.funds.contributions.locks import lock_employer
from mizan.funds.contributions.sql import Writes
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import year
from mizan.kernel.refusals import refused
from mizan.law.algeria.contributions import minimum_wage_m

BLANK = " "
"""The unit of a quarter without work, as it is kept."""


def file_das(
    *,
    header: bytes,
    detail: bytes,
    header_name: str | None = None,
    detail_name: str | None = None,
    employer_id: int | None = None,
    source: str = "file",
    test: bool = False,
    by: int,
    at: datetime,
) -> FilingReceipt:
    """File a DAS pair in the name of `by`. Good lines are taken; the others wait for a correction.

    The same content again gives the first receipt; a regularisation may return to what a later one replaced. A refused pair leaves a line
    in the log of acts and changes nothing else; a test changes nothing. `employer_id` states whose declaration it is expected to be.
    Raises `Refused`: `das_already_filed` (another normal declaration of the year: send a complement or a regularisation),
    `das_no_normal` (a complement or regularisation before it), `other_employer`, `period_in_future`.
    """
    check, employer = check_das(header, detail, header_name=header_name, detail_name=detail_name)
    if check.outcome is Outcome.REFUSED or check.header is None or employer is None:
        if not test:
            whose = employer_id or (employer.id if employer is not None else None)
            refuse_deposit("DAS", error_codes(check.anomalies), employer=whose, source=source, by=by, at=at)
        return FilingReceipt(Outcome.REFUSED, "DAS", check.lines, 0, check.anomalies, test=test)
    if employer_id is not None and employer.id != employer_id:
        raise refused("other_employer", "employer_number", number=employer.number)
    if check.header.year > accounting_day(at).year:
        raise refused("period_in_future", "year", period=str(check.header.year))
    try:
        with transaction.atomic():
            point("file_das.begun")
            lock_employer(employer.id)
            point("file_das.locked")
            priors = prior_filings(employer.id, "DAS", str(check.header.year))
            first = _first_receipt(check, priors)
            if first is not None:
                return first
            _refuse_rivals(check.header.kind, check.header.year, priors)
            if test:
                return FilingReceipt(check.outcome, "DAS", check.lines, check.taken, check.anomalies, test=True)
            return _take(check, check.header, employer, priors, source, by=by, at=at)
    except IntegrityError as error:
        raise rival_filing(error, "DAS") from error


def check_das(
    header: bytes, detail: bytes, *, header_name: str | None = None, detail_name: str | None = None
) -> tuple[DasCheck, EmployerKnown | None]:
    """The whole check of a pair, registers included, as the asker may see them; and the employer it is of."""
    check = check_pair(header, detail, header_name=header_name, detail_name=detail_name, minimum_wage_m=minimum_wage_m)
    if check.outcome is Outcome.REFUSED or check.header is None:
        return check, None
    number = check.header.employer_number
    register = FundRegister([number])
    register.compare(number, (row for row in check.rows if row.taken))
    if register.agrees and register.employer_status(number) == "active":
        left = tuple(name for name in check.not_checked if name not in ("employer_register", "insured_register"))
        return replace(check, not_checked=left), register.employers[number]
    full = check_pair(header, detail, header_name=header_name, detail_name=detail_name, register=register, minimum_wage_m=minimum_wage_m)
    found = register.employers.get(number)
    anomalies = veiled(full.anomalies)
    if found is None:
        anomalies = with_unknown_employer(anomalies, number)
    left = full.not_checked if register.compared else (*full.not_checked, "insured_register")
    return replace(full, anomalies=anomalies, not_checked=left), found


def _first_receipt(check: DasCheck, priors: Sequence[Prior]) -> FilingReceipt | None:
    """The receipt of the same content filed before."""
    prior = None if check.header is None else same_yearly(priors, check.header.kind, check.content_hash)
    if prior is None:
        return None
    return FilingReceipt(
        Outcome(prior.outcome), "DAS", prior.lines, prior.taken, check.anomalies, prior.id, prior.receipt_no, repeated=True
    )  # fmt: skip


def _refuse_rivals(kind: str, of_year: int, priors: Sequence[Prior]) -> None:
    normal = next((prior for prior in priors if prior.kind == "N"), None)
    if kind == "N" and normal is not None:
        raise refused("das_already_filed", "year", receipt_no=normal.receipt_no, period=str(of_year))
    if kind != "N" and normal is None:
        raise refused("das_no_normal", "year", period=str(of_year))


def _take(
    check: DasCheck, header: DasHeader, employer: EmployerKnown, priors: Sequence[Prior], source: str, *, by: int, at: datetime
) -> FilingReceipt:
    """Write everything; the caller holds the lock and the transaction."""
    of_year = header.year
    rows = [row for row in check.rows if row.taken]
    drafts = line_drafts(rows, of_year)
    bases = tuple(sum(row.quarters[index].amount for row in rows) for index in range(4))
    filing_id = next_filing_id()
    draft = FilingDraft(
        "DAS",
        employer.id,
        year(of_year),
        header.kind,
        check.outcome,
        check.content_hash,
        source,
        check.lines,
        len(rows),
        law_version_of(of_year),
        bases,
        supersedes=priors[-1].id if header.kind == "R" else None,
    )
    writes = Writes()
    receipt_no = keep_filing(filing_id, draft, check.anomalies, writes=writes, by=by, at=at)
    keep_waiting(filing_id, employer.id, check.waiting, writes=writes)
    point("file_das.drafted")
    writes.flush()
    point("file_das.filing_kept")
    keep_declarations([(filing_id, employer.id, of_year, header.kind)], at=at)
    keep_lines(filing_id, employer.id, of_year, drafts)
    point("file_das.lines_kept")
    if header.kind == "R":
        supersede_lines(filing_id, employer.id, [prior.id for prior in priors], at=at)
        point("file_das.superseded")
    cases = reconcile_year(employer, of_year, by=by, at=at)
    point("file_das.reconciled")
    record_act(
        verb="file_das",
        subject=("filing", filing_id),
        by=by,
        at=at,
        detail={"receipt_no": receipt_no, "taken": len(rows), "source": source},
    )
    point("file_das.audited")
    return FilingReceipt(check.outcome, "DAS", check.lines, len(rows), check.anomalies, filing_id, receipt_no, case_ids=cases)


def line_drafts(rows: Sequence[DasRow], of_year: int) -> list[LineDraft]:
    """The lines to keep, each with its year's contributions by branch and payer (each quarter under its own law, rounded line by line)."""
    amounts = np.array([[pay.amount for pay in row.quarters] for row in rows], dtype=np.int64).reshape(len(rows), 4)
    shares = shares_of_year(amounts, of_year)
    return [_line_draft(row, of_line) for row, of_line in zip(rows, shares.tolist(), strict=True)]


def _line_draft(row: DasRow, shares: Sequence[int]) -> LineDraft:
    first, second, third, fourth = ((pay.duration, pay.unit or BLANK, pay.amount) for pay in row.quarters)
    person = (row.line_no, row.nss, row.surname, row.given_name, row.birth_date)
    return LineDraft(
        *person, *first, *second, *third, *fourth, row.total, row.entered_on, row.left_on, "{" + ",".join(map(str, shares)) + "}"
    )
