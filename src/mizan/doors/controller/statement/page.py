"""Import a bank statement; each line that can be settled is, the others wait in the queue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from mizan.doors import refusals, tables, wording
from mizan.doors.controller.desk import ACCOUNTANT, IDENTIFY, collecting, names_logged
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Column, Row, Table, columns
from mizan.doors.whole_return import answer_asked, whole_return
from mizan.flows.import_statement import import_statement
from mizan.flows.settle_statement import settle_statement
from mizan.formats.anomalies import Anomaly, field_name
from mizan.formats.statement import camt053, statement_csv
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import Settled
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

LARGEST = 64 * 1024 * 1024
READERS = {"camt053": camt053.read, "csv": statement_csv.read}
FORMATS = tuple(READERS)
SHOWN = 200


@page(ACCOUNTANT, post=True)
def statement(visit: Visit) -> HttpResponseBase:
    """Ask for the file; import it; say what became of each line. With `answer`: import nothing, give all that is wrong as a file."""
    if not visit.posted:
        return _form(visit, {})
    funds = collecting(visit, ACCOUNTANT)
    if not funds:
        return _form(visit, {"": wording.text("refusal.not_allowed", visit.lang)})
    file = visit.request.FILES.get("file")
    fmt = visit.request.POST.get("fmt", "camt053")
    if not isinstance(file, UploadedFile) or (file.size or 0) > LARGEST or fmt not in FORMATS:
        return _form(visit, {"file": wording.text("controller.statement.no_file", visit.lang)})
    if kind := answer_asked(visit):
        check = READERS[fmt](file.read())
        return whole_return(check.head(), check.anomalies, kind, _columns(visit), partial(_row, visit))
    try:
        asked = visit.request.POST.get("fund", "")
        fund = Fund(asked) if asked in funds else funds[0]
        receipt = import_statement(file.read(), fmt=fmt, fund=fund, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return _form(visit, {"file": refusals.sentence(refused.refusal, visit.lang)})
    if receipt.statement_id is None:
        return _form(visit, {"file": wording.text("controller.statement.refused", visit.lang)}, receipt.anomalies)
    settled = settle_statement(receipt, by=visit.account_id, at=visit.now)
    context = {
        "repeated": receipt.repeated,
        "count": len(settled),
        "waiting": sum(one.waits for one in settled),
        "table": _settled(visit, settled),
        "anomalies": _anomalies(visit, receipt.anomalies),
    }
    return visit.page("controller/statement/done.html", context)


def _form(visit: Visit, wrong: dict[str, str], anomalies: Sequence[Anomaly] = ()) -> HttpResponse:
    problems = [{"field": name, "text": text} for name, text in wrong.items()]
    formats = [{"value": fmt, "text": wording.text(f"controller.statement.{fmt}", visit.lang)} for fmt in FORMATS]
    held = collecting(visit, ACCOUNTANT)
    context = {
        "funds": [{"value": fund.value, "text": wording.text(f"fund.{fund}", visit.lang)} for fund in held] if len(held) > 1 else [],
        "fund": visit.request.POST.get("fund", ""),
        "wrong": wrong,
        "problems": problems,
        "formats": formats,
        "fmt": visit.request.POST.get("fmt", FORMATS[0]),
        "anomalies": _anomalies(visit, anomalies),
        "total": len(anomalies),
        "left_out": max(0, len(anomalies) - SHOWN),
    }
    return visit.page("controller/statement/page.html", context, status=422 if wrong else 200)


def _anomalies(visit: Visit, anomalies: Sequence[Anomaly]) -> Table | None:
    """The first findings; all of them are had as a file."""
    if not anomalies:
        return None
    rows = tuple(_row(visit, one) for one in anomalies[:SHOWN])
    return Table("anomalies", wording.text("employer.anomalies.caption", visit.lang), _columns(visit), rows)


def _columns(visit: Visit) -> tuple[Column, ...]:
    return columns(visit.lang, "employer.anomalies", "line", "field", "message", "found", "expected")


def _row(visit: Visit, one: Anomaly) -> Row:
    return Row(
        (
            tables.number(one.line),
            tables.text(field_name(one.field, visit.lang)),
            tables.text(one.sentence(visit.lang), note=one.code),
            tables.code(one.found),
            tables.code(one.expected),
        )
    )


def _settled(visit: Visit, settled: tuple[Settled, ...]) -> Table:
    payers = {one.employer_id for one in settled if one.employer_id}
    names = names_logged(visit, payers, purpose=IDENTIFY, route="controller:statement")
    rows = []
    for one in settled:
        receipt = queries.receipt_on(one.receipt_id)
        if receipt is None:
            continue
        state = wording.text(f"controller.receipt.{'waits' if one.waits else 'settled'}", visit.lang)
        href = visit.address("controller:receipt", receipt_id=receipt.id)
        cells = (
            tables.code(receipt.line_ref, href=href),
            tables.day(receipt.booked_on),
            tables.text(names.get(one.employer_id or 0) or receipt.payer_name, note=receipt.reference),
            tables.amount(receipt.amount, href=href),
            tables.amount(one.laid, href=href if one.laid else ""),
            tables.amount(one.credit, href=_credit(visit, one)),
            tables.status(state, "soon" if one.waits else "done"),
        )
        rows.append(Row(cells, "soon" if one.waits else ""))
    heads = columns(visit.lang, "controller.receipt", "line", "day", "payer", "amount#", "laid#", "credit#", "state")
    return Table("settled", wording.text("controller.statement.caption", visit.lang), heads, tuple(rows))


def _credit(visit: Visit, one: Settled) -> str:
    """Where what stayed as an employer's credit opens."""
    return visit.address("steering:credit", employer_id=one.employer_id) if one.credit and one.employer_id else ""
