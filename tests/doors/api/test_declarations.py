"""Filing through the API: the same acts as the pages, once, within the caller's own employers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client
from tests.doors.api.conftest import World

DAC: dict[str, Any] = {
    "employer_number": "1600012345",
    "period_key": "2026-Q3",
    "kind": "normal",
    "workers_total": 2,
    "lines": [{"code": "R22", "base": 90_000_00}, {"code": "R98", "base": 90_000_00}],
}


def post(client: Client, path: str, body: object, headers: Mapping[str, str]) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return client.post(f"/api/v1{path}", data=data, content_type="application/json", headers=dict(headers))


def test_a_declaration_becomes_dues_that_open(client: Client, world: World) -> None:
    alif = world.headers("alif")
    check = post(client, "/dac/check", DAC, alif)
    assert check.status_code == 200, check.content
    assert check.json()["outcome"] == "accepted", check.json()
    assert client.get("/api/v1/filings", headers=alif).json() == {"filings": [], "next": None}
    filed = post(client, "/dac", DAC, alif)
    assert filed.status_code == 201, filed.content
    receipt = filed.json()
    assert receipt["receipt_no"]
    again = post(client, "/dac", DAC, alif)
    assert again.status_code == 200
    assert (again.json()["receipt_no"], again.json()["repeated"]) == (receipt["receipt_no"], True)
    opened = client.get(f"/api/v1/filings/{receipt['filing_id']}", headers=alif).json()
    assert [(line["code"], line["base"]) for line in opened["dac_lines"]] == [("R22", 90_000_00), ("R98", 90_000_00)]
    dues = client.get("/api/v1/dues", headers=alif).json()["dues"]
    assert {due["code"]: due["amount"] for due in dues} == {"R22": 31_050_00, "R98": 450_00}
    for due in dues:
        one = client.get(f"/api/v1/dues/{due['id']}", headers=alif).json()
        assert sum(share["amount"] for share in one["shares"]) == due["amount"]
        assert one["trace"]


def test_another_employer_finds_nothing(client: Client, world: World) -> None:
    filed = post(client, "/dac", DAC, world.headers("alif")).json()
    ba = world.headers("ba")
    due_id = filed["due_ids"][0]
    for path in (
        f"/filings/{filed['filing_id']}",
        f"/dues/{due_id}",
        "/dues/99999999",
        f"/filings?employer_id={world.employers['alif']}",
        f"/dues?employer_id={world.employers['alif']}",
        f"/cases?employer_id={world.employers['alif']}",
    ):
        response = client.get(f"/api/v1{path}", headers=ba)
        assert (response.status_code, response.json()["code"]) == (404, "not_found"), path
    stolen = post(client, "/dac", {**DAC, "period_key": "2026-Q2"}, ba)
    assert stolen.status_code == 200
    assert stolen.json()["outcome"] == "refused"
    assert stolen.json()["filing_id"] is None
    assert client.get("/api/v1/filings", headers=world.headers("alif")).json()["filings"][0]["id"] == filed["filing_id"]


def test_another_content_for_a_filed_period_is_a_conflict(client: Client, world: World) -> None:
    alif = world.headers("alif")
    assert post(client, "/dac", DAC, alif).status_code == 201
    other = {**DAC, "lines": [{"code": "R22", "base": 1_000_00}, {"code": "R98", "base": 1_000_00}]}
    refused = post(client, "/dac", other, alif)
    assert (refused.status_code, refused.json()["code"]) == (409, "dac_already_filed")
    assert refused.json()["message"]["ar"]
    rectified = post(client, "/dac", {**other, "kind": "rectifying"}, alif)
    assert rectified.status_code == 201, rectified.content
    live = client.get("/api/v1/dues?live_only=true", headers=alif).json()["dues"]
    assert {due["base"] for due in live} == {1_000_00}


def test_a_key_is_answered_once(client: Client, world: World) -> None:
    alif = {**world.headers("alif"), "Idempotency-Key": "one"}
    first = post(client, "/dac", DAC, alif)
    assert (first.status_code, first.headers["Idempotent-Replayed"]) == (201, "false")
    spaced = json.dumps(DAC, indent=3).encode()
    second = post(client, "/dac", spaced, alif)
    assert (second.status_code, second.headers["Idempotent-Replayed"]) == (201, "true")
    assert second.json() == first.json()
    other = post(client, "/dac", {**DAC, "period_key": "2026-Q2"}, alif)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    elsewhere = post(client, "/dac", DAC, {**world.headers("ba"), "Idempotency-Key": "one"})
    assert elsewhere.json()["outcome"] == "refused", "another account's key is another key"
    assert len(client.get("/api/v1/filings", headers=alif).json()["filings"]) == 1


def test_a_refused_act_leaves_its_key_free(client: Client, world: World) -> None:
    alif = {**world.headers("alif"), "Idempotency-Key": "free"}
    rectifying = {**DAC, "kind": "rectifying"}
    assert post(client, "/dac", rectifying, alif).status_code == 422
    assert post(client, "/dac", DAC, alif).status_code == 201


def test_json_is_read_strictly(client: Client, world: World) -> None:
    alif = world.headers("alif")
    text = json.dumps(DAC)
    deep = b"[" * 5000 + b"]" * 5000
    for bad in (
        b" ", b"{", b"null", b"[]", b'"x"', deep, b"\xff\xfe", text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode(),
        text.replace("9000000", "NaN", 1).encode(), text.replace("9000000", "1e400", 1).encode(),
        text.replace("9000000", "9" * 5000, 1).encode(),
        text.replace('"kind"', '"kind": "nil", "kind"').encode(), text.replace("2026-Q3", "2026-Q3\\u0000").encode(),
        text.replace("2026-Q3", "\\ud800").encode(),
    ):  # fmt: skip
        response = post(client, "/dac", bad, alif)
        assert response.status_code in (400, 422), (bad[:40], response.status_code, response.content)
        assert set(response.json()) == {"code", "message", "field", "basis"}
    for wrong in (
        {**DAC, "more": 1}, {**DAC, "kind": "other"}, {**DAC, "lines": [{"code": "R22", "base": 9.5}]}, {**DAC, "workers_total": -1},
        {**DAC, "lines": [{"code": "R22", "base": "9000000"}]}, {**DAC, "lines": [{"code": "R22", "base": True}]},
        {**DAC, "period_key": "2026-13"}, {**DAC, "employer_number": "١٦٠٠٠١٢٣٤٥"},
        {**DAC, "lines": [{"code": "R22", "base": 2**70}]},
    ):  # fmt: skip
        response = post(client, "/dac", wrong, alif)
        assert response.status_code == 422, (wrong, response.content)
        assert response.json()["field"]
    assert client.get("/api/v1/filings", headers=alif).json()["filings"] == []
