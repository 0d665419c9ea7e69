"""Read a career history, whatever its bytes; one error refuses it, since two people sign for the whole of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

from mizan.formats.anomalies import Anomaly, Outcome, anomaly, outcome_of
from mizan.formats.career_history.types import HistoryCheck, HistoryHead, PeriodLine, SpellLine
from mizan.formats.tables import Row, day_in, read_table
from mizan.kernel.identifiers import check_employer_number, check_nss
from mizan.kernel.money import parse_amount
from mizan.kernel.periods import Period, months_of, parse_period
from mizan.kernel.refusals import Refused

HEAD, SPELL, PERIOD = "HISTOIRE", "EMPLOI", "PERIODE"
CELLS: Final = {HEAD: 3, SPELL: 6, PERIOD: 7}
SCHEMES: Final = frozenset({"CNR", "CASNOS"})
MAX_NAME: Final = 200
_DAYS: Final = re.compile(r"[0-9]{1,3}", re.ASCII)


def read(data: bytes) -> HistoryCheck:
    """Read a history and find every anomaly."""
    table = read_table(data)
    found = list(table.anomalies)
    reading = _Reading(found)
    for row in table.rows:
        reading.row(row)
    if reading.head is None and not table.anomalies:
        found.append(anomaly("history_head", field="record", expected=HEAD))
    refused = outcome_of(found) is Outcome.REFUSED
    spells, periods = ((), ()) if refused else (tuple(reading.spells), tuple(reading.periods))
    return HistoryCheck(outcome_of(found), reading.head, spells, periods, tuple(found), hashlib.sha256(data).hexdigest())


class _Reading:
    """Gathers the rows."""

    def __init__(self, found: list[Anomaly]) -> None:
        self.found = found
        self.head: HistoryHead | None = None
        self.spells: list[SpellLine] = []
        self.periods: list[PeriodLine] = []
        self.seen: set[tuple[object, ...]] = set()
        self._kinds: dict[str, Callable[[Row], None]] = {HEAD: self._head, SPELL: self._spell, PERIOD: self._period}

    def row(self, row: Row) -> None:
        """One row."""
        kind = self._kinds.get(row.kind)
        if kind is None:
            self.tell("table_kind", row, "record", row.kind, expected=", ".join(CELLS))
        elif len(row.cells) != CELLS[row.kind]:
            self.tell("table_cells", row, "record", str(len(row.cells) + 1), expected=str(CELLS[row.kind] + 1))
        else:
            kind(row)

    def tell(self, code: str, row: Row, field: str, found: str, **more: str) -> None:
        """Add an anomaly of a row."""
        self.found.append(anomaly(code, line=row.line, field=field, found=found, **more))

    def _head(self, row: Row) -> None:
        day = self._day(row, 2)
        if self.head is not None or not row.cell(0) or not row.cell(1):
            self.tell("history_head", row, "record", row.cell(0), expected=HEAD)
        elif day is not None:
            self.head = HistoryHead(row.cell(0), row.cell(1), day)

    def _spell(self, row: Row) -> None:
        starts, ends = self._day(row, 4), self._day(row, 5) if row.cell(5) else None
        if ends is not None and starts is not None and ends <= starts:
            self.tell("history_span", row, "ends_on", row.cell(5))
        elif self._person(row) and starts is not None:
            self.spells.append(SpellLine(row.line, row.cells[0], row.cells[1], row.cells[2], row.cells[3], starts, ends))

    def _period(self, row: Row) -> None:
        key, days, text = row.cells[4], row.cells[5], row.cells[6]
        found = _period_of(key)
        if found is None:
            self.tell("history_period", row, "period", key)
            return
        period, most = found
        if not _DAYS.fullmatch(days) or int(days) > most:
            self.tell("history_days", row, "days", days)
        else:
            amount = self._amount(row, text)
            name = (row.cells[0], row.cells[1], row.cells[2], row.cells[3], key)
            if name in self.seen:
                self.tell("history_repeated", row, "period", key)
            elif self._person(row) and amount is not None:
                self.seen.add(name)
                self.periods.append(PeriodLine(row.line, *name[:4], period, int(days), amount))

    def _person(self, row: Row) -> bool:
        nss, scheme, number, name = row.cells[:4]
        fine = True
        if code := _nss_code(nss):
            self.tell(code, row, "nss", nss)
            fine = code != "nss_key"
        if scheme not in SCHEMES:
            self.tell("history_scheme", row, "scheme", scheme, expected=", ".join(sorted(SCHEMES)))
            fine = False
        if number and not _employer_fine(number):
            self.tell("history_employer", row, "employer_number", number)
            fine = False
        if len(name) > MAX_NAME or not (number or name or scheme == "CASNOS"):
            self.tell("history_employer", row, "employer_name", name)
            fine = False
        return fine

    def _day(self, row: Row, index: int) -> date | None:
        day = day_in(row.cell(index))
        if day is None:
            self.tell("table_cell", row, "record", row.cell(index))
        return day

    def _amount(self, row: Row, text: str) -> int | None:
        try:
            amount = parse_amount(text)
        except Refused:
            amount = None
        if amount is None or amount < 0:
            self.tell("table_cell", row, "amount", text)
            return None
        return amount


@lru_cache(maxsize=2048)
def _period_of(key: str) -> tuple[Period, int] | None:
    """A period and the most days it may have."""
    try:
        period = parse_period(key)
    except Refused:
        return None
    return period, 30 * len(months_of(period))


@lru_cache(maxsize=65_536)
def _nss_code(nss: str) -> str:
    for finding in check_nss(nss):
        return finding.code
    return ""


@lru_cache(maxsize=65_536)
def _employer_fine(number: str) -> bool:
    return not any(finding.severity == "error" for finding in check_employer_number(number))
