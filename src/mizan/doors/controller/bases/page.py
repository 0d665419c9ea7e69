"""Deposit many yearly base declarations of the self-employed; be told at once what each line lacks."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.controller.desk import WORKS
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.flows.deposit_bases import BasesReceipt, deposit_bases
from mizan.formats.anomalies import field_name
from mizan.kernel.funds import Fund

LARGEST = 16 * 1024 * 1024
SHOWN = 1000


@page(*WORKS, post=True)
def bases(visit: Visit) -> HttpResponse:
    """Ask for the file; take its lines; show what was found. For people of CASNOS."""
    if not visit.posted:
        return _form(visit, {})
    if Fund.CASNOS.value not in visit.scopes(*WORKS):
        return _form(visit, {"": wording.text("refusal.not_allowed", visit.lang)})
    file = visit.request.FILES.get("file")
    if not isinstance(file, UploadedFile) or (file.size or 0) > LARGEST:
        return _form(visit, {"file": wording.text("controller.bases.no_file", visit.lang)})
    test = visit.request.POST.get("test") == "yes"
    receipt = deposit_bases(file.read(), test=test, by=visit.account_id, at=visit.now)
    return visit.page(
        "controller/bases/done.html", {"receipt": receipt, "test": test, "facts": _facts(receipt, visit), "table": _table(receipt, visit)}
    )


def _facts(receipt: BasesReceipt, visit: Visit) -> list[dict[str, object]]:
    counts = {"rows": receipt.rows, "taken": receipt.taken, "repeated": receipt.repeated, "left": receipt.rows - receipt.taken}
    return [
        {"label": wording.text(f"controller.bases.{name}", visit.lang), "kind": "number", "value": count} for name, count in counts.items()
    ]


def _table(receipt: BasesReceipt, visit: Visit) -> Table:
    rows = tuple(
        Row(
            (
                tables.number(one.line),
                tables.text(field_name(one.field, visit.lang)),
                tables.text(one.sentence(visit.lang), note=one.code),
                tables.code(one.found),
                tables.code(one.expected),
            ),
            {"error": "late", "warning": "soon"}.get(one.severity.value, ""),
        )
        for one in receipt.anomalies[:SHOWN]
    )
    heads = columns(visit.lang, "employer.anomalies", "line", "field", "message", "found", "expected")
    caption = wording.text("employer.anomalies.caption", visit.lang)
    return Table("anomalies", caption, heads, rows, empty=wording.text("controller.bases.none", visit.lang))


def _form(visit: Visit, wrong: dict[str, str]) -> HttpResponse:
    problems = [{"field": name, "text": text} for name, text in wrong.items()]
    context = {"wrong": wrong, "problems": problems, "test": visit.request.POST.get("test") == "yes"}
    return visit.page("controller/bases/page.html", context, status=422 if wrong else 200)
