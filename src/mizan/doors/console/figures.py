"""Commands on open figures: publish a month, write the tables of a year, verify a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mizan.doors.clock import now
from mizan.doors.console.indicators import DONE, FAILED, USAGE
from mizan.funds.publication.canonical import as_csv, as_json, as_parquet, hash_of, read_json
from mizan.funds.publication.types import Document, Edition
from mizan.kernel.periods import Period, month_of, months_of, parse_period, year
from mizan.kernel.refusals import Refused

WRITERS: dict[str, Callable[[Document], bytes]] = {".csv": as_csv, ".json": as_json, ".parquet": as_parquet}
FIRST_YEAR, LAST_YEAR = 1962, 2200


def publish(arguments: argparse.Namespace) -> int:
    """Publish a month (or what is due tonight), in the batch role; prints each new edition with its hash. 2 for a month that is none."""
    from mizan.funds.access.queries import system_account
    from mizan.funds.publication.actions import publish_month, publish_open

    by, at = system_account(), now()
    if arguments.month is None:
        found = publish_open(by=by, at=at)
    else:
        month = _month(arguments.month)
        if month is None:
            return USAGE
        one = publish_month(month, by=by, at=at)
        found = (one,) if one else ()
    for edition in found:
        print(f"{edition.kind.value} {edition.period}: edition {edition.id}, sha256 {edition.sha256}")
    if not found:
        print("nothing new to publish")
    return DONE


def ssi(arguments: argparse.Namespace) -> int:
    """Write the table of a year for the ILO's inquiry, as known now."""
    from mizan.funds.publication.together import year_documents

    return _write(arguments, lambda year, known: year_documents(year, known=known)[0])


def sdg(arguments: argparse.Namespace) -> int:
    """Write the table of SDG indicator 1.3.1 for a year, as known now."""
    from mizan.funds.publication.together import year_documents

    return _write(arguments, lambda year, known: year_documents(year, known=known)[1])


def matches(arguments: argparse.Namespace) -> int:
    """Whether a file has the hash that was read on the page: no database is asked. 1 when it has not."""
    data = _read(arguments.file)
    if data is None:
        return USAGE
    same = hash_of(data) == arguments.sha256.lower()
    print(f"{arguments.file}: sha256 {hash_of(data)}{'' if same else f', not {arguments.sha256}: this file is not what was published'}")
    return DONE if same else FAILED


def verify(arguments: argparse.Namespace) -> int:
    """Whether a file is what was published, and its figures are those of the snapshots; 1 when one byte or one figure differs."""
    from mizan.funds.publication.queries import editions_by_hash

    data = _read(arguments.file)
    if data is None:
        return USAGE
    found = editions_by_hash(hash_of(data))
    if not found:
        print(f"{arguments.file}: sha256 {hash_of(data)} is no edition: this file is not what was published", file=sys.stderr)
        return FAILED
    edition = found[-1]
    document = read_json(edition.content)
    different = _different(document, edition)
    when = f"{edition.published_at:%Y-%m-%d %H:%M} UTC"
    print(
        f"{arguments.file}: {edition.kind.value} {edition.period}, edition {edition.id} of {when}, {len(document.lines)} lines as published"
    )
    for name in different:
        print(f"  not what its snapshot holds: {name}", file=sys.stderr)
    return FAILED if different else DONE


def _different(document: Document, edition: Edition) -> list[str]:
    """The figures of a month whose value or hash is not that of the snapshot they came from."""
    from mizan.funds.indicators.queries import figure
    from mizan.funds.publication.equity import ALL
    from mizan.kernel.funds import Fund

    wrong = []
    for line in document.of("figure"):
        if not line.data_hash:
            continue
        fund = None if line.fund == ALL else Fund(line.fund)
        kept = figure(line.item, fund=fund, month=parse_period(line.period), known_at=edition.published_at)
        if (kept.data_hash, kept.value) != (line.data_hash, line.value):
            wrong.append(f"{line.item} {line.fund}")
    return wrong


def _write(arguments: argparse.Namespace, document: Callable[..., Document]) -> int:
    out = Path(arguments.out)
    writer = WRITERS.get(out.suffix)
    known: datetime = now()
    whole = _year(arguments.year)
    if writer is None or whole is None or whole.end > known.date():
        print("a whole year that has ended, and a file that ends in .csv, .json or .parquet", file=sys.stderr)
        return USAGE
    found = document(whole, known=known)
    data = writer(found)
    out.write_bytes(data)
    print(f"{out}: {len(found.lines)} lines, sha256 {hash_of(data)}")
    return DONE


def _read(name: str) -> bytes | None:
    path = Path(name)
    if not path.is_file():
        print(f"{name} is not a file", file=sys.stderr)
        return None
    return path.read_bytes()


def _year(number: int) -> Period | None:
    return year(number) if FIRST_YEAR <= number <= LAST_YEAR else None


def _month(text: str) -> Period | None:
    try:
        found = parse_period(text)
    except Refused:
        found = None
    if found is None or len(months_of(found)) != 1 or found.end > month_of(now().date()).start:
        print(f"{text} is not a month that has ended (2026-10)", file=sys.stderr)
        return None
    return found
