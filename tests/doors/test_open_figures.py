"""Open figures: without an account, in both languages, never a person; their files, and the command that checks them."""

from __future__ import annotations

import html
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.flows.conftest import LETTERS, NUMBERS, world
from tests.funds.publication.publication_world import declared, published

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors.console import figures as commands
from mizan.formats.indicators import catalogue
from mizan.funds.indicators.sentences import sentence_of
from mizan.funds.publication.queries import edition_of
from mizan.funds.publication.types import Kind

__all__ = ["world"]
PAGES = (
    "figures",
    "figures/receipts",
    "figures/covered_persons",
    "figures/field_visits",
    "figures/equity",
    "figures/year/ssi",
    "figures/year/sdg",
)


@pytest.fixture
def opened(world: Any) -> Client:
    """A visitor without an account, once three months are published."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    declared(world)
    published(world)
    return Client(headers={"host": "localhost"})


def read(client: Client, path: str, lang: str = "fr") -> str:
    answer = client.get(f"/{lang}/{path}")
    assert answer.status_code == 200, path
    plain = re.sub(r"<[^>]*>", " ", answer.content.decode())
    return " ".join(html.unescape(plain).replace("\u2068", "").replace("\u2069", "").split())


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_everybody_reads_the_figures_in_both_languages(opened: Client, lang: str) -> None:
    seen = read(opened, "figures", lang)
    assert "300 000,00" in seen
    assert all(one.name[lang] in seen for one in catalogue().values())
    edition = edition_of(Kind.FIGURES, "2026-02")
    assert edition is not None
    assert edition.sha256 in seen
    one = read(opened, "figures/receipts", lang)
    assert sentence_of("receipts")["ar"] in one
    assert sentence_of("receipts")["fr"] in one


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_names_a_person_or_an_employer(opened: Client, path: str, lang: str) -> None:
    seen = read(opened, path, lang)
    for word in (*NUMBERS.values(), *(f"NOM{letter}" for letter in LETTERS), "SARL", "شركة"):
        assert word not in seen


def test_before_anything_is_published_the_pages_say_so(world: Any) -> None:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    client = Client(headers={"host": "localhost"})
    for path in PAGES:
        assert "Aucun mois n’est encore publié." in read(client, path)
    assert client.get("/fr/figures/files/figures-2026-02.json").status_code == 404


def test_what_is_not_there_is_not_found(opened: Client) -> None:
    for path in (
        "figures/nothing_of_this_name",
        "figures/year/other",
        "figures/files/figures-2019-01.json",
        "figures/files/figures-2026-02.exe",
    ):
        assert opened.get(f"/fr/{path}").status_code == 404, path
    assert opened.get("/fr/figures?month=nonsense").status_code == 200
    assert opened.post("/fr/figures").status_code == 405


def test_files_have_the_hash_of_the_page_and_one_changed_byte_is_seen(
    opened: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = read(opened, "figures")
    for ending in ("json", "csv"):
        data = opened.get(f"/fr/figures/files/figures-2026-02.{ending}").content
        digest = sha256(data).hexdigest()
        assert digest in page
        kept = tmp_path / f"figures-2026-02.{ending}"
        kept.write_bytes(data)
        arguments = _parser().parse_args(["figures", "verify", str(kept), "--sha256", digest])
        with connect_as("audit"):
            assert commands.verify(arguments) == 0
        assert commands.matches(arguments) == 0
        at = len(data) // 2
        kept.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with connect_as("audit"):
            assert commands.verify(arguments) == 1
        assert commands.matches(arguments) == 1
    assert "not what was published" in capsys.readouterr().err
    assert opened.get("/fr/figures/files/figures-2026-02.parquet").content[:4] == b"PAR1"


def test_a_former_edition_is_found_by_its_hash(opened: Client, world: Any) -> None:
    former = edition_of(Kind.FIGURES, "2026-02")
    assert former is not None
    world.pay([("2", 50_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-25", number="2")
    published(world, "2026-03-16")
    address = "/fr/figures/files/figures-2026-02.json"
    assert opened.get(address).content.decode() != former.content
    assert opened.get(f"{address}?sha256={former.sha256}").content.decode() == former.content
    assert opened.get(f"{address}?sha256={'0' * 64}").status_code == 404


@pytest.mark.parametrize("kind", ["ssi", "sdg"])
def test_the_command_writes_the_table_of_a_year(opened: Client, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"{kind}.csv"
    does = {"ssi": commands.ssi, "sdg": commands.sdg}[kind]
    with connect_as("audit"):
        assert does(_parser().parse_args(["figures", kind, "--year", "2025", "--out", str(out)])) == 0
        assert does(_parser().parse_args(["figures", kind, "--year", "2090", "--out", str(out)])) == 2
        assert does(_parser().parse_args(["figures", kind, "--year", "2025", "--out", str(tmp_path / "x.txt")])) == 2
    assert out.read_bytes() == opened.get(f"/fr/figures/files/{kind}-2025.csv").content
