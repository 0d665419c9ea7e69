"""Read the file, whatever its bytes: every line becomes an award or is told of, and no line holds the others back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from mizan.formats.anomalies import Severity, anomaly
from mizan.formats.existing_awards.types import ExistingAward, ExistingAwardLine, ExistingAwardsCheck, Minimum
from mizan.formats.feed import REF, Codes, Record, content_hash, feed_records, numbers_wrong, read_record
from mizan.formats.tables import day_in
from mizan.kernel.identifiers import check_rib, check_rip
from mizan.kernel.money import parse_amount
from mizan.kernel.refusals import Refused

MAX_LINES: Final = 200_000
"""A file is one sitting of two people; a stock of millions comes in as many files as there are agencies."""
CODES: Final = Codes(
    "existing_award_column", "existing_award_head", "existing_award_line", "existing_award_person", "existing_award_number"
)  # fmt: skip
COLUMNS: Final = (
    "id", "benefit", "nin", "nss", "of_nin", "of_nss", "since", "until", "pension", "fund_adds", "state_adds", "supplement",
    "minimum", "minimum_part", "minimum_whole", "account", "holder", "net",
)  # fmt: skip
KINDS: Final = ("retirement", "retirement_allowance", "survivors", "invalidity", "work_accident")
SURVIVORS: Final = "survivors"
MINIMA: Final = ("pension", "allocation", "moudjahid_pension", "invalidity_pension")
FORM: Final = "mizan-existing-awards-1"
MOST_HOLDER: Final = 70
MONEY: Final = ("pension", "fund_adds", "state_adds", "supplement", "minimum_part", "minimum_whole")
Cell = Callable[[str], str]
Wrong = Iterator[tuple[str, str, str]]
"""What is wrong: code, field, what was found."""


def read(data: bytes) -> ExistingAwardsCheck:
    """Read a file: JSON lines when its first character is "{", else a table whose first row names the columns."""
    records, whole = feed_records(data, columns=COLUMNS, most=MAX_LINES, codes=CODES)
    seen: set[str] = set()
    lines = tuple(_once(_line(record), seen) for record in records)
    return ExistingAwardsCheck(lines, tuple(whole), hashlib.sha256(data).hexdigest())


def _line(record: Record) -> ExistingAwardLine:
    number = record.number
    cells, found = read_record(record, CODES)
    if cells is None:
        return ExistingAwardLine(number, None, tuple(found))

    def cell(name: str) -> str:
        return cells.get(name, "").strip()

    wrong = [*_about_whom(cell), *_days(cell), *_money(cell), *_minimum(cell), *_paid_where(cell)]
    found += [anomaly(code, line=number, field=name, found=value[:80]) for code, name, value in wrong]
    if any(one.severity is Severity.ERROR for one in found):
        return ExistingAwardLine(number, None, tuple(found))
    return ExistingAwardLine(number, _award(cell, cells), tuple(found))


def _award(cell: Cell, cells: Mapping[str, str]) -> ExistingAward:
    """A line in which nothing is wrong."""
    starts_on = day_in(cell("since"))
    assert starts_on is not None  # noqa: S101 - looked at by `_days`
    nin, nss, of_nin, of_nss, account = (cell(name).replace(" ", "") for name in ("nin", "nss", "of_nin", "of_nss", "account"))
    pension, fund_adds, state_adds, supplement, part, whole = (_amount(cell(name) or "0") or 0 for name in MONEY)
    return ExistingAward(
        cell("id").upper(), cell("benefit"), nin, nss, of_nin, of_nss, starts_on, day_in(cell("until")), pension, fund_adds, state_adds,
        supplement, Minimum(cell("minimum"), part, whole), account, "ccp" if not check_rip(account) else "rib", cell("holder"),
        _amount(cell("net")) if cell("net") else None, content_hash(cells, COLUMNS, FORM),
    )  # fmt: skip


def _about_whom(cell: Cell) -> Wrong:
    if not REF.fullmatch(cell("id").upper()):
        yield "existing_award_id", "id", cell("id")
    if cell("benefit") not in KINDS:
        yield "existing_award_kind", "benefit", cell("benefit")
    yield from numbers_wrong(cell("nin").replace(" ", ""), cell("nss").replace(" ", ""), CODES)
    of_nin, of_nss = cell("of_nin").replace(" ", ""), cell("of_nss").replace(" ", "")
    if cell("benefit") == SURVIVORS:
        for code, name, value in numbers_wrong(of_nin, of_nss, CODES):
            yield code, f"of_{name}", value
    elif of_nin or of_nss:
        yield "existing_award_of_nobody", "of_nin", of_nin or of_nss


def _days(cell: Cell) -> Wrong:
    starts_on, ends_on = day_in(cell("since")), day_in(cell("until"))
    if starts_on is None:
        yield "existing_award_day", "since", cell("since")
    if cell("until") and (ends_on is None or (starts_on is not None and ends_on <= starts_on)):
        yield "existing_award_day", "until", cell("until")


def _money(cell: Cell) -> Wrong:
    pension = _amount(cell("pension"))
    if pension is None:
        yield "existing_award_amount", "pension", cell("pension")
    for name in MONEY[1:]:
        if cell(name) and _amount(cell(name)) is None:
            yield "existing_award_amount", name, cell(name)
    if cell("net") and _amount(cell("net")) is None:
        yield "existing_award_amount", "net", cell("net")
    given = [_amount(cell(name)) for name in MONEY[:4] if cell(name)]
    if pension is not None and not sum(one or 0 for one in given):
        yield "existing_award_nothing", "pension", cell("pension")


def _minimum(cell: Cell) -> Wrong:
    """A minimum is said whole or not at all: its kind, the part given, the whole."""
    kind, part, whole = cell("minimum"), _amount(cell("minimum_part") or "0"), _amount(cell("minimum_whole") or "0")
    if kind and (kind not in MINIMA or part is None or whole is None or not 0 < part <= whole):
        yield "existing_award_minimum", "minimum", kind
    if not kind and (part or whole):
        yield "existing_award_minimum", "minimum", cell("minimum_part") or cell("minimum_whole")


def _paid_where(cell: Cell) -> Wrong:
    account, holder = cell("account").replace(" ", ""), cell("holder")
    if any(one.severity == "error" for one in check_rib(account)) and check_rip(account):
        yield "existing_award_account", "account", account
    if not holder or len(holder) > MOST_HOLDER:
        yield "existing_award_holder", "holder", holder


def _amount(text: str) -> int | None:
    """Centimes, zero or more; None where the text is no such amount."""
    try:
        amount = parse_amount(text)
    except Refused:
        return None
    return amount if amount >= 0 else None


def _once(line: ExistingAwardLine, seen: set[str]) -> ExistingAwardLine:
    """The first line of a number counts; a second one in the same file is told of."""
    told = line.award
    if told is None or told.id not in seen:
        if told is not None:
            seen.add(told.id)
        return line
    repeated = anomaly("existing_award_id_repeated", line=line.line, field="id", found=told.id)
    return ExistingAwardLine(line.line, None, (*line.anomalies, repeated))
