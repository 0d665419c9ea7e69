"""Addresses of the minister's table and of each indicator."""

from __future__ import annotations

from django.urls import path

from mizan.doors.steering.indicator.page import entry, indicator
from mizan.doors.steering.table.page import table

app_name = "indicators"
urlpatterns = [
    path("table", table, name="table"),
    path("entries/<id:entry_id>", entry, name="entry"),
    path("indicators/<slug:indicator_id>", indicator, name="indicator"),
]
