"""The wage lines that were taken of a yearly declaration: the wages of each quarter, line by line, sum to the declaration's."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.employer.desk import ACCOUNTANT, OWN_DECLARATION, employer_here
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Column, Row, Table, columns
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.careers.queries import lines_of_filings
from mizan.funds.careers.types import WageLineKept
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import FilingKept

PAGE = 300


@page(ACCOUNTANT)
def lines(visit: Visit, number: str, filing_id: int) -> HttpResponse:
    """One page of lines; the foot is the whole declaration, as its return says it."""
    employer = employer_here(visit, number)
    found = queries.filing_on(filing_id)
    if found is None or found.filing.employer_id != employer.id:
        raise Missing(filing_id)
    filing = found.filing
    record_read(purpose=OWN_DECLARATION, subject=("filing", filing_id), route="employer:filing-lines", by=visit.account_id, at=visit.now)
    text = visit.request.GET.get("page", "1")
    pages = max(1, -(-filing.taken // PAGE)) if filing.form == "DAS" else 1
    here = min(max(1, int(text)), pages) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    kept = lines_of_filings((filing_id,), offset=(here - 1) * PAGE, limit=PAGE)
    title = wording.text("employer.filings.title", visit.lang)
    crumbs = [
        {"text": title, "href": visit.address("employer:filings", number=number)},
        {"text": filing.receipt_no, "href": visit.address("employer:filing", number=number, filing_id=filing_id)},
        {"text": wording.text("employer.lines.title", visit.lang), "href": ""},
    ]
    context = {
        "employer": employer,
        "filing": filing,
        "crumbs": crumbs,
        "table": _table(visit, filing, kept),
        "here": here,
        "pages": pages if pages > 1 else 0,
    }
    return visit.page("employer/lines/page.html", context)


def _table(visit: Visit, filing: FilingKept, kept: tuple[WageLineKept, ...]) -> Table:
    lang = visit.lang
    rows = tuple(
        Row(
            (
                tables.text(line.line_no),
                tables.code(line.nss),
                tables.text(f"{line.surname} {line.given_name}", note=_standing(line, lang)),
                *(tables.amount(quarter.amount) for quarter in line.quarters),
                tables.amount(line.total),
            )
        )
        for line in kept
    )
    bases = filing.quarter_bases or (0, 0, 0, 0)
    blank = tables.text("")
    foot = (tables.text(wording.text("employer.lines.whole", lang)), blank, blank, *map(tables.amount, bases), tables.amount(sum(bases)))
    quarters = (
        (Column(shown.period(f"{filing.period_key}-Q{one}", lang), numeric=True) for one in range(1, 5)) if filing.form == "DAS" else ()
    )
    heads = (*columns(lang, "employer.lines", "line", "nss", "name"), *quarters, *columns(lang, "employer.lines", "total#"))
    caption, empty = wording.text("employer.lines.caption", lang), wording.text("employer.lines.none", lang)
    return Table("lines", caption, heads if rows else (), rows, foot if rows else (), empty=empty)


def _standing(line: WageLineKept, lang: shown.Lang) -> str:
    """Whether a later declaration took the line's place."""
    return wording.text("employer.lines.superseded", lang) if line.superseded_by is not None else ""
