"""Addresses of the service pages."""

from __future__ import annotations

from django.urls import path

from mizan.doors.steering.service.ages.page import ages, files
from mizan.doors.steering.service.equity.page import equity
from mizan.doors.steering.service.paths.page import paths
from mizan.doors.steering.service.simpler.page import simpler

app_name = "service"
urlpatterns = [
    path("", ages, name="ages"),
    path("/files", files, name="files"),
    path("/paths", paths, name="paths"),
    path("/simpler", simpler, name="simpler"),
    path("/equity", equity, name="equity"),
]
