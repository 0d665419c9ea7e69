"""SDG indicator 1.3.1 of a year: who is effectively covered, by component, with the denominator and its source."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from mizan.funds.publication.equity import ALL
from mizan.funds.publication.names import name_of, table
from mizan.funds.publication.ssi import contributors_of
from mizan.funds.publication.suppression import LEAST, TOTAL, hidden_in_line
from mizan.funds.publication.types import Document, Kind, Line, Standing
from mizan.funds.publication.year import PAYING, Paid, last_month_of, paid_in
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period
from mizan.kernel.rounding import PPM, Rounding, divide

UNKNOWN = "unknown"
SEXES = {"F": "F", "M": "M", UNKNOWN: ""}
"""How a sex is told, and how the register of persons writes it."""


class Beside(NamedTuple):
    """What other published documents hide of the numbers of this table: its components."""

    components: frozenset[str] = frozenset()


def hidden_beside(ssi: Document, december: Document | None) -> Beside:
    """The components whose number of people the year's other table, or the figures of its December, hide: the same people."""
    said, functions = table("sdg")["components"], table("ssi")["functions"]
    away = {one.item for one in ssi.of("beneficiaries") if one.fund == ALL and one.state is Standing.HIDDEN}
    hidden = {
        name
        for name, component in said.items()
        if any(function in away and set(kinds) & set(component.get("kinds", ())) for function, kinds in functions.items())
    }
    if any(one.fund == Fund.CNAS.value and one.state is Standing.HIDDEN for one in ssi.of("contributors")):
        hidden |= {name for name, component in said.items() if component.get("people") == "contributors"}
    told = december.of("figure", item="covered_persons") if december is not None else ()
    if any(one.fund == ALL and one.state is Standing.HIDDEN for one in told):
        hidden |= {name for name, component in said.items() if component.get("people") == "covered_persons"}
    return Beside(frozenset(hidden))


def sdg_document(year: Period, *, known: datetime, beside: Beside | None = None) -> Document:
    """The table of a year, as known at a moment; in the batch or the audit role. `beside`: what other documents hide of the same numbers.

    Per component: people covered, the population it is of, and the share in ppm, rounded down; of those paid, by sex. A component without
    feed, a population without public source for the year, and a split by sex that no feed gives (declarations count workers, not women and
    men) are not covered: there is no value, and never a zero.
    """
    said = table("sdg")
    covered = last_month_of("covered_persons", PAYING, year)
    paid = paid_in(year, known=known)
    people: dict[str, int] = {}
    if covered.state is not Standing.NOT_COVERED:
        people = {"covered_persons": sum(covered.sums.values()), "contributors": contributors_of(covered).get(Fund.CNAS.value, 0)}
    lines: list[Line] = []
    away = beside or Beside()
    for name, component in said["components"].items():
        found = people.get(component.get("people", ""))
        state, data_hash, cut_off = covered.state, covered.data_hash, covered.cut_off
        if kinds := component.get("kinds"):
            found = sum(count for (_, kind), count in paid.people.items() if kind in kinds)
            state, data_hash, cut_off = Standing.MEASURED, paid.data_hash, year.last_day.isoformat()
        sexes = _by_sex(paid, kinds, found) if kinds and found is not None else {}
        hidden = name in away.components or (found is not None and found < LEAST)
        shut = hidden_in_line(sexes, also={TOTAL} if hidden else set()) if sexes else frozenset()
        # A total that its parts would give away is hidden with them.
        hidden = hidden or TOTAL in shut
        lines += _component(name, found, component["over"], year, (state, cut_off, data_hash), hidden=hidden)
        lines += _sexes(name, sexes, shut, year, (state, cut_off, data_hash))
    items = {"sdg": {"source": str(said["source"]), "standing": str(said["standing"])}}
    return Document(Kind.SDG, year.key, items | {name: name_of(name) for name in said["components"]}, tuple(lines))


def population(name: str, year: Period) -> tuple[int, str] | None:
    """The population of a name in a year with its source and standing; None where no public source gives that year."""
    entry: Mapping[str, Any] = table("population").get(name, {})
    value = entry.get("values", {}).get(year.key)
    return None if value is None else (int(value), f"{entry['source']} ({entry['standing']})")


def _by_sex(paid: Paid, kinds: Collection[str], found: int) -> dict[str, int]:
    """The people paid by sex, those of whom the register says none apart; nothing where they do not make the whole."""
    sums = {sex: sum(count for (_, kind, of), count in paid.by_sex.items() if kind in kinds and of == key) for sex, key in SEXES.items()}
    kept = {sex: count for sex, count in sums.items() if count or sex != UNKNOWN}
    return kept if sum(kept.values()) == found else {}


def _sexes(name: str, sexes: Mapping[str, int], shut: Collection[str], year: Period, told: tuple[Standing, str, str]) -> Iterator[Line]:
    state, cut_off, data_hash = told
    if not sexes:
        for sex in ("F", "M"):
            yield Line("people", name, ALL, f"sex:{sex}", year.key, "count", Standing.NOT_COVERED, None)
    for sex, count in sorted(sexes.items()):
        away = sex in shut
        yield Line(
            "people", name, ALL, f"sex:{sex}", year.key, "count", Standing.HIDDEN if away else state, None if away else count, cut_off,
            "" if away else data_hash,
        )  # fmt: skip


def _component(name: str, found: int | None, over: str, year: Period, told: tuple[Standing, str, str], *, hidden: bool) -> Iterator[Line]:
    state, cut_off, data_hash = told
    below = population(over, year) if over else None
    people = Line("people", name, ALL, "", year.key, "count", Standing.NOT_COVERED, None)
    if found is not None and hidden:
        people = people._replace(state=Standing.HIDDEN, cut_off=cut_off)
    elif found is not None:
        people = people._replace(state=state, value=found, cut_off=cut_off, data_hash=data_hash)
    yield people
    share = people._replace(section="share", unit="ppm", value=None, source=table("sdg")["source"])
    if below is None:
        yield share._replace(state=Standing.NOT_COVERED, data_hash="")
    else:
        yield Line("population", name, ALL, "", year.key, "count", Standing.MEASURED, below[0], source=below[1])
        yield share if people.value is None else share._replace(value=divide(people.value * PPM, below[0], Rounding.DOWN))
    for sex in ("F", "M"):
        yield Line("share", name, ALL, f"sex:{sex}", year.key, "ppm", Standing.NOT_COVERED, None)
