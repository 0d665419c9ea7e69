"""Take many yearly declarations at once, as a night of deposits brings them: whole columns, from files to kept lines and open cases.

Each portion of a set is one transaction; a pair that can not be taken is answered and never holds the others back; a set begun again
after a crash finds what was kept and goes on. While the database works on one portion the next one is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from mizan.flows.crashpoints import point
from mizan.flows.file_das import file_das
from mizan.formats.anomalies import Outcome
from mizan.formats.das.sets import PairScan, SetScan, scan_set
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.queries import system_account
from mizan.funds.careers.actions.take_staged import take_staged
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.filed import Prior
from mizan.funds.contributions.line_shares import LINES, law_version_of, shares_of_year
from mizan.funds.contributions.locks import lock_employers, lock_sets
from mizan.funds.contributions.sets.filings import SetFiling, keep_filings, priors_of
from mizan.funds.contributions.sets.reconciling import open_cases
from mizan.funds.contributions.sets.staging import Owners, copy_lines, drop_staged, empty_staging, own, rows_of, strangers
from mizan.funds.contributions.sql import next_ids
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.people.queries import employers_by_number
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.refusals import Refused
from mizan.law.algeria.contributions import minimum_wage_m

STAGE = "contributions_stage_line"
PORTION_PAIRS = 4_000
PORTION_BYTES = 16 * 1024 * 1024
"""A portion ends at the first of these two bounds: its memory does not depend on the size of the set."""


class Pair(NamedTuple):
    """One declaration to take: its two files and their names, where known."""

    header: bytes
    detail: bytes
    header_name: str | None = None
    detail_name: str | None = None


@dataclass(frozen=True, slots=True)
class SetRefusal:
    """A pair that was not taken: its place in the set (from 0), the employer's number if it could be read, and why."""

    index: int
    employer_number: str | None
    code: str
    receipt: FilingReceipt | None = None


@dataclass(slots=True)
class SetReceipt:
    """The answer to a set: how many pairs were taken, had been taken before, or were refused; and the cases opened."""

    pairs: int = 0
    filed: int = 0
    repeated: int = 0
    lines: int = 0
    taken: int = 0
    case_ids: list[int] = field(default_factory=list)
    refused: list[SetRefusal] = field(default_factory=list)

    def summary(self) -> list[str]:
        """The answer in a few lines, for a console."""
        first = f"{self.pairs} pairs: {self.filed} taken, {self.repeated} taken before, {len(self.refused)} refused"
        second = f"{self.taken} of {self.lines} lines kept; {len(self.case_ids)} differences to confirm"
        return [first, second, *(f"refused: pair {one.index} ({one.employer_number or '?'}): {one.code}" for one in self.refused)]


class _Portion(NamedTuple):
    """Pairs read and computed, not yet written."""

    pairs: Sequence[Pair]
    scan: SetScan
    rows: NDArray[np.void]
    bases: NDArray[np.int64]


def take_das_set(
    pairs: Iterable[Pair], *, source: str = "set", by: int, at: datetime, progress: Callable[[SetReceipt], None] | None = None
) -> SetReceipt:
    """Take the pairs of a set, in the batch role. Pairs may be given lazily: they are read a portion at a time.

    Each pair is answered as `file_das` would answer it; those that concern an employer's earlier declarations, or a person the register
    does not know by that name, are filed one by one after their portion. `progress` hears the receipt so far after each portion.
    """
    receipt = SetReceipt()
    with ThreadPoolExecutor(max_workers=1) as reader, _quick_turns():
        portions = _portions(pairs)
        ahead: Future[_Portion | None] = reader.submit(_read_next, portions)
        while (portion := ahead.result()) is not None:
            ahead = reader.submit(_read_next, portions)
            _take(portion, receipt, source, by=by, at=at)
            if progress is not None:
                progress(receipt)
    return receipt


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let the threads take turns every tenth of a millisecond: sending to the database must not wait 5 ms for the reader at each block."""
    former = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    try:
        yield
    finally:
        sys.setswitchinterval(former)


def take_folder(folder: Path, *, at: datetime, progress: Callable[[str], None] | None = None) -> SetReceipt:
    """Take every DAS pair found under a folder, in the system's name."""
    tell = None if progress is None else lambda so_far: progress(so_far.summary()[0])
    return take_das_set(pairs_under(folder), by=system_account(), at=at, progress=tell)


def pairs_under(folder: Path) -> Iterator[Pair]:
    """The pairs under a folder, by name: each header (DyyE…) with the detail (DyyS…) beside it, whatever the case of their names."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        present = set(names)
        for name in sorted(names):
            if name[:1] in "dD" and name[3:4] in ("e", "E"):
                beside = f"{name[:3]}{'S' if name[3] == 'E' else 's'}{name[4:]}"
                detail = _content(place, beside) if beside in present else b""
                yield Pair(_content(place, name), detail, name, beside)


def _content(place: str, name: str) -> bytes:
    with open(os.path.join(place, name), "rb", buffering=0) as file:
        return file.read()


def _portions(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """The pairs in portions of bounded size, in order."""
    portion: list[Pair] = []
    size = 0
    for pair in pairs:
        portion.append(pair)
        size += len(pair.header) + len(pair.detail)
        if len(portion) >= PORTION_PAIRS or size >= PORTION_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _read_next(portions: Iterator[list[Pair]]) -> _Portion | None:
    """Read the next portion and compute its lines' contributions; None at the end. Works beside the database, without it."""
    pairs = next(portions, None)
    if pairs is None:
        return None
    scan = scan_set(
        [(pair.header, pair.detail) for pair in pairs],
        names=[(pair.header_name, pair.detail_name) for pair in pairs],
        minimum_wage_m=minimum_wage_m,
    )
    years = np.array([0 if one.header is None else one.header.year for one in scan.pairs], dtype=np.int64)
    of_line = years[scan.pair]
    shares = np.zeros((len(of_line), LINES), dtype=np.int64)
    for year in np.unique(of_line).tolist():
        lines = np.flatnonzero(of_line == year)
        whole = len(lines) == len(of_line)
        found = shares_of_year(scan.amount if whole else scan.amount[lines], year)
        if whole:
            shares = found
        else:
            shares[lines] = found
    return _Portion(pairs, scan, rows_of(scan, shares), _bases(scan))


def _bases(scan: SetScan) -> NDArray[np.int64]:
    """The wages of the taken lines of each pair by quarter, shape (pairs, 4)."""
    bases = np.zeros((len(scan.pairs), 4), dtype=np.int64)
    pair, amount = (scan.pair, scan.amount) if scan.taken.all() else (scan.pair[scan.taken], scan.amount[scan.taken])
    if len(pair):
        firsts = np.flatnonzero(np.diff(pair, prepend=-1))
        bases[pair[firsts]] = np.add.reduceat(amount, firsts, axis=0)
    return bases


def _take(portion: _Portion, receipt: SetReceipt, source: str, *, by: int, at: datetime) -> None:
    """Write one portion: what can go set-wise in one transaction, then the rest one by one."""
    first = receipt.pairs
    receipt.pairs += len(portion.pairs)
    with transaction.atomic():
        point("take_set.begun")
        one_by_one = _take_together(portion, receipt, first, source, by=by, at=at)
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
            receipt.refused.append(SetRefusal(first + index, _number(portion.scan.pairs[index]), refused.refusal.code))
            continue
        _count(receipt, done, first + index, _number(portion.scan.pairs[index]))
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


def _number(scan: PairScan) -> str | None:
    return None if scan.header is None else scan.header.employer_number


def _take_together(portion: _Portion, receipt: SetReceipt, first: int, source: str, *, by: int, at: datetime) -> list[int]:
    """The plain case: known employers whose year is not declared yet. Returns the indexes of the pairs to file on their own."""
    scans = portion.scan.pairs
    employers = employers_by_number({number for number in map(_number, scans) if number})
    lock_sets()
    lock_employers(employer.id for employer in employers.values())
    point("take_set.locked")
    years = sorted({scan.header.year for scan in scans if scan.header is not None})
    sorter = _Sorter(employers, priors_of([employer.id for employer in employers.values()], years), receipt, first, accounting_day(at).year)
    verdicts = [sorter.verdict(index, scan) for index, scan in enumerate(scans)]
    together = [index for index, verdict in enumerate(verdicts) if verdict == _TOGETHER]
    apart = [index for index, verdict in enumerate(verdicts) if verdict == _APART]
    ids = dict(zip(together, next_ids("contributions_filing", len(together)), strict=True))
    filings = {
        index: SetFiling(
            ids[index], employers[scans[index].header.employer_number].id, scans[index].header.year, scans[index],  # type: ignore[union-attr]
            tuple(portion.bases[index].tolist()), law_version_of(scans[index].header.year),  # type: ignore[union-attr, arg-type]
        )
        for index in together
    }  # fmt: skip
    strange = _stage(portion, filings)
    kept = [filing for index, filing in filings.items() if filing.filing_id not in strange]
    apart += [index for index, filing in filings.items() if filing.filing_id in strange]
    _keep(kept, receipt, source, by=by, at=at)
    empty_staging()
    return sorted(apart)


def _stage(portion: _Portion, filings: dict[int, SetFiling]) -> set[int]:
    """Copy the lines to staging; returns the filings whose persons the register does not know as declared, taken out again."""
    count = len(portion.pairs)
    owners = Owners(*(np.zeros(count, dtype=np.int64) for _ in range(3)), np.zeros(count, dtype=np.bool_))
    for index, filing in filings.items():
        owners.filing_id[index], owners.employer_id[index], owners.year[index] = filing.filing_id, filing.employer_id, filing.year
        owners.chosen[index] = True
    empty_staging()
    copy_lines(own(portion.rows, portion.scan, owners))
    point("take_set.staged")
    strange = strangers()
    if strange:
        drop_staged(strange)
    point("take_set.compared")
    return set(strange)


def _keep(filings: Sequence[SetFiling], receipt: SetReceipt, source: str, *, by: int, at: datetime) -> None:
    """From staging to the careers, the filings and the cases."""
    if not filings:
        return
    keep_filings(filings, source=source, by=by, at=at)
    point("take_set.filings_kept")
    receipt.taken += take_staged(STAGE)
    point("take_set.lines_kept")
    for year in sorted({filing.year for filing in filings}):
        receipt.case_ids += open_cases([filing.filing_id for filing in filings if filing.year == year], year, at=at)
    point("take_set.reconciled")
    receipt.filed += len(filings)
    receipt.lines += sum(filing.scan.lines for filing in filings)
    detail = {"filings": [filings[0].filing_id, filings[-1].filing_id], "count": len(filings), "source": source}
    record_act(verb="take_das_set", subject=("filing_set", filings[0].filing_id), by=by, at=at, detail=detail)
    point("take_set.audited")


_TOGETHER, _APART, _ANSWERED = "together", "apart", "answered"


class _Sorter:
    """Says of each pair of a portion whether it goes with the others, on its own, or is answered already."""

    def __init__(
        self,
        employers: Mapping[str, EmployerKnown],
        priors: Mapping[tuple[int, int], list[Prior]],
        receipt: SetReceipt,
        first: int,
        this_year: int,
    ) -> None:
        self.employers, self.priors, self.receipt, self.first, self.this_year = employers, priors, receipt, first, this_year
        self.seen: set[tuple[int, int]] = set()

    def verdict(self, index: int, scan: PairScan) -> str:
        """The verdict on a pair; an answer is added to the receipt."""
        if scan.outcome is Outcome.REFUSED or scan.header is None:
            code = next((one.code for one in scan.anomalies if one.severity == "error"), "refused")
            return self._refuse(index, scan, code)
        employer = self.employers.get(scan.header.employer_number)
        if employer is None:
            return self._refuse(index, scan, "employer_unknown")
        if scan.header.year > self.this_year:
            return self._refuse(index, scan, "period_in_future")
        key = (employer.id, scan.header.year)
        priors = self.priors.get(key, [])
        if any(prior.kind == scan.header.kind and prior.content_hash == scan.content_hash for prior in priors):
            self.receipt.repeated += 1
            self.receipt.lines += scan.lines
            return _ANSWERED
        plain = scan.header.kind == "N" and not priors and employer.closed_on is None and key not in self.seen
        self.seen.add(key)
        return _TOGETHER if plain else _APART

    def _refuse(self, index: int, scan: PairScan, code: str) -> str:
        answer = FilingReceipt(Outcome.REFUSED, "DAS", scan.lines, 0, scan.anomalies)
        self.receipt.lines += scan.lines
        self.receipt.refused.append(SetRefusal(self.first + index, _number(scan), code, answer))
        return _ANSWERED
