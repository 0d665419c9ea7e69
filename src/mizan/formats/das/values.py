"""The numbers and the dates of one detail line: quarters, total, birth, entry and exit."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.das.layout import FIELD, FULL, LONGEST, NO_DATE, NO_EXIT

PLACES = {name: (field.start, field.end) for name, field in FIELD.items()}
_CUTS = tuple((FIELD[f"q{q}_duration"].start, FIELD[f"q{q}_unit"].start, FIELD[f"q{q}_amount"].start) for q in (1, 2, 3, 4))

Minima = tuple[int | None, int | None, int | None, int | None]
"""The monthly minimum wage, in centimes, on the first day of each quarter; None where it is not known."""


class LineContext(NamedTuple):
    """What the header gives to the lines; None where the header could not be read."""

    employer_number: str | None
    year: int | None
    minima: Minima = (None, None, None, None)


def number(text: str) -> int | None:
    """The integer of a space-padded field, aligned left or right; an empty field is 0, anything else than digits None."""
    digits = text.strip(" ")
    if not digits:
        return 0
    return int(digits) if digits.isdigit() and digits.isascii() else None


class Line:
    """A line being read: its characters, whether their encoding is known, and what was found so far."""

    __slots__ = ("certain", "found", "line_no", "text")

    def __init__(self, text: str, line_no: int, certain: bool) -> None:
        self.text = text
        self.line_no = line_no
        self.certain = certain
        self.found: list[Anomaly] = []

    def raw(self, field: str) -> str:
        """The characters of a field."""
        start, end = PLACES[field]
        return self.text[start:end]

    def add(self, code: str, field: str, found: str | None = None, expected: str | None = None, **params: object) -> None:
        """Note an anomaly; what was found is the field itself unless it is given."""
        shown = self.raw(field).strip(" ") if found is None else found
        self.found.append(anomaly(code, line=self.line_no, field=field, found=shown, expected=expected, **params))


class Quarters(NamedTuple):
    """Durations, units and amounts of the four quarters; None for a number that can not be read."""

    durations: list[int | None]
    units: str
    amounts: list[int | None]


def read_quarters(line: Line, context: LineContext) -> Quarters:
    """The four quarters, with what is wrong in each."""
    text, durations, units, amounts = line.text, [], "", []
    for index, (start, unit_at, amount_at) in enumerate(_CUTS):
        duration, amount, unit = number(text[start:unit_at]), number(text[amount_at : amount_at + 10]), text[unit_at]
        wage = context.minima[index]
        if not (duration and amount and unit in LONGEST and _usual(unit, duration, amount, wage)):
            unit = _unusual(line, index + 1, unit, duration, amount, wage)
        durations.append(duration)
        units += unit
        amounts.append(amount)
    return Quarters(durations, units, amounts)


def _unusual(line: Line, quarter: int, unit: str, duration: int | None, amount: int | None, minimum_wage_m: int | None) -> str:
    """The rules of one quarter; returns its unit, in capitals."""
    if duration is None:
        line.add("duration_form", f"q{quarter}_duration")
    if amount is None:
        line.add("amount_form", f"q{quarter}_amount")
    if unit in ("h", "j", "m"):
        line.add("unit_case", f"q{quarter}_unit", expected=unit.upper())
        unit = unit.upper()
    known = unit in LONGEST
    if not known and duration == 0 and amount == 0:
        if unit != " ":
            line.add("unit_nil", f"q{quarter}_unit", expected="H, J, M")
        return " "
    if not known:
        line.add("unit_unknown", f"q{quarter}_unit", expected="H, J, M")
        return unit if unit.isprintable() else "?"
    if duration is not None and amount is not None:
        _quarter(line, quarter, unit, duration, amount, minimum_wage_m)
    return unit


def _usual(unit: str, duration: int, amount: int, minimum_wage_m: int | None) -> bool:
    """Whether a worked and paid quarter calls for no rule: what nearly all of them are."""
    full = FULL[unit]
    return duration <= LONGEST[unit] and amount * full >= 3 * (minimum_wage_m or 0) * min(duration, full)


def _quarter(line: Line, quarter: int, unit: str, duration: int, amount: int, minimum_wage_m: int | None) -> None:
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


def read_total(line: Line, amounts: Sequence[int | None]) -> int | None:
    """The total of the year, against the four amounts where they are known."""
    total = number(line.raw("total"))
    known = [amount for amount in amounts if amount is not None]
    if total is None:
        line.add("total_form", "total", expected=str(sum(known)) if len(known) == 4 else None)
    elif len(known) == 4 and total != sum(known):
        line.add("total_differs", "total", expected=str(sum(known)), total=total, sum=sum(known))
    return total


def read_dates(line: Line, context: LineContext) -> tuple[str | None, str | None, str | None]:
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


def _birth(line: Line, context: LineContext) -> tuple[str | None, date | None]:
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


def _entry(line: Line, context: LineContext) -> tuple[str | None, date | None]:
    raw = line.raw("entered_on")
    came = date_of(raw)
    if came is None:
        line.add("entry_missing" if raw in (NO_EXIT, NO_DATE) else "entry_form", "entered_on")
        return None, None
    if context.year is not None and came.year > context.year:
        line.add("entry_after_year", "entered_on", year=context.year)
    return raw, came


def _exit(line: Line, context: LineContext) -> tuple[str | None, date | None]:
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
