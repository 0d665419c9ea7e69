"""Read the feed, whatever its bytes: every line becomes an event or is told of, and no line holds the others back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from mizan.formats.anomalies import Anomaly, Severity, anomaly
from mizan.formats.civil_register.types import CivilCheck, CivilEvent, CivilKind, CivilLine, Names, Numbers
from mizan.formats.feed import REF, Codes, Record, feed_records, read_record
from mizan.formats.tables import day_in
from mizan.kernel.identifiers import check_nin, check_nss

MAX_LINES: Final = 200_000
CODES: Final = Codes("civil_column", "civil_head", "civil_line")
COLUMNS: Final = (
    "id", "kind", "day", "nin", "nss", "surname_fr", "given_name_fr", "surname_ar", "given_name_ar", "sex", "birth_date", "birth_place",
    "spouse_nin", "spouse_nss", "spouse_surname_fr", "spouse_given_name_fr", "spouse_surname_ar", "spouse_given_name_ar",
    "spouse_birth_date", "spouse_sex",
    "mother_nin", "mother_nss", "father_nin", "father_nss", "place", "note", "corrects",
)  # fmt: skip
KINDS: Final = {kind.value.upper(): kind for kind in CivilKind} | {
    "NAISSANCE": CivilKind.BIRTH,
    "MARIAGE": CivilKind.MARRIAGE,
    "VEUVAGE": CivilKind.WIDOWHOOD,
    "DECES": CivilKind.DEATH,
    "IDENTITE": CivilKind.IDENTITY,
    "RECTIFICATION": CivilKind.CORRECTION,
    "ANNULATION": CivilKind.ANNULMENT,
}
WITH_SPOUSE: Final = frozenset({CivilKind.MARRIAGE, CivilKind.DIVORCE, CivilKind.WIDOWHOOD})
WITHOUT_PERSON: Final = frozenset({CivilKind.CORRECTION, CivilKind.ANNULMENT})
MAX_CELL: Final = 500
_PRESUMED: Final = re.compile(r"(?P<y>[0-9]{4})(?:-(?P<m>0[1-9]|1[0-2]))?", re.ASCII)

Cells = Mapping[str, str]


def read(data: bytes) -> CivilCheck:
    """Read a feed: JSON lines when its first character is "{", else a table whose first row names the columns."""
    records, whole = feed_records(data, columns=COLUMNS, most=MAX_LINES, codes=CODES, head=4)
    seen: set[str] = set()
    return CivilCheck(tuple(_once(_line(record), seen) for record in records), tuple(whole))


def _line(record: Record) -> CivilLine:
    number, text = record.number, record.text
    cells, found = read_record(record, CODES)
    if cells is None:
        return CivilLine(number, text, None, tuple(found))
    event = _Reading(number, cells, found).event()
    fatal = event is None or any(one.severity is Severity.ERROR for one in found)
    return CivilLine(number, text[: 4 * MAX_CELL], None if fatal else event, tuple(found))


def _once(line: CivilLine, seen: set[str]) -> CivilLine:
    """The first line of an id counts; a second one in the same file is told of."""
    if line.event is None or line.event.id not in seen:
        if line.event is not None:
            seen.add(line.event.id)
        return line
    repeated = anomaly("civil_id_repeated", line=line.line, field="id", found=line.event.id)
    return CivilLine(line.line, line.text, None, (*line.anomalies, repeated))


class _Reading:
    """Reads the cells of one line; what is wrong is added to `found`."""

    def __init__(self, line: int, cells: Cells, found: list[Anomaly]) -> None:
        self.line, self.cells, self.found = line, cells, found

    def event(self) -> CivilEvent | None:
        """The event, or None where its id, kind or day can not be read."""
        for name, cell in self.cells.items():
            if len(cell) > MAX_CELL:
                self.tell("civil_long", name, cell)
        ref, kind, day = self.cell("id").upper(), KINDS.get(_plain(self.cell("kind"))), self.day("day")
        if not REF.fullmatch(ref):
            self.tell("civil_id", "id", self.cell("id"))
        if kind is None:
            self.tell("civil_kind", "kind", self.cell("kind"))
        if kind is None or day is None:
            return None
        person, spouse = self.numbers(""), self.numbers("spouse_")
        event = CivilEvent(
            ref, kind, day, person, self.names("", day if kind is CivilKind.BIRTH else None), spouse, self.names("spouse_", None),
            self.numbers("mother_"), self.numbers("father_"), self.cell("place"), self.cell("note"), self.cell("corrects").upper(),
            _hash(self.cells),
        )  # fmt: skip
        for code, field in self.missing(event):
            self.tell(code, field, "")
        return event

    def missing(self, event: CivilEvent) -> Iterator[tuple[str, str]]:
        """What a line of its kind must say and this one does not."""
        if event.kind in WITHOUT_PERSON:
            if not event.corrects:
                yield "civil_corrects_missing", "corrects"
            return
        named = event.names.surname_fr and event.names.given_name_fr
        if not event.person:
            yield "civil_person_missing", "nin"
        if event.kind is CivilKind.BIRTH and not named:
            yield "civil_name_missing", "surname_fr"
        if event.kind is CivilKind.BIRTH and not (event.mother or event.father):
            yield "civil_parent_missing", "mother_nin"
        if event.kind in WITH_SPOUSE and not event.spouse:
            yield "civil_spouse_missing", "spouse_nin"
        if event.kind is CivilKind.IDENTITY and not any(event.names) and not (event.person.nin and event.person.nss):
            yield "civil_nothing", "kind"

    def cell(self, name: str) -> str:
        """A cell, "" where the line has none."""
        return self.cells.get(name, "")

    def day(self, name: str) -> date | None:
        """A whole date."""
        day = day_in(self.cell(name))
        if day is None:
            self.tell("civil_day", name, self.cell(name))
        return day

    def numbers(self, prefix: str) -> Numbers:
        """Both numbers of a person, each checked."""
        given = Numbers(*(self.cell(f"{prefix}{name}").replace(" ", "") for name in ("nin", "nss")))
        for name, number, check in (("nin", given.nin, check_nin), ("nss", given.nss, check_nss)):
            for finding in check(number) if number else ():
                self.tell("civil_number" if finding.severity == "error" else "civil_number_doubt", f"{prefix}{name}", number)
        return given

    def names(self, prefix: str, born_on: date | None) -> Names:
        """What the line says of who somebody is; a birth may be presumed: "1950", "1950-03"."""
        text, presumed = self.cell(f"{prefix}birth_date"), ""
        birth = day_in(text) or born_on
        if text and day_in(text) is None:
            match = _PRESUMED.fullmatch(text)
            if match is None or not int(match["y"]):
                self.tell("civil_day", f"{prefix}birth_date", text)
            else:
                birth, presumed = date(int(match["y"]), int(match["m"] or 1), 1), "month" if match["m"] else "year"
        sex = self.cell(f"{prefix}sex").upper()
        if sex not in ("", "F", "M"):
            self.tell("civil_sex", f"{prefix}sex", sex)
        parts = [self.cell(f"{prefix}{name}") for name in ("surname_fr", "given_name_fr", "surname_ar", "given_name_ar")]
        return Names(parts[0].upper(), parts[1].upper(), parts[2], parts[3], sex, birth, presumed, self.cell(f"{prefix}birth_place"))

    def tell(self, code: str, field: str, found: str) -> None:
        """Add an anomaly of this line."""
        self.found.append(anomaly(code, line=self.line, field=field, found=found))


def _plain(word: str) -> str:
    """Capitals without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.upper()) if not unicodedata.combining(letter))


def _hash(cells: Cells) -> str:
    digest = hashlib.sha256(b"mizan-civil-1\0")
    for name in COLUMNS:
        digest.update(cells.get(name, "").encode("utf-8", "replace") + b"\x1e")
    return digest.hexdigest()
