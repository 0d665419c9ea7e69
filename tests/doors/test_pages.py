"""The pages' journeys through Django's client, on a real database: what a person does, and what is then true."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from tests.doors.api.story import BASE, das_files, das_pair
from tests.doors.conftest import Story

from mizan.doors import shown
from mizan.doors.steering.balance.sums import whole
from mizan.funds.access import queries as access
from mizan.funds.access.context import acting_as
from mizan.funds.contributions import queries
from mizan.kernel.periods import parse_period


def text_of(answer: HttpResponse) -> str:
    """What a person reads."""
    body = re.sub(r"<(script|style).*?</\1>|<head.*?</head>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\xa0", "~")).replace("~", "\xa0")


def files_of(number: str, pair: tuple[bytes, bytes]) -> dict[str, SimpleUploadedFile]:
    return {name: SimpleUploadedFile(file, content) for name, (file, content) in das_files(number, pair).items()}


def filings(story: Story) -> list[int]:
    with acting_as(story.world.accounts["alif"]):
        return [one.id for one in queries.filings_of(story.world.employers["alif"])]


def wrong_pair(story: Story) -> tuple[bytes, bytes]:
    """A complementary pair whose second line has a wrong total."""
    header, detail = das_pair(story.number, [[BASE] * 4, [BASE] * 4], kind="C")
    first, second = detail.split(b"\r\n")
    return header, first + b"\r\n" + second.replace(b"48000000", b"48000100")


def test_a_test_deposit_says_everything_and_changes_nothing(story: Story) -> None:
    before = filings(story)
    path = f"/fr/employer/{story.number}/deposit"
    answer = story.clients["alif"].post(path, {**files_of(story.number, wrong_pair(story)), "test": "yes"})
    read = text_of(answer)
    assert "Essai" in read
    assert "rien n’a été enregistré" in read
    kept = json.loads(re.search(r'id="return">(.*?)</script>', answer.content.decode())[1])  # type: ignore[index]
    assert kept["outcome"] == "partly_taken"
    assert {"line", "field", "code", "severity", "message", "basis", "found", "expected"} == set(kept["anomalies"][0])
    assert any(one["line"] == 2 and one["expected"] for one in kept["anomalies"])
    assert filings(story) == before


def test_a_deposit_is_kept_once_and_its_return_can_be_downloaded(story: Story) -> None:
    client, path = story.clients["alif"], f"/fr/employer/{story.number}/deposit"
    first = client.post(path, files_of(story.number, wrong_pair(story)))
    assert first.status_code == 302
    again = client.post(path, files_of(story.number, wrong_pair(story)))
    assert again.headers["Location"].split("?") == [first.headers["Location"].split("?")[0], "repeated=yes"]
    page = client.get(first.headers["Location"])
    assert "Prise en partie" in text_of(page)
    assert "Une ligne attend une correction" in text_of(page)
    base = first.headers["Location"].split("?")[0]
    found = json.loads(client.get(f"{base}/return.json").content)
    assert (found["outcome"], found["lines"], found["taken"]) == ("partly_taken", 2, 1)
    rows = client.get(f"{base}/return.csv").content.decode()
    assert rows.startswith("\ufeffLigne,")
    assert len(rows.strip().split("\r\n")) == len(found["anomalies"]) + 1


def test_a_deposit_sent_in_the_background_moves_the_whole_page(story: Story) -> None:
    answer = story.clients["alif"].post(
        f"/ar/employer/{story.number}/deposit", files_of(story.number, wrong_pair(story)), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(f"/ar/employer/{story.number}/filings/")


def test_files_that_are_missing_or_senseless_are_told_beside_their_field(story: Story) -> None:
    path = f"/fr/employer/{story.number}/deposit"
    empty = story.clients["alif"].post(path, {})
    assert empty.status_code == 422
    assert 'href="#header"' in empty.content.decode()
    noise = {name: SimpleUploadedFile(f"{name}.bin", bytes(range(256)) * 7) for name in ("header", "detail")}
    answer = story.clients["alif"].post(path, noise)
    assert answer.status_code == 200
    assert "Refusée" in text_of(answer)


def keyed(**more: str) -> dict[str, str]:
    return {"period": "2026-Q1", "kind": "normal", "base_R22": "1 234 567,89", "workers_total": "2", **more}


def test_a_keyed_declaration_is_shown_with_its_due_before_it_is_filed(story: Story) -> None:
    client, path = story.clients["alif"], f"/fr/employer/{story.number}/dac"
    before = filings(story)
    check = client.post(path, keyed(act="check"))
    read = text_of(check)
    # R22 34,5 % of 1 234 567,89 is 425 925,92; R98 0,5 % is 6 172,84.
    assert "432\xa0098,76\xa0DA" in read
    assert "Retraite" in read
    assert "30 avril 2026" in read
    assert filings(story) == before
    answer = client.post(path, keyed(act="file"))
    assert answer.status_code == 302, text_of(answer)
    assert len(filings(story)) == len(before) + 1
    assert "DAC" in text_of(client.get(answer.headers["Location"]))
    other = client.post(path, keyed(act="file", base_R22="5,00"))
    assert other.status_code == 422
    assert "rectificative" in text_of(other)


@pytest.mark.parametrize(
    ("field", "value"), [("base_R22", "12,345,6"), ("base_R22", "1e9"), ("workers_total", "deux"), ("period", ""), ("hired", "-1")]
)
def test_what_can_not_be_read_is_told_beside_its_field(story: Story, field: str, value: str) -> None:
    answer = story.clients["alif"].post(f"/fr/employer/{story.number}/dac", keyed(act="check", **{field: value}))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    if field != "period":
        assert f'value="{value}"' in answer.content.decode()


def test_a_nil_return_and_annexes_are_filed(story: Story) -> None:
    client, path = story.clients["alif"], f"/fr/employer/{story.number}/dac"
    more = client.post(path, keyed(act="rows"))
    assert more.content.decode().count('name="mv-1-nss"') == 1
    moves = {"hired": "1", "mv-0-sense": "E", "mv-0-nss": "", "mv-0-name": "KACI Lyes", "mv-0-on": "2026-02-03", "mv-0-note": ""}
    filed = client.post(path, keyed(act="file", **moves))
    assert filed.status_code == 302, text_of(filed)
    assert "KACI Lyes" in text_of(client.get(filed.headers["Location"]))
    nil = client.post(path, {"period": "2026-Q2", "kind": "nil", "act": "file"})
    assert nil.status_code == 302, text_of(nil)


def test_a_due_opens_to_its_shares_its_lines_and_the_law(story: Story) -> None:
    page = story.clients["alif"].get(f"/fr/employer/{story.number}/dues/{story.ids['due_id']}")
    read = text_of(page)
    with acting_as(story.world.accounts["alif"]):
        detail = queries.due_on(story.ids["due_id"])
        reading = queries.das_lines_of_quarter(story.world.employers["alif"], parse_period("2025-Q3"))
    assert detail is not None
    assert sum(share.amount for share in detail.shares) == detail.due.amount
    for amount in (detail.due.amount, reading.das_base, reading.due_on_das_base, *(share.amount for share in detail.shares)):
        assert shown.plain(amount) in read
    assert "Arrondi : le dû est arrondi une fois" in read
    assert shown.plain(abs(reading.difference)) in read
    assert "94-187" in read
    assert "NOMA AMINE" in read
    with acting_as(story.world.accounts["auditor"]):
        logged = access.reads_of("employer", story.world.employers["alif"])
    assert "own_declaration" in {one.purpose for one in logged}


def test_a_difference_is_contested_then_upheld_then_confirmed(story: Story) -> None:
    path, fund = f"/fr/employer/{story.number}/cases/{story.ids['case_id']}", f"/fr/fund/cases/{story.ids['case_id']}"
    employer = story.clients["alif"]
    assert employer.post(path, {"act": "contest", "note": " "}).status_code == 422
    assert employer.post(path, {"act": "contest", "note": "Prime comptée deux fois"}).status_code == 302
    assert "Contesté" in text_of(employer.get(path))
    assert "Prime comptée deux fois" in text_of(story.clients["controller"].get(fund))
    assert story.clients["controller"].post(fund, {"note": "Les bulletins montrent la prime"}).status_code == 302
    assert employer.post(path, {"act": "confirm"}).status_code == 302
    read = text_of(employer.get(path))
    assert "Confirmé" in read
    assert "7\xa0000,00" in read


def test_a_receipt_that_waits_is_matched_by_hand(story: Story) -> None:
    client, path = story.clients["accountant"], f"/fr/fund/queue/{story.ids['receipt_id']}"
    assert "SARL QUI PAIE" in text_of(client.get("/fr/fund/queue"))
    assert client.post(path, {"employer": "123"}).status_code == 422
    assert client.post(path, {"employer": story.number, "periods": "2025-Q9"}).status_code == 422
    assert story.clients["controller"].post(path, {"employer": story.number}).status_code == 422
    assert client.post(path, {"employer": story.number, "periods": "2025-Q2"}).status_code == 302
    assert "Rapprochée" in text_of(client.get(path))
    assert "Aucune recette n’attend" in text_of(client.get("/fr/fund/queue"))
    assert "55\xa0000,00" in text_of(story.clients["alif"].get(f"/fr/employer/{story.number}/payments"))


def test_a_journal_file_takes_two_people(story: Story) -> None:
    path = f"/fr/fund/journals/{story.ids['proposal_id']}"
    own = story.clients["accountant"].post(path, {"act": "approve"})
    assert own.status_code == 422
    assert "deuxième personne" in text_of(own)
    assert story.clients["director"].post(path, {"act": "approve"}).status_code == 302
    assert "Approuvé et passé" in text_of(story.clients["accountant"].get(path))
    unbalanced = SimpleUploadedFile("j.csv", b"mizan-journal;1\nnothing")
    assert story.clients["accountant"].post("/fr/fund/journals", {"file": unbalanced}).status_code == 422


def test_the_books_agree_and_the_page_says_so(story: Story) -> None:
    for who in ("accountant", "auditor"):
        read = text_of(story.clients[who].get("/fr/fund/ledger"))
        assert "Ne concorde pas" not in read
        assert "Concorde" in read


def test_the_balance_adds_up_and_opens_in_four_clicks(story: Story) -> None:
    client = story.clients["minister"]
    page = client.get("/fr/balance/")
    with acting_as(story.world.accounts["minister"]):
        table = queries.balance_table(parse_period("2026-11").start.replace(day=23))
    total = whole(table.rows, as_of=table.as_of)
    read = text_of(page)
    for amount in (total.due, total.received, total.arrears, total.late, total.owed):
        assert shown.plain(amount) in read
    assert total.due == total.received + total.arrears
    assert "Les majorations de retard ne sont pas encore passées" in read
    assert "23 novembre 2026" in read
    path = "/fr/balance/"
    for step in (r"/fr/balance/CNR/retirement/", r"/fr/balance/CNR/retirement/\d+", r"/fr/balance/dues/\d+[^\"]*"):
        found = re.search(rf'href="({step})"', client.get(path).content.decode())
        assert found, (path, step)
        path = html.unescape(found[1])
    assert "94-187" in text_of(client.get(path))


def test_the_balance_of_a_day_is_that_of_the_day(story: Story) -> None:
    early = text_of(story.clients["director"].get("/ar/balance/?on=2020-01-01"))
    assert "لم يُحسب شيء بعد" in early
    late = story.clients["director"].get("/fr/balance/?on=2999-01-01&export=csv")
    assert late.headers["Content-Type"].startswith("text/csv")
    assert "balance-2026-11-23.csv" in late.headers["Content-Disposition"]


def test_names_are_shown_only_for_a_stated_purpose_which_is_logged(story: Story) -> None:
    path, alif = f"/fr/balance/dues/{story.ids['due_id']}", story.world.employers["alif"]
    for who in ("director", "minister", "accountant"):
        assert "NOMA" not in text_of(story.clients[who].get(path))
        assert "NOMA" not in text_of(story.clients[who].post(path, {"purpose": "control"}))
    controller = story.clients["controller"]
    assert "NOMA" not in text_of(controller.get(path))
    assert "NOMA" not in text_of(controller.post(path, {"purpose": "curiosity"}))
    with acting_as(story.world.accounts["auditor"]):
        before = len(access.reads_of("employer", alif))
    assert "NOMA AMINE" in text_of(controller.post(path, {"purpose": "complaint"}))
    with acting_as(story.world.accounts["auditor"]):
        logged = access.reads_of("employer", alif)
    assert len(logged) == before + 1
    assert (logged[0].purpose, logged[0].account_id, logged[0].route) == ("complaint", story.world.accounts["controller"], "steering:due")


def test_the_language_switch_keeps_the_place(story: Story) -> None:
    path = f"/employer/{story.number}/dues?show=all"
    for here, there in (("fr", "ar"), ("ar", "fr")):
        assert f'href="/{there}{path}"' in story.clients["alif"].get(f"/{here}{path}").content.decode()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_error_pages_speak_the_language_of_the_address(story: Story, lang: str) -> None:
    answer = story.clients["alif"].get(f"/{lang}/nowhere")
    assert answer.status_code == 404
    assert f'lang="{lang}"' in answer.content.decode()
    assert ("Cette page n’existe pas" if lang == "fr" else "هذه الصفحة غير موجودة") in text_of(answer)


def test_signing_in_asks_then_opens_the_page_that_was_wanted(story: Story) -> None:
    from django.test import Client

    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    with connect_as("batch"):
        by, at = access.system_account(), clock.now()
        account = open_account(username="lina", name_ar="لينا", name_fr="Lina", language="ar", password="a-long-pass-phrase", by=by, at=at)
        grant_role(account_id=account, role=Role.DIRECTOR, scope_kind=Scope.FUND, scope_id="CNAS", valid_from=clock.today(), by=by, at=at)
    client = Client(headers={"host": "localhost"})
    asked = client.get("/ar/balance/CNR/")
    assert asked.headers["Location"] == "/ar/sign-in?next=%2Far%2Fbalance%2FCNR%2F"
    wrong = client.post("/ar/sign-in", {"username": "lina", "password": "no", "next": "/ar/balance/"})
    assert wrong.status_code == 422
    assert "لا يتطابقان" in text_of(wrong)
    right = client.post("/ar/sign-in", {"username": "lina", "password": "a-long-pass-phrase", "next": "https://elsewhere.example/"})
    assert right.headers["Location"] == "/ar/balance/"
    assert client.get("/ar/balance/").status_code == 200
    assert client.post("/ar/sign-out").status_code == 302
    assert client.get("/ar/balance/").status_code == 302


def test_pages_carry_a_strict_policy_and_no_inline_script_or_style(story: Story) -> None:
    for who, path in (
        ("alif", f"/fr/employer/{story.number}/"),
        ("director", "/ar/balance/"),
        ("alif", f"/ar/employer/{story.number}/dac"),
    ):
        answer = story.clients[who].get(path)
        body = answer.content.decode()
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe-eval" not in policy
        assert not re.search(r"<style|\son\w+=|style=\"", body)
        assert re.findall(r"<script(?![^>]*(?:src=|application/json))", body) == []
        assert answer.headers["Cache-Control"] == "private, no-store"
