"""Addresses of reviews."""

from __future__ import annotations

from django.urls import path

from mizan.doors.steering.review.page import home, paper
from mizan.doors.steering.review.rows import rows

app_name = "review"
urlpatterns = [
    path("", home, name="home"),
    path("/paper", paper, name="paper"),
    path("/parts/<slug:part>", rows, name="rows"),
]
