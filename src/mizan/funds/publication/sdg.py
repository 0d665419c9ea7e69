"""SDG indicator 1.3.1 of a year: who is effectively covered, by component, with the denominator and its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from mizan.funds.publication.equity import ALL
from mizan.funds.publication.names import name_of, table
from mizan.funds.publication.ssi import contributors_of
from mizan.funds.publication.suppression import LEAST
from mizan.funds.publication.types import Document, Kind, Line, Standing
from mizan.funds.publication.year import PAYING, last_month_of, paid_in
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period
from mizan.kernel.rounding import PPM, Rounding, divide


def sdg_document(year: Period, *, known: datetime) -> Document:
    """The table of a year, as known at a moment; in the batch or the audit role.

    Per component: people covered, the population it is of, and the share in ppm, rounded down. A component without feed, a population
    without public source for the year, and the split by sex are not covered: there is no value, and never a zero.
    """
    said = table("sdg")
    covered = last_month_of("covered_persons", PAYING, year)
    paid = paid_in(year, known=known)
    people: dict[str, int] = {}
    if covered.state is not Standing.NOT_COVERED:
        people = {"covered_persons": sum(covered.sums.values()), "contributors": contributors_of(covered).get(Fund.CNAS.value, 0)}
    lines: list[Line] = []
    for name, component in said["components"].items():
        found = people.get(component.get("people", ""))
        state, data_hash, cut_off = covered.state, covered.data_hash, covered.cut_off
        if kinds := component.get("kinds"):
            found = sum(count for (_, kind), count in paid.people.items() if kind in kinds)
            state, data_hash, cut_off = Standing.MEASURED, paid.data_hash, year.last_day.isoformat()
        lines += _component(name, found, component["over"], year, (state, cut_off, data_hash))
    items = {"sdg": {"source": str(said["source"]), "standing": str(said["standing"])}}
    return Document(Kind.SDG, year.key, items | {name: name_of(name) for name in said["components"]}, tuple(lines))


def population(name: str, year: Period) -> tuple[int, str] | None:
    """The population of a name in a year with its source and standing; None where no public source gives that year."""
    entry: Mapping[str, Any] = table("population").get(name, {})
    value = entry.get("values", {}).get(year.key)
    return None if value is None else (int(value), f"{entry['source']} ({entry['standing']})")


def _component(name: str, found: int | None, over: str, year: Period, told: tuple[Standing, str, str]) -> Iterator[Line]:
    state, cut_off, data_hash = told
    below = population(over, year) if over else None
    few = found is not None and found < LEAST
    people = Line("people", name, ALL, "", year.key, "count", Standing.NOT_COVERED, None)
    if found is not None:
        people = people._replace(
            state=Standing.HIDDEN if few else state, value=None if few else found, cut_off=cut_off, data_hash="" if few else data_hash
        )
    yield people
    share = people._replace(section="share", unit="ppm", value=None, source=table("sdg")["source"])
    if below is None:
        yield share._replace(state=Standing.NOT_COVERED, data_hash="")
    else:
        yield Line("population", name, ALL, "", year.key, "count", Standing.MEASURED, below[0], source=below[1])
        yield share if people.value is None else share._replace(value=divide(people.value * PPM, below[0], Rounding.DOWN))
    for sex in ("F", "M"):
        yield Line("share", name, ALL, f"sex:{sex}", year.key, "ppm", Standing.NOT_COVERED, None)
