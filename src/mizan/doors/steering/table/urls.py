"""Addresses of the minister's table, of each indicator, of alerts and of the guidelines."""

from __future__ import annotations

from django.urls import path

from mizan.doors.steering.alerts.page import alert, alerts
from mizan.doors.steering.indicator.page import entry, indicator
from mizan.doors.steering.issa.page import issa
from mizan.doors.steering.table.page import table

app_name = "indicators"
urlpatterns = [
    path("table", table, name="table"),
    path("alerts", alerts, name="alerts"),
    path("alerts/<id:alert_id>", alert, name="alert"),
    path("issa", issa, name="issa"),
    path("entries/<id:entry_id>", entry, name="entry"),
    path("indicators/<slug:indicator_id>", indicator, name="indicator"),
]
