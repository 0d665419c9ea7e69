"""The page that describes the API: made from its OpenAPI description, plain HTML, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.openapi.docs import DocsBase

if TYPE_CHECKING:
    from ninja import NinjaAPI

WORDS = {
    "title": "Mizan API",
    "openapi": "OpenAPI description",
    "operations": "Operations",
    "shapes": "Shapes",
    "scope": "Scope of the token",
    "roles": "Roles of the account",
    "body": "Body",
    "parameter": "Parameter",
    "place": "Place",
    "required": "required",
    "value": "Value",
    "status": "Status",
    "answer": "Answer",
    "field": "Field",
}
"""The page speaks English, as all documents for those who write programs."""


@dataclass(frozen=True, slots=True)
class Described:
    """One operation as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    roles: str
    parameters: tuple[tuple[str, str, bool, str], ...]
    body: str
    statuses: tuple[tuple[str, str], ...]


class Reference(DocsBase):
    """Ninja's docs page, replaced."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page: every operation with who may pass, its parameters, its body and its answers, then every shape."""
        schema = api.get_openapi_schema()
        shapes = sorted(schema["components"]["schemas"].items())
        context = {
            "introduction": schema["info"]["description"].split("\n\n"),
            "groups": _groups(schema),
            "shapes": [(name, shape.get("description", ""), _fields(shape)) for name, shape in shapes],
            "openapi": self.get_openapi_url(api, kwargs),
            "words": WORDS,
        }
        return render(request, "api/reference.html", context)


def _groups(schema: dict[str, Any]) -> list[tuple[str, list[Described]]]:
    groups: dict[str, list[Described]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault((operation.get("tags") or ["other"])[0], []).append(_described(path, method, operation))
    return list(groups.items())


def _described(path: str, method: str, operation: dict[str, Any]) -> Described:
    passes = operation.get("x-passes", {})
    body = ""
    if "requestBody" in operation:
        ((media, content),) = operation["requestBody"]["content"].items()
        body = f"{media}: {_kind(content['schema'])}"
    return Described(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        scope=passes.get("scope") or "any",
        roles=", ".join(passes.get("roles") or ["any"]),
        parameters=tuple((p["name"], p["in"], p["required"], _kind(p["schema"])) for p in operation["parameters"]),
        body=body,
        statuses=tuple((str(status), _kind(_content(answer))) for status, answer in operation["responses"].items()),
    )


def _content(answer: dict[str, Any]) -> dict[str, Any]:
    for content in answer.get("content", {}).values():
        schema: dict[str, Any] = content["schema"]
        return schema
    return {}


def _fields(shape: dict[str, Any]) -> list[tuple[str, str, bool]]:
    required = set(shape.get("required", []))
    return [(name, _kind(field), name in required) for name, field in shape.get("properties", {}).items()]


def _kind(schema: dict[str, Any]) -> str:
    return " or ".join(_kinds(schema)) or "nothing"


def _kinds(schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    elif "anyOf" in schema:
        for each in schema["anyOf"]:
            yield from _kinds(each)
    elif "enum" in schema:
        yield from (str(value) for value in schema["enum"])
    elif "const" in schema:
        yield str(schema["const"])
    elif schema.get("type") == "array":
        yield f"list of {_kind(schema.get('items', {}))}"
    elif schema.get("properties"):
        yield "parts " + ", ".join(f"{name} ({_kind(part)})" for name, part in schema["properties"].items())
    elif "type" in schema:
        bound = schema.get("pattern") or schema.get("format")
        yield f"{schema['type']} {bound}" if bound else schema["type"]
