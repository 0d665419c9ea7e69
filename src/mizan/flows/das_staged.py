"""A portion of a set, laid in staging: by the transaction that takes it, or ahead of it, while the database still writes the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle
from types import TracebackType
from typing import NamedTuple

import numpy as np
from django.db import connection, transaction

from mizan.flows.crashpoints import point
from mizan.flows.das_portions import Pair, Portion, read_next
from mizan.flows.das_verdicts import number_of
from mizan.formats.anomalies import Outcome
from mizan.formats.das.sets import PairScan
from mizan.funds.contributions.line_shares import law_version_of, refusal_of
from mizan.funds.contributions.locks import lock_sets_ahead
from mizan.funds.contributions.sets.filings import SetEmployer, SetFiling, employers_named
from mizan.funds.contributions.sets.staging import (
    STAGES,
    Owners,
    copy_lines,
    drop_staged,
    empty_staging,
    own,
    plan_for_a_portion,
    strangers,
)
from mizan.funds.contributions.sql import next_ids


class Staged(NamedTuple):
    """A portion whose lines lie in the table `stage`: those of the pairs in `filings` (by index), but for the filings in `strange`."""

    portion: Portion
    employers: Mapping[str, SetEmployer]
    filings: Mapping[int, SetFiling]
    strange: frozenset[int]
    stage: str


def lay(portion: Portion, stage: str, *, this_year: int) -> Staged:
    """Lay the lines of every pair that may be taken with the others; whether it is, the employer's lock and earlier filings say later.

    A filing in which the register does not know somebody as declared is taken out again. Runs inside a transaction.
    """
    scans = portion.scan.pairs
    employers = employers_named({number for number in map(number_of, scans) if number})
    wanted = [index for index, scan in enumerate(scans) if _may_go_together(scan, employers, this_year)]
    filings = {}
    for index, filing_id in zip(wanted, next_ids("contributions_filing", len(wanted)), strict=True):
        scan = scans[index]
        header = scan.header
        if header is None:
            raise ValueError("a pair without a header can not be laid")
        owner = employers[header.employer_number]
        bases = tuple(portion.bases[index].tolist())
        filings[index] = SetFiling(filing_id, owner.id, header.year, scan, bases, law_version_of(header.year))
    empty_staging(stage)
    plan_for_a_portion()
    copy_lines(_rows(portion, filings), stage=stage)
    point("take_set.staged")
    strange = strangers(stage)
    if strange:
        drop_staged(strange, stage=stage)
    point("take_set.compared")
    return Staged(portion, employers, filings, frozenset(strange), stage)


def _may_go_together(scan: PairScan, employers: Mapping[str, SetEmployer], this_year: int) -> bool:
    header = scan.header
    if scan.outcome is Outcome.REFUSED or header is None or header.kind != "N" or header.year > this_year:
        return False
    owner = employers.get(header.employer_number)
    return owner is not None and owner.closed_on is None and refusal_of(header.year) is None


def _rows(portion: Portion, filings: Mapping[int, SetFiling]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    count = len(portion.pairs)
    owners = Owners(np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_))
    for index, filing in filings.items():
        owners.filing_id[index], owners.employer_id[index] = filing.filing_id, filing.employer_id
        owners.chosen[index] = True
    return own(portion.rows, portion.scan, owners)


class Ahead:
    """Reads the portions of a set one ahead of the caller; from the second on it lays them in staging too, on a connection of its own.

    The first portion is handed over as read: most sets have no second, and are then taken on the caller's connection alone. So is every
    portion of a caller that is inside a transaction, whose work another connection could not see.
    """

    def __init__(self, portions: Iterator[list[Pair]], *, this_year: int) -> None:
        self._portions, self._this_year = portions, this_year
        self._settings = None if connection.in_atomic_block else connection.settings_dict
        self._stages = cycle(STAGES[1:])
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._next: Future[Portion | Staged | None] = self._thread.submit(read_next, portions)
        self._connected = False

    def __enter__(self) -> Ahead:
        return self

    def take(self) -> Portion | Staged | None:
        """The next portion, None at the end; the one after it is begun."""
        found = self._next.result()
        if found is not None:
            self._next = self._thread.submit(self._read_and_lay)
        return found

    def _read_and_lay(self) -> Portion | Staged | None:
        portion = read_next(self._portions)
        if portion is None or self._settings is None:
            return portion
        if not self._connected:
            connection.settings_dict = self._settings
            self._connected = True
            lock_sets_ahead()
        with transaction.atomic():
            return lay(portion, next(self._stages), this_year=self._this_year)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave nothing in staging; closing the connection gives up the lock."""
        close: Callable[[], None] = self._close
        try:
            self._thread.submit(close).result()
        finally:
            self._thread.shutdown()

    def _close(self) -> None:
        if self._connected:
            empty_staging(*STAGES[1:])
            connection.close()
