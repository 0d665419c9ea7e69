"""A self-employed person's year through the API: declared once, paid by reference, nobody else's to see."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.doors.api.conftest import SELF_EMPLOYED, World
from tests.doors.api.story import Teller

NSS = {name: nss for name, (nss, _) in SELF_EMPLOYED.items()}
CASNOS_BANK = "00700099990000000232"


@pytest.fixture
def teller(client: Client, world: World) -> Teller:
    return Teller(client, world)


def base(name: str, income: int, year: int = 2026, **more: object) -> dict[str, object]:
    return {"nss": NSS[name], "year": year, "income": income, **more}


def statement(lines: list[tuple[str, int, str]], number: str = "1") -> bytes:
    from datetime import date

    from mizan.formats.statement import BankLine, BankStatement, statement_csv
    from mizan.kernel.money import Centimes

    on = date(2026, 5, 10)
    bank = tuple(BankLine(ref, on, on, Centimes(amount), "PAYEUR", "", text) for ref, amount, text in lines)
    return statement_csv.write(BankStatement(CASNOS_BANK, number, Centimes(0), Centimes(sum(a for _, a, _ in lines)), on, on, bank))


def test_declared_due_paid_and_up_to_date(teller: Teller) -> None:
    checked = teller.post("trader", "/daa/check", base("trader", 1_00)).json()
    assert [one["code"] for one in checked["anomalies"]] == ["daa_below_floor", "daa_late"]
    for year, income in ((2025, 400_000_00), (2026, 1_000_000_00)):
        assert teller.post("trader", "/daa", base("trader", income, year)).status_code == 201
    again = teller.post("trader", "/daa", base("trader", 1_000_000_00))
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert teller.post("trader", "/daa", base("trader", 2_000_000_00)).status_code == 409
    before = teller.get("trader", "/standing").json()
    assert (before["up_to_date"], before["reason"], before["amount"], before["year"]) == (False, "late", 210_000_00, "2025")
    sent = teller.send("casnos", "/statements?format=csv", {"file": ("s.csv", statement([("A", 211_000_00, f"{NSS['trader']} 2026")]))})
    assert sent.json()["receipts"][0]["laid"] == 210_000_00
    after = teller.get("trader", "/standing").json()
    assert (after["up_to_date"], after["reason"], after["credit"]) == (True, "nothing_late", 1_000_00)
    assert [(year["year"], year["declare_by"], year["pay_by"], year["filing_id"] is not None) for year in after["years"]] == [
        (2026, "2026-01-31", "2026-06-30", True), (2025, "2025-01-31", "2025-06-30", True),
    ]  # fmt: skip
    dues = teller.get("trader", "/dues?live_only=true&period_key=2026").json()["dues"]
    opened = teller.get("trader", f"/dues/{dues[0]['id']}").json()
    assert [share["fund"] for share in opened["shares"]] == ["CASNOS", "CASNOS"]
    assert opened["trace"]["value"] == 150_000_00
    filing = teller.get("trader", "/filings?form=DAA").json()["filings"][0]
    assert teller.get("trader", f"/filings/{filing['id']}").json()["dac_lines"][0]["base"] == 1_000_000_00
    rows = teller.get("minister", "/balance").json()["rows"]
    assert {(row["fund"], row["branch"]) for row in rows} == {("CASNOS", "social_insurance"), ("CASNOS", "retirement")}
    assert {row["owed"] for row in rows} == {0}


def test_the_years_their_career_holds(teller: Teller) -> None:
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.flows.feed_careers import feed_careers
    from mizan.funds.access.queries import system_account

    made = teller.post("trader", "/daa", base("trader", 400_000_00, 2025)).json()
    assert teller.get("trader", "/standing").json()["career"] == []
    with connect_as("batch"):
        feed_careers(by=system_account(), at=clock.now())
    trader = teller.world.affiliations["trader"]
    asked = {"trader": "/standing", "casnos": f"/standing?affiliation_id={trader}", "casnos_agency": f"/standing?affiliation_id={trader}"}
    for who, path in asked.items():
        (year,) = teller.get(who, path).json()["career"]
        assert {key: year[key] for key in ("year", "days", "base", "due_id", "declared")} == {
            "year": 2025, "days": 360, "base": 400_000_00, "due_id": made["due_ids"][0], "declared": True,
        }, who  # fmt: skip
    assert teller.get("farmer", f"/standing?affiliation_id={trader}").status_code == 404


def test_one_key_is_one_act(teller: Teller) -> None:
    first = teller.post("trader", "/daa", base("trader", 400_000_00), key="same")
    second = teller.post("trader", "/daa", base("trader", 400_000_00), key="same")
    assert (first.json(), second.headers["Idempotent-Replayed"]) == (second.json(), "true")
    assert teller.post("trader", "/daa", base("trader", 500_000_00), key="same").status_code == 409


@pytest.mark.parametrize("who", ["farmer", "casnos_agency", "casnos"])
def test_another_person_is_unknown_and_the_fund_declares_for_all(teller: Teller, who: str) -> None:
    answer = teller.post(who, "/daa", base("trader", 400_000_00))
    if who == "farmer":
        assert (answer.status_code, answer.json()["outcome"], answer.json()["anomalies"][0]["code"]) == (
            200,
            "refused",
            "daa_unknown_person",
        )
    else:
        assert answer.status_code == 201


@pytest.mark.parametrize("who", ["alif", "accountant", "controller", "retirement", "director", "minister"])
def test_nobody_else_declares_or_deposits(teller: Teller, who: str) -> None:
    assert teller.post(who, "/daa", base("trader", 400_000_00)).status_code == 403
    assert teller.send(who, "/daa/file", {"file": ("d.csv", b"DAA")}).status_code == 403
    assert teller.get(who, "/standing").status_code == 403


def test_a_persons_record_is_theirs_alone(teller: Teller) -> None:
    trader = teller.world.affiliations["trader"]
    made = teller.post("trader", "/daa", base("trader", 400_000_00)).json()
    paths = (
        f"/dues/{made['due_ids'][0]}",
        f"/dues?employer_id={trader}",
        f"/filings/{made['filing_id']}",
        f"/filings?employer_id={trader}",
    )
    for who in ("farmer", "alif", "accountant", "controller", "retirement"):
        for path in paths:
            assert teller.get(who, path).status_code == 404, (who, path)
    for path in (*paths, f"/standing?affiliation_id={trader}"):
        assert teller.get("casnos", path).status_code == 200, path


def test_the_agency_deposits_many_and_every_line_is_answered(teller: Teller) -> None:
    table = "\r\n".join(
        [
            f"DAA;{NSS['trader']};2026;450000,00",
            f"DAA;{NSS['farmer']};2026;12,00;normale",
            "DAA;850012345648;2026;1000",
            "DAA;12;abc;-",
            "X;1",
        ]
    ).encode()
    tested = teller.send("casnos_agency", "/daa/file?test=true", {"file": ("d.csv", table)})
    assert (tested.status_code, tested.json()["taken"], tested.json()["filing_ids"]) == (200, 2, [])
    taken = teller.send("casnos_agency", "/daa/file", {"file": ("d.csv", table)})
    shown: dict[str, Any] = taken.json()
    assert (taken.status_code, shown["outcome"], shown["rows"], shown["taken"]) == (201, "partly_taken", 5, 2)
    assert [(one["line"], one["code"]) for one in shown["anomalies"]] == [
        (1, "daa_late"), (2, "daa_below_floor"), (2, "daa_late"), (3, "daa_unknown_person"), (4, "table_cell"), (4, "table_cell"),
        (4, "daa_nss_form"), (5, "table_kind"),
    ]  # fmt: skip
    again = teller.send("casnos_agency", "/daa/file", {"file": ("d.csv", table)})
    assert (again.status_code, again.json()["repeated"]) == (200, 2)
    changed = table.replace(b"450000,00", b"450001,00")
    refused = teller.send("casnos_agency", "/daa/file", {"file": ("d.csv", changed)}).json()
    assert (refused["taken"], refused["anomalies"][0]["code"]) == (1, "daa_filed")


def test_a_bank_line_is_matched_to_a_person_by_hand(teller: Teller) -> None:
    teller.post("trader", "/daa", base("trader", 400_000_00))
    sent = teller.send("casnos", "/statements?format=csv", {"file": ("s.csv", statement([("A", 60_000_00, "versement")]))})
    (line,) = sent.json()["receipts"]
    assert line["settlement_id"] is None
    (suggestion,) = teller.get("casnos", f"/receipts/{line['receipt_id']}/suggestions").json()["suggestions"]
    assert (suggestion["reason"], suggestion["period_key"]) == ("amount_of_period", "2026")
    assert teller.get("accountant", f"/receipts/{line['receipt_id']}").status_code == 404
    match = {"employer_id": suggestion["employer_id"], "period_keys": ["2026"]}
    done = teller.post("casnos", f"/receipts/{line['receipt_id']}/match", match)
    assert (done.status_code, done.json()["laid"]) == (200, 60_000_00)
    assert teller.post("casnos", f"/receipts/{line['receipt_id']}/match", match).status_code == 409
