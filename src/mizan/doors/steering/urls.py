"""Addresses of the balance, from the country down to one due."""

from __future__ import annotations

from django.urls import path

from mizan.doors.steering.balance.page import balance, fund
from mizan.doors.steering.branch.page import branch, employer
from mizan.doors.steering.due.page import due

app_name = "steering"
urlpatterns = [
    path("", balance, name="balance"),
    path("dues/<id:due_id>", due, name="due"),
    path("<slug:fund>/", fund, name="fund"),
    path("<slug:fund>/<slug:branch>/", branch, name="branch"),
    path("<slug:fund>/<slug:branch>/<id:employer_id>", employer, name="employer"),
]
