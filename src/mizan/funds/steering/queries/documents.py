"""Adopted documents: what was proposed, what is in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from mizan.funds.access.sql import Row, rows
from mizan.funds.steering.types.documents import AdoptedKind, AdoptedValue, DocumentKept, ValueStated
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

_DOCUMENT = """
SELECT d.id, d.sha256, d.series, d.version, d.title_ar, d.title_fr, d.body_ar, d.body_fr, d.adopted_on, d.funds, d.by_id, d.at,
       CASE WHEN a.document_id IS NOT NULL THEN true WHEN x.document_id IS NOT NULL THEN false END,
       COALESCE(a.by_id, x.by_id), COALESCE(a.at, x.at), COALESCE(x.reason, '')
  FROM steering_document d
  LEFT JOIN steering_adoption a ON a.document_id = d.id
  LEFT JOIN steering_document_declined x ON x.document_id = d.id
"""
_ROW = "r.line, r.indicator, r.fund, r.starts, r.ends, r.kind, r.value"
_ADOPTED = f"""
SELECT {_ROW}, d.id, d.series, d.version, d.sha256, d.adopted_on, a.at
  FROM steering_adoption a
  JOIN steering_document d ON d.id = a.document_id
  JOIN steering_document_row r ON r.document_id = d.id
"""  # noqa: S608 - constants

_ALL_OF_MONTH = f"""{_ADOPTED} WHERE r.fund = %(fund)s AND r.starts <= %(day)s AND %(day)s < r.ends
   AND (%(known)s::timestamptz IS NULL OR a.at < %(known)s)
   AND NOT EXISTS (SELECT 1 FROM steering_document n JOIN steering_adoption na ON na.document_id = n.id
                    WHERE n.series = d.series AND n.version > d.version AND (%(known)s::timestamptz IS NULL OR na.at < %(known)s))
"""  # noqa: S608 - constants
_OF_MONTH = f"{_ALL_OF_MONTH} AND r.indicator = %(indicator)s"


def documents() -> tuple[DocumentKept, ...]:
    """The documents proposed, newest first."""
    return tuple(_document(row) for row in rows(f"{_DOCUMENT} ORDER BY d.id DESC"))


def document_of(document_id: int) -> DocumentKept | None:
    """One document."""
    return next((_document(row) for row in rows(f"{_DOCUMENT} WHERE d.id = %s", [document_id])), None)


def content_of(document_id: int) -> str:
    """The document's text, whole; empty for one the account does not see."""
    found = rows("SELECT content FROM steering_document WHERE id = %s", [document_id])
    return str(found[0][0]) if found else ""


def values_of(document_id: int) -> tuple[ValueStated, ...]:
    """The values a document states, in its order."""
    found = rows(f"SELECT {_ROW} FROM steering_document_row r WHERE r.document_id = %s ORDER BY r.line", [document_id])  # noqa: S608 - constants
    return tuple(_stated(row) for row in found)


def approved_values() -> tuple[AdoptedValue, ...]:
    """Every value ever approved, those of replaced versions too, in the order of their approval."""
    return tuple(_adopted(row) for row in rows(f"{_ADOPTED} ORDER BY a.at, d.id, r.line"))


def values_in_force(values: Iterable[AdoptedValue], known_at: datetime | None = None) -> tuple[AdoptedValue, ...]:
    """Of approved values, those of the last version of each series as approved before an instant (None: as approved now)."""
    known = [one for one in values if known_at is None or one.approved_at < known_at]
    last: dict[str, int] = {}
    for one in known:
        last[one.series] = max(one.version, last.get(one.series, 0))
    return tuple(one for one in known if one.version == last[one.series])


def adopted(indicator: str, fund: Fund | None, month: Period, *, known_at: datetime | None = None) -> dict[AdoptedKind, AdoptedValue]:
    """The budget, target and promise of an indicator for a month, those that are adopted: a row of the month before one of its year.

    `fund` None: the funds together (only what was adopted for them so: nothing is added up).
    """
    found = rows(_OF_MONTH, {"indicator": indicator, "fund": fund.value if fund else "", "day": month.start, "known": known_at})
    return chosen((_adopted(row) for row in found), month.start)


def adopted_of_month(fund: Fund | None, month: Period) -> dict[str, dict[AdoptedKind, AdoptedValue]]:
    """The same for every indicator that has something adopted for the fund and the month, in one question."""
    found: dict[str, list[AdoptedValue]] = {}
    for row in rows(_ALL_OF_MONTH, {"fund": fund.value if fund else "", "day": month.start, "known": None}):
        one = _adopted(row)
        found.setdefault(one.stated.indicator, []).append(one)
    return {indicator: chosen(values, month.start) for indicator, values in found.items()}


def _of(values: Iterable[AdoptedValue], indicator: str, fund: Fund | None) -> list[AdoptedValue]:
    return [one for one in values if (one.stated.indicator, one.stated.fund) == (indicator, fund)]


def chosen(values: Iterable[AdoptedValue], day: date) -> dict[AdoptedKind, AdoptedValue]:
    """Of values in force of one indicator and fund, the one of each kind for a day: the shortest period, then the last adopted."""
    best: dict[AdoptedKind, AdoptedValue] = {}
    for one in sorted(values, key=lambda v: (v.stated.starts - v.stated.ends, v.adopted_on, v.approved_at, v.document_id)):
        if one.stated.starts <= day < one.stated.ends:
            best[one.stated.kind] = one
    return best


def target_of(values: Iterable[AdoptedValue], indicator: str, fund: Fund | None, deadline: date | None) -> AdoptedValue | None:
    """The target an instruction aims at, of values in force: that of the deadline's month; else the one that reaches furthest in time."""
    targets = [one for one in _of(values, indicator, fund) if one.stated.kind is AdoptedKind.TARGET]
    if deadline is not None and (of_month := chosen(targets, deadline).get(AdoptedKind.TARGET)) is not None:
        return of_month
    return max(targets, key=lambda v: (v.stated.ends, v.stated.starts, v.adopted_on, v.approved_at, v.document_id), default=None)


def _stated(row: Row) -> ValueStated:
    line, indicator, fund, starts, ends, kind, value = row
    return ValueStated(line, indicator, Fund(fund) if fund else None, starts, ends, AdoptedKind(kind), value)


def _adopted(row: Row) -> AdoptedValue:
    return AdoptedValue(_stated(row[:7]), *row[7:])


def _document(row: Row) -> DocumentKept:
    identity, sha256, series, version, title_ar, title_fr, body_ar, body_fr, adopted_on, funds, by, at, approved, decided_by, *decided = row
    return DocumentKept(
        identity, sha256, series, version, title_ar, title_fr, body_ar, body_fr, adopted_on,
        tuple(Fund(name) if name else None for name in funds), by, at, approved, decided_by, *decided,
    )  # fmt: skip
