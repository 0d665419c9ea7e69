"""The examples of the documentation are read as they stand."""

from pathlib import Path

import pytest

from mizan.formats import daa
from mizan.formats.anomalies import Outcome
from mizan.formats.dac import read_csv
from mizan.formats.das.layout import DETAIL, DETAIL_LENGTH, HEADER, HEADER_LENGTH
from mizan.formats.statement import statement_csv

DOCS = Path(__file__).parents[2] / "docs" / "formats"


def example(page: str, start: str) -> bytes:
    text = (DOCS / page).read_text(encoding="utf-8")
    at = text.index(f"\n{start}") + 1
    return text[at : text.index("\n```", at)].encode()


def test_the_example_of_the_dac_is_accepted() -> None:
    check = read_csv(example("dac.md", "DAC;"))
    assert (check.outcome, check.anomalies) == (Outcome.ACCEPTED, ())


def test_the_example_of_the_daa_is_accepted() -> None:
    read = daa.read_csv(example("daa.md", "DAA;"))
    assert (read.outcome, read.rows, len(read.declarations), read.anomalies) == (Outcome.ACCEPTED, 2, 2, ())


def test_the_example_of_the_statement_is_accepted() -> None:
    check = statement_csv.read(example("statement.md", "RELEVE;"))
    assert (check.outcome, check.anomalies) == (Outcome.ACCEPTED, ())


@pytest.mark.parametrize(("layout", "length"), [(HEADER, HEADER_LENGTH), (DETAIL, DETAIL_LENGTH)])
def test_the_fields_fill_their_record(layout: tuple[tuple[str, int, int], ...], length: int) -> None:
    assert sum(room for _, _, room in layout) == length


@pytest.mark.parametrize("field", ["employer_number", "total_q1", "workers", "nss", "q1_duration", "total", "end_mark"])
def test_the_page_gives_the_places_of_the_layout(field: str) -> None:
    page = (DOCS / "das.md").read_text(encoding="utf-8")
    place = next(one for one in (*HEADER, *DETAIL) if one.name == field)
    row = next(line for line in page.splitlines() if line.startswith("|") and f"`{field}`" in line)
    assert f"| {place.start} |" in row
