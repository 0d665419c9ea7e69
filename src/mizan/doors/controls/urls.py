"""Addresses of controls of spending."""

from __future__ import annotations

from django.urls import path

from mizan.doors.controls.finding.page import finding
from mizan.doors.controls.home.page import home
from mizan.doors.controls.register.page import control, register

app_name = "controls"
urlpatterns = [
    path("", home, name="home"),
    path("<id:finding_id>", finding, name="finding"),
    path("register", register, name="register"),
    path("register/<lawname:control>", control, name="control"),
]
