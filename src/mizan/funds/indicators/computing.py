"""From rows of measures to figures: sums, one division, what the rows hash to, what moved between two. Pure; whole numbers only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from mizan.funds.access.measures import MeasuredRow
from mizan.funds.indicators.definitions import TOGETHER, Definition, Term
from mizan.funds.indicators.types import Part, Place
from mizan.kernel.funds import Fund
from mizan.kernel.rounding import divide

Rows = Mapping[tuple[str, str], Sequence[MeasuredRow]]
"""The rows of each measure, by its name and the name of its span."""

BELOW = "/"
"""What the key of a denominator's part begins with."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What a figure comes to. `canonical` is the text its hash is of."""

    value: int | None
    numerator: int
    denominator: int | None
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    canonical: str

    @property
    def data_hash(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return sha256(self.canonical.encode()).hexdigest()


def computed(definition: Definition, fund: Fund | None, rows: Rows, *, about: Sequence[str] = ()) -> Computed:
    """The figure of a fund, or of the funds together. `about` is what else the hash is to cover: the cut-off, what is missing."""
    of_terms = [(term, _rows_of(term, fund, rows)) for term in definition.terms]
    inside = len(definition.numerator)
    numerator = sum(term.sign * _amount(term, row) for term, found in of_terms[:inside] for row in found)
    denominator = sum(_amount(term, row) for term, found in of_terms[inside:] for row in found) if definition.denominator else None
    return Computed(
        value_of(definition, numerator, denominator),
        numerator,
        denominator,
        tuple(part for at, (term, found) in enumerate(of_terms) for part in _parts(term, found, below=at >= inside)),
        _places(definition, of_terms, inside),
        _canonical(definition, fund, of_terms, about),
    )


def value_of(definition: Definition, numerator: int, denominator: int | None) -> int | None:
    """The value in the unit of the catalogue; None where there is nothing to divide by."""
    if denominator is None:
        return numerator * definition.factor
    return divide(numerator * definition.factor, denominator, definition.rounding) if denominator > 0 else None


def _rows_of(term: Term, fund: Fund | None, rows: Rows) -> list[MeasuredRow]:
    found = rows[term.measure.name, term.span.value]
    if fund is None and term.whole:
        return [row for row in found if row.fund == ""]
    if fund is None:
        return [row for row in found if row.fund in TOGETHER and not row.internal]
    read = (term.shared or {}).get(fund, fund)
    return [row for row in found if row.fund == read]


def _amount(term: Term, row: MeasuredRow) -> int:
    return row.second if term.second else row.amount


def _parts(term: Term, found: Iterable[MeasuredRow], *, below: bool) -> list[Part]:
    sums: defaultdict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0])
    for row in found:
        kept = sums[row.fund, row.part, row.internal]
        kept[0] += _amount(term, row)
        kept[1] += row.items
    key = f"{BELOW}{term.key}" if below else term.key
    return [Part(key, fund, part, internal, amount, items) for (fund, part, internal), (amount, items) in sorted(sums.items())]


def _places(definition: Definition, of_terms: Sequence[tuple[Term, list[MeasuredRow]]], inside: int) -> tuple[Place, ...]:
    """By wilaya: 0 holds what has none, so that the places sum to the whole."""
    if not definition.placed:
        return ()
    sums: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for number, (term, found) in enumerate(of_terms):
        for row in found:
            sums[row.wilaya or 0][number >= inside] += (term.sign if number < inside else 1) * _amount(term, row)
    return tuple(_place(definition, wilaya, top, bottom) for wilaya, (top, bottom) in sorted(sums.items()))


def _place(definition: Definition, wilaya: int, top: int, bottom: int) -> Place:
    under = bottom if definition.denominator else None
    return Place(wilaya, value_of(definition, top, under), top, under)


def _canonical(definition: Definition, fund: Fund | None, of_terms: Sequence[tuple[Term, list[MeasuredRow]]], about: Sequence[str]) -> str:
    """The rows the figure came from, in one order: the same data give the same text, whenever they are read."""
    rows = [
        [term.key, row.fund, row.wilaya, row.part, row.internal, row.amount, row.items, row.second]
        for term, found in of_terms
        for row in sorted(found, key=_place_and_count)
    ]
    head = [definition.id, definition.version, fund.value if fund else "", *about]
    return json.dumps([head, rows], ensure_ascii=False, separators=(",", ":"))


def _place_and_count(row: MeasuredRow) -> tuple[str, int, str, bool, int, int, int]:
    return (row.fund, row.wilaya or 0, row.part, row.internal, row.amount, row.items, row.second)


def moved(before: Sequence[Part], now: Sequence[Part]) -> tuple[tuple[str, int, int], ...]:
    """The parts whose amount changed, the widest apart first: (term · fund · part, before, now)."""
    old, new = ({f"{one.term}·{one.fund}·{one.part}": one.amount for one in parts} for parts in (before, now))
    names = [name for name in {**old, **new} if old.get(name, 0) != new.get(name, 0)]
    names.sort(key=lambda name: (-abs(new.get(name, 0) - old.get(name, 0)), name))
    return tuple((name, old.get(name, 0), new.get(name, 0)) for name in names)


def reason_of(before: Sequence[Part], now: Sequence[Part], *, same_definition: bool) -> str:
    """Why a figure is restated: "definition" changed, data "came_in", were "taken_back", or "moved" from part to part."""
    if not same_definition:
        return "definition"
    grown = sum(part.items for part in now) - sum(part.items for part in before)
    return "came_in" if grown > 0 else "taken_back" if grown < 0 else "moved"
