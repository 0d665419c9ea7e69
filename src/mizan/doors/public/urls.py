"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from mizan.doors.public.about.page import about
from mizan.doors.public.figures.page import equity, figure, figures
from mizan.doors.public.figures.year import document_file, year_table
from mizan.doors.public.home.page import home
from mizan.doors.public.parts.page import parts
from mizan.doors.public.sign_in.page import sign_in, sign_out
from mizan.doors.public.verify.page import verify

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("sign-in", sign_in, name="sign-in"),
    path("sign-out", sign_out, name="sign-out"),
    path("about", about, name="about"),
    path("parts", parts, name="parts"),
    path("figures", figures, name="figures"),
    path("figures/equity", equity, name="figures-equity"),
    path("figures/year/<slug:document>", year_table, name="figures-year"),
    path("figures/files/<figuresfile:file_name>", document_file, name="figures-file"),
    path("figures/<slug:indicator_id>", figure, name="figure"),
    path("verify", verify, name="verify"),
    path("verify/<code:code>", verify, name="verify-code"),
]
