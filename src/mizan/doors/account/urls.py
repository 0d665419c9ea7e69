"""Addresses of a person's own account."""

from __future__ import annotations

from django.urls import path

from mizan.doors.account.home.page import home
from mizan.doors.account.password.page import password
from mizan.doors.account.tokens.page import tokens

app_name = "account"
urlpatterns = [
    path("", home, name="home"),
    path("password", password, name="password"),
    path("tokens", tokens, name="tokens"),
]
