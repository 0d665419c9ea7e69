"""The contribution declaration: keyed in or as a file, checked, shown with what will be due and why, then filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from mizan.doors import refusals, shown, wording
from mizan.doors.employer.calendar import periods_expected
from mizan.doors.employer.dac.form import Keyed, Reader, codes_for, keyed
from mizan.doors.employer.dac.preview import preview
from mizan.doors.employer.desk import ACCOUNTANT, employer_here
from mizan.doors.employer.filings.outcome import file_of, of_receipt
from mizan.doors.pages import Visit, page
from mizan.doors.whole_return import answer_asked
from mizan.flows.file_declaration import file_dac
from mizan.flows.refuse_deposit import error_codes, refuse_deposit
from mizan.formats.anomalies import Anomaly, Outcome
from mizan.formats.dac import DacReturn, read_csv
from mizan.funds.contributions import queries
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.refusals import Refused

KINDS = ("normal", "nil", "rectifying")
LARGEST = 4 * 1024 * 1024
BLANK_ROWS = 2


@page(ACCOUNTANT, post=True)
def dac(visit: Visit, number: str) -> HttpResponse:
    """Ask, show what it makes due, file. `act` of the form: rows (more rows), check, change, file."""
    employer = employer_here(visit, number)
    if not visit.posted:
        return _form(visit, employer, Keyed({"period": visit.request.GET.get("period", "")}, [], []), more=0)
    form = keyed({name: str(value) for name, value in visit.request.POST.items()})
    act = visit.request.POST.get("act", "check")
    if act in ("rows", "change"):
        return _form(visit, employer, form, more=BLANK_ROWS if act == "rows" else 0)
    declaration = Reader(form, visit.lang).declaration(employer)
    if not form.value("period"):
        form.wrong["period"] = wording.text("employer.dac.no_period", visit.lang)
    if form.wrong:
        return _form(visit, employer, form, more=0)
    return _take(visit, employer, form, declaration, act)


def _take(visit: Visit, employer: EmployerKnown, form: Keyed, declaration: DacReturn, act: str) -> HttpResponse:
    try:
        receipt = file_dac(dac=declaration, source="keyed", test=act != "file", by=visit.account_id, at=visit.now)
    except Refused as refused:
        form.wrong[""] = refusals.sentence(refused.refusal, visit.lang)
        return _form(visit, employer, form, more=0)
    if receipt.filing_id is not None:
        return _kept(visit, employer, receipt)
    if receipt.outcome.value == "refused":
        return _form(visit, employer, form, more=0, anomalies=receipt.anomalies)
    context = {
        "employer": employer,
        "declaration": declaration,
        "preview": preview(declaration, employer, visit.lang),
        "outcome": of_receipt(receipt, visit.lang),
        "posted": _again(visit.request.POST),
    }
    return visit.page("employer/dac/check.html", context)


def _again(posted: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields to send once more when the person confirms."""
    return [(name, value) for name, value in posted.items() if name not in ("csrfmiddlewaretoken", "act")]


def _kept(visit: Visit, employer: EmployerKnown, receipt: FilingReceipt) -> HttpResponse:
    address = visit.address("employer:filing", number=employer.number, filing_id=receipt.filing_id)
    return visit.leave(address + ("?repeated=yes" if receipt.repeated else "?new=yes"))


def _form(visit: Visit, employer: EmployerKnown, form: Keyed, *, more: int, anomalies: Sequence[Anomaly] = ()) -> HttpResponse:
    lang = visit.lang
    expected = periods_expected(employer, queries.filings_of(employer.id, form="DAC"), visit.today)
    options = [{"value": "", "text": wording.text("employer.dac.choose", lang)}]
    for each in reversed(expected):
        suffix = "" if each.filing is None else f" — {wording.text('employer.dac.filed', lang)}"
        options.append({"value": each.period.key, "text": shown.period(each.period, lang) + suffix})
    kinds = [
        {"value": kind, "text": wording.text(f"filing_kind.{kind}", lang), "hint": wording.text(f"employer.dac.kind_{kind}", lang)}
        for kind in KINDS
    ]
    problems = [{"field": name, "text": text} for name, text in form.wrong.items()]
    problems += [{"field": "", "text": anomaly.sentence(lang)} for anomaly in anomalies]
    bases = [
        {"name": f"base_{code}", "label": f"{code} — {wording.text(f'code.{code}', lang)}",
         "hint": wording.text(f"employer.dac.hint_{code}", lang),
         "value": form.value(f"base_{code}"), "error": form.wrong.get(f"base_{code}")}
        for code in codes_for(employer)
    ]  # fmt: skip
    context = {
        "employer": employer, "form": form, "period": form.value("period"), "kind": form.value("kind") or "normal", "values": form.values,
        "wrong": form.wrong, "problems": problems, "options": options, "kinds": kinds, "bases": bases,
        "abatements": _with_blanks(form.abatements, more), "movements": _with_blanks(form.movements, more),
    }  # fmt: skip
    return visit.page("employer/dac/page.html", context, status=422 if problems else 200)


def _with_blanks(rows: list[dict[str, str]], more: int) -> list[dict[str, str]]:
    """The rows kept and a few empty ones: two at first, more when asked."""
    return [*rows, *({} for _ in range(max(more, BLANK_ROWS if not rows else 0)))]


@page(ACCOUNTANT, post=True)
def dac_file(visit: Visit, number: str) -> HttpResponseBase:
    """Take a contribution declaration given as a CSV file."""
    employer = employer_here(visit, number)
    wrong: dict[str, str] = {}
    file = visit.request.FILES.get("file")
    if visit.posted and isinstance(file, UploadedFile) and (file.size or 0) <= LARGEST:
        check, kind = read_csv(file.read()), answer_asked(visit)
        if check.dac is None or check.outcome is Outcome.REFUSED:
            # Rows that could not be read are no part of what was read: what remains is not what was declared.
            receipt = FilingReceipt(Outcome.REFUSED, "DAC", 0, 0, check.anomalies)
            if not kind and visit.request.POST.get("test") != "yes":
                codes = error_codes(check.anomalies)
                refuse_deposit("DAC", codes, employer=employer.id, source="file", by=visit.account_id, at=visit.now)
        elif check.dac.employer_number != employer.number:
            wrong["file"] = wording.text("employer.dac.other_employer", visit.lang)
        else:
            test = kind != "" or visit.request.POST.get("test") == "yes"
            try:
                receipt = file_dac(dac=check.dac, source="file", test=test, by=visit.account_id, at=visit.now)
            except Refused as refused:
                wrong["file"] = refusals.sentence(refused.refusal, visit.lang)
        if not wrong:
            if receipt.filing_id is not None:
                return _kept(visit, employer, receipt)
            if kind:
                return file_of(receipt, kind, visit.lang)
            context = {"employer": employer, "outcome": of_receipt(receipt, visit.lang), "test": receipt.test}
            return visit.page("employer/dac/file_result.html", context)
    elif visit.posted:
        wrong["file"] = wording.text("employer.dac.no_file", visit.lang)
    problems = [{"field": name, "text": text} for name, text in wrong.items()]
    context = {"employer": employer, "wrong": wrong, "problems": problems}
    return visit.page("employer/dac/file.html", context, status=422 if wrong else 200)
