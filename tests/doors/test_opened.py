"""The figures of the employer's and the fund accountant's pages open, and what opens adds up to them."""

from __future__ import annotations

import re

from django.test import Client
from tests.doors.api.story import BANK, Teller, statement
from tests.doors.conftest import Story
from tests.doors.test_figures import cells, later, read

from mizan.doors import clock
from mizan.funds.access.context import acting_as
from mizan.funds.contributions import queries

__all__ = ["later"]


def test_a_payment_opens_to_the_dues_it_was_laid_on(story: Story) -> None:
    client, base = story.clients["alif"], f"/fr/employer/{story.number}"
    (row,) = cells(read(client, f"{base}/payments"), "payments")
    (amount, href), (laid, _), (credit, _) = row
    assert (amount, credit) == (laid, 0)
    *lines, foot = cells(read(client, href), "laid")
    assert sum(line[0][0] for line in lines) == foot[0][0] == amount > 0
    due = read(client, lines[0][0][1].partition("#")[0])
    assert 'id="law"' in due
    assert f'href="{href}"' in due
    assert client.get(f"{base}/payments/999999").status_code == 404


def test_an_employers_credit_opens_to_what_made_it(later: Story) -> None:
    client, number = later.clients["ba"], later.world.numbers["ba"]
    page = read(client, f"/fr/employer/{number}/payments")
    ((amount, href), foot) = (row[0] for row in cells(page, "credit"))
    assert amount == foot[0] == 12_000_00
    assert read(client, href)
    assert cells(page, "payments")[0][2] == (12_000_00, "#credit")


def test_each_amount_of_a_declaration_opens(story: Story) -> None:
    client, base = story.clients["alif"], f"/fr/employer/{story.number}"
    page = read(client, f"{base}/filings/{story.ids['filing_id']}")
    assert len(re.findall(rf'<a href="{base}/filings/{story.ids["filing_id"]}/lines"><bdi', page)) == 4
    lines = read(client, f"{base}/filings/{story.ids['filing_id']}/lines")
    *rows, foot = cells(lines, "lines")
    assert len(rows) == 2
    for column in range(5):
        assert sum(row[column][0] for row in rows) == foot[column][0] > 0
    assert "NOMA AMINE" in lines
    with acting_as(story.world.accounts["auditor"]):
        from mizan.funds.access import queries as access

        assert "employer:filing-lines" in {one.route for one in access.reads_of("filing", story.ids["filing_id"])}
    for row in cells(read(client, f"{base}/dues?show=all"), "dues"):
        assert all(bool(value) == bool(href) for value, href in row)


def test_a_difference_opens_to_the_wages_of_its_quarter(story: Story) -> None:
    for who, base in (("alif", f"/fr/employer/{story.number}"), ("controller", "/fr/fund")):
        page = read(story.clients[who], f"{base}/cases/{story.ids['case_id']}")
        found = re.findall(r'href="([^"]+#wages)"', page)
        assert len(found) == 3
        assert 'id="wages"' in read(story.clients[who], found[0].partition("#")[0])


def test_every_receipt_is_listed_and_opens_to_what_it_paid(story: Story) -> None:
    client = story.clients["accountant"]
    rows = {show: cells(read(client, f"/fr/fund/receipts?show={show}"), "receipts") for show in ("all", "waiting", "settled", "returned")}
    assert [len(rows[show]) for show in rows] == [2, 1, 1, 0]
    (amount, href) = rows["settled"][0][0]
    *lines, foot = cells(read(client, href), "laid")
    assert sum(line[0][0] for line in lines) == foot[0][0] == amount
    assert read(client, lines[0][0][1].partition("#")[0])
    assert cells(read(client, "/fr/fund/receipts?page=2"), "receipts") == []
    assert cells(read(story.clients["retirement"], "/fr/fund/receipts"), "receipts") == []


def test_transfers_and_what_is_held_open(story: Story) -> None:
    client = story.clients["accountant"]
    for row in cells(read(client, "/fr/fund/transfers"), "transfers"):
        (amount, href) = row[0]
        assert cells(read(client, href), "lines")[-1][0][0] == amount > 0
    for row in cells(read(client, "/fr/fund/ledger"), "held"):
        for value, href in row:
            assert bool(value) == bool(href)
            if href:
                assert read(client, href.partition("#")[0])


def test_the_page_of_the_books_tells_the_last_night(story: Story) -> None:
    from mizan.config.database import connect_as
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import record_act

    assert "pas encore été vérifiés la nuit" in read(story.clients["auditor"], "/fr/fund/ledger")
    detail = {"verified": 41, "unsealed": 2, "broken": [7], "guards_off": [], "faults": 0, "failed": 0}
    with connect_as("batch"):
        record_act(verb="prove_books", subject=("ledger", "books"), by=access.system_account(), at=clock.now(), detail=detail)
        record_act(verb="other", subject=("ledger", "secret"), by=access.system_account(), at=clock.now(), detail={})
    for who in ("auditor", "accountant", "controller"):
        page = read(story.clients[who], "/fr/fund/ledger")
        assert "Ne concorde pas" in page
        assert "41" in page
    assert "pas encore été vérifiés la nuit" in read(story.clients["retirement"], "/fr/fund/ledger")
    with acting_as(story.world.accounts["accountant"]):
        assert access.acts_on("ledger", "secret") == ()
        assert queries.credits_held(as_of=clock.today()) == ()


def test_a_return_that_names_two_receipts_is_answered_on_its_page(story: Story) -> None:
    client = story.clients["accountant"]
    teller = Teller(Client(headers={"host": "localhost"}), story.world)
    for number in ("S1", "S2"):
        data = statement([("1", 70_000_00, f"{story.number} 2025-Q2")], number=number)
        assert teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", data)}).status_code == 201
    back = returned_statement("S3")
    (made,) = teller.send("accountant", "/statements?format=csv", {"file": ("s.csv", back)}).json()["receipts"]
    assert made["settlement_id"] is None
    path = f"/fr/fund/queue/{made['receipt_id']}"
    page = read(client, path)
    found = re.findall(r'name="original" value="(\d+)"', page)
    api = teller.get("accountant", f"/receipts/{made['receipt_id']}/returnable").json()["receipts"]
    assert sorted(found) == sorted(str(one["id"]) for one in api)
    assert len(found) == 2
    assert story.clients["controller"].post(path, {"act": "return", "original": found[0]}).status_code == 422
    assert client.post(path, {"act": "return", "original": "1"}).status_code == 422
    wrong = teller.post("accountant", f"/receipts/{made['receipt_id']}/take-back", {"original_id": story.ids["receipt_id"]})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "return_unmatched")
    assert client.post(path, {"act": "return", "original": found[0]}).status_code == 302
    assert "Rejet imputé" in read(client, path)


def returned_statement(number: str) -> bytes:
    """A statement by which the bank takes a line "1" back."""
    from datetime import date

    from mizan.formats.statement import BankLine, BankStatement, statement_csv
    from mizan.kernel.money import Centimes

    day = date(2026, 2, 27)
    line = BankLine("9", day, day, Centimes(-70_000_00), "BANQUE", "", "IMPAYE", is_return=True, returns_ref="1")
    return statement_csv.write(BankStatement(BANK, number, Centimes(0), Centimes(-70_000_00), day, day, (line,)))
