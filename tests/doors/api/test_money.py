"""Receipts, transfers, differences and the balance through the API, by the people they are for."""

from __future__ import annotations

from django.test import Client
from tests.doors.api.conftest import World
from tests.doors.api.story import BASE, das_files, das_pair, statement, tell


def test_the_story_adds_up(client: Client, world: World) -> None:
    teller = tell(client, world)
    balance = teller.get("director", "/balance").json()
    assert sum(row["due"] for row in balance["rows"]) == 4 * (2 * BASE * 345 // 1000 + 2 * BASE * 5 // 1000)
    assert balance["waiting"] == 55_000_00
    assert sum(row["received"] for row in balance["rows"]) == 2 * BASE * 350 // 1000
    row = next(row for row in balance["rows"] if row["fund"] == "CNR" and row["due"])
    behind = teller.get("director", f"/balance/employers?fund=CNR&branch={row['branch']}&month={row['month'][:7]}").json()
    assert behind["employers"][0]["due"] == row["due"]
    employer = world.employers["alif"]
    dues = teller.get("director", f"/balance/dues?fund=CNR&branch={row['branch']}&employer_id={employer}&month={row['month'][:7]}").json()
    assert sum(one["due_in_branch"] for one in dues["dues"]) == row["due"]
    opened = teller.get("director", f"/dues/{dues['dues'][0]['due']['id']}")
    assert opened.status_code == 200, opened.content


def test_a_waiting_receipt_is_matched_once(client: Client, world: World) -> None:
    teller = tell(client, world)
    waiting = teller.get("accountant", "/receipts/waiting").json()["receipts"]
    assert [receipt["amount"] for receipt in waiting] == [55_000_00]
    receipt_id = waiting[0]["id"]
    assert teller.get("accountant", f"/receipts/{receipt_id}/suggestions").status_code == 200
    body = {"employer_id": world.employers["alif"], "period_keys": ["2025-Q4"]}
    matched = teller.post("accountant", f"/receipts/{receipt_id}/match", body, key="m")
    assert matched.status_code == 200, matched.content
    assert (matched.json()["laid"], matched.json()["credit"]) == (55_000_00, 0)
    assert teller.post("accountant", f"/receipts/{receipt_id}/match", body, key="m").json() == matched.json()
    twice = teller.post("accountant", f"/receipts/{receipt_id}/match", body)
    assert (twice.status_code, twice.json()["code"]) == (409, "receipt_settled")
    assert teller.post("accountant", "/receipts/999999/match", body).status_code == 404
    assert teller.post("accountant", f"/receipts/{receipt_id}/match", {"employer_id": 999999}).status_code == 404
    assert teller.get("accountant", "/receipts/waiting").json()["receipts"] == []


def test_a_statement_enters_once(client: Client, world: World) -> None:
    teller = tell(client, world)
    data = statement([("L9", 1_000_00, "SANS NUMERO")], number="2026-002")
    first = teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", data)})
    again = teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", data)})
    assert (first.status_code, again.status_code, again.json()["repeated"]) == (201, 200, True)
    other = statement([("L9", 2_000_00, "SANS NUMERO")], number="2026-002")
    differs = teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", other)})
    assert (differs.status_code, differs.json()["code"]) == (409, "statement_differs")
    unreadable = teller.send("accountant", "/statements?format=camt053", {"file": ("s.xml", b"<x")})
    assert (unreadable.status_code, unreadable.json()["outcome"], unreadable.json()["statement_id"]) == (200, "refused", None)


def test_an_order_is_seen_by_its_fund_and_paid_once(client: Client, world: World) -> None:
    teller = tell(client, world)
    orders = teller.get("accountant", "/transfers").json()["transfers"]
    assert {order["fund"] for order in orders} >= {"CNR", "CNAC", "FNPOS"}
    for order in orders:
        assert sum(part["amount"] for part in order["by_branch"]) == order["amount"]
    mine = teller.get("retirement", "/transfers").json()["transfers"]
    assert {order["fund"] for order in mine} == {"CNR"}
    order = mine[0]
    assert teller.post("retirement", f"/transfers/{order['id']}/settle", {}).status_code == 403
    paid = teller.post("accountant", f"/transfers/{order['id']}/settle", {}, key="pay")
    assert paid.status_code == 200, paid.content
    assert paid.json()["settled_on"]
    assert teller.post("accountant", f"/transfers/{order['id']}/settle", {}, key="pay").json() == paid.json()
    twice = teller.post("accountant", f"/transfers/{order['id']}/settle", {})
    assert (twice.status_code, twice.json()["code"]) == (409, "transfer_settled")
    assert teller.post("accountant", "/transfers/999999/settle", {}).status_code == 404


def test_both_sides_of_a_difference(client: Client, world: World) -> None:
    teller = tell(client, world)
    (case,) = teller.get("alif", "/cases").json()["cases"]
    assert (case["quarter_key"], case["difference"], case["state"]) == ("2025-Q3", 7_000_00, "open")
    assert teller.get("ba", f"/cases/{case['id']}").status_code == 404
    assert teller.post("ba", f"/cases/{case['id']}/confirm").status_code == 404
    assert teller.post("ba", f"/cases/{case['id']}/contest", {"note": "non"}).status_code == 404
    contested = teller.post("alif", f"/cases/{case['id']}/contest", {"note": "Erreur de saisie"})
    assert (contested.status_code, contested.json()["state"]) == (200, "contested")
    upheld = teller.post("controller", f"/cases/{case['id']}/uphold", {"note": "Pièces vues"})
    assert (upheld.status_code, upheld.json()["state"]) == (200, "upheld")
    confirmed = teller.post("alif", f"/cases/{case['id']}/confirm")
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed"), confirmed.content
    dues = [teller.get("alif", f"/dues/{due}").json()["due"] for due in confirmed.json()["due_ids"]]
    assert {due["code"]: due["amount"] for due in dues} == {"R22": 2_415_00, "R98": 35_00}
    again = teller.post("alif", f"/cases/{case['id']}/confirm")
    assert (again.status_code, again.json()["code"]) == (409, "case_closed")


def test_a_check_keeps_nothing_and_a_deposit_is_one(client: Client, world: World) -> None:
    teller = tell(client, world)
    number = world.numbers["ba"]
    pair = das_pair(number, [[BASE] * 4])
    check = teller.send("ba", "/das/check", das_files(number, pair))
    assert check.status_code == 200, check.content
    assert check.json()["taken"] == 1
    assert teller.get("ba", "/filings").json()["filings"] == []
    first = teller.send("ba", "/das", das_files(number, pair), key="d")
    again = teller.send("ba", "/das", das_files(number, pair))
    replay = teller.send("ba", "/das", das_files(number, pair), key="d")
    assert (first.status_code, again.status_code, replay.status_code) == (201, 200, 201), again.content
    assert {one.json()["receipt_no"] for one in (first, again, replay)} == {first.json()["receipt_no"]}
    rival = teller.send("ba", "/das", das_files(number, das_pair(number, [[BASE, 0, 0, 0]])))
    assert (rival.status_code, rival.json()["code"]) == (409, "das_already_filed")
    clash = teller.send("ba", "/das", das_files(number, das_pair(number, [[BASE, 0, 0, 0]])), key="d")
    assert (clash.status_code, clash.json()["code"]) == (409, "idempotency_key_reused")
    garbage = teller.send("ba", "/das", {"header": ("x", b"\x00\xff" * 50), "detail": ("y", b"")})
    assert (garbage.status_code, garbage.json()["outcome"]) == (200, "refused")


def test_the_books_are_asked(client: Client, world: World) -> None:
    from argparse import Namespace

    from mizan.config.database import connect_as
    from mizan.doors.console import commands

    teller = tell(client, world)
    before = teller.get("auditor", "/ledger").json()
    assert (before["sub_ledger"], before["zero_sum"], before["mirrors"], before["proof"]) == (True, True, True, None), before
    with connect_as("batch"):
        assert commands.night(Namespace()) == 0
    proof = teller.get("auditor", "/ledger").json()["proof"]
    assert proof["sound"]
    assert proof["verified"] > 5
    assert proof["unsealed"] == 0
    asked = teller.get("accountant", "/ledger").json()
    assert (asked["sub_ledger"], asked["mirrors"], asked["proof"]) == (True, None, proof), asked
    assert teller.get("alif", "/ledger").status_code == 403
    assert teller.get("retirement", "/ledger").status_code == 403
