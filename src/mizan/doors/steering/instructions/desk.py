"""What the register's pages share: who reads and writes, how figures and statuses are written."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.doors import shown, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Tone
from mizan.formats.indicators import catalogue
from mizan.funds.access import queries as access
from mizan.funds.access.types import Role
from mizan.funds.steering import queries
from mizan.funds.steering.document_file import STEERED
from mizan.funds.steering.types.instructions import DayKept, InstructionKept
from mizan.funds.steering.types.statuses import Status
from mizan.kernel.funds import Fund
from mizan.kernel.rounding import Rounding, divide

WRITES = (Role.MINISTER.value, Role.DIRECTOR.value)
READS = (*WRITES, Role.AUDITOR.value)
TONES: dict[Status, Tone] = {
    Status.NOT_BEGUN: "quiet", Status.ON_TRACK: "info", Status.LATE: "late", Status.DONE: "done", Status.RELAPSED: "late",
    Status.NOT_MEASURABLE: "soon",
}  # fmt: skip
TOGETHER = "together"
"""How the funds together are named in forms and addresses."""


def writes(visit: Visit) -> bool:
    """Whether the visitor may write in the register at all; for which funds the acts ask."""
    return bool(visit.roles & set(WRITES))


def gives(visit: Visit, fund: Fund | None) -> bool:
    """Whether the visitor may confirm or amend for a fund, or (None) for the funds together: the minister, or who directs every one."""
    wanted = {one.value for one in (STEERED if fund is None else (fund,))}
    return Role.MINISTER.value in visit.roles or wanted <= visit.scopes(Role.DIRECTOR.value)


def funds_given(visit: Visit) -> list[Fund | None]:
    """For whom the visitor may confirm: the funds together first, for the minister."""
    return [fund for fund in (None, *STEERED) if gives(visit, fund)]


def instruction_here(number: int) -> InstructionKept:
    """The instruction an address names; raises Missing."""
    found = queries.instruction_of(number)
    if found is None:
        raise Missing(number)
    return found


def fund_words(fund: Fund | None, lang: Lang) -> str:
    """A fund, or the funds together."""
    return wording.text("instructions.together" if fund is None else f"fund.{fund.value}", lang)


def name_of(indicator: str, lang: Lang) -> str:
    """The indicator's name."""
    return catalogue()[indicator].name[lang]


def names_of(indicators: Iterable[str], lang: Lang) -> str:
    """Names in one sentence."""
    return wording.text("common.comma", lang).join(name_of(one, lang) for one in indicators)


def value_words(value: int | None, unit: str, lang: Lang) -> str:
    """A figure in its unit, as people write it; a dash when there is none."""
    if value is None:
        return "—"
    if unit == "centimes":
        return shown.amount(value, lang)
    if unit == "ppm":
        return shown.rate(value, lang)
    if unit == "ratio_ppm":
        hundredths = divide(value, 10_000, Rounding.HALF_UP)
        return f"{'-' if hundredths < 0 else ''}{abs(hundredths) // 100},{abs(hundredths) % 100:02d}"
    if unit in ("days", "months"):
        return wording.text(f"instructions.unit.{unit}", lang, count=value)
    return shown.number(value)


def status_words(status: Status, lang: Lang) -> str:
    """The word of a status."""
    return wording.text(f"instructions.status.{status.value}", lang)


def status_cell(last: DayKept | None, lang: Lang) -> Cell:
    """A status in a table; before the first night there is none."""
    if last is None:
        return tables.status(wording.text("instructions.no_day", lang), "quiet")
    return tables.status(status_words(last.status, lang), TONES[last.status])


def why_words(last: DayKept, lang: Lang) -> str:
    """Why a status is what it is, with the indicators it speaks of."""
    return wording.text(f"instructions.why.{last.why.value}", lang, about=names_of(last.about, lang))


def people_of(accounts: Iterable[int | None], lang: Lang) -> dict[int, str]:
    """The names of accounts."""
    known = access.names_of({one for one in accounts if one})
    return {key: (one.name_ar if lang == "ar" else one.name_fr) for key, one in known.items()}


def crumbs(visit: Visit, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """The path from the register's first page."""
    first = {"text": wording.text("instructions.title", visit.lang), "href": visit.address("instructions:home")}
    return [first, *({"text": text, "href": href} for text, href in steps)]
