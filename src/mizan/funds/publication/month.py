"""The open figures of a month: from its snapshots, small groups hidden, never a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mizan.formats.indicators import catalogue
from mizan.funds.indicators.definitions import DEFINITIONS, Definition
from mizan.funds.indicators.queries import kept, table
from mizan.funds.indicators.sentences import sentence_of
from mizan.funds.indicators.types import Figure, State
from mizan.funds.people.queries import wilayas
from mizan.funds.procedures.queries import equity
from mizan.funds.publication.equity import ALL, equity_lines
from mizan.funds.publication.names import name_of
from mizan.funds.publication.suppression import LEAST, Cell, hidden_in_line, hidden_in_table, with_totals
from mizan.funds.publication.types import Document, Kind, Line, Standing
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month_of, previous

MONTHS = 24
PLACED = "covered_persons"
"""The number of people told by wilaya."""
OF_PEOPLE = frozenset({"covered_persons", "files_past_promise", "late_declarations", "careers_disputed"})
"""Numbers that are people, or what each concerns one."""
OF_THEIR_MONEY = frozenset({"sick_leave_spending", "undue_payments"})
"""Amounts that are those of people: of fewer than ten payments or debts they are hidden. A fund's accounts are no group of people."""
OVER_PEOPLE = frozenset(
    {
        "contributors_per_pensioner", "discrepancy_rate", "award_delay", "digital_filings_share", "straight_through_share",
        "data_errors_share", "processing_delay", "steps_per_file",
    }
)  # fmt: skip
"""Means and shares over people or their files."""
MEASURES_OF_EQUITY = ("persons", "decided", "delay", "granted", "errors")


@dataclass(frozen=True, slots=True)
class Month:
    """The figures of a month by indicator and fund (None: together), and those of them that are hidden."""

    month: Period
    figures: Mapping[tuple[str, Fund | None], Figure]
    hidden: set[tuple[str, Fund | None]] = field(default_factory=set)


def month_document(month: Period, former: Document | None = None) -> Document:
    """What everybody may read of a month: every indicator of every fund, two years of the funds together, people by wilaya, equity.

    Read in the batch or the audit role. `former`: the edition this one replaces; what it hid by wilaya stays hidden, since the two could be
    compared.
    """
    here = month_figures(month)
    cells = _places(month)
    hidden_cells = hidden_in_table(cells, also=_once_hidden(former)) if cells else frozenset()
    if cells:
        # The totals of the table are the figures of the funds: one number is either shown or hidden.
        here.hidden.difference_update({key for key in here.hidden if key[0] == PLACED})
        here.hidden.update((PLACED, Fund(column) if column else None) for row, column in hidden_cells if not row)
    lines = [_line("figure", one, (name, fund) in here.hidden) for (name, fund), one in here.figures.items()]
    lines += _series(here)
    lines += _by_wilaya(here, cells, hidden_cells)
    lines += equity_lines(equity(last_year_end(month)), last_year_end(month))
    items = {
        name: {"ar": one.name["ar"], "fr": one.name["fr"], **{f"counts_{lang}": text for lang, text in sentence_of(name).items()}}
        for name, one in catalogue().items()
    }
    items |= {name: dict(name_of(name)) for name in MEASURES_OF_EQUITY}
    items |= {f"wilaya:{one.code:02d}": {"ar": one.name_ar, "fr": one.name_fr} for one in wilayas(on=month.last_day)}
    return Document(Kind.FIGURES, month.key, items, tuple(lines))


def month_figures(month: Period) -> Month:
    """Every figure of a month, and which of them tell of too few people, alone or by what the others say."""
    found: dict[tuple[str, Fund | None], Figure] = {(one.indicator, None): one for one in table(fund=None, month=month)}
    for fund in Fund:
        found |= {(one.indicator, fund): one for one in table(fund=fund, month=month) if _covered(one.indicator, fund)}
    ordered = {(name, fund): found[name, fund] for name in catalogue() for fund in (None, *Fund) if (name, fund) in found}
    here = Month(month, ordered)
    for name, definition in DEFINITIONS.items():
        here.hidden.update((name, fund) for fund in _hidden(here, definition))
    return here


def last_year_end(month: Period) -> Period:
    """The December of the last year that has ended with a month: twelve months that no other published twelve overlap.

    Of two windows that overlap, what is hidden in one could be computed from the other.
    """
    return month if month.end.month == 1 else month_of(date(month.start.year - 1, 12, 1))


def _covered(name: str, fund: Fund) -> bool:
    return name in DEFINITIONS and fund in DEFINITIONS[name].funds


def _hidden(here: Month, definition: Definition) -> set[Fund | None]:
    """The funds, and the funds together, of which an indicator is not told."""
    of = {fund: here.figures[definition.id, fund] for fund in (*definition.funds, None)}
    if definition.id in OVER_PEOPLE:
        few = {fund for fund, one in of.items() if _too_few(one)}
        # Of the funds together and all funds but one, the one could be guessed at.
        return few | ({None} if any(of[fund].denominator for fund in few) else set())
    if definition.id not in OF_PEOPLE | OF_THEIR_MONEY:
        return set()
    values = {fund.value: max(0, of[fund].value or 0) for fund in definition.funds}
    people = {fund.value: payments_of(definition.id, fund, here.month) for fund in definition.funds}
    told = hidden_in_line(values, people=people if definition.id in OF_THEIR_MONEY else None)
    sound = sum(values.values()) == (of[None].value or 0)
    # Where the parts do not make the whole (one of them failed), nothing can be promised of what they give away.
    return {Fund(name) if name else None for name in told} if sound else ({*of} if told else set())


def _too_few(one: Figure) -> bool:
    """Whether a mean or a share is over fewer than ten, or counts one to nine of them, or all but one to nine."""
    below, above = one.denominator or 0, one.numerator or 0
    if below < LEAST:
        return one.state is not State.NOT_COVERED
    return one.unit == "ppm" and (0 < above < LEAST or 0 < below - above < LEAST)


def payments_of(name: str, fund: Fund, month: Period) -> int:
    """How many payments or debts of people an amount of a month is made of."""
    found = kept(name, fund=fund, month=month) if name in OF_THEIR_MONEY else None
    return sum(part.items for part in found.parts) if found else 0


def _line(section: str, one: Figure, hidden: bool) -> Line:
    fund = one.fund.value if one.fund else ALL
    if hidden:
        return Line(section, one.indicator, fund, "", one.month.key, one.unit, Standing.HIDDEN, None, one.cut_off.isoformat())
    state = Standing(one.state.value)
    return Line(
        section, one.indicator, fund, "", one.month.key, one.unit, state, one.value, one.cut_off.isoformat(), one.data_hash, one.restates,
        one.reason,
    )  # fmt: skip


def _series(here: Month) -> list[Line]:
    """The funds together through the months that end with this one, those that were taken, oldest first."""
    months, at = [here], previous(here.month)
    while len(months) < MONTHS:
        months.append(month_figures(at))
        at = previous(at)
    return [
        _line("series", one.figures[name, None], (name, None) in one.hidden)
        for name in DEFINITIONS
        for one in reversed(months)
        if one.figures[name, None].data_hash
    ]


def _places(month: Period) -> dict[Cell, int]:
    """People by wilaya and fund; nothing where one of the funds has no sound figure."""
    cells: dict[Cell, int] = {}
    for fund in DEFINITIONS[PLACED].funds:
        found = kept(PLACED, fund=fund, month=month)
        if found is None or found.figure.state is State.FAILED:
            return {}
        cells |= {(f"{code:02d}", fund.value): place.numerator for code, place in found.places.items()}
    # A fund that has nobody anywhere is a column like the others: its nought tells of fewer than ten.
    return {(row, fund.value): cells.get((row, fund.value), 0) for row, _ in cells for fund in DEFINITIONS[PLACED].funds}


def _once_hidden(former: Document | None) -> set[Cell]:
    if former is None:
        return set()
    # A number hidden beside others keeps them from being computed: the totals stay hidden too.
    told = (*former.of("wilaya"), *former.of("figure", item=PLACED))
    return {(one.place.removeprefix("wilaya:"), "" if one.fund == ALL else one.fund) for one in told if one.state is Standing.HIDDEN}


def _by_wilaya(here: Month, cells: Mapping[Cell, int], hidden: frozenset[Cell]) -> list[Line]:
    lines = []
    for (row, column), value in sorted(with_totals(cells).items()):
        if row:
            one = here.figures[PLACED, Fund(column) if column else None]
            away = (row, column) in hidden
            state, told = (Standing.HIDDEN, None) if away else (Standing(one.state.value), value)
            place = f"wilaya:{row}"
            lines.append(Line("wilaya", PLACED, column or ALL, place, one.month.key, one.unit, state, told, one.cut_off.isoformat()))
    return lines
