"""A contribution declaration as a table of rows (docs/formats/dac.md), read and written."""

import hashlib
import re
from datetime import date
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Outcome, anomaly, outcome_of
from mizan.formats.dac.rules import check
from mizan.formats.dac.types import AbatementLine, DacCheck, DacLine, DacReturn, Movement
from mizan.formats.tables import Row, day_in, read_table, write_table
from mizan.kernel.money import format_decimal, parse_amount
from mizan.kernel.refusals import Refused

HEAD, LINE, ABATEMENT, MOVEMENT = "DAC", "LIGNE", "ABATTEMENT", "MOUVEMENT"
CELLS = {HEAD: (6, 6), LINE: (2, 2), ABATEMENT: (8, 8), MOVEMENT: (4, 5)}
"""The fewest and the most cells after the kind of a row."""

SUMS = frozenset({"dac_sum_differs", "dac_abatement_sum", "dac_r98_missing", "dac_r38_missing", "dac_no_lines", "dac_movements_count"})
"""What can not be said of a table of which some rows could not be read."""

KIND_WORDS = {
    "NORMAL": "normal", "NORMALE": "normal", "NIL": "nil", "NEANT": "nil", "NÉANT": "nil",
    "RECTIFYING": "rectifying", "RECTIFICATIVE": "rectifying",
}  # fmt: skip

MAX_ROWS = 50_000
"""The rows of one declaration, its annexes included."""
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)


class _Parts(NamedTuple):
    """What the rows give, and the line each part stands on."""

    lines: list[DacLine]
    abatements: list[AbatementLine]
    movements: list[Movement]
    places: dict[tuple[str, int], int]

    def __call__(self, part: str, index: int) -> int:
        return self.places[part, index]


def read_csv(data: bytes, *, construction: bool | None = None) -> DacCheck:
    """Read a declaration from a table, whatever its bytes, and find every anomaly (`construction` as in `check`)."""
    table = read_table(data, most=MAX_ROWS)
    found = list(table.anomalies)
    parts = _Parts([], [], [], {})
    head: Row | None = None
    for row in table.rows:
        if not _shaped(row, found):
            continue
        if row.kind != HEAD:
            _part(row, parts, found)
        elif head is not None:
            found.append(anomaly("dac_head_repeated", line=row.line, field="record", found=row.kind))
        else:
            head = row
    if head is None:
        if not table.anomalies:
            found.append(anomaly("dac_head_missing", field="record", expected=HEAD))
        return DacCheck(Outcome.REFUSED, None, tuple(found))
    dac = _dac(head, parts, found)
    # What could not be read is said once: neither its cell is called missing, nor the sums it would enter called wrong.
    unread = {(one.line, one.field) for one in found}
    broken = bool(found)
    for one in check(dac, construction=construction, places=parts):
        if (one.line, one.field) not in unread and not (broken and one.code in SUMS):
            found.append(one)
    found.sort(key=lambda one: one.line)
    return DacCheck(outcome_of(found), dac, tuple(found), canonical_hash(dac))


def _shaped(row: Row, found: list[Anomaly]) -> bool:
    if row.kind not in CELLS:
        found.append(anomaly("table_kind", line=row.line, field="record", found=row.kind, expected=", ".join(CELLS)))
        return False
    least, most = CELLS[row.kind]
    count = len(row.cells)
    while count > most and not row.cells[count - 1]:
        count -= 1
    if not least <= count <= most:
        found.append(anomaly("table_cells", line=row.line, field="record", found=str(count + 1), expected=str(most + 1)))
        return False
    return True


def _part(row: Row, parts: _Parts, found: list[Anomaly]) -> None:
    if row.kind == LINE:
        parts.places["line", len(parts.lines)] = row.line
        parts.lines.append(DacLine(row.cell(0).upper(), _amount(row, 1, found)))
    elif row.kind == ABATEMENT:
        parts.places["abatement", len(parts.abatements)] = row.line
        parts.abatements.append(
            AbatementLine(
                code=row.cell(0).upper(),
                nss=row.cell(1).replace(" ", ""),
                name=row.cell(2),
                birth=_day(row, 3, "birth_date", found),
                base=_amount(row, 4, found),
                decision_no=row.cell(5),
                starts_on=_day(row, 6, "decision_days", found),
                ends_on=_day(row, 7, "decision_days", found),
            )
        )
    else:
        parts.places["movement", len(parts.movements)] = row.line
        on = _day(row, 3, "movement_on", found)
        parts.movements.append(Movement(row.cell(0).replace(" ", ""), row.cell(1), row.cell(2).upper(), on, row.cell(4)))


def _amount(row: Row, index: int, found: list[Anomaly]) -> int:
    try:
        return parse_amount(row.cell(index))
    except Refused:
        found.append(anomaly("table_cell", line=row.line, field="line_base", found=row.cell(index)))
        return 0


def _day(row: Row, index: int, field: str, found: list[Anomaly]) -> date | None:
    text = row.cell(index)
    day = day_in(text)
    if day is None and text:
        found.append(anomaly("table_cell", line=row.line, field=field, found=text))
    return day


def _dac(head: Row, parts: _Parts, found: list[Anomaly]) -> DacReturn:
    counts = []
    for index, field in ((3, "workers_total"), (4, "hired"), (5, "left")):
        text = head.cell(index)
        if _COUNT.fullmatch(text) is None:
            found.append(anomaly("table_cell", line=head.line, field=field, found=text))
        counts.append(int(text) if _COUNT.fullmatch(text) else 0)
    kind = head.cell(2)
    return DacReturn(
        employer_number=head.cell(0).replace(" ", ""),
        period_key=head.cell(1).upper(),
        kind=KIND_WORDS.get(kind.upper(), kind),
        workers_total=counts[0],
        hired=counts[1],
        left=counts[2],
        lines=tuple(parts.lines),
        abatements=tuple(parts.abatements),
        movements=tuple(parts.movements),
    )


def _rows(dac: DacReturn) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (HEAD, dac.employer_number, dac.period_key, dac.kind, str(dac.workers_total), str(dac.hired), str(dac.left))
    ]
    rows += [(LINE, line.code, format_decimal(line.base)) for line in dac.lines]
    rows += [
        (
            ABATEMENT, one.code, one.nss, one.name, _iso(one.birth), format_decimal(one.base), one.decision_no,
            _iso(one.starts_on), _iso(one.ends_on),
        )
        for one in dac.abatements
    ]  # fmt: skip
    rows += [(MOVEMENT, one.nss, one.name, one.sense, _iso(one.on), one.note) for one in dac.movements]
    return rows


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def write_csv(dac: DacReturn) -> bytes:
    """The declaration as a table that `read_csv` reads back to the same return."""
    return write_table(_rows(dac))


def canonical_hash(dac: DacReturn) -> str:
    """SHA-256 over what the declaration says: the order of its lines and of its annexes does not count."""
    head, *rest = _rows(dac)
    digest = hashlib.sha256(b"mizan-dac-1\0")
    for row in (head, *sorted(rest)):
        digest.update("\x1f".join(row).encode("utf-8", "replace") + b"\x1e")
    return digest.hexdigest()
