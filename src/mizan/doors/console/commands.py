"""Commands on the books and the nightly work. Each returns an exit code and prints for a person at a terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.db import connection

from mizan.doors.clock import now, today

SOUND, BROKEN, NO_LEDGER = 0, 1, 2
TAIL_SHOWN = 20


def ledger_verify(arguments: argparse.Namespace) -> int:
    """Prove every journal's chain: prints ``N entries verified``, names the unsealed tail and the first broken entries."""
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
    for broken in found.broken:
        _complain(f"BROKEN: journal {broken.journal}, link {broken.seq}, entry {broken.entry_id}: {broken.reason}")
    for guard in found.guards_off:
        _complain(f"GUARD OFF: {guard}")
    return SOUND if found.sound else BROKEN


def ledger_seal(arguments: argparse.Namespace) -> int:
    """Chain the entries not sealed yet; prints how many."""
    from mizan.funds.ledger.actions import seal

    _say(f"{seal(at=now())} entries sealed")
    return 0


def night(arguments: argparse.Namespace) -> int:
    """The nightly round: what is missing is assessed, delays run out, the books are checked and sealed. 1 when a check finds something."""
    from mizan.flows.nightly import run_night

    report = run_night(on=today(), at=now())
    for line in report.lines():
        _say(line)
    return SOUND if report.sound else BROKEN


def das_take(arguments: argparse.Namespace) -> int:
    """Take every DAS pair of a folder in sets; prints how many were taken and which were refused. 1 when one was refused."""
    from mizan.flows.take_das_set import take_folder

    folder = Path(arguments.folder)
    if not folder.is_dir():
        _complain(f"{folder} is not a folder")
        return 2
    receipt = take_folder(folder, at=now(), progress=_say)
    for line in receipt.lines():
        _say(line)
    return 1 if receipt.refused else 0


def _say(line: str) -> None:
    print(line, flush=True)


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
