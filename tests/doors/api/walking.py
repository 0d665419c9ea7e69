"""Every operation of the API, from its own description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client


@dataclass(frozen=True)
class Operation:
    """One operation: `path` with its places, who may pass, which statuses it declares, what it takes."""

    method: str
    path: str
    scope: str | None
    roles: frozenset[str] | None
    fund: str | None
    statuses: frozenset[int]
    media_type: str | None
    required: tuple[str, ...]
    keyed: bool

    def address(self, value: object = 1) -> str:
        """The path with `value` in every place."""
        return re.sub(r"\{[^}]+\}", str(value), self.path)

    def send(self, client: Client, headers: dict[str, str], *, value: object = 1) -> Any:
        """A request of the right method and media type, with an empty body of that type."""
        extra = {"Idempotency-Key": "walk"} if self.keyed else {}
        body: dict[str, Any] = {}
        if self.media_type == "application/json":
            body = {"data": "{}", "content_type": self.media_type}
        elif self.media_type:
            body = {"data": "--b--\r\n", "content_type": f"{self.media_type}; boundary=b"}
        return client.generic(self.method, self.address(value), headers={**headers, **extra}, **body)


def operations() -> Iterator[Operation]:
    """All of them, as the description declares them."""
    from mizan.doors.api import urls
    from mizan.doors.api.service import api

    assert urls.urlpatterns
    schema = api.get_openapi_schema()
    for path, methods in schema["paths"].items():
        for method, details in methods.items():
            passes = details["x-passes"]
            body = details.get("requestBody", {}).get("content", {})
            yield Operation(
                method=method.upper(),
                path=path,
                scope=passes["scope"],
                roles=None if passes["roles"] is None else frozenset(passes["roles"]),
                fund=passes["fund"],
                statuses=frozenset(int(status) for status in details["responses"]),
                media_type=next(iter(body), None),
                required=tuple(p["name"] for p in details["parameters"] if p["required"]),
                keyed=any(p["name"] == "Idempotency-Key" for p in details["parameters"]),
            )
