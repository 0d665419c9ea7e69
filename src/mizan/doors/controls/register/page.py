"""The register of controls: the risk each looks at, its ground, its treatment, and what it was worth; down to the text of its query."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse

from mizan.doors import sources, tables, wording
from mizan.doors.controls.desk import COUNTED, READERS, SEVERITY_TONES
from mizan.doors.controls.register.worth import chance_table, precision_cell, yield_words
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.catalogue import Control, controls
from mizan.funds.controls.queries import last_runs, worth
from mizan.funds.controls.switches import in_force
from mizan.funds.controls.types import Conclusion, Worth


@page(*COUNTED)
def register(visit: Visit) -> HttpResponse:
    """Every control, the heaviest risk first, with its sums over the funds the visitor may count."""
    told, runs = worth(), last_runs()
    rows = []
    for one in controls().values():
        of = [each for each in told if each.control == one.id]
        run = runs.get(one.id)
        rows.append(
            Row(
                (
                    tables.text(one.name[visit.lang], href=visit.address("controls:control", control=one.id), note=one.risk[visit.lang]),
                    tables.text(wording.text("controls.register.scores", visit.lang, frequency=one.frequency, consequence=one.consequence)),
                    tables.moment(run.at if run else None),
                    tables.number(sum(each.waiting for each in of)),
                    precision_cell(visit, of),
                    tables.amount(sum(each.waiting_stake for each in of)),
                    tables.amount(sum(each.recovered for each in of)),
                ),
                "fund" if one.drawn else "",
            )
        )
    heads = columns(visit.lang, "controls.column", "control", "risk", "last_run", "waiting#", "precision", "stake#", "recovered#")
    table = Table("register", wording.text("controls.register.caption", visit.lang), heads, tuple(rows))
    methods = wording.text("controls.register.methods", visit.lang)
    context = {"table": table, "queue": bool(visit.roles & set(READERS)), "methods": methods}
    return visit.page("controls/register/page.html", context)


@page(*COUNTED)
def control(visit: Visit, control: str) -> HttpResponse:
    """One control: its risk, its ground, its treatment, what it was worth by fund, and its query."""
    found = controls().get(control)
    if found is None:
        raise Missing(0)
    run, told = last_runs().get(control), worth()
    context = {
        "control": found,
        "severity": wording.text(f"controls.severity.{found.severity.value}", visit.lang),
        "tone": SEVERITY_TONES[found.severity],
        "facts": _facts(visit, found, run.at if run else None),
        "worth": _worth(visit, [one for one in told if one.control == control]),
        "chance": None if found.drawn else chance_table(visit, control, told),
        "methods": wording.text("controls.register.methods", visit.lang),
        "switches": _switches(visit, found),
    }
    return visit.page("controls/register/one.html", context)


def _facts(visit: Visit, found: Control, run_at: datetime | None) -> list[dict[str, object]]:
    words = wording.text
    scores = words("controls.register.scores", visit.lang, frequency=found.frequency, consequence=found.consequence)
    ground = sources.short(found.reference.key, visit.lang) if found.reference else found.lacks[visit.lang]
    address = visit.address("law:source", source=found.reference.source.key) if found.reference else ""
    kept = words("common.comma", visit.lang).join(words(f"controls.conclusion.{one.value}", visit.lang) for one in found.conclusions)
    return [
        {"label": words("controls.column.risk", visit.lang), "kind": "text", "value": scores},
        {
            "label": words("controls.fact.ground", visit.lang),
            "kind": "text",
            "value": ground,
            "href": address,
            "note": words(f"standing.{found.standing.value}", visit.lang),
        },
        {"label": words("controls.register.conclusions", visit.lang), "kind": "text", "value": kept},
        {"label": words("controls.column.last_run", visit.lang), "kind": "day", "value": accounting_day(run_at) if run_at else None},
    ]


def _worth(visit: Visit, of: list[Worth]) -> Table:
    rows = [
        Row(
            (
                tables.text(wording.text(f"fund.{one.fund.value}", visit.lang)),
                tables.number(one.waiting),
                tables.number(one.gone),
                *(tables.number(one.by_conclusion.get(each, 0)) for each in Conclusion),
                precision_cell(visit, [one]),
                tables.amount(one.waiting_stake),
                tables.amount(one.recovered),
                tables.text(yield_words(visit, [one])),
            )
        )
        for one in of
    ]
    names = ("fund", "waiting#", "gone#", *(f"{one.value}#" for one in Conclusion), "precision", "stake#", "recovered#", "mean")
    heads = columns(visit.lang, "controls.column", *names)
    caption, empty = (wording.text(f"controls.register.{name}", visit.lang) for name in ("worth", "worth_none"))
    return Table("worth", caption, heads, tuple(rows), empty=empty, sortable=False)


def _switches(visit: Visit, found: Control) -> Table | None:
    """The thresholds the query asks for, as they are in force."""
    named = [(name, value) for name, value in in_force().values.items() if f"%({name})s" in found.query]
    if not named:
        return None
    rows = [Row((tables.text(wording.text(f"controls.switch.{name}", visit.lang)), tables.number(value))) for name, value in named]
    heads = columns(visit.lang, "controls.column", "switch", "value#")
    return Table("switches", wording.text("controls.register.switches", visit.lang), heads, tuple(rows), sortable=False)
