"""Addresses of the pages that pay."""

from __future__ import annotations

from django.urls import path

from mizan.doors.payer.debt.page import debt, notice
from mizan.doors.payer.debts.page import debts
from mizan.doors.payer.hold.new import new_hold
from mizan.doors.payer.hold.page import hold, hold_letter
from mizan.doors.payer.holds.notices import notices_of_day
from mizan.doors.payer.holds.page import holds
from mizan.doors.payer.increase.page import increase
from mizan.doors.payer.increases.page import increases_page
from mizan.doors.payer.reversal.new import new_reversal
from mizan.doors.payer.reversal.page import debt_letter, reversal
from mizan.doors.payer.reversals.page import reversals
from mizan.doors.payer.run.page import file, run
from mizan.doors.payer.runs.page import home
from mizan.doors.payer.takeovers.page import takeovers

app_name = "payer"
urlpatterns = [
    path("", home, name="home"),
    path("increases", increases_page, name="increases"),
    path("increases/<id:increase_id>", increase, name="increase"),
    path("<id:run_id>", run, name="run"),
    path("<id:run_id>/file", file, name="file"),
    path("taken-over", takeovers, name="takeovers"),
    path("holds", holds, name="holds"),
    path("notices.zip", notices_of_day, name="notices"),
    path("holds/new", new_hold, name="new-hold"),
    path("holds/<id:hold_id>", hold, name="hold"),
    path("holds/<id:hold_id>/notice.<letterlang:language>.pdf", hold_letter, name="hold-letter"),
    path("debts", debts, name="debts"),
    path("debts/<id:debt_id>", debt, name="debt"),
    path("debts/<id:debt_id>/notice.<letterlang:language>.pdf", notice, name="notice-of-debt"),
    path("reversals", reversals, name="reversals"),
    path("reversals/new", new_reversal, name="new-reversal"),
    path("reversals/<id:reversal_id>", reversal, name="reversal"),
    path("reversals/<id:reversal_id>/debt.<letterlang:language>.pdf", debt_letter, name="debt-letter"),
]
