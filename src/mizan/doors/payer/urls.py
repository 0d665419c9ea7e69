"""Addresses of the pages that pay."""

from __future__ import annotations

from django.urls import path

from mizan.doors.payer.increase.page import increase
from mizan.doors.payer.increases.page import increases_page
from mizan.doors.payer.run.page import file, run
from mizan.doors.payer.runs.page import home

app_name = "payer"
urlpatterns = [
    path("", home, name="home"),
    path("increases", increases_page, name="increases"),
    path("increases/<id:increase_id>", increase, name="increase"),
    path("<id:run_id>", run, name="run"),
    path("<id:run_id>/file", file, name="file"),
]
