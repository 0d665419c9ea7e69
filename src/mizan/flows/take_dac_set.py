"""Take many contribution declarations at once, as a day of deposits by file brings them: a portion is one transaction.

A declaration that meets something (an earlier one, an assessment, the year's wages, a credit) is filed on its own after its portion; one
that can not be taken is answered and never holds the others back; a set begun again after a crash finds what was kept and goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.das_verdicts import SetRefusal
from mizan.flows.file_dac import ORIGINAL, act_detail, act_of_dac, drafts_of, file_dac
from mizan.flows.refuse_deposit import error_codes, refuse_once
from mizan.formats.anomalies import Anomaly, Outcome, anomaly, outcome_of
from mizan.formats.dac import DacCheck, canonical_hash, check, check_affiliation, read_csv
from mizan.funds.access.actions.record_act import record_acts
from mizan.funds.access.queries import system_account
from mizan.funds.contributions.actions.book_dues import Origin, Sequences, book_many
from mizan.funds.contributions.books import book_together
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.drafts import DueDraft
from mizan.funds.contributions.locks import lock_employers
from mizan.funds.contributions.postings import assessment
from mizan.funds.contributions.sets.dacs import DacFiling, keep_dacs, plain_dacs
from mizan.funds.contributions.sql import next_ids
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.people.actions.note_workers import note_workers_of_many
from mizan.funds.people.queries import employers_by_number
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.periods import parse_period
from mizan.kernel.refusals import Refused

PORTION = 500
"""Declarations written in one transaction."""


class DacFile(NamedTuple):
    """One declaration to take: the bytes of its table and its name, where known."""

    data: bytes
    name: str = ""


@dataclass(slots=True)
class DacSetReceipt:
    """The answer to a set: the receipts of what was taken (or had been), and what was refused, each with its place in the set from 0."""

    files: int = 0
    taken: list[tuple[int, FilingReceipt]] = field(default_factory=list)
    refused: list[SetRefusal] = field(default_factory=list)

    @property
    def repeated(self) -> int:
        """How many had been taken before."""
        return sum(receipt.repeated for _, receipt in self.taken)

    def summary(self) -> list[str]:
        """The answer in a few lines, for a console."""
        fresh = len(self.taken) - self.repeated
        first = f"{self.files} declarations: {fresh} taken, {self.repeated} taken before, {len(self.refused)} refused"
        return [first, *(f"refused: file {one.index} ({one.employer_number or '?'}): {one.code}" for one in self.refused)]


def take_folder_of_dacs(folder: Path, *, at: datetime, progress: Callable[[str], None] | None = None) -> DacSetReceipt:
    """Take every declaration (a file .csv) found under a folder, by name, in the system's name."""
    files = (DacFile(path.read_bytes(), path.name) for path in sorted(folder.rglob("*")) if path.suffix.lower() == ".csv")
    tell = None if progress is None else lambda so_far: progress(so_far.summary()[0])
    return take_dac_set(files, by=system_account(), at=at, progress=tell)


def take_dac_set(
    files: Iterable[DacFile], *, source: str = "set", by: int, at: datetime, progress: Callable[[DacSetReceipt], None] | None = None
) -> DacSetReceipt:
    """Take the declarations of a set, in the batch role. Files may be given lazily: they are read a portion at a time.

    Each is answered as `file_dac` would answer it, in the order given for an employer's own. `progress` hears the receipt so far after
    each portion.
    """
    receipt = DacSetReceipt()
    for portion in _portions(files):
        _take(portion, receipt, source, by=by, at=at)
        receipt.taken.sort(key=lambda one: one[0])
        if progress is not None:
            progress(receipt)
    return receipt


def _portions(files: Iterable[DacFile]) -> Iterator[list[DacFile]]:
    waiting = iter(files)
    while portion := list(islice(waiting, PORTION)):
        yield portion


def _take(files: Sequence[DacFile], receipt: DacSetReceipt, source: str, *, by: int, at: datetime) -> None:
    """One portion: what meets nothing goes together, in one transaction; the rest one by one."""
    first = receipt.files
    receipt.files += len(files)
    read = [read_csv(file.data) for file in files]
    known = employers_by_number(one.dac.employer_number for one in read if one.dac is not None)
    together: dict[int, DacFiling] = {}
    for index, one in enumerate(read):
        found = _filing_of(one, known, at=at)
        if isinstance(found, DacFiling):
            together[index] = found
        else:
            receipt.refused.append(SetRefusal(first + index, _number(one), found[0], _answer(one, found[1])))
            digest = sha256(files[index].data).hexdigest()
            refuse_once("DAC", error_codes(found[1]) or [found[0]], deposit=digest, source=source, by=by, at=at)
    done = _together(together, source, by=by, at=at)
    receipt.taken += [(first + index, answer) for index, answer in done.items()]
    for index, filing in together.items():
        if index not in done:
            _alone(first + index, filing, receipt, source, by=by, at=at)
            point("take_dacs.one_filed")


def _filing_of(read: DacCheck, known: dict[str, EmployerKnown], *, at: datetime) -> DacFiling | tuple[str, Sequence[Anomaly]]:
    """A declaration ready to be taken; or the code that refuses it, with everything found in it."""
    dac, anomalies = read.dac, list(read.anomalies)
    employer = None if dac is None else known.get(dac.employer_number)
    if dac is not None and employer is None:
        anomalies.append(anomaly("employer_unknown", field="employer_number", found=dac.employer_number))
    if dac is None or employer is None or outcome_of(anomalies) is Outcome.REFUSED:
        return next(iter(error_codes(anomalies)), "refused"), anomalies
    period = parse_period(dac.period_key)
    if period.start > accounting_day(at):
        return "period_in_future", anomalies
    # Kept as for a declaration filed alone: by the rank of the part, not by the line of the file.
    anomalies = [*(check(dac) if anomalies else ()), *check_affiliation(dac, opened_on=employer.opened_on, closed_on=employer.closed_on)]
    try:
        drafts = drafts_of(dac, employer, period)
    except Refused as no_law:
        return no_law.refusal.code, anomalies
    return DacFiling(dac, employer, period, outcome_of(anomalies), tuple(anomalies), canonical_hash(dac), drafts)


def _number(read: DacCheck) -> str | None:
    return None if read.dac is None else read.dac.employer_number


def _answer(read: DacCheck, anomalies: Sequence[Anomaly]) -> FilingReceipt:
    lines = 0 if read.dac is None else len(read.dac.lines)
    return FilingReceipt(Outcome.REFUSED, "DAC", lines, 0, tuple(anomalies))


def _together(filings: dict[int, DacFiling], source: str, *, by: int, at: datetime) -> dict[int, FilingReceipt]:
    """Write those that meet nothing; returns their receipts by place. An employer's second declaration of a portion waits for the first."""
    firsts: dict[int, int] = {}
    for index, filing in filings.items():
        firsts.setdefault(filing.employer.id, index)
    candidates = [index for index in firsts.values() if filings[index].dac.kind in ORIGINAL]
    with transaction.atomic():
        point("take_dacs.begun")
        lock_employers(filings[index].employer.id for index in candidates)
        point("take_dacs.locked")
        plain = plain_dacs([filings[index] for index in candidates])
        kept = [(index, filings[index], plain[rank]) for rank, index in enumerate(candidates) if rank in plain]
        if not kept:
            return {}
        ids = next_ids("contributions_filing", len(kept))
        numbered = list(zip(ids, (filing for _, filing, _ in kept), strict=True))
        numbers = keep_dacs(numbered, source=source, by=by, at=at)
        point("take_dacs.filings_kept")
        note_workers_of_many(
            [
                (one.employer.id, one.dac.workers_total)
                for _, one, later in kept
                if one.dac.kind != "nil" and not later and one.dac.workers_total != one.employer.workers_declared
            ]
        )
        point("take_dacs.workers_noted")
        due_ids = _book(numbered, by=by, at=at)
        record_acts(
            (
                ("file_dac", ("filing", filing_id), act_detail(number, one.drafts, source))
                for number, (filing_id, one) in zip(numbers, numbered, strict=True)
            ),
            by=by,
            at=at,
        )
        point("take_dacs.audited")
    point("take_dacs.committed")
    return {
        index: FilingReceipt(
            one.outcome, "DAC", len(one.dac.lines), len(one.dac.lines), one.anomalies, filing_id, number, due_ids=due_ids[filing_id]
        )
        for filing_id, number, (index, one, _) in zip(ids, numbers, kept, strict=True)
    }


def _book(numbered: Sequence[tuple[int, DacFiling]], *, by: int, at: datetime) -> dict[int, tuple[int, ...]]:
    """Post the dues, an entry a declaration, and write them; returns the ids of the dues by filing. A nil declaration makes none."""
    made: dict[int, tuple[int, ...]] = dict.fromkeys((filing_id for filing_id, _ in numbered), ())
    owing = [(filing_id, one) for filing_id, one in numbered if one.drafts]
    if not owing:
        return made
    acts = [
        (
            act_of_dac(filing_id, one.dac, one.employer, one.period, one.content_hash, one.law_version, superseded=None),
            assessment(share for draft in one.drafts for share in draft.borne()),
        )
        for filing_id, one in owing
    ]
    entries = book_together(acts, by=by, at=at)
    point("take_dacs.entries_posted")
    groups: list[tuple[Sequence[DueDraft], Origin, Sequences]] = [
        (one.drafts, Origin(one.employer.id, one.period, entry, filing_id), {})
        for entry, (filing_id, one) in zip(entries, owing, strict=True)
    ]
    ids = iter(book_many(groups, at=at))
    point("take_dacs.dues_kept")
    return made | {filing_id: tuple(islice(ids, len(one.drafts))) for filing_id, one in owing}


def _alone(index: int, filing: DacFiling, receipt: DacSetReceipt, source: str, *, by: int, at: datetime) -> None:
    try:
        done = file_dac(dac=filing.dac, source=source, by=by, at=at)
    except Refused as told:
        receipt.refused.append(SetRefusal(index, filing.employer.number, told.refusal.code))
        return
    receipt.taken.append((index, done))
