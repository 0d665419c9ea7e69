"""Addresses: the pages of the doors, and the API beside them."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("mizan.doors.urls"))]
