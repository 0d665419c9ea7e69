"""A contribution declaration as keyed in: the form's fields to a declaration and back. Decides nothing: the rules are the format's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from mizan.doors import refusals
from mizan.doors.shown import Lang
from mizan.formats.dac import ABATED, BUILDING, GENERAL, WAGES, WORKS, AbatementLine, DacLine, DacReturn, Movement
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.money import parse_amount
from mizan.kernel.refusals import Refused, refused

ABATEMENT_FIELDS = ("code", "nss", "name", "birth", "base", "decision", "starts", "ends")
MOVEMENT_FIELDS = ("sense", "nss", "name", "on", "note")
MOST_ROWS = 500

T = TypeVar("T")


def codes_for(employer: EmployerKnown) -> tuple[str, ...]:
    """The codes the form asks for; R38 only in construction."""
    return (GENERAL, *ABATED, WORKS, BUILDING) if employer.construction else (GENERAL, *ABATED, WORKS)


@dataclass(slots=True)
class Keyed:
    """What a person keyed in, as written, with what is wrong with it by field name."""

    values: dict[str, str]
    abatements: list[dict[str, str]]
    movements: list[dict[str, str]]
    wrong: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """A field as written."""
        return self.values.get(name, "").strip()


def keyed(posted: Mapping[str, str]) -> Keyed:
    """The fields of a posted form; empty rows of the annexes are left out."""
    return Keyed(
        {name: value for name, value in posted.items() if not name.startswith(("ab-", "mv-"))},
        _rows(posted, "ab", ABATEMENT_FIELDS, "code"),
        _rows(posted, "mv", MOVEMENT_FIELDS, "sense"),
    )


def _rows(posted: Mapping[str, str], prefix: str, names: tuple[str, ...], chosen: str) -> list[dict[str, str]]:
    found = []
    for index in range(MOST_ROWS):
        if f"{prefix}-{index}-{names[0]}" not in posted:
            break
        row = {name: posted.get(f"{prefix}-{index}-{name}", "").strip() for name in names}
        if any(value for name, value in row.items() if name != chosen):
            found.append(row)
    return found


class Reader:
    """Turns what was keyed in into a declaration, noting every field that can not be read."""

    def __init__(self, form: Keyed, lang: Lang) -> None:
        self.form, self.lang = form, lang

    def _read(self, name: str, text: str, read: Callable[[str], T], empty: T) -> T:
        if not text:
            return empty
        try:
            return read(text)
        except Refused as error:
            self.form.wrong[name] = refusals.sentence(error.refusal, self.lang)
            return empty

    def declaration(self, employer: EmployerKnown) -> DacReturn:
        """The declaration; the lines on the whole of the wages are worked out when left empty."""
        form = self.form
        kind = form.value("kind") or "normal"
        bases = {code: self._read(f"base_{code}", form.value(f"base_{code}"), _amount, None) for code in codes_for(employer)}
        wages = sum(bases[code] or 0 for code in WAGES)
        for code in (WORKS, BUILDING):
            if code in bases and bases[code] is None and wages:
                bases[code] = wages
        lines = tuple(DacLine(code, base) for code, base in bases.items() if base) if kind != "nil" else ()
        return DacReturn(
            employer.number,
            form.value("period"),
            kind,
            self._read("workers_total", form.value("workers_total"), _count, 0),
            self._read("hired", form.value("hired"), _count, 0),
            self._read("left", form.value("left"), _count, 0),
            lines,
            tuple(self._abatement(index, row) for index, row in enumerate(form.abatements)),
            tuple(self._movement(index, row) for index, row in enumerate(form.movements)),
        )

    def _abatement(self, index: int, row: Mapping[str, str]) -> AbatementLine:
        def name(part: str) -> str:
            return f"ab-{index}-{part}"

        return AbatementLine(
            row["code"], _digits(row["nss"]), row["name"], self._read(name("birth"), row["birth"], _day, None),
            self._read(name("base"), row["base"], _amount, None) or 0, row["decision"],
            self._read(name("starts"), row["starts"], _day, None), self._read(name("ends"), row["ends"], _day, None),
        )  # fmt: skip

    def _movement(self, index: int, row: Mapping[str, str]) -> Movement:
        on = self._read(f"mv-{index}-on", row["on"], _day, None)
        return Movement(_digits(row["nss"]), row["name"], row["sense"], on, row["note"])


def _digits(text: str) -> str:
    """A number as people group it, without its spaces."""
    return "".join(text.split())


def _amount(text: str) -> int | None:
    return parse_amount(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise refused("count_unreadable", text=text[:40])
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refused("day_unreadable", text=text[:40]) from error
