"""Addresses: the pages of the doors, and the API beside them."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/v1/", include("mizan.doors.api.urls")), path("", include("mizan.doors.urls"))]
