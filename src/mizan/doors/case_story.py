"""A reconciliation case as people read it, on the employer's side and on the fund's."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.tables import Row, Table, Tone, columns
from mizan.funds.access import queries as access
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import CaseKept
from mizan.kernel.periods import months_of, parse_period

MAIN = ("R22", "R06", "R07")
"""The codes whose bases are compared with the wages of the year."""

TONES: dict[str, Tone] = {
    "open": "soon", "contested": "soon", "upheld": "late", "confirmed": "done", "lapsed": "done", "withdrawn": "quiet", "replaced": "quiet",
}  # fmt: skip


def case_table(visit: Visit, found: Iterable[CaseKept], href: Callable[[CaseKept], str], names: dict[int, str] | None = None) -> Table:
    """Cases as a list; with `names`, the employer of each."""
    lang = visit.lang
    rows = []
    for case in found:
        who = (tables.text(names.get(case.employer_id, "")),) if names is not None else ()
        cells = (
            tables.period(case.quarter_key, href=href(case)),
            *who,
            *(tables.amount(value, href=href(case)) for value in (case.das_base, case.assessed_base, case.difference)),
            tables.day(case.confirmed_on),
            tables.status(wording.text(f"case.state.{case.state}", lang), TONES[case.state]),
        )
        rows.append(Row(cells, "soon" if case.state in ("open", "upheld") else ""))
    middle = ("employer",) if names is not None else ()
    heads = columns(lang, "case.column", "quarter", *middle, "das#", "dac#", "difference#", "confirmed_on", "state")
    return Table("cases", wording.text("case.caption", lang), heads, tuple(rows), empty=wording.text("case.none", lang))


def facts_of(case: CaseKept, lang: Lang, wages: str = "") -> list[dict[str, object]]:
    """What is known of a case, for the part `facts`; `wages` is the address of the quarter's wage lines and periodic bases."""
    values: list[tuple[str, str, object]] = [
        ("quarter", "period", case.quarter_key),
        ("das", "amount", case.das_base),
        ("dac", "amount", case.assessed_base),
        ("difference", "amount", case.difference),
        ("opened_on", "day", case.opened_on),
        ("confirmed_on", "day", case.confirmed_on),
    ]
    facts = [
        {"label": wording.text(f"case.column.{name}", lang), "kind": kind, "value": value, "href": wages if kind == "amount" else ""}
        for name, kind, value in values
    ]
    state = wording.text(f"case.state.{case.state}", lang)
    facts.append({"label": wording.text("case.column.state", lang), "kind": "status", "value": state, "tone": TONES[case.state]})
    return facts


def steps_table(case: CaseKept, lang: Lang) -> Table:
    """What happened to a case, by whom."""
    who = access.names_of(step.by for step in case.steps)
    rows = []
    for step in case.steps:
        person = who.get(step.by)
        name = getattr(person, f"name_{lang}", "") if person else ""
        rows.append(
            Row(
                (
                    tables.moment(step.taken_at),
                    tables.text(wording.text(f"case.state.{step.step}", lang)),
                    tables.text(name),
                    tables.text(step.note),
                )
            )
        )
    heads = columns(lang, "case.step", "at", "step", "by", "note")
    return Table(
        "steps", wording.text("case.step.caption", lang), heads, tuple(rows), empty=wording.text("case.step.none", lang), sortable=False
    )


def wages_behind(case: CaseKept, due: Callable[[int], str]) -> str:
    """Where both bases of a case open: the wages under a due of its quarter; nothing where the quarter has no due."""
    months = {month.start for month in months_of(parse_period(case.quarter_key))}
    found = [one for one in queries.dues_of(case.employer_id, debtor="EMPLOYER") if one.month in months and one.code in MAIN]
    live = [one for one in found if one.reversed_on is None] or found
    return f"{due(live[0].id)}#wages" if live else ""
