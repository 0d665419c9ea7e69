"""The register by API: read by those who steer, and nothing in it takes a figure."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.doors.api.conftest import World
from tests.doors.api.walking import operations
from tests.funds.steering.steering_world import CONFIRMED_AT, TEXT, Kept, monthly, terms

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.steering import actions

AT = "/api/v1"


def brought(client: Client, world: World, who: str, content: bytes) -> Any:
    return client.post(f"{AT}/communiques", {"file": SimpleUploadedFile("bayan.txt", content)}, headers=world.headers(who))


def test_a_communique_is_brought_confirmed_by_a_person_and_read_back(client: Client, world: World) -> None:
    answer = brought(client, world, "minister", TEXT.encode())
    assert answer.status_code == 201, answer.content
    drafts = answer.json()["drafts"]
    assert len(drafts) == 3
    assert all(answer.json()["text"][one["start"] : one["end"]] for one in drafts)
    assert brought(client, world, "minister", TEXT.encode()).json()["id"] == answer.json()["id"]
    by = world.accounts["minister"]
    source = Kept(*monthly("recovery_rate", [800_000]))
    with acting_as(by):
        number = actions.confirm_instruction(drafts[0]["id"], terms("recovery_rate"), by=by, at=CONFIRMED_AT, source=source)
    with connect_as("batch"):
        from datetime import timedelta

        from mizan.funds.access.queries import system_account

        actions.keep_statuses(by=system_account(), at=CONFIRMED_AT + timedelta(days=3), source=source)
    listed = client.get(f"{AT}/instructions", headers=world.headers("auditor")).json()["instructions"]
    assert [(one["number"], one["status"]) for one in listed] == [(number, "not_begun")]
    assert listed[0]["indicators"][0]["baseline"] == 800_000
    whole = client.get(f"{AT}/instructions/{number}", headers=world.headers("minister")).json()
    assert [one["day"] for one in whole["days"]] == ["2026-03-06", "2026-03-05", "2026-03-04"]
    assert client.get(f"{AT}/instructions/999", headers=world.headers("minister")).status_code == 404


def test_who_may_not_is_refused_and_what_is_no_communique_is_told(client: Client, world: World) -> None:
    for who in ("alif", "accountant", "controller"):
        assert client.get(f"{AT}/instructions", headers=world.headers(who)).status_code == 403
    assert brought(client, world, "auditor", TEXT.encode()).status_code == 403
    refused = brought(client, world, "minister", b"%PDF-1.7")
    assert (refused.status_code, refused.json()["id"]) == (200, None)
    assert refused.json()["anomalies"][0]["code"] == "communique_pdf"


def test_no_operation_of_the_register_takes_a_figure_or_a_status(client: Client, world: World) -> None:
    schema = json.loads(client.get(f"{AT}/openapi.json", headers=world.headers("minister")).content)
    ours = [one for one in operations() if "/instructions" in one.path or "/communiques" in one.path]
    assert {one.method for one in ours} == {"GET", "POST"}
    for one in ours:
        body = schema["paths"][one.path][one.method.lower()].get("requestBody")
        assert (body is None) == (one.method == "GET")
        if body is not None:
            (media,) = body["content"]
            assert media == "multipart/form-data"
            assert set(body["content"][media]["schema"]["properties"]) == {"file"}
