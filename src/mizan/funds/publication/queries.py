"""Questions on what was published: for everybody, without an account."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.access.sql import Row, rows
from mizan.funds.publication.types import Edition, Kind

_COLUMNS = "e.id, e.kind, e.period, e.content, e.sha256, e.csv_sha256, e.published_at, e.follows_id"
_LATEST = f"SELECT {_COLUMNS} FROM publication_edition e WHERE e.kind = %s AND e.period = %s ORDER BY e.id DESC LIMIT 1"  # noqa: S608 - constants
_BY_HASH = f"SELECT {_COLUMNS} FROM publication_edition e WHERE e.sha256 = %s OR e.csv_sha256 = %s ORDER BY e.id"  # noqa: S608 - constants
_PERIODS = "SELECT DISTINCT e.period FROM publication_edition e WHERE e.kind = %s ORDER BY 1"
_LIST = "SELECT e.sha256, e.published_at FROM publication_edition e WHERE e.kind = %s AND e.period = %s ORDER BY e.id DESC"


def edition_of(kind: Kind, period: str) -> Edition | None:
    """The last edition of a document; None where none was published."""
    found = rows(_LATEST, [kind.value, period])
    return _edition(found[0]) if found else None


def editions_by_hash(sha256: str) -> tuple[Edition, ...]:
    """The editions whose file, or whose CSV, has a hash: the earliest first."""
    return tuple(_edition(row) for row in rows(_BY_HASH, [sha256, sha256]))


def periods_of(kind: Kind) -> tuple[str, ...]:
    """The periods a kind of document was published for, oldest first."""
    return tuple(row[0] for row in rows(_PERIODS, [kind.value]))


def hashes_of(kind: Kind, period: str) -> tuple[tuple[str, datetime], ...]:
    """Every edition of a document by its hash, with the instant it was published, the last first."""
    return tuple((row[0], row[1]) for row in rows(_LIST, [kind.value, period]))


def _edition(row: Row) -> Edition:
    return Edition(row[0], Kind(row[1]), *row[2:])
