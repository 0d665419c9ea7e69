"""Addresses: the pages of the doors, and the API beside them."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/v1/", include("mizan.doors.api.urls")), path("", include("mizan.doors.urls"))]

handler400 = "mizan.doors.errors.bad_request"
handler403 = "mizan.doors.errors.forbidden"
handler404 = "mizan.doors.errors.not_found"
handler500 = "mizan.doors.errors.broken"
