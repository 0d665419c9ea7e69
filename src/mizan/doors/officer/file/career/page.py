"""The career of a person: the strip of months, the quarters it counts for, and each month of a year with who declared it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http.response import HttpResponseBase

from mizan.doors import tables, wording
from mizan.doors.officer.desk import OFFICER, FileHere, file_address, file_here
from mizan.doors.officer.file.career.strip import strip_of
from mizan.doors.officer.file.person.page import frame
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.careers import queries as careers
from mizan.funds.careers.types import Career, CareerMonth, Scheme
from mizan.kernel.periods import add_days


@page(OFFICER)
def career(visit: Visit, person_id: int) -> HttpResponseBase:
    """Show the career as it is known now."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    found = careers.career_on(person_id, known_at=visit.now)
    years = sorted({one.month.year for one in found.months}, reverse=True)
    asked = visit.request.GET.get("year", "")
    year = int(asked) if re.fullmatch(r"(?:19|20)[0-9]{2}", asked, re.ASCII) else (years[0] if years else None)
    base = file_address(visit, "career", person_id, here.why)
    span = range(years[-1], years[0] + 1) if years else range(0)
    addresses = {number: f"{base}&year={number}#months" for number in span}
    context = {
        **frame(visit, here, "career"),
        "strip": strip_of(found, visit.lang, addresses, year),
        "counts": _counts(visit, found),
        "months": _months(visit, here, found, year),
        "credits": _credits(visit, found),
        "gaps": _gaps(visit, found),
        "spells": _spells(visit, found),
    }
    return visit.page("officer/file/career/page.html", context)


def _counts(visit: Visit, found: Career) -> list[dict[str, object]]:
    facts: list[dict[str, object]] = []
    for scheme in Scheme:
        counts = found.counts[scheme]
        if not counts.validated:
            continue
        name = wording.text(f"officer.scheme.{scheme}", visit.lang)
        worked = wording.text("officer.career.worked", visit.lang, count=counts.effective)
        label = wording.text("officer.career.validated", visit.lang, scheme=name)
        facts.append({"label": label, "kind": "number", "value": counts.validated, "note": worked})
    if found.overlapping:
        label = wording.text("officer.career.overlapping", visit.lang)
        facts.append({"label": label, "kind": "number", "value": found.overlapping})
    return facts


def _months(visit: Visit, here: FileHere, found: Career, year: int | None) -> Table:
    rows = [_month(visit, here, one) for one in found.months if one.month.year == year]
    heads = columns(visit.lang, "officer.career", "month", "scheme", "employer", "days#", "amount#", "source", "dispute")
    caption = wording.text("officer.career.months", visit.lang, year=str(year or ""))
    return Table("months", caption, heads, tuple(rows), empty=wording.text("officer.career.none", visit.lang))


def _month(visit: Visit, here: FileHere, one: CareerMonth) -> Row:
    lang = visit.lang
    sources = " · ".join(f"{wording.text(f'officer.origin.{source.origin}', lang)} {source.ref}" for source in one.sources)
    since = max(source.known_from for source in one.sources)
    who = wording.text(f"officer.credit.{one.credited}", lang) if one.credited else one.employer_name
    query = {"scheme": one.scheme.value, "month": f"{one.month:%Y-%m}", "employer": str(one.employer_id or "")}
    contest = f"{file_address(visit, 'new-dispute', here.person.id, here.why)}&{urlencode(query)}"
    if one.disputed:
        dispute = tables.status(wording.text("officer.month.disputed", lang), "soon")
    elif one.credited:
        dispute = tables.text("")
    else:
        dispute = tables.text(wording.text("officer.career.contest", lang), href=contest)
    cells = (
        tables.period(f"{one.month:%Y-%m}"),
        tables.text(wording.text(f"officer.scheme.{one.scheme}", lang)),
        tables.text(who or wording.text("officer.career.own_account", lang)),
        tables.number(one.days),
        tables.amount(one.amount if one.credited is None else None),
        tables.text(sources, note=wording.text("officer.career.known_from", lang, day=since.date())),
        dispute,
    )
    return Row(cells, "soon" if one.disputed else "")


def _credits(visit: Visit, found: Career) -> Table | None:
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"officer.credit.{one.kind}", visit.lang)),
                tables.day(one.starts_on),
                tables.day(add_days(one.ends_on, -1)),
                tables.text(one.evidence),
            )
        )
        for one in found.credits
    )
    heads = columns(visit.lang, "officer.career", "credit", "from", "until", "evidence")
    return Table("credits", wording.text("officer.career.credits", visit.lang), heads, rows, sortable=False) if rows else None


def _gaps(visit: Visit, found: Career) -> Table | None:
    rows = tuple(Row((tables.day(start), tables.day(add_days(end, -1)))) for start, end in found.gaps)
    heads = columns(visit.lang, "officer.career", "from", "until")
    return Table("gaps", wording.text("officer.career.gaps", visit.lang), heads, rows, sortable=False) if rows else None


def _spells(visit: Visit, found: Career) -> Table | None:
    rows = tuple(
        Row(
            (
                tables.text(one.employer_name or wording.text("officer.career.own_account", visit.lang)),
                tables.text(wording.text(f"officer.scheme.{one.scheme}", visit.lang)),
                tables.day(one.starts_on),
                tables.day(add_days(one.ends_on, -1) if one.ends_on else None),
                tables.text(wording.text(f"officer.spell.{one.source}", visit.lang), note=one.ref),
            )
        )
        for one in found.spells
    )
    heads = columns(visit.lang, "officer.career", "employer", "scheme", "from", "until", "source")
    return Table("spells", wording.text("officer.career.spells", visit.lang), heads, rows) if rows else None
