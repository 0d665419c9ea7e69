"""Payments of CNAC and the Treasury: suggested and matched on the queue's page, and by the API."""

from __future__ import annotations

import pytest
from tests.doors.api.story import Teller, statement
from tests.doors.conftest import Story

PAID = 1_000_00


def relieved(story: Story, *, reference: str = "CNAC ABATTEMENTS") -> tuple[Teller, int]:
    """A month with an abated worker, and a payment that waits; its id."""
    from django.test import Client

    teller = Teller(Client(headers={"host": "localhost"}), story.world, keys=1000)
    lines = [{"code": "R22", "base": 50_000_00}, {"code": "R06", "base": 30_000_00}, {"code": "R98", "base": 80_000_00}]
    worker = {
        "code": "R06", "nss": "850012345648", "name": "NOMA AMINE", "birth_date": "1985-03-15", "base": 30_000_00,
        "decision_no": "D-1", "starts_on": "2025-01-01", "ends_on": "2027-12-31",
    }  # fmt: skip
    body = {
        "employer_number": story.number, "period_key": "2026-Q1", "kind": "normal", "workers_total": 2, "lines": lines,
        "abatements": [worker],
    }  # fmt: skip
    filed = teller.post("alif", "/dac", body)
    assert filed.status_code == 201, filed.content
    data = statement([("INST", PAID, reference)], number="2026-900")
    imported = teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", data)})
    assert imported.status_code == 201, imported.content
    return teller, imported.json()["receipts"][0]["receipt_id"]


@pytest.mark.parametrize(("lang", "name"), [("fr", "Caisse nationale d’assurance chômage"), ("ar", "الصندوق الوطني للتأمين عن البطالة")])
def test_the_page_suggests_the_institution_and_matches_it(story: Story, lang: str, name: str) -> None:
    _, receipt_id = relieved(story)
    path = f"/{lang}/fund/queue/{receipt_id}"
    client = story.clients["accountant"]
    shown = client.get(path).content.decode()
    assert name in shown
    assert shown.index(name) < shown.index("<details")
    assert client.post(path, {"act": "institution", "debtor": "CNR"}).status_code == 422
    assert client.post(path, {"act": "institution", "debtor": "CNAC"}).status_code == 302
    assert "<form" not in client.get(path).content.decode().partition("<main")[2]
    assert client.post(path, {"act": "institution", "debtor": "CNAC"}).status_code == 422


def test_an_institution_not_named_is_found_below(story: Story) -> None:
    _, receipt_id = relieved(story, reference="VIREMENT")
    shown = story.clients["accountant"].get(f"/fr/fund/queue/{receipt_id}").content.decode()
    assert shown.index("Trésor public") > shown.index("<details")


def test_only_the_collecting_funds_accountant_matches(story: Story) -> None:
    _, receipt_id = relieved(story)
    path = f"/fr/fund/queue/{receipt_id}"
    for who in ("controller", "retirement"):
        assert story.clients[who].post(path, {"act": "institution", "debtor": "CNAC"}).status_code in (403, 404, 422), who


def test_the_api_matches_an_institution(story: Story) -> None:
    teller, receipt_id = relieved(story)
    path = f"/receipts/{receipt_id}"
    found = teller.get("accountant", f"{path}/institutions").json()["institutions"]
    assert (found[0]["debtor"], found[0]["reason"]) == ("CNAC", "named_in_payment")
    body = {"debtor": "CNAC", "due_ids": found[0]["due_ids"]}
    for who in ("alif", "director", "retirement"):
        assert teller.post(who, f"{path}/match-institution", body).status_code == 403, who
        assert teller.get(who, f"{path}/institutions").status_code == 403, who
    unknown = teller.post("accountant", f"{path}/match-institution", {"debtor": "CNAC", "due_ids": [story.ids["due_id"]]})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "due_unknown")
    assert teller.post("accountant", f"{path}/match-institution", {"debtor": "CNR", "due_ids": [1]}).status_code == 422
    done = teller.post("accountant", f"{path}/match-institution", body)
    assert (done.status_code, done.json()["laid"], done.json()["employer_id"]) == (200, PAID, None)
    again = teller.post("accountant", f"{path}/match-institution", body)
    assert (again.status_code, again.json()["code"]) == (409, "receipt_settled")
