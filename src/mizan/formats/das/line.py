"""The rules of one detail line. The fast reader only chooses which lines come here: there is one set of rules, this one."""

from datetime import date
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Severity, anomaly
from mizan.formats.das.layout import (
    DETAIL_LEAST,
    DETAIL_LENGTH,
    END_MARK,
    FIELD,
    FULL,
    LONGEST,
    NO_DATE,
    NO_EXIT,
)
from mizan.formats.das.text import PLAIN_NAME, characters, read_text
from mizan.formats.das.types import RECORD
from mizan.kernel.identifiers import check_nss

Minima = tuple[int | None, int | None, int | None, int | None]
"""The monthly minimum wage, in centimes, on the first day of each quarter; None where it is not known."""


NO_ORDER = -2
"""The line number of a record that can not be cut in fields."""


class LineContext(NamedTuple):
    """What the header gives to the lines; None where the header could not be read."""

    employer_number: str | None
    year: int | None
    minima: Minima = (None, None, None, None)


class LineReading(NamedTuple):
    """One line read: its canonical record (None if a value could not be read), what was found, and the amounts that could be read."""

    line_no: int
    record: bytes | None
    anomalies: tuple[Anomaly, ...]
    amounts: tuple[int | None, int | None, int | None, int | None]
    number: int
    length: int
    text: str

    @property
    def sound(self) -> bool:
        """Whether the line can be taken."""
        return not any(found.severity is Severity.ERROR for found in self.anomalies)

    def brief(self) -> "LineReading":
        """The reading with one anomaly, its first error: what is kept once a file has shown more anomalies than a return carries."""
        errors = [found for found in self.anomalies if found.severity is Severity.ERROR]
        return self._replace(anomalies=tuple(errors[:1]))


_CUTS = tuple((FIELD[f"q{q}_duration"].start, FIELD[f"q{q}_unit"].start, FIELD[f"q{q}_amount"].start) for q in (1, 2, 3, 4))


def number(text: str) -> int | None:
    """The integer of a space-padded field, aligned left or right; an empty field is 0, anything else than digits None."""
    digits = text.strip(" ")
    if not digits:
        return 0
    return int(digits) if digits.isdigit() and digits.isascii() else None


class _Line:
    """A line being read: its text by field, and what was found so far."""

    __slots__ = ("certain", "found", "line_no", "text")

    def __init__(self, text: str, line_no: int, certain: bool) -> None:
        self.text = text
        self.line_no = line_no
        self.certain = certain
        self.found: list[Anomaly] = []

    def raw(self, field: str) -> str:
        place = FIELD[field]
        return self.text[place.start : place.start + place.length]

    def add(self, code: str, field: str, found: str | None = None, expected: str | None = None, **params: object) -> None:
        shown = self.raw(field).strip(" ") if found is None else found
        self.found.append(anomaly(code, line=self.line_no, field=field, found=shown, expected=expected, **params))


def read_line(raw: bytes, line_no: int, context: LineContext) -> LineReading:
    """Read one record and find everything that is wrong with it."""
    text, certain = characters(raw, DETAIL_LENGTH)
    length = len(text)
    line = _Line(text, line_no, certain)
    if (broken := _shape(line, length)) is not None:
        return broken
    _owner(line, context)
    nss = _nss(line)
    surname, given = _names(line)
    quarters, amounts = _quarters(line, context)
    total = _total(line, amounts)
    birth, entered, left = _dates(line, context)
    if birth is not None and birth != NO_DATE and nss.isdigit() and nss[:2] != birth[6:8]:
        line.add("nss_birth_year", "nss", expected=birth[6:8])
    if line.text[-1] not in (END_MARK, " "):
        line.add("end_mark", "end_mark", expected=END_MARK)
    record = None
    if birth is not None and entered is not None and left is not None and total is not None and quarters is not None:
        durations, units, pays = quarters
        record = RECORD.pack(
            *pays,
            total,
            nss.encode("ascii", "replace"),
            *durations,
            b"".join(units),
            birth.encode("ascii"),
            entered.encode("ascii"),
            left.encode("ascii"),
            surname.encode("ascii"),
            given.encode("ascii"),
        )
    order = number(line.raw("line_number"))
    return LineReading(line_no, record, tuple(line.found), amounts, -1 if order is None else order, length, text)


def _shape(line: _Line, length: int) -> LineReading | None:
    """The reading of a record that can not be cut in fields; None when it can (padded or trimmed to its length)."""
    text = line.text
    if length != DETAIL_LENGTH:
        rest = text[DETAIL_LENGTH:].strip(" \t\0")
        if length < DETAIL_LEAST or rest:
            line.found.append(anomaly("line_length", line=line.line_no, field="record", found=str(length), expected=str(DETAIL_LENGTH)))
            return _broken(line, length)
        code = "line_short" if length < DETAIL_LENGTH else "line_long"
        line.found.append(anomaly(code, line=line.line_no, field="record", found=str(length), expected=str(DETAIL_LENGTH)))
        line.text = text[:DETAIL_LENGTH].ljust(DETAIL_LENGTH)
    head = line.text[:14]
    if not any("0" <= c <= "9" for c in head):
        line.found.append(anomaly("line_not_record", line=line.line_no, field="record", found=text[:32].strip()))
        return _broken(line, length)
    return None


def _broken(line: _Line, length: int) -> LineReading:
    return LineReading(line.line_no, None, tuple(line.found), (None, None, None, None), NO_ORDER, length, line.text)


def _owner(line: _Line, context: LineContext) -> None:
    employer, year = line.text[:10], line.text[10:14]
    if not (employer.isdigit() and employer.isascii()):
        line.add("line_employer_form", "employer_number", expected=context.employer_number)
    elif context.employer_number is not None and employer != context.employer_number:
        line.add("line_employer_differs", "employer_number", expected=context.employer_number)
    expected = None if context.year is None else f"{context.year:04d}"
    if not (year.isdigit() and year.isascii()):
        line.add("line_year_form", "year", expected=expected)
    elif expected is not None and year != expected:
        line.add("line_year_differs", "year", expected=expected)


_NSS_CODES = {"nss_digits": "nss_form", "nss_length": "nss_form"}


def _nss(line: _Line) -> str:
    nss = line.raw("nss")
    for finding in check_nss(nss.strip(" ")):
        code = _NSS_CODES.get(finding.code, finding.code)
        expected = None
        if code == "nss_key":
            expected = nss[:10] + _key(nss)
        line.add(code, "nss", expected=expected)
    return nss


def _key(nss: str) -> str:
    digits = [int(c) for c in nss[:10]]
    return f"{99 - 2 * sum(digits[0::2]) - sum(digits[1::2]):02d}"


_NAME_CODES = {
    "text_case": "name_case",
    "text_accents": "name_accents",
    "text_guessed": "name_guessed",
    "text_unreadable": "name_unreadable",
    "text_script": "name_script",
    "text_symbols": "name_symbols",
}


def _names(line: _Line) -> tuple[str, str]:
    surname = _name(line, "surname")
    given = _name(line, "given_name")
    if not surname and not given:
        line.add("name_missing", "surname")
    elif not surname:
        line.add("surname_missing", "surname")
    elif not given:
        line.add("given_name_missing", "given_name")
    return surname, given


def _name(line: _Line, field: str) -> str:
    place = FIELD[field]
    text = read_text(line.text[place.start : place.end], certain=line.certain, plain=PLAIN_NAME, length=place.length)
    if text.code is not None:
        code = _NAME_CODES[text.code]
        refused = code in ("name_script", "name_unreadable")
        shown = "".join(c if c.isprintable() else "?" for c in line.raw(field).strip(" "))
        line.add(code, field, found=shown, expected=None if refused else text.value)
    return text.value


Amounts = tuple[int | None, int | None, int | None, int | None]
Quarters = tuple[tuple[int, ...], tuple[bytes, ...], tuple[int, ...]]


def _quarters(line: _Line, context: LineContext) -> tuple[Quarters | None, Amounts]:
    durations: list[int | None] = []
    units: list[bytes] = []
    amounts: list[int | None] = []
    for quarter, (at_duration, at_unit, at_amount) in enumerate(_CUTS, 1):
        duration = number(line.text[at_duration : at_duration + 3])
        amount = number(line.text[at_amount : at_amount + 10])
        unit = line.text[at_unit]
        if duration is None:
            line.add("duration_form", f"q{quarter}_duration")
        if amount is None:
            line.add("amount_form", f"q{quarter}_amount")
        if unit in ("h", "j", "m"):
            line.add("unit_case", f"q{quarter}_unit", expected=unit.upper())
            unit = unit.upper()
        wage = context.minima[quarter - 1]
        if not (duration and amount and unit in LONGEST and _usual(unit, duration, amount, wage)):
            known = _unit(line, quarter, unit, duration, amount)
            if duration is not None and amount is not None and known:
                _quarter(line, quarter, unit, duration, amount, wage)
        durations.append(duration)
        units.append(unit.encode("ascii", "replace"))
        amounts.append(amount)
    read: Amounts = (amounts[0], amounts[1], amounts[2], amounts[3])
    whole = tuple(d for d in durations if d is not None), tuple(units), tuple(a for a in amounts if a is not None)
    return (whole if len(whole[0]) == len(whole[2]) == 4 else None), read


def _usual(unit: str, duration: int, amount: int, minimum_wage_m: int | None) -> bool:
    """Whether a worked and paid quarter calls for no rule: what nearly all of them are."""
    full = FULL[unit]
    return duration <= LONGEST[unit] and amount * full >= 3 * (minimum_wage_m or 0) * min(duration, full)


def _unit(line: _Line, quarter: int, unit: str, duration: int | None, amount: int | None) -> bool:
    if unit in LONGEST:
        return True
    nil = duration == 0 and amount == 0
    if nil and unit == " ":
        return False
    line.add("unit_nil" if nil else "unit_unknown", f"q{quarter}_unit", expected="H, J, M")
    return False


def _quarter(line: _Line, quarter: int, unit: str, duration: int, amount: int, minimum_wage_m: int | None) -> None:
    if duration > LONGEST[unit]:
        line.add("duration_too_long", f"q{quarter}_duration", expected=str(LONGEST[unit]), unit=unit)
    elif duration == 0 and amount > 0:
        line.add("pay_without_duration", f"q{quarter}_duration", amount=amount)
    elif duration > 0 and amount == 0:
        line.add("duration_without_pay", f"q{quarter}_amount", duration=duration, unit=unit)
    elif amount > 0 and minimum_wage_m is not None:
        full = FULL[unit]
        due = 3 * minimum_wage_m * min(duration, full)
        if amount * full < due:
            least = -(-due // full)
            line.add("pay_below_minimum", f"q{quarter}_amount", expected=str(least), amount=amount, least=least)


def _total(line: _Line, amounts: Amounts) -> int | None:
    total = number(line.raw("total"))
    known = [amount for amount in amounts if amount is not None]
    if total is None:
        line.add("total_form", "total", expected=str(sum(known)) if len(known) == 4 else None)
    elif len(known) == 4 and total != sum(known):
        line.add("total_differs", "total", expected=str(sum(known)), total=total, sum=sum(known))
    return total


def _dates(line: _Line, context: LineContext) -> tuple[str | None, str | None, str | None]:
    """The three dates as `ddmmyyyy`; None for one that can not be read."""
    birth, born = _birth(line, context)
    entered, came = _entry(line, context)
    left, went = _exit(line, context)
    if born is not None and came is not None and came <= born:
        line.add("entry_before_birth", "entered_on", born=f"{born:%d/%m/%Y}")
    if came is not None and went is not None and went < came:
        line.add("exit_before_entry", "left_on", entered=f"{came:%d/%m/%Y}")
    return birth, entered, left


def date_of(text: str) -> date | None:
    """The date of `ddmmyyyy`; None where it is not one."""
    if not (text.isdigit() and text.isascii() and len(text) == 8):
        return None
    try:
        return date(int(text[4:8]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _birth(line: _Line, context: LineContext) -> tuple[str | None, date | None]:
    raw = line.raw("birth_date")
    if raw == NO_DATE:
        line.add("birth_date_unknown", "birth_date")
        return raw, None
    if raw.startswith("0000") and raw.isdigit() and raw.isascii():
        line.add("birth_date_year_only", "birth_date")
        return raw, None
    born = date_of(raw)
    if born is None:
        line.add("birth_date_missing" if raw == NO_EXIT else "birth_date_form", "birth_date")
        return None, None
    if context.year is not None and born.year > context.year:
        line.add("birth_after_year", "birth_date", year=context.year)
    return raw, born


def _entry(line: _Line, context: LineContext) -> tuple[str | None, date | None]:
    raw = line.raw("entered_on")
    came = date_of(raw)
    if came is None:
        line.add("entry_missing" if raw in (NO_EXIT, NO_DATE) else "entry_form", "entered_on")
        return None, None
    if context.year is not None and came.year > context.year:
        line.add("entry_after_year", "entered_on", year=context.year)
    return raw, came


def _exit(line: _Line, context: LineContext) -> tuple[str | None, date | None]:
    raw = line.raw("left_on")
    if raw == NO_EXIT:
        return raw, None
    if raw == NO_DATE:
        line.add("exit_zeros", "left_on")
        return NO_EXIT, None
    went = date_of(raw)
    if went is None:
        line.add("exit_form", "left_on")
        return None, None
    if context.year is not None and went.year > context.year:
        line.add("exit_after_year", "left_on", year=context.year)
    elif context.year is not None and went.year < context.year:
        line.add("exit_before_year", "left_on", year=context.year)
    return raw, went
