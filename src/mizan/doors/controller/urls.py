"""Addresses of the fund accountant's and controller's pages."""

from __future__ import annotations

from django.urls import path

from mizan.doors.controller.bases.page import bases
from mizan.doors.controller.cases.page import case, cases
from mizan.doors.controller.ends.page import ends
from mizan.doors.controller.home.page import home
from mizan.doors.controller.journals.page import journal, journals
from mizan.doors.controller.ledger.page import status
from mizan.doors.controller.queue.page import queue, receipt
from mizan.doors.controller.receipts.page import receipts
from mizan.doors.controller.statement.page import statement
from mizan.doors.controller.transfers.page import transfers

app_name = "controller"
urlpatterns = [
    path("bases", bases, name="bases"),
    path("ends", ends, name="ends"),
    path("", home, name="home"),
    path("statement", statement, name="statement"),
    path("queue", queue, name="queue"),
    path("queue/<id:receipt_id>", receipt, name="receipt"),
    path("receipts", receipts, name="receipts"),
    path("cases", cases, name="cases"),
    path("cases/<id:case_id>", case, name="case"),
    path("transfers", transfers, name="transfers"),
    path("journals", journals, name="journals"),
    path("journals/<id:proposal_id>", journal, name="journal"),
    path("ledger", status, name="ledger"),
]
