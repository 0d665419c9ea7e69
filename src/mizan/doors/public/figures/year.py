"""The tables of a year: for the ILO's Social Security Inquiry, and SDG indicator 1.3.1. And every document as a file."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.public.figures.open import Read, checks_of, choices_of, fund_name, line_cell, name_in, read, standing_cell
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.publication.canonical import as_csv, as_json, as_parquet, read_json
from mizan.funds.publication.queries import edition_of, editions_by_hash
from mizan.funds.publication.types import Edition, Kind, Line
from mizan.kernel.periods import parse_period

YEARLY = (Kind.SSI, Kind.SDG)
WRITERS = {"json": as_json, "csv": as_csv, "parquet": as_parquet}
CONTENT = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


@page(public=True)
def year_table(visit: Visit, document: str) -> HttpResponse:
    """The table of a year, section by section, with what is not covered."""
    if document not in {kind.value for kind in YEARLY}:
        raise Missing(document)
    kind = Kind(document)
    found = read(visit, kind)
    if found is None:
        return visit.page("public/figures/page.html", {"read": None})
    sections = list(dict.fromkeys(one.section for one in found.document.lines))
    about = found.document.items.get(kind.value, {})
    context = {
        "read": found,
        "title": wording.text(f"public.figures.{kind.value}", visit.lang),
        "lead": wording.text(f"public.figures.{kind.value}_lead", visit.lang),
        "year": shown.period(parse_period(found.document.period), visit.lang),
        "choices": choices_of(found, visit.lang),
        "checks": checks_of(visit, found),
        "back": visit.address("public:figures"),
        "source": about.get("source", ""),
        "standing": about.get("standing", ""),
        "tables": [_section(visit, found, section) for section in sections],
    }
    return visit.page("public/figures/year.html", context)


@page(public=True)
def document_file(visit: Visit, file_name: str) -> HttpResponse:
    """A document as a file: its last edition, or the one whose hash is asked for (`?sha256=`). Raises Missing."""
    stem, _, ending = file_name.rpartition(".")
    kind, _, period = stem.partition("-")
    asked = visit.request.GET.get("sha256", "")
    edition = _by_hash(asked, Kind(kind), period) if asked else edition_of(Kind(kind), period)
    if edition is None:
        raise Missing(file_name)
    # The file is what was kept; the other two say the same lines.
    data = edition.content.encode() if ending == "json" else WRITERS[ending](read_json(edition.content))
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(data, content_type=CONTENT[ending], headers=headers)


def _by_hash(sha256: str, kind: Kind, period: str) -> Edition | None:
    return next((one for one in editions_by_hash(sha256) if (one.kind, one.period) == (kind, period)), None)


def _section(visit: Visit, found: Read, section: str) -> Table:
    lang = visit.lang
    lines = found.document.of(section, place="")
    rows = [
        Row((_item(visit, found, one), tables.text(fund_name(one.fund, lang)), _value(one, lang), standing_cell(one, lang)))
        for one in lines
    ]
    heads = columns(lang, "public.figures.column", "item", "fund", "value#", "state")
    return Table(f"section-{section}", wording.text(f"public.figures.section.{section}", lang), heads, tuple(rows), sortable=False)


def _item(visit: Visit, found: Read, line: Line) -> Cell:
    name = (
        wording.text("public.figures.all_functions", visit.lang) if line.item == "all" else name_in(found.document, line.item, visit.lang)
    )
    return tables.text(name, note=line.source if line.section == "population" else "")


def _value(line: Line, lang: Lang) -> Cell:
    """Shares as they are: of a small country's sample they are thousandths of a percent, and never rounded to nothing."""
    return tables.rate(line.value) if line.unit == "ppm" and line.value is not None else line_cell(line, lang)
