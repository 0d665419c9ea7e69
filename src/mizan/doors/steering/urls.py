"""Addresses of the balance, from the country down to one due."""

from __future__ import annotations

from django.urls import path

from mizan.doors.steering.balance.page import balance, fund
from mizan.doors.steering.branch.page import branch, employer
from mizan.doors.steering.due.page import due
from mizan.doors.steering.held.page import credit, credits_held, waiting
from mizan.doors.steering.owed.page import order, order_branch
from mizan.doors.steering.recomputed.page import recomputed

app_name = "steering"
urlpatterns = [
    path("", balance, name="balance"),
    path("dues/<id:due_id>", due, name="due"),
    path("credits", credits_held, name="credits"),
    path("credits/<id:employer_id>", credit, name="credit"),
    path("waiting", waiting, name="waiting"),
    path("<slug:fund>/", fund, name="fund"),
    path("<slug:fund>/recomputed", recomputed, name="recomputed"),
    path("<slug:fund>/orders/<id:order_id>", order, name="order"),
    path("<slug:fund>/orders/<id:order_id>/<slug:branch>", order_branch, name="order-branch"),
    path("<slug:fund>/<slug:branch>/", branch, name="branch"),
    path("<slug:fund>/<slug:branch>/<id:employer_id>", employer, name="employer"),
]
