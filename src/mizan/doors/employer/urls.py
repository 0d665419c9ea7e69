"""Addresses of the employer's pages; each names the employer by its number."""

from __future__ import annotations

from django.urls import path

from mizan.doors.employer.cases.page import case, cases
from mizan.doors.employer.choose.page import choose
from mizan.doors.employer.dac.page import dac, dac_file
from mizan.doors.employer.deposit.page import deposit
from mizan.doors.employer.dues.page import due, dues
from mizan.doors.employer.filings.page import download, filing, filings
from mizan.doors.employer.home.page import home
from mizan.doors.employer.lines.page import lines
from mizan.doors.employer.payments.page import payment, payments

app_name = "employer"
urlpatterns = [
    path("", choose, name="choose"),
    path("<digits10:number>/", home, name="home"),
    path("<digits10:number>/deposit", deposit, name="deposit"),
    path("<digits10:number>/dac", dac, name="dac"),
    path("<digits10:number>/dac/file", dac_file, name="dac-file"),
    path("<digits10:number>/filings", filings, name="filings"),
    path("<digits10:number>/filings/<id:filing_id>", filing, name="filing"),
    path("<digits10:number>/filings/<id:filing_id>/return.<returned:kind>", download, name="filing-file"),
    path("<digits10:number>/filings/<id:filing_id>/lines", lines, name="filing-lines"),
    path("<digits10:number>/dues", dues, name="dues"),
    path("<digits10:number>/dues/<id:due_id>", due, name="due"),
    path("<digits10:number>/cases", cases, name="cases"),
    path("<digits10:number>/cases/<id:case_id>", case, name="case"),
    path("<digits10:number>/payments", payments, name="payments"),
    path("<digits10:number>/payments/<id:settlement_id>", payment, name="payment"),
]
