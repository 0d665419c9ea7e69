"""The review as a page and as a document: both languages, who passes, the same bytes, and every part down to what made it."""

from __future__ import annotations

import io
import re
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from tests.doors.conftest import signed_in
from tests.flows.conftest import world

from mizan.config.console import _parser
from mizan.config.database import connect_as
from mizan.doors import wording
from mizan.doors.console.review import review as command
from mizan.doors.shown import Lang
from mizan.doors.steering.review.paper import cell_words, paper_of
from mizan.doors.steering.review.rows import ITEMS
from mizan.doors.tables import Cell
from mizan.funds.contributions.queries.moved import RECEIVED_WHY
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.steering.actions import keep_review
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month

__all__ = ["world"]
MARCH = month(2026, 3)
LANGS: tuple[Lang, ...] = ("ar", "fr")


def reviewed(world: Any) -> Any:
    """A month of receipts, its figures, and the reviews of the funds together and of two funds."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("builder", "2026-02", 2_000_000_00, "2026-03-12")
    world.pay([("1", 300_000_00, "VIREMENT 1600000101 2026-01")], "2026-03-20")
    with connect_as("batch"):
        for each in (month(2026, 2), MARCH):
            take_snapshot(each, by=world.system, at=world.at("2026-04-02", 22))
        kept = {fund: keep_review(fund, MARCH, by=world.system, at=world.at("2026-04-02", 23)) for fund in (None, Fund.CNAS, Fund.CNR)}
    return SimpleNamespace(accounts=world.accounts, at=world.at, kept=kept)


@pytest.fixture
def books(world: Any) -> Any:
    return reviewed(world)


def get(books: Any, who: str, path: str, lang: str = "fr") -> Any:
    return signed_in(books.accounts[who]).get(f"/{lang}/steering/review{path}")


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_every_section_and_what_moved(books: Any, lang: Lang) -> None:
    answer = get(books, "minister", "?fund=&period=2026-03", lang)
    assert answer.status_code == 200
    said = answer.content.decode()
    for name in ("figures", "bridges", "controls", "collection", "instructions", "decisions", "minutes"):
        assert wording.text(f"review.section.{name}", lang) in said
    assert said.count("data-chart=") == 6
    assert books.kept[None].sha256 in said
    assert "300\u00a0000,00" in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_document_is_the_same_bytes_and_can_be_searched(books: Any, lang: Lang) -> None:
    made = [get(books, "minister", "/paper?fund=CNR&period=2026-03", lang) for _ in range(2)]
    assert [one.status_code for one in made] == [200, 200]
    assert made[0]["Content-Type"] == "application/pdf"
    assert made[0].content == made[1].content == paper_of(books.kept[Fund.CNR], lang)
    read = text_of(made[0].content)
    assert pypdfium2.PdfDocument(io.BytesIO(made[0].content)).get_metadata_value("Keywords") == books.kept[Fund.CNR].sha256
    assert lang == "ar" or books.kept[Fund.CNR].sha256 in read
    assert "CNR" in read
    word = wording.text("review.section.decisions", lang)
    assert (word if lang == "fr" else word.split()[0]) in read
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(io.BytesIO(made[0].content)).raw)


def test_another_language_says_the_same_numbers(books: Any) -> None:
    ar, fr = (text_of(paper_of(books.kept[None], lang)) for lang in LANGS)
    numbers = [sorted(re.findall(r"\d[\d\s\u00a0\u202f]*,\d\d", one)) for one in (ar, fr)]
    assert len(numbers[0]) == len(numbers[1]) > 50


def test_a_director_reads_their_own_fund_and_the_funds_together_and_no_other(books: Any) -> None:
    assert get(books, "cnr", "?fund=CNR&period=2026-03").status_code == 200
    assert get(books, "cnr", "").status_code == 200
    assert get(books, "cnr", "?fund=&period=2026-03").status_code == 200
    for path in (
        "?fund=CNAS&period=2026-03",
        "/paper?fund=CNAS&period=2026-03",
        "?fund=CNR&period=2020-01",
        "?fund=x",
    ):
        assert get(books, "cnr", path).status_code == 404
    for who in ("cnas", "controller", "monthly"):
        for path in ("", "/paper", "/parts/late?fund=CNR&period=2026-03&of=receipts&against=before"):
            assert get(books, who, path).status_code == 403


def test_where_none_is_kept_the_page_says_so(world: Any) -> None:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    answer = get(world, "minister", "")
    assert wording.text("review.none", "fr")[:40] in answer.content.decode()
    for path in ("/paper", "/parts/late"):
        assert get(world, "minister", path)["Location"] == "/fr/steering/review"


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_opens(books: Any, lang: Lang) -> None:
    page = get(books, "minister", "?fund=&period=2026-03", lang).content.decode().replace("&amp;", "&")
    opened = set(re.findall(r'href="/\w\w/steering/review(/parts/[^"]+)"', page))
    assert len(opened) > 3
    for path in opened:
        assert get(books, "minister", path, lang).status_code == 200, path
    for kept in books.kept[None].content["bridges"]["year"]["bridges"][:2]:
        for _, part, *_ in kept["steps"]:
            assert get(books, "minister", f"/parts/{part}?fund=&period=2026-03&of={kept['of']}&against=year", lang).status_code == 200
    assert get(books, "minister", "/parts/late?fund=&period=2026-03&of=spending&against=before", lang).status_code == 404
    assert get(books, "minister", "/parts/receipts?fund=&period=2026-03&of=result&against=before", lang).status_code == 404


def test_pieces_make_the_part_for_whoever_sees_them_all(books: Any) -> None:
    assert ITEMS["receipts", "short"] is RECEIVED_WHY
    path = "/parts/short?fund=&period=2026-03&of=receipts&against=before"
    said = get(books, "minister", path).content.decode()
    steps = books.kept[None].content["bridges"]["before"]["bridges"][0]["steps"]
    (after,) = [step[4] for step in steps if step[1] == "short"]
    assert after != 0
    assert wording.text("review.rows.total", "fr", amount=after) in said
    assert "/fr/balance/dues/" in said
    before = get(books, "minister", f"{path}&side=before&page=x")
    assert wording.text("review.rows.none", "fr") in before.content.decode()


def test_the_command_writes_the_document(books: Any, tmp_path: Any, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setattr("mizan.doors.console.review.now", lambda: books.at("2026-04-02", 23))
    for lang in LANGS:
        asked = _parser().parse_args(["review", "CNR", "2026-03", "--out", str(tmp_path / f"{lang}.pdf"), "--lang", lang])
        with connect_as("batch"):
            assert command(asked) == 0
        made = (tmp_path / f"{lang}.pdf").read_bytes()
        assert sha256(made).digest() == sha256(paper_of(books.kept[Fund.CNR], lang)).digest()
    assert books.kept[Fund.CNR].sha256 in capsys.readouterr().out
    for wrong in ("2026", "2031-01", "october"):
        with connect_as("batch"):
            assert command(_parser().parse_args(["review", "all", wrong, "--out", str(tmp_path / "x.pdf")])) == 2
    assert not (tmp_path / "x.pdf").exists()


def test_cells_are_written_on_paper_as_on_pages() -> None:
    assert cell_words(Cell("plain", None), "fr") == "—"
    assert cell_words(Cell("day", None), "fr") == ""
    assert cell_words(Cell("rate", 125_000), "fr").startswith("12,5")
    assert cell_words(Cell("number", 1_234), "ar") == "1\u00a0234"
