"""Every operation that names a record, asked by those who may not see it."""

from __future__ import annotations

import json

from django.test import Client
from tests.doors.api.conftest import World
from tests.doors.api.story import tell
from tests.doors.api.walking import Operation, operations

BODIES = {
    "/cases/{case_id}/contest": {"note": "x"},
    "/cases/{case_id}/uphold": {"note": "x"},
    "/receipts/{receipt_id}/match": {"employer_id": 2, "period_keys": []},
    "/receipts/{receipt_id}/match-institution": {"debtor": "CNAC", "due_ids": [1]},
    "/transfers/{order_id}/settle": {},
}


def _send(client: Client, world: World, who: str, operation: Operation, ids: dict[str, int]) -> int:
    short = operation.path.removeprefix("/api/v1")
    address = operation.path
    for name, value in ids.items():
        address = address.replace(f"{{{name}}}", str(value))
    body = {"data": json.dumps(BODIES[short]), "content_type": "application/json"} if short in BODIES else {}
    headers = {**world.headers(who), "Idempotency-Key": f"wall-{who}-{short}"}
    return client.generic(operation.method, address, headers=headers, **body).status_code


def test_what_is_not_yours_is_not_there(client: Client, world: World) -> None:
    teller = tell(client, world)
    filing = teller.get("alif", "/filings").json()["filings"][0]["id"]
    due = teller.get("alif", "/dues").json()["dues"][0]["id"]
    case = teller.get("alif", "/cases").json()["cases"][0]["id"]
    receipt = teller.get("accountant", "/receipts/waiting").json()["receipts"][0]["id"]
    order = teller.get("accountant", "/transfers").json()["transfers"][0]["id"]
    ids = {"filing_id": filing, "due_id": due, "case_id": case, "receipt_id": receipt, "order_id": order}
    walked = 0
    for operation in operations():
        if "{" not in operation.path:
            continue
        assert _send(client, world, "ba", operation, ids) in (403, 404), operation
        walked += 1
    assert walked >= 10
    assert teller.get("alif", f"/cases/{case}").json()["state"] == "open"
    assert teller.get("accountant", f"/receipts/{receipt}").json()["settlement_id"] is None


def test_another_funds_people_see_their_fund_only(client: Client, world: World) -> None:
    teller = tell(client, world)
    rows = teller.get("retirement", "/balance").json()["rows"]
    assert {row["fund"] for row in rows} == {"CNR"}
    assert teller.get("retirement", "/receipts/waiting").status_code == 403
    assert teller.get("alif", "/balance").status_code == 403
    assert teller.get("alif", "/transfers").status_code == 403


def test_reading_a_declaration_is_logged(client: Client, world: World) -> None:
    from mizan.funds.access.context import acting_as
    from mizan.funds.access.queries import reads_of

    teller = tell(client, world)
    filing = teller.get("alif", "/filings").json()["filings"][0]["id"]
    assert teller.get("controller", f"/filings/{filing}").status_code == 200
    assert teller.get("ba", f"/filings/{filing}").status_code == 404
    with acting_as(world.accounts["auditor"]):
        reads = reads_of("filing", filing)
    assert [(read.account_id, read.route) for read in reads] == [(world.accounts["controller"], f"GET /api/v1/filings/{filing}")]
