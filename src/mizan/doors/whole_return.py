"""The whole return of a deposit as a file, however long: written as it goes out, kept nowhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.http import StreamingHttpResponse

from mizan.doors.pages import Visit
from mizan.doors.tables import Column, Row
from mizan.formats.anomalies import Anomaly, json_pieces

KINDS = ("csv", "json")
SAVED = 20_000
"""The findings that a page which is not kept carries along, to be saved from it; of more, the page says how to receive them all."""


def answer_asked(visit: Visit) -> str:
    """The kind of file the whole return is asked in (`answer=csv` or `json` in the form); empty when a page is."""
    asked = visit.request.POST.get("answer", "")
    return asked if asked in KINDS else ""


def whole_return(
    head: Mapping[str, object], anomalies: Sequence[Anomaly], kind: str, heads: Sequence[Column], row: Callable[[Anomaly], Row]
) -> StreamingHttpResponse:
    """Every anomaly of a deposit: as JSON in the shape of the check, or as CSV in the language of the page."""
    pieces = json_pieces(head, anomalies) if kind == "json" else _lines(heads, (row(found) for found in anomalies))
    content_type = "application/json" if kind == "json" else "text/csv; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="return.{kind}"'}
    return StreamingHttpResponse((piece.encode() for piece in pieces), content_type=content_type, headers=headers)


def _lines(heads: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    yield "\ufeff"
    writer.writerow([column.label for column in heads])
    for row in rows:
        writer.writerow([cell.exported() for cell in row.cells])
        if out.tell() > 1 << 16:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
