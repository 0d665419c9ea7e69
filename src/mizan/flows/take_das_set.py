"""Take many yearly declarations at once, as a night of deposits brings them: whole columns, from files to kept lines and open cases.

Each portion of a set is one transaction; a pair that can not be taken is answered and never holds the others back; a set begun again
after a crash finds what was kept and goes on. While the database writes one portion the next one is read and laid in staging.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.das_portions import Pair, Portion, in_portions, pairs_under
from mizan.flows.das_staged import Ahead, Staged, lay
from mizan.flows.das_verdicts import APART, TOGETHER, SetReceipt, SetRefusal, Sorter, number_of
from mizan.flows.file_das import file_das
from mizan.flows.refuse_deposit import error_codes, refuse_once
from mizan.formats.anomalies import Outcome
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.queries import system_account
from mizan.funds.careers.actions.keep_lines import keep_declarations
from mizan.funds.careers.actions.take_staged import take_staged
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.locks import lock_employers, lock_sets
from mizan.funds.contributions.sets.filings import SetFiling, keep_filings, priors_of
from mizan.funds.contributions.sets.reconciling import open_cases
from mizan.funds.contributions.sets.staging import STAGES, drop_staged, empty_staging, plan_for_a_portion
from mizan.funds.contributions.types import FilingReceipt
from mizan.kernel.refusals import Refused

__all__ = ["Pair", "SetReceipt", "SetRefusal", "pairs_under", "take_das_set", "take_folder"]


def take_das_set(
    pairs: Iterable[Pair], *, source: str = "set", by: int, at: datetime, progress: Callable[[SetReceipt], None] | None = None
) -> SetReceipt:
    """Take the pairs of a set, in the batch role. Pairs may be given lazily: they are read a portion at a time.

    Each pair is answered as `file_das` would answer it; those that concern an employer's earlier declarations, or a person the register
    does not know by that name, are filed one by one after their portion. `progress` hears the receipt so far after each portion.
    """
    receipt = SetReceipt()
    with _quick_turns(), Ahead(in_portions(pairs), this_year=accounting_day(at).year) as ahead:
        while (found := ahead.take()) is not None:
            _take(found, receipt, source, by=by, at=at)
            if progress is not None:
                progress(receipt)
    return receipt


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let the threads take turns every tenth of a millisecond: sending to the database must not wait 5 ms for the reader at each block."""
    former = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)  # no money: seconds of a turn
    try:
        yield
    finally:
        sys.setswitchinterval(former)


def take_folder(folder: Path, *, at: datetime, progress: Callable[[str], None] | None = None) -> SetReceipt:
    """Take every DAS pair found under a folder, in the system's name."""
    tell = None if progress is None else lambda so_far: progress(so_far.summary()[0])
    return take_das_set(pairs_under(folder), by=system_account(), at=at, progress=tell)


def _take(found: Portion | Staged, receipt: SetReceipt, source: str, *, by: int, at: datetime) -> None:
    """Write one portion: what can go set-wise in one transaction, then the rest one by one."""
    first = receipt.pairs
    portion = found.portion if isinstance(found, Staged) else found
    receipt.pairs += len(portion.pairs)
    with transaction.atomic():
        point("take_set.begun")
        if isinstance(found, Staged):
            one_by_one = _take_together(found, receipt, first, source, by=by, at=at)
        else:
            lock_sets()
            one_by_one = _take_together(lay(portion, STAGES[0], this_year=accounting_day(at).year), receipt, first, source, by=by, at=at)
            empty_staging()
        point("take_set.before_commit")
    point("take_set.committed")
    for index in one_by_one:
        pair = portion.pairs[index]
        try:
            done = file_das(
                header=pair.header,
                detail=pair.detail,
                header_name=pair.header_name,
                detail_name=pair.detail_name,
                source=source,
                by=by,
                at=at,
            )
        except Refused as refused:
            receipt.refused.append(SetRefusal(first + index, number_of(portion.scan.pairs[index]), refused.refusal.code))
            continue
        _count(receipt, done, first + index, number_of(portion.scan.pairs[index]))
        point("take_set.one_filed")


def _count(receipt: SetReceipt, done: FilingReceipt, index: int, number: str | None) -> None:
    """Add the answer of a pair filed on its own."""
    receipt.lines += done.lines
    if done.outcome is Outcome.REFUSED:
        code = next((found.code for found in done.anomalies if found.severity == "error"), "refused")
        receipt.refused.append(SetRefusal(index, number, code, done))
    elif done.repeated:
        receipt.repeated += 1
    else:
        receipt.filed += 1
        receipt.taken += done.taken
        receipt.case_ids += done.case_ids


def _take_together(staged: Staged, receipt: SetReceipt, first: int, source: str, *, by: int, at: datetime) -> list[int]:
    """The plain case: known employers whose year is not declared yet. Returns the indexes of the pairs to file on their own."""
    scans = staged.portion.scan.pairs
    ids = [employer.id for employer in staged.employers.values()]
    lock_employers(ids)
    point("take_set.locked")
    years = sorted({scan.header.year for scan in scans if scan.header is not None})
    sorter = Sorter(staged.employers, priors_of(ids, years), receipt, first, accounting_day(at).year)
    before = len(receipt.refused)
    verdicts = [sorter.verdict(index, scan) for index, scan in enumerate(scans)]
    for refusal in receipt.refused[before:]:
        _log_refusal(refusal, staged.portion.pairs[refusal.index - first], source, by=by, at=at)
    kept = [filing for index, filing in staged.filings.items() if verdicts[index] == TOGETHER and filing.filing_id not in staged.strange]
    left = [filing.filing_id for index, filing in staged.filings.items() if verdicts[index] != TOGETHER]
    if left:
        drop_staged(left, stage=staged.stage)
    _keep(kept, staged.stage, receipt, source, by=by, at=at)
    strange = [index for index, filing in staged.filings.items() if verdicts[index] == TOGETHER and filing.filing_id in staged.strange]
    return sorted([*strange, *(index for index, verdict in enumerate(verdicts) if verdict == APART)])


def _log_refusal(refusal: SetRefusal, pair: Pair, source: str, *, by: int, at: datetime) -> None:
    codes = [refusal.code] if refusal.receipt is None else error_codes(refusal.receipt.anomalies) or [refusal.code]
    digest = sha256(sha256(pair.header).digest() + sha256(pair.detail).digest()).hexdigest()
    refuse_once("DAS", codes, deposit=digest, source=source, by=by, at=at)


def _keep(filings: Sequence[SetFiling], stage: str, receipt: SetReceipt, source: str, *, by: int, at: datetime) -> None:
    """From staging to the careers, the filings and the cases."""
    if not filings:
        return
    plan_for_a_portion()
    keep_filings(filings, source=source, by=by, at=at)
    point("take_set.filings_kept")
    keep_declarations([(filing.filing_id, filing.employer_id, filing.year, filing.kind) for filing in filings], at=at)
    receipt.taken += take_staged(stage)
    point("take_set.lines_kept")
    for year in sorted({filing.year for filing in filings}):
        receipt.case_ids += open_cases([filing.filing_id for filing in filings if filing.year == year], year, at=at)
    point("take_set.reconciled")
    receipt.filed += len(filings)
    receipt.lines += sum(filing.scan.lines for filing in filings)
    detail = {"filings": [filings[0].filing_id, filings[-1].filing_id], "count": len(filings), "source": source}
    record_act(verb="take_das_set", subject=("filing_set", filings[0].filing_id), by=by, at=at, detail=detail)
    point("take_set.audited")
