"""All anomalies come back: a page shows the first with the exact number, and gives all of them as a file; machines get them all."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.doors.api.story import das_files, das_pair, statement
from tests.doors.conftest import Story
from tests.doors.test_pages import filings, text_of

from mizan.doors import shown, whole_return
from mizan.doors.api import keyed
from mizan.doors.employer.filings import outcome
from mizan.formats.dac import DacLine, DacReturn, write_csv
from mizan.formats.das import scan

LINES = 450


def wrong_files(number: str) -> dict[str, tuple[str, bytes]]:
    """A complementary pair of two good lines, and many that are cut short."""
    header, detail = das_pair(number, [[100_000_00] * 4, [120_000_00] * 4], kind="C")
    first, second = detail.split(b"\r\n")[:2]
    return das_files(number, (header, b"\r\n".join([first, second, *[second[:120]] * LINES])))


def uploads(files: dict[str, tuple[str, bytes]]) -> dict[str, Any]:
    return {name: SimpleUploadedFile(file, content) for name, (file, content) in files.items()}


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a small file passes."""
    monkeypatch.setattr(outcome, "SAVED", 300)
    monkeypatch.setattr(whole_return, "SAVED", 300)
    monkeypatch.setattr(keyed, "HELD", 100)
    monkeypatch.setattr(scan, "HELD", 50)


def test_a_page_shows_the_first_and_gives_all_as_a_file(story: Story) -> None:
    client, path = story.clients["alif"], f"/fr/employer/{story.number}/deposit"
    before, files = filings(story), wrong_files(story.number)
    page = client.post(path, {**uploads(files), "test": "yes"})
    kept = client.post(path, {**uploads(files), "answer": "json"})
    assert kept.headers["Content-Disposition"] == 'attachment; filename="return.json"'
    whole = json.loads(kept.getvalue())
    assert {one["line"] for one in whole["anomalies"]} >= set(range(3, LINES + 3))
    total = len(whole["anomalies"])
    assert total > 300
    assert f"a trouvé {shown.number(total)} points" in text_of(page)
    assert page.content.decode().count('name="answer"') == 2
    assert 'data-save="return"' not in page.content.decode()
    rows = list(csv.reader(io.StringIO(client.post(path, {**uploads(files), "answer": "csv"}).getvalue().decode("utf-8-sig"))))
    assert len(rows) == total + 1
    assert rows[0][0] == "Ligne"
    assert filings(story) == before


def test_a_kept_declaration_gives_all_it_was_told(story: Story) -> None:
    client, path = story.clients["alif"], f"/fr/employer/{story.number}/deposit"
    files = wrong_files(story.number)
    total = len(json.loads(client.post(path, {**uploads(files), "answer": "json"}).getvalue())["anomalies"])
    filed = client.post(path, uploads(files))
    assert filed.status_code == 302
    address = filed.headers["Location"].partition("?")[0]
    kept = json.loads(client.get(f"{address}/return.json").content)
    assert len(kept["anomalies"]) == total
    assert len(client.get(f"{address}/return.csv").content.decode().strip().split("\r\n")) == total + 1


def test_a_declaration_file_and_a_statement_give_all_that_is_wrong(story: Story) -> None:
    dac = write_csv(DacReturn(story.number, "2026-10", "normal", lines=(DacLine("R22", 100),))) + b"QUOI;1\r\n" * LINES
    bank = statement([("L1", 100, "x")]) + b"QUOI;1\r\n" * LINES
    for who, path, data, more in (
        ("alif", f"/fr/employer/{story.number}/dac/file", dac, {}),
        ("accountant", "/fr/fund/statement", bank, {"fmt": "csv"}),
    ):
        page = story.clients[who].post(path, {"file": SimpleUploadedFile("f.csv", data), **more})
        for kind in ("json", "csv"):
            answer = story.clients[who].post(path, {"file": SimpleUploadedFile("f.csv", data), "answer": kind, **more})
            body = answer.getvalue().decode("utf-8-sig")
            count = len(json.loads(body)["anomalies"]) if kind == "json" else len(body.strip().split("\r\n")) - 1
            assert count >= LINES
            assert f"a trouvé {shown.number(count)} points" in text_of(page)
    assert story.clients["controller"].post("/fr/fund/statement", {"answer": "csv"}).status_code == 403


def test_machines_get_them_all_and_a_kept_answer_has_a_limit(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    client, headers = Client(headers={"host": "localhost"}), story.world.headers("alif")
    files = wrong_files(story.number)
    checked = client.post("/api/v1/das/check", uploads(files), headers=headers)
    assert checked.streaming
    whole = json.loads(checked.getvalue())
    assert len(whole["anomalies"]) > 300
    assert list(whole) == ["outcome", "lines", "taken", "anomalies"]
    monkeypatch.setattr(keyed, "LONGEST_KEPT", 300)
    before = filings(story)
    refused = client.post("/api/v1/das", uploads(files), headers={**headers, "Idempotency-Key": "k"})
    assert (refused.status_code, refused.json()["code"]) == (413, "return_too_long")
    assert shown.number(len(whole["anomalies"])) in refused.json()["message"]["fr"]
    assert filings(story) == before
    deposited = json.loads(client.post("/api/v1/das", uploads(files), headers=headers).getvalue())
    assert len(deposited["anomalies"]) == len(whole["anomalies"])
    assert len(filings(story)) == len(before) + 1


def test_a_declaration_file_with_rows_that_can_not_be_read_is_not_filed_without_them(story: Story) -> None:
    lines = (DacLine("R22", 100_000_00), DacLine("R98", 100_000_00))
    data = write_csv(DacReturn(story.number, "2026-Q1", "normal", lines=lines)) + b"LIGNE;R06;50O.00\r\n"
    before = filings(story)
    page = story.clients["alif"].post(f"/fr/employer/{story.number}/dac/file", {"file": SimpleUploadedFile("f.csv", data)})
    assert "Refusée" in text_of(page)
    client, headers = Client(headers={"host": "localhost"}), story.world.headers("alif")
    answer = client.post("/api/v1/dac/file", {"file": SimpleUploadedFile("f.csv", data)}, headers=headers)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "refused")
    assert any(one["line"] == 4 for one in answer.json()["anomalies"])
    assert filings(story) == before
