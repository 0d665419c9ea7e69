"""Addresses of the self-employed person's pages; each names the affiliation by its number, never the person."""

from __future__ import annotations

from django.urls import path

from mizan.doors.self_employed.career.page import career
from mizan.doors.self_employed.choose.page import choose
from mizan.doors.self_employed.declare.page import declare
from mizan.doors.self_employed.dues.page import due, dues
from mizan.doors.self_employed.home.page import home
from mizan.doors.self_employed.payments.page import payments

app_name = "self_employed"
urlpatterns = [
    path("", choose, name="choose"),
    path("<id:affiliation_id>/", home, name="home"),
    path("<id:affiliation_id>/declare", declare, name="declare"),
    path("<id:affiliation_id>/dues", dues, name="dues"),
    path("<id:affiliation_id>/dues/<id:due_id>", due, name="due"),
    path("<id:affiliation_id>/payments", payments, name="payments"),
    path("<id:affiliation_id>/career", career, name="career"),
]
