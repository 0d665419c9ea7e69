"""Receipts to identify: the queue, and one line beside whom it may come from."""

from __future__ import annotations

import re

from django.http import HttpResponse

from mizan.doors import refusals, shown, tables, wording
from mizan.doors.controller.desk import ACCOUNTANT, COLLECTOR, IDENTIFY, WORKS, names_logged, numbers_of, payer_numbered
from mizan.doors.controller.receipts.page import state_of
from mizan.doors.errors import Missing
from mizan.doors.laid_story import laid_table
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.flows.return_receipt import return_receipt
from mizan.flows.settle_receipt import match_by_hand, match_institution, settle_receipt
from mizan.funds.contributions import queries
from mizan.funds.contributions.queries.institutions import institutions_for
from mizan.funds.contributions.types import InstitutionOwes, ReceiptKept, Suggestion
from mizan.kernel.periods import parse_period
from mizan.kernel.refusals import Refused

SHOWN = 200


@page(*WORKS)
def queue(visit: Visit) -> HttpResponse:
    """What waits, oldest first."""
    waiting = queries.receipts_waiting(limit=SHOWN)
    rows = []
    for receipt in waiting:
        href = visit.address("controller:receipt", receipt_id=receipt.id)
        cells = (
            tables.code(receipt.line_ref, href=href),
            tables.day(receipt.booked_on),
            tables.text(receipt.payer_name, note=receipt.payer_account),
            tables.text(receipt.reference),
            tables.amount(receipt.amount, href=href),
        )
        rows.append(Row(cells))
    heads = columns(visit.lang, "controller.receipt", "line", "day", "payer", "reference", "amount#")
    caption, empty = (wording.text(f"controller.queue.{name}", visit.lang) for name in ("caption", "none"))
    table = Table("queue", caption, heads, tuple(rows), empty=empty)
    total = sum(receipt.amount for receipt in waiting)
    return visit.page("controller/queue/list.html", {"table": table, "count": len(waiting), "total": total})


@page(*WORKS, post=True)
def receipt(visit: Visit, receipt_id: int) -> HttpResponse:
    """One bank line with its suggestions; match it to an employer, its periods first."""
    found = queries.receipt_on(receipt_id)
    if found is None:
        raise Missing(receipt_id)
    if not visit.posted:
        return _show(visit, found, {})
    if found.fund not in visit.scopes(ACCOUNTANT):
        return _show(visit, found, {"": wording.text("refusal.not_allowed", visit.lang)})
    if visit.request.POST.get("act") == "institution":
        return _match_institution(visit, found)
    if visit.request.POST.get("act") == "return":
        return _take_back(visit, found)
    number = "".join(visit.request.POST.get("employer", "").split())
    payer = payer_numbered(number, found.fund) if re.fullmatch(r"[0-9]{10}(?:[0-9]{2})?", number, re.ASCII) else None
    retry = visit.request.POST.get("act") == "retry"
    if payer is None and not retry:
        return _show(visit, found, {"employer": wording.text("controller.queue.no_employer", visit.lang)})
    keys = visit.request.POST.get("periods", "").split()
    try:
        for key in keys:
            parse_period(key)
        if retry:
            settled = settle_receipt(receipt_id, by=visit.account_id, at=visit.now)
            if settled.waits:
                return _show(visit, found, {"": wording.text("controller.queue.still", visit.lang)})
        elif payer is not None:
            match_by_hand(receipt_id, employer_id=payer, period_keys=keys, by=visit.account_id, at=visit.now)
    except Refused as refused:
        field = "periods" if refused.refusal.code == "period_unreadable" else ""
        return _show(visit, found, {field: refusals.sentence(refused.refusal, visit.lang)})
    return visit.go("controller:receipt", receipt_id=receipt_id)


def _take_back(visit: Visit, found: ReceiptKept) -> HttpResponse:
    """Say which receipt a return takes back."""
    asked = visit.request.POST.get("original", "")
    original_id = int(asked) if re.fullmatch(r"[1-9][0-9]{0,17}", asked, re.ASCII) else 0
    try:
        return_receipt(found.id, original_id=original_id, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return _show(visit, found, {"": refusals.sentence(refused.refusal, visit.lang)})
    return visit.go("controller:receipt", receipt_id=found.id)


def _returnable(visit: Visit, found: ReceiptKept) -> list[dict[str, object]]:
    """The receipts a waiting return may take back, as the page shows them."""
    if not found.is_return or found.settlement_id is not None:
        return []
    kept = queries.receipts_returnable(found)
    payers = {one.employer_id for one in kept if one.employer_id}
    names = names_logged(visit, payers, purpose=IDENTIFY, route="controller:receipt")
    return [
        {
            "id": one.id,
            "line": f"{one.statement_no} / {one.line_ref}",
            "name": names.get(one.employer_id or 0) or one.payer_name,
            "day": one.booked_on,
            "href": visit.address("controller:receipt", receipt_id=one.id),
        }
        for one in kept
    ]


def _match_institution(visit: Visit, found: ReceiptKept) -> HttpResponse:
    """Lay the line on the reliefs an institution owes: those the payment names, else the oldest."""
    debtor = visit.request.POST.get("debtor", "")
    owed = next((one for one in institutions_for(found) if one.debtor == debtor), None)
    if owed is None:
        return _show(visit, found, {"": wording.text("controller.queue.owes_nothing", visit.lang)})
    try:
        match_institution(found.id, debtor=debtor, due_ids=owed.due_ids, by=visit.account_id, at=visit.now)
    except Refused as refused:
        return _show(visit, found, {"": refusals.sentence(refused.refusal, visit.lang)})
    return visit.go("controller:receipt", receipt_id=found.id)


def _show(visit: Visit, found: ReceiptKept, wrong: dict[str, str]) -> HttpResponse:
    waits = found.settlement_id is None and not found.is_return
    suggestions = queries.suggestions_for(found) if waits else ()
    asks = waits and found.amount > 0 and found.fund == COLLECTOR
    owing = [_owing(one, visit) for one in institutions_for(found)] if asks else []
    first = suggestions[0] if suggestions else None
    payers = [*(suggestion.employer_id for suggestion in suggestions), *([found.employer_id] if found.employer_id else [])]
    names, numbers = names_logged(visit, payers, purpose=IDENTIFY, route="controller:receipt"), numbers_of(payers)
    options = [_option(suggestion, names, numbers, visit) for suggestion in suggestions]
    posted = visit.request.POST
    context = {
        "receipt": found,
        "facts": _facts(visit, found, names),
        "laid": _laid(visit, found),
        "returnable": _returnable(visit, found),
        "suggestions": options,
        "likely": [one for one in owing if one["likely"]],
        "institutions": owing,
        "employer": posted.get("employer", options[0]["number"] if options else ""),
        "periods": posted.get("periods", (first.period_key or "") if first else ""),
        "wrong": wrong,
        "problems": [{"field": name, "text": text} for name, text in wrong.items()],
        "acts": found.fund in visit.scopes(ACCOUNTANT),
        "next": next((one.id for one in queries.receipts_waiting(limit=1, after=found.id)), None),
    }
    return visit.page("controller/queue/page.html", context, status=422 if wrong else 200)


def _laid(visit: Visit, found: ReceiptKept) -> Table | None:
    """What a settled line was laid on, due by due; a line that took another back laid nothing."""
    if found.settlement_id is None or found.is_return:
        return None
    kept = queries.laid_by_settlement(found.settlement_id)
    return laid_table(kept, visit, lambda due_id: visit.address("steering:due", due_id=due_id))


def _option(suggestion: Suggestion, names: dict[int, str], numbers: dict[int, str], visit: Visit) -> dict[str, str]:
    """A suggestion as the page shows it: who, why, what is open there."""
    period = shown.period(suggestion.period_key, visit.lang) if suggestion.period_key else ""
    return {
        "number": numbers.get(suggestion.employer_id, ""),
        "name": names.get(suggestion.employer_id, ""),
        "reason": wording.text(f"controller.reason.{suggestion.reason}", visit.lang),
        "period": period,
        "key": suggestion.period_key or "",
        "open": shown.amount(suggestion.open_amount, visit.lang),
    }


def _owing(owed: InstitutionOwes, visit: Visit) -> dict[str, object]:
    """An institution as the page shows it: who, why, what it owes."""
    return {
        "debtor": owed.debtor,
        "name": wording.text(f"fund_name.{owed.debtor}", visit.lang),
        "reason": wording.text(f"controller.reason.{owed.reason}", visit.lang),
        "open": shown.amount(owed.open_amount, visit.lang),
        "likely": owed.reason != "owes_reliefs",
    }


def _facts(visit: Visit, found: ReceiptKept, names: dict[int, str]) -> list[dict[str, object]]:
    values: list[tuple[str, str, object]] = [
        ("amount", "amount", found.amount),
        ("day", "day", found.booked_on),
        ("payer", "text", found.payer_name),
        ("account", "code", found.payer_account),
        ("reference", "text", found.reference),
        ("statement", "code", found.statement_no),
        ("line", "code", found.line_ref),
    ]
    facts = [
        {"label": wording.text(f"controller.receipt.{name}", visit.lang), "kind": kind, "value": value} for name, kind, value in values
    ]
    state, tone = state_of(found)
    words = wording.text(f"controller.receipt.{state}", visit.lang)
    note = names.get(found.employer_id or 0, "")
    label = wording.text("controller.receipt.state", visit.lang)
    facts.append({"label": label, "kind": "status", "value": words, "tone": tone, "note": note})
    return facts
