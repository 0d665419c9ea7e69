"""The table of a year for the ILO's Social Security Inquiry: protected and paid people, spending by function, receipts by source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from mizan.funds.publication.equity import ALL
from mizan.funds.publication.names import name_of, table
from mizan.funds.publication.suppression import TOTAL, Cell, hidden_in_line, hidden_in_table, with_totals
from mizan.funds.publication.types import Document, Kind, Line, Standing
from mizan.funds.publication.year import PAYING, Paid, Told, last_month_of, paid_in, year_of
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

COLLECTING = (Fund.CNAS, Fund.CNR, Fund.CNAC, Fund.FNPOS, Fund.OPREBAT, Fund.CASNOS)
BOOKED = "benefit_expense"


def ssi_document(year: Period, *, known: datetime, former: Document | None = None, also: Collection[Cell] = ()) -> Document:
    """The table of a year, as known at a moment; in the batch or the audit role.

    What no feed reaches is not covered and has no value. Amounts in centimes; a function that fewer than ten people of a fund were paid for
    shows neither their number nor the amount. `former`: the edition this one replaces; what it hid stays hidden. `also`: cells
    (function and fund) that other documents would give away, or be given away by.
    """
    said = table("ssi")
    paid = paid_in(year, known=known)
    spent = year_of("spending", PAYING, year)
    lines = [
        *_contributors(last_month_of("covered_persons", PAYING, year), year),
        *_functions(said["functions"], paid, spent, year, _once_hidden(former) | set(also)),
        *_other_spending(said["spending"], spent, year),
        *_receipts(said["receipts"], year_of("receipts", COLLECTING, year), year),
    ]
    names = ["contributors", *said["functions"], *said["spending"], *said["receipts"]]
    about = {"source": str(said["source"]), "standing": str(said["standing"])}
    return Document(Kind.SSI, year.key, {"ssi": about, **{name: name_of(name) for name in names}}, tuple(lines))


def contributors_of(covered: Told) -> dict[str, int]:
    """Those who contribute at the end of the year, by fund: workers declared to CNAS, self-employed of CASNOS."""
    found = {Fund.CNAS: covered.of("heads", fund=Fund.CNAS), Fund.CASNOS: covered.of("self_employed", fund=Fund.CASNOS)}
    return {fund.value: value for fund, value in found.items() if value is not None}


def _contributors(covered: Told, year: Period) -> list[Line]:
    values = contributors_of(covered)
    if not values or covered.state is Standing.NOT_COVERED:
        return [_line("contributors", "contributors", ALL, year, "count", None, Standing.NOT_COVERED)]
    hidden = hidden_in_line(values)
    values |= {TOTAL: sum(values.values())}
    return [
        _told("contributors", "contributors", fund, year, "count", value, covered, hidden=fund in hidden) for fund, value in values.items()
    ]


def _once_hidden(former: Document | None) -> set[Cell]:
    lines = (*former.of("beneficiaries"), *former.of("spending")) if former else ()
    hidden = (one for one in lines if one.state is Standing.HIDDEN)
    return {("" if one.item == "all" else one.item, "" if one.fund == ALL else one.fund) for one in hidden}


def _functions(functions: Mapping[str, list[str]], paid: Paid, spent: Told, year: Period, once: set[Cell]) -> list[Line]:
    fed = {name: kinds for name, kinds in functions.items() if kinds}
    people = {(name, fund.value): sum(paid.people.get((fund, kind), 0) for kind in kinds) for name, kinds in fed.items() for fund in PAYING}
    amounts = {
        (name, fund.value): sum(spent.of("spent", f"{BOOKED}:{kind}", fund=fund) or 0 for kind in kinds)
        for name, kinds in fed.items()
        for fund in PAYING
    }
    # Where an amount is shown its number of people is not guessed from it: one mask for both, each safe by its own totals.
    hidden = hidden_in_table(people, also=once)
    hidden |= hidden_in_table({cell: max(0, value) for cell, value in amounts.items()}, people=people, also=hidden)
    hidden |= hidden_in_table(people, also=hidden)
    lines = [
        _line(section, name, ALL, year, unit, None, Standing.NOT_COVERED)
        for name, kinds in functions.items()
        for section, unit in (("beneficiaries", "count"), ("spending", "centimes"))
        if not kinds and (section == "beneficiaries" or name != "medical_care")
    ]
    covered = spent.state is not Standing.NOT_COVERED
    lines += _table("beneficiaries", people, hidden, Told({}, {}, Standing.MEASURED, year.last_day.isoformat(), paid.data_hash), year)
    return lines + _table("spending", amounts, hidden, spent, year) if covered else lines


def _table(section: str, values: Mapping[Cell, int], hidden: frozenset[Cell], told: Told, year: Period) -> list[Line]:
    unit = "count" if section == "beneficiaries" else "centimes"
    return [
        _told(section, row or "all", fund, year, unit, value, told, hidden=(row, fund) in hidden)
        for (row, fund), value in sorted(with_totals(values).items())
    ]


def _other_spending(natures: Mapping[str, str], spent: Told, year: Period) -> list[Line]:
    lines = []
    for name, nature in natures.items():
        value = spent.of("spent", nature)
        if value is None or spent.state is Standing.NOT_COVERED:
            lines.append(_line("spending", name, ALL, year, "centimes", None, Standing.NOT_COVERED))
        else:
            lines.append(_told("spending", name, TOTAL, year, "centimes", value, spent))
    return lines


def _receipts(sources: Mapping[str, list[Any]], received: Told, year: Period) -> list[Line]:
    lines = []
    for name, (term, *part) in ((name, parts or [""]) for name, parts in sources.items()):
        for fund in (*COLLECTING, None):
            value = received.of(term, *part, fund=fund) if term else None
            if value is None or received.state is Standing.NOT_COVERED:
                if fund is None:
                    lines.append(_line("receipts", name, ALL, year, "centimes", None, Standing.NOT_COVERED))
                continue
            lines.append(_told("receipts", name, fund.value if fund else TOTAL, year, "centimes", value, received))
    return lines


def _told(section: str, item: str, fund: str, year: Period, unit: str, value: int, told: Told, *, hidden: bool = False) -> Line:
    state = Standing.HIDDEN if hidden else told.state
    line = _line(section, item, fund or ALL, year, unit, None if hidden else value, state)
    return line._replace(cut_off=told.cut_off, data_hash="" if hidden else told.data_hash)


def _line(section: str, item: str, fund: str, year: Period, unit: str, value: int | None, state: Standing) -> Line:
    return Line(section, item, fund, "", year.key, unit, state, value)
