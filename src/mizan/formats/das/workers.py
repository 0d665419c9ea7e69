"""A table of workers, as a payroll exports it, made into a DAS pair."""

from collections.abc import Mapping
from datetime import date

from mizan.formats.anomalies import Anomaly, Outcome, anomaly
from mizan.formats.das.check import check_pair
from mizan.formats.das.names import names_for
from mizan.formats.das.types import DasCheck, DasHeader, DasRow, QuarterPay
from mizan.formats.das.write import write_pair
from mizan.formats.tables import Row, Table, day_in, read_table
from mizan.kernel.money import Centimes, parse_amount
from mizan.kernel.refusals import Refused

COLUMNS = {
    "nss": ("NSS",),
    "surname": ("NOM", "SURNAME"),
    "given_name": ("PRENOM", "PRÉNOM", "GIVEN_NAME"),
    "birth_date": ("NAISSANCE", "BIRTH_DATE"),
    **{f"q{q}_duration": (f"T{q}_DUREE", f"T{q}_DURÉE", f"Q{q}_DURATION") for q in (1, 2, 3, 4)},
    **{f"q{q}_unit": (f"T{q}_UNITE", f"T{q}_UNITÉ", f"Q{q}_UNIT") for q in (1, 2, 3, 4)},
    **{f"q{q}_amount": (f"T{q}_MONTANT", f"Q{q}_AMOUNT") for q in (1, 2, 3, 4)},
    "entered_on": ("ENTREE", "ENTRÉE", "ENTERED_ON"),
    "left_on": ("SORTIE", "LEFT_ON"),
}
"""The names a column may bear; the order of the columns is free, others are ignored. Amounts are dinars, days jj/mm/aaaa or ISO."""

OPTIONAL = ("left_on",)


def pair_of(workers: bytes, head: Mapping[str, object]) -> tuple[bytes | None, bytes | None, DasCheck]:
    """The pair of a table of workers, and its check; no pair where the table can not be read.

    `head` gives `employer`, `year`, `kind`, `centre`, `name`, `activity`, `address`, `city` and `eol`.
    """
    table = read_table(workers)
    found = list(table.anomalies)
    rows = _rows(table, found)
    if found:
        return None, None, _refused(found)
    employer, year = str(head["employer"]), int(str(head["year"]))
    header = DasHeader(
        employer_number=employer,
        kind=str(head["kind"]),
        year=year,
        centre=str(head["centre"]) or f"{employer[:2]}000",
        employer_name=str(head["name"]),
        activity=str(head["activity"]),
        address=str(head["address"]),
        city=str(head["city"]),
    )
    try:
        pair = write_pair(header, rows, eol="lf" if head["eol"] == "lf" else "none" if head["eol"] == "none" else "crlf")
    except Refused as error:
        line = error.refusal.params.get("line")
        place = line if isinstance(line, int) else 0
        value = str(error.refusal.params.get("value", ""))
        return None, None, _refused([anomaly("workers_value", line=place, field=error.refusal.field or "record", found=value)])
    names = names_for(year, employer)
    return *pair, check_pair(*pair, header_name=names.header, detail_name=names.detail)


def _refused(found: list[Anomaly]) -> DasCheck:
    return DasCheck(Outcome.REFUSED, None, 0, 0, (), tuple(found), (), "")


def _rows(table: Table, found: list[Anomaly]) -> list[DasRow]:
    if not table.rows:
        return []
    first = table.rows[0]
    titles = [title.upper() for title in (first.kind, *first.cells)]
    places: dict[str, int] = {}
    for name, aliases in COLUMNS.items():
        place = next((titles.index(alias) for alias in aliases if alias in titles), None)
        if place is not None:
            places[name] = place
        elif name not in OPTIONAL:
            found.append(anomaly("workers_column", line=first.line, field=name, expected=aliases[0]))
    if found:
        return []
    return [row for number, raw in enumerate(table.rows[1:], 1) if (row := _Worker(raw, number, places, found).row()) is not None]


class _Worker:
    """One row of the table being read."""

    def __init__(self, row: Row, number: int, places: Mapping[str, int], found: list[Anomaly]) -> None:
        self.cells = (row.kind, *row.cells)
        self.line = row.line
        self.number = number
        self.places = places
        self.found = found
        self.sound = True

    def text(self, name: str) -> str:
        place = self.places.get(name)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def wrong(self, name: str) -> None:
        self.sound = False
        self.found.append(anomaly("table_cell", line=self.line, field=name, found=self.text(name)))

    def day(self, name: str) -> date | None:
        text = self.text(name)
        day = day_in(text)
        if day is None and text:
            self.wrong(name)
        return day

    def quarter(self, number: int) -> QuarterPay:
        duration, unit, amount = self.text(f"q{number}_duration"), self.text(f"q{number}_unit").upper(), Centimes(0)
        if not (duration.isdigit() and duration.isascii() and len(duration) <= 3) and duration:
            self.wrong(f"q{number}_duration")
            duration = ""
        try:
            amount = parse_amount(self.text(f"q{number}_amount") or "0")
        except Refused:
            self.wrong(f"q{number}_amount")
        return QuarterPay(int(duration or 0), unit, amount)

    def row(self) -> DasRow | None:
        pays = tuple(self.quarter(number) for number in (1, 2, 3, 4))
        birth, entered, left = (self.day(name) for name in ("birth_date", "entered_on", "left_on"))
        if not self.sound:
            return None
        return DasRow(
            line_no=self.number,
            nss=self.text("nss").replace(" ", ""),
            surname=self.text("surname"),
            given_name=self.text("given_name"),
            birth_date=birth,
            quarters=(pays[0], pays[1], pays[2], pays[3]),
            total=Centimes(sum(pay.amount for pay in pays)),
            entered_on=entered,
            left_on=left,
        )
