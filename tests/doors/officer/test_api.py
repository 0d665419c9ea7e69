"""The officer's acts for machines: the same flows, the same refusals, tokens of officers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.doors.officer.office import NOW, Office


@pytest.fixture
def tokens(office: Office) -> dict[str, str]:
    """A token for each officer, by name."""
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access.actions import issue_token

    at = clock.now()
    with connect_as("batch"):
        return {
            name: issue_token(label="test", scopes=("read", "settle"), expires_at=at.replace(year=at.year + 1), by=account, at=at).secret
            for name, account in office.world.accounts.items()
        }


class Api:
    """Requests in the name of a token."""

    def __init__(self, tokens: dict[str, str]) -> None:
        self.tokens, self.sent = tokens, 0

    def get(self, who: str, path: str) -> Any:
        return Client(headers={"host": "localhost"}).get(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.tokens[who]}"})

    def post(self, who: str, path: str, body: object = None, key: str = "") -> Any:
        self.sent += 1
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Idempotency-Key": key or f"k{self.sent}"}
        client = Client(headers={"host": "localhost"})
        if body is None:
            return client.post(f"/api/v1{path}", headers=headers)
        return client.post(f"/api/v1{path}", data=body, content_type="application/json", headers=headers)


def test_a_claim_is_handled_from_the_queue_to_its_decision(office: Office, tokens: dict[str, str]) -> None:
    api, farid, karim = Api(tokens), office.ids["farid_claim"], office.ids["karim_claim"]
    assert [one["claim_id"] for one in api.get("two", "/claims").json()["claims"]] == [farid, karim]
    assert api.get("other", "/claims").json()["claims"] == []
    assert api.get("accountant", "/claims").status_code == 403
    found = api.get("two", f"/claims/{farid}").json()
    assert found["missing"] == ["contributions_unpaid"]
    assert found["gives"] == []
    assert {"born_on", "wages", "incomes"} <= {one["name"] for one in found["facts"]}
    assert api.get("other", f"/claims/{farid}").status_code == 404
    assert api.post("other", f"/claims/{farid}/take").status_code == 404
    assert api.post("two", f"/claims/{farid}/take").json()["state"] == "taken"
    assert api.post("two", f"/claims/{farid}/decide", {"grant": True}).json()["code"] == "claim_incomplete"
    assert api.post("two", f"/claims/{farid}/ask").json()["state"] == "asked"
    assert api.post("two", f"/claims/{farid}/answer", {"told": {}}).status_code == 422
    told = {"told": {"contributions_unpaid": "false"}}
    assert api.post("two", f"/claims/{farid}/answer", told, "once").json()["state"] == "answered"
    assert api.post("two", f"/claims/{farid}/answer", told, "once").headers["Idempotent-Replayed"] == "true"
    assert {one["fund"] for one in api.get("two", f"/claims/{farid}").json()["gives"]} == {"CNR", "CASNOS"}
    decided = api.post("two", f"/claims/{farid}/decide", {"grant": True}).json()
    assert decided["state"] == "decided"
    assert api.post("two", f"/claims/{farid}/decide", {"grant": True}).status_code == 409
    record = api.get("two", f"/decisions/{decided['decision_ids'][0]}").json()
    assert (record["outcome"], record["record"]["format"]) == ("granted", "mizan-decision/1")
    served = api.post("two", f"/decisions/{record['id']}/served", {"language": "ar", "served_on": "2026-11-23"}).json()
    assert served["appeal_until"] == "2026-12-08"
    assert len(served["sha256"]) == 64
    assert api.post("two", f"/decisions/{record['id']}/served", {"language": "ar", "served_on": "2026-11-23"}).status_code == 409


def test_a_refusal_takes_two_and_a_withdrawal_ends(office: Office, tokens: dict[str, str]) -> None:
    api, karim, farid = Api(tokens), office.ids["karim_claim"], office.ids["farid_claim"]
    assert api.post("one", f"/claims/{karim}/decide", {"grant": False}).json()["code"] == "decision_needs_another_person"
    assert api.post("two", f"/claims/{karim}/decide", {"grant": False}).json()["state"] == "decided"
    assert api.post("two", f"/claims/{farid}/hand-over", {"account_id": office.world.accounts["other"]}).status_code == 422
    assert api.post("two", f"/claims/{farid}/hand-over", {"account_id": office.world.accounts["one"]}).json()["state"] == "handed_over"
    assert api.post("two", f"/claims/{farid}/withdraw", {"reason": "travaille encore"}).json()["state"] == "withdrawn"
    assert api.post("two", f"/claims/{farid}/take").status_code == 409


def test_a_claim_sent_twice_is_one(office: Office, tokens: dict[str, str]) -> None:
    api = Api(tokens)
    asked = {"fund": "CNR", "kind": "retirement", "person": "800000128756", "received_on": "2026-11-20"}
    first = api.post("two", "/claims", asked, "same")
    assert first.status_code == 201
    assert first.json()["state"] == "decided"  # too young: the law alone
    assert api.post("two", "/claims", asked, "same").json() == first.json()
    for wrong, status in (
        ({"person": "800000128700"}, 404),
        ({"received_on": "2027-01-01"}, 422),
        ({"fund": "CNAS"}, 422),
        ({"told": {"x": "y"}}, 422),
    ):
        assert api.post("two", "/claims", asked | wrong).status_code == status, wrong
    assert api.post("other", "/claims", asked).status_code == 404


def test_a_decision_is_looked_at_again_by_two(office: Office, tokens: dict[str, str]) -> None:
    from mizan.config.database import connect_as

    api, omar = Api(tokens), office.ids["omar_claim"]
    with connect_as("batch"):
        office.world.work("omar", 1993, 2025, 40_000_00, at=NOW)
    again = f"/claims/{omar}/reassessment"
    assert api.get("two", again).status_code == 404
    assert api.get("accountant", "/reassessments").status_code == 403
    assert api.post("one", f"{again}/propose", {"reason": ""}).status_code == 422
    assert api.post("one", f"{again}/propose", {"reason": "x", "since": "2030-01-01"}).json()["code"] == "again_since"
    assert api.post("other", f"{again}/propose", {"reason": "carrière corrigée"}).status_code == 404
    assert api.post("one", f"{again}/propose", {"reason": "carrière corrigée"}).json()["state"] == "decided"
    (line,) = api.get("two", "/reassessments").json()["reassessments"]
    assert (line["claim_id"], line["state"], line["told"]) == (omar, "reproposed", {})
    assert api.get("other", "/reassessments").json()["reassessments"] == []
    assert api.get("other", again).status_code == 404
    found = api.get("two", again).json()
    (award,) = found["awards"]
    assert award["net_after"] < award["net_before"]
    assert {"wages"} <= {one["name"] for one in found["facts"]}
    for who, seen, code in (("one", found["seen"], "decision_needs_another_person"), ("two", "0" * 32, "again_moved")):
        assert api.post(who, f"{again}/decide", {"seen": seen}).json()["code"] == code
    assert len(api.post("two", f"{again}/decide", {"seen": found["seen"]}).json()["decision_ids"]) == 2
    assert api.post("two", f"{again}/uphold", {"reason": "trop tard"}).json()["code"] == "again_not_proposed"
