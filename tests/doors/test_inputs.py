"""What no person types, and what one account may not do: a plain refusal, never a fault."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests.doors.conftest import Story

from mizan.doors import tables
from mizan.doors.tables import Column, Row, Table

NUL = "un\x00deux"


def contested(story: Story) -> str:
    """The address of the open difference, once its employer has contested it."""
    case = story.ids["case_id"]
    answer = story.clients["alif"].post(f"/fr/employer/{story.number}/cases/{case}", {"act": "contest", "note": "Erreur de saisie"})
    assert answer.status_code == 302
    return f"/fr/fund/cases/{case}"


def test_a_nul_in_a_form_or_an_address_is_refused(story: Story) -> None:
    path = contested(story)
    for who, address, form in (
        ("alif", f"/fr/employer/{story.number}/cases/{story.ids['case_id']}", {"act": "contest", "note": NUL}),
        ("controller", path, {"note": NUL}),
        ("accountant", f"/fr/fund/journals/{story.ids['proposal_id']}", {"act": "decline", "reason": NUL}),
        ("accountant", f"/fr/fund/queue/{story.ids['receipt_id']}", {"employer": NUL}),
        ("alif", f"/fr/employer/{story.number}/dac", {"act": "check", NUL: "1"}),
    ):
        assert story.clients[who].post(address, form).status_code == 400, address
    assert story.clients["director"].get("/fr/balance/?on=%00").status_code == 400
    assert Client(headers={"host": "localhost"}).post("/fr/sign-in", {"username": NUL, "password": "x"}).status_code == 400


@pytest.mark.parametrize("order", ["²", "", "-1", "9" * 40, "0", "१"])
def test_an_order_that_is_none_is_told(story: Story, order: str) -> None:
    answer = story.clients["accountant"].post("/fr/fund/transfers", {"order": order})
    assert answer.status_code == 422
    assert "n’existe pas" in answer.content.decode()


def test_only_a_controller_of_the_collecting_fund_upholds(story: Story) -> None:
    path = contested(story)
    assert b"<textarea" not in story.clients["accountant"].get(path).content
    assert story.clients["accountant"].post(path, {"note": "Pièces vues"}).status_code == 422
    assert "contested" in case_state(story)
    assert b"<textarea" in story.clients["controller"].get(path).content
    assert story.clients["controller"].post(path, {"note": "Pièces vues"}).status_code == 302
    assert "upheld" in case_state(story)


def test_only_what_is_contested_can_be_upheld(story: Story) -> None:
    path = f"/fr/fund/cases/{story.ids['case_id']}"
    assert story.clients["controller"].post(path, {"note": "Pièces vues"}).status_code == 422
    assert case_state(story) == "open"


def case_state(story: Story) -> str:
    answer = Client(headers={"host": "localhost"}).get(f"/api/v1/cases/{story.ids['case_id']}", headers=story.world.headers("controller"))
    return str(answer.json()["state"])


def test_another_funds_accountant_does_not_collect(story: Story) -> None:
    client = story.clients["retirement"]
    assert client.post("/fr/fund/transfers", {"act": "order", "month": "2026-10"}).status_code == 422
    assert client.post("/fr/fund/statement", {"fmt": "csv"}).status_code == 422
    assert b"<button" not in client.get("/fr/fund/transfers").content.partition(b"<main")[2]


def test_failed_sign_ins_are_counted_by_the_name_that_is_kept(db: object) -> None:
    from django.core.cache import cache

    cache.clear()
    client = Client(headers={"host": "localhost"})
    names = [name for name in ("lina", "LINA", " Lina", "lIna ") for _ in range(3)]
    try:
        answers = [client.post("/fr/sign-in", {"username": name, "password": "no"}).status_code for name in names]
    finally:
        cache.clear()
    assert answers[:9] == [422] * 9
    assert answers[-1] == 429


def test_a_spreadsheet_runs_no_text_and_keeps_its_numbers() -> None:
    texts = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1")
    rows = tuple(
        Row((tables.text(text), tables.code(text), tables.status(text, "info"), tables.amount(-150_00), tables.number(-3)))
        for text in texts
    )
    table = Table("t", "t", tuple(Column(str(number), numeric=number > 2) for number in range(5)), rows)
    for row, text in zip(table.rows, texts, strict=True):
        assert [cell.exported() for cell in row.cells] == [f"'{text}"] * 3 + ["-150.00", "-3"]


def test_what_machines_ask_is_always_answered_as_to_machines(story: Story) -> None:
    client = Client(headers={"host": "elsewhere.example"})
    answer = client.get("/api/v1/account", headers=story.world.headers("alif"))
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message", "field", "basis"}
    assert answer.json()["code"] == "malformed"
    page = client.get("/fr/about")
    assert page.status_code == 400
    assert b"<html" in page.content
    nested = Client(headers={"host": "localhost"}).post(
        f"/api/v1/cases/{story.ids['case_id']}/confirm",
        data="[" * 200_000,
        content_type="application/json",
        headers={**story.world.headers("alif"), "Idempotency-Key": "deep"},
    )
    assert nested.status_code == 400, nested.content
    assert json.loads(nested.content)["code"] == "malformed"
