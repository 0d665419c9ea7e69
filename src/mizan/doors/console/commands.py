"""Commands on the books and the nightly work. Each returns an exit code and prints for a person at a terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

from mizan.doors.clock import now, today
from mizan.doors.console.benefits import recomputed_words
from mizan.formats.anomalies import Outcome

if TYPE_CHECKING:
    from mizan.flows.take_dac_set import DacSetReceipt
    from mizan.flows.take_das_set import SetReceipt

SOUND, BROKEN, NO_LEDGER = 0, 1, 2
TAIL_SHOWN = 20
NEWS_A_NIGHT = 100_000
"""Changes on persons and careers taken in one night; the rest waits for the next."""
OPENING_VARIABLE = "MIZAN_BOOKS_OPEN"
"""Names the day from which declarations are expected; without it, the first day of the month of the first entry."""


def ledger_verify(arguments: argparse.Namespace) -> int:
    """Prove every journal's chain, then the logs of acts and reads.

    Prints ``N entries verified``, the unsealed tail, the head of each chain (kept elsewhere, it proves later that nothing before it
    was rewritten) and the first broken entry of each journal.
    """
    from mizan.funds.access.queries import verify_logs
    from mizan.funds.ledger import queries

    if "ledger_entry" not in connection.introspection.table_names() or not queries.is_open():
        _complain("No ledger: this database holds no entries.")
        return NO_LEDGER
    found = queries.verify()
    _say(f"{found.verified} entries verified")
    if found.unsealed:
        shown = ", ".join(str(entry) for entry in found.unsealed[:TAIL_SHOWN])
        more = len(found.unsealed) - TAIL_SHOWN
        _say(f"{len(found.unsealed)} not sealed yet: {shown}{f' and {more} more' if more > 0 else ''}")
    for head in found.heads:
        _say(f"  {head.journal:<16} link {head.seq:>9}  {head.link}")
    logs = verify_logs()
    _say(f"{logs.verified} acts and reads verified{f', {logs.unsealed} not sealed yet' if logs.unsealed else ''}")
    for lost in logs.broken:
        _complain(f"BROKEN: log of {lost.log}, link {lost.seq}: {lost.reason}")
    for broken in found.broken:
        _complain(f"BROKEN: journal {broken.journal}, link {broken.seq}, entry {broken.entry_id}: {broken.reason}")
    for guard in found.guards_off:
        _complain(f"GUARD OFF: {guard}")
    return SOUND if found.sound and logs.sound else BROKEN


def ledger_seal(arguments: argparse.Namespace) -> int:
    """Chain the entries not sealed yet; prints how many."""
    from mizan.funds.ledger.actions import seal

    _say(f"{seal(at=now())} entries sealed")
    return 0


def night(arguments: argparse.Namespace) -> int:
    """The nightly round: what is missing is assessed, delays run out, awards follow what changed, the books are checked and sealed.

    1 when a check finds something.

    What fails for one employer is told (and makes it 1), and the round goes on with the others.
    """
    from mizan.flows.assess_missing import assess_missing
    from mizan.flows.assess_silent import assess_silent
    from mizan.flows.failures import Failure, spared
    from mizan.flows.nightly import prove_books, publish_figures, run_night, take_figures
    from mizan.flows.reassess import relive, take_news
    from mizan.flows.recompute_awards import recompute_tonight
    from mizan.flows.reconcile import lapse_differences
    from mizan.funds.access.queries import system_account
    from mizan.funds.contributions.queries.opening import books_open_on

    day, at, system = today(), now(), system_account()
    failed: list[Failure] = []
    named = os.environ.get(OPENING_VARIABLE)
    since = date.fromisoformat(named) if named else books_open_on()
    if since is not None:
        assessed = assess_missing(day=day, since=since, by=system, at=at, tell=failed.append)
        _say(f"{len(assessed)} dues assessed provisionally")
        lapsed = lapse_differences(day=day, by=system, at=at, tell=failed.append)
        _say(f"{len(lapsed)} differences confirmed by lapse of time")
    years = [assess_silent(year, day=day, by=system, at=at, tell=failed.append) for year in (day.year - 1, day.year)]
    _say(f"{sum(len(made.due_ids) for made in years)} years of the self-employed assessed provisionally")
    for lost in sorted({one for made in years for one in made.without_base}):
        _say(f"  affiliation {lost} is silent and no base of the year before is known")
    to_judge: list[Failure] = []
    decided = take_news(by=system, at=at, limit=NEWS_A_NIGHT, tell=to_judge.append)
    decided += relive(day=day, by=system, at=at, tell=to_judge.append)
    _say(f"{decided} decisions on awards whose facts changed")
    for case in to_judge:
        # No fault of the night: the law leaves it to a person.
        _say(f"  for an officer: {case.subject}: {case.reason}")
    with spared(failed.append, "recompute_awards", "tonight"):
        for computed in recompute_tonight(by=system, at=at, clock=now):
            _say(recomputed_words(computed))
    for taken in take_figures(at=at, tell=failed.append):
        _say(f"{taken.month.key}: {taken.new} new figures ({taken.restated} restate), {taken.failed} failed")
        failed += [Failure("take_figures", taken.month.key, f"{taken.failed} figures failed")] if taken.failed else []
    for edition in publish_figures(at=at, tell=failed.append):
        _say(f"published: {edition.kind.value} {edition.period}, sha256 {edition.sha256}")
    report = run_night(at=at, tell=failed.append)
    _say(f"{report.told} years of the self-employed told to careers")
    _say(f"{report.asked} persons asked for a proof of life, {report.released} holds ended by one")
    _say(f"{report.statuses} days of instructions kept, {report.reviews} reviews")
    _say(f"{report.sealed} entries sealed, {report.logged} acts and reads sealed")
    for failure in failed:
        _complain(f"FAILED: {failure.act} {failure.subject}: {failure.reason}")
    for fault in report.faults:
        _complain(f"DOES NOT AGREE: {fault.check} {fault.what}: detail {fault.detail}, books {fault.books}")
    proof = prove_books(report, failed=len(failed), at=at)
    _say(f"{proof.verified} entries verified")
    for broken in proof.broken:
        _complain(f"BROKEN: journal {broken.journal}, link {broken.seq}, entry {broken.entry_id}: {broken.reason}")
    return SOUND if proof.sound and not report.faults and not failed else BROKEN


def das_take(arguments: argparse.Namespace) -> int:
    """Take every DAS pair of a folder in sets; prints how many were taken and which were refused. 1 when one was refused."""
    from mizan.flows.take_das_set import take_folder

    return _take_folder(arguments, take_folder)


def dac_take(arguments: argparse.Namespace) -> int:
    """Take every contribution declaration (.csv) of a folder together; prints how many were taken and which were refused.

    1 when one was refused.
    """
    from mizan.flows.take_dac_set import take_folder_of_dacs

    return _take_folder(arguments, take_folder_of_dacs)


def _take_folder(arguments: argparse.Namespace, take: Callable[..., SetReceipt | DacSetReceipt]) -> int:
    folder = Path(arguments.folder)
    if not folder.is_dir():
        _complain(f"{folder} is not a folder")
        return 2
    receipt = take(folder, at=now(), progress=_say)
    for line in receipt.summary():
        _say(line)
    return 1 if receipt.refused else 0


def civil_register_take(arguments: argparse.Namespace) -> int:
    """Take a file of the civil register; prints what was taken and each line that was not. 1 when one was not taken, 2 without a file."""
    from mizan.flows.take_civil_register import take_civil_register

    return _take_file(arguments, take_civil_register, lambda receipt: f"{receipt.waiting} wait")


def care_take(arguments: argparse.Namespace) -> int:
    """Take a file of the care system; prints what was taken and each line that was not. 1 when one was not taken, 2 without a file."""
    from mizan.flows.take_care_feed import take_care_feed

    return _take_file(arguments, take_care_feed, lambda receipt: f"{receipt.left} left out")


def certificates_take(arguments: argparse.Namespace) -> int:
    """Take a file of sick-leave certificates; prints what was taken and each line that was not. 1 when one was not, 2 without a file."""
    from mizan.flows.take_certificates import take_certificates

    return _take_file(arguments, take_certificates, lambda receipt: f"{receipt.left} left out")


def _take_file(arguments: argparse.Namespace, take: Callable[..., Any], rest: Callable[[Any], str]) -> int:
    """Take a file in the system's name; `rest` tells what became of the lines that were not taken."""
    from mizan.funds.access.queries import system_account

    path = Path(arguments.file)
    if not path.is_file():
        _complain(f"{path} is not a file")
        return 2
    receipt = take(path.read_bytes(), by=system_account(), at=now())
    _say(f"{receipt.lines} lines: {receipt.taken} taken, {receipt.repeated} taken before, {rest(receipt)}")
    for found in receipt.anomalies:
        _say(f"line {found.line}: {found.field}: {found.code}: {found.sentence('fr')} / {found.sentence('ar')}")
    return 0 if receipt.outcome not in (Outcome.REFUSED, Outcome.PARTLY_TAKEN) else 1


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
