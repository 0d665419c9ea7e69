"""Addresses under /api/v1/; whatever leads nowhere there is answered as the API answers."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from mizan.doors.api.operations import register
from mizan.doors.api.problems import answer
from mizan.doors.api.service import api

register(api)


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that is not one of the API's."""
    return answer(404)


def _framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nothing is cached, and a wrong method is a problem like another."""

    @functools.wraps(view)
    @csrf_exempt
    def framed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response.headers["Allow"]
            response = answer(405)
            response.headers["Allow"] = allowed
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return framed


def _patterns() -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in api.urls[0]:
        if not isinstance(pattern, URLPattern) or pattern.callback is None:
            raise TypeError(f"not an address of one operation: {pattern}")
        # Ninja needs the root by name, to know where it is mounted; it answers nothing.
        pattern.callback = nowhere if pattern.name == "api-root" else _framed(pattern.callback)
        found.append(pattern)
    return found


urlpatterns = [
    path("", include((_patterns(), "api"), namespace="api")),
    re_path(r"^.*$", nowhere, name="api-nowhere"),
]
