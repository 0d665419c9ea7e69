"""Addresses of the pages that pay."""

from __future__ import annotations

from django.urls import path

from mizan.doors.payer.run.page import file, run
from mizan.doors.payer.runs.page import home

app_name = "payer"
urlpatterns = [
    path("", home, name="home"),
    path("<id:run_id>", run, name="run"),
    path("<id:run_id>/file", file, name="file"),
]
