"""Drop the two files of an annual declaration; be told at once what each line lacks."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from mizan.doors import refusals, wording
from mizan.doors.employer.desk import ACCOUNTANT, employer_here
from mizan.doors.employer.filings.outcome import file_of, of_receipt
from mizan.doors.pages import Visit, page
from mizan.doors.whole_return import answer_asked
from mizan.flows.file_declaration import file_das
from mizan.funds.contributions.types import FilingReceipt
from mizan.funds.people.types import EmployerKnown
from mizan.kernel.refusals import Refused

LARGEST = 128 * 1024 * 1024
"""Bytes of one file; a declaration of half a million lines is below it."""


@page(ACCOUNTANT, post=True)
def deposit(visit: Visit, number: str) -> HttpResponseBase:
    """Ask for the files; take them; show the return. With `answer` the whole return of a test is given as a file."""
    employer = employer_here(visit, number)
    if not visit.posted:
        return _form(visit, employer, {})
    files = {name: visit.request.FILES.get(name) for name in ("header", "detail")}
    wrong = {name: said for name, file in files.items() if (said := _unfit(file, name, visit))}
    header, detail = files["header"], files["detail"]
    if wrong or not isinstance(header, UploadedFile) or not isinstance(detail, UploadedFile):
        return _form(visit, employer, wrong)
    kind = answer_asked(visit)
    test = kind != "" or visit.request.POST.get("test") == "yes"
    try:
        receipt = file_das(
            header=header.read(), detail=detail.read(), header_name=header.name, detail_name=detail.name,
            employer_id=employer.id, test=test, by=visit.account_id, at=visit.now,
        )  # fmt: skip
    except Refused as refused:
        return _form(visit, employer, {"": refusals.sentence(refused.refusal, visit.lang)})
    return file_of(receipt, kind, visit.lang) if kind else _answer(visit, employer, receipt)


def _unfit(file: object, name: str, visit: Visit) -> str:
    """Why a field's file can not be taken, or nothing."""
    if not isinstance(file, UploadedFile):
        return wording.text(f"employer.deposit.no_{name}", visit.lang)
    return wording.text("employer.deposit.too_large", visit.lang) if (file.size or 0) > LARGEST else ""


def _answer(visit: Visit, employer: EmployerKnown, receipt: FilingReceipt) -> HttpResponse:
    """A declaration that was kept has its own page; a test or a refusal is shown here and nowhere else."""
    if receipt.filing_id is not None:
        address = visit.address("employer:filing", number=employer.number, filing_id=receipt.filing_id)
        address += "?repeated=yes" if receipt.repeated else "?new=yes"
        return visit.leave(address)
    context = {"employer": employer, "outcome": of_receipt(receipt, visit.lang), "test": receipt.test}
    return visit.page("employer/deposit/result.html" if visit.htmx else "employer/deposit/whole.html", context)


def _form(visit: Visit, employer: EmployerKnown, wrong: dict[str, str]) -> HttpResponse:
    problems = [{"field": field, "text": text} for field, text in wrong.items()]
    test = visit.request.POST.get("test") == "yes"
    context = {"employer": employer, "wrong": wrong, "problems": problems, "test": test}
    template = "employer/deposit/form.html" if visit.htmx else "employer/deposit/page.html"
    return visit.page(template, context, status=422 if wrong else 200)
