"""What is published: from snapshots only, once, never a person, and to the byte what it was."""

from __future__ import annotations

import io
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.flows.conftest import LETTERS, NUMBERS, world
from tests.funds.publication.publication_world import declared, published

from mizan.config.database import connect_as
from mizan.funds.publication.actions.publish_open import month_due
from mizan.funds.publication.canonical import as_csv, as_json, as_parquet, hash_of, read_json
from mizan.funds.publication.queries import edition_of, editions_by_hash, hashes_of
from mizan.funds.publication.sdg import population
from mizan.funds.publication.types import Document, Kind, Line, Standing
from mizan.kernel.periods import month, year

__all__ = ["world"]
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
LINES = st.builds(
    Line, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.sampled_from(Standing), st.none() | st.integers(-(10**30), 10**30), TEXT, TEXT,
    st.none() | st.integers(0, 10**20), TEXT, TEXT,
)  # fmt: skip


@given(st.lists(LINES, max_size=5), st.dictionaries(TEXT, st.dictionaries(TEXT, TEXT, max_size=2), max_size=3))
def test_a_document_is_read_again_as_it_was_written(lines: list[Line], items: dict[str, dict[str, str]]) -> None:
    document = Document(Kind.FIGURES, "2026-02", items, tuple(lines))
    data = as_json(document)
    assert read_json(data.decode()) == document
    assert as_json(read_json(data.decode())) == data


@pytest.mark.parametrize("content", ["", "{}", "[]", "1", '{"head":{"format":"other"},"columns":[],"lines":[]}'])
def test_what_is_no_document_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="not a document"):
        read_json(content)


def test_a_month_is_published_once_from_its_snapshots(world: Any) -> None:
    declared(world)
    found = published(world)
    assert [(one.kind, one.period) for one in found] == [(Kind.FIGURES, "2026-02"), (Kind.SSI, "2025"), (Kind.SDG, "2025")]
    document = read_json(found[0].content)
    assert {one.value for one in document.of("figure", item="receipts", fund="ALL")} == {300_000_00}
    assert {one.value for one in document.of("figure", item="covered_persons", fund="ALL")} == {24}
    assert {one.state for one in document.of("figure", item="field_visits")} == {Standing.NOT_COVERED}
    assert all(one.value is None for one in document.lines if one.state in (Standing.HIDDEN, Standing.NOT_COVERED))
    with connect_as("batch"):
        before = hashes_of(Kind.FIGURES, "2026-02")
    assert published(world) == ()
    with connect_as("batch"):
        assert hashes_of(Kind.FIGURES, "2026-02") == before


def test_counts_of_people_under_ten_are_nowhere(world: Any) -> None:
    declared(world)
    for edition in published(world):
        for line in read_json(edition.content).lines:
            if line.section in ("wilaya", "beneficiaries", "contributors", "people") or line.item == "covered_persons":
                assert line.value is None or line.value >= 10, line


def test_a_restated_month_has_two_editions(world: Any) -> None:
    declared(world)
    published(world)
    world.pay([("2", 50_000_00, "VIREMENT 1600000101 2026-01")], "2026-02-25", number="2")
    (second,) = published(world, "2026-03-16")
    line = read_json(second.content).of("figure", item="receipts", fund="ALL")[0]
    assert second.follows is not None
    assert (line.value, line.was, line.reason) == (350_000_00, 300_000_00, "came_in")
    with connect_as("batch"):
        assert len(hashes_of(Kind.FIGURES, "2026-02")) == 2


def test_no_person_and_no_employer_is_in_what_is_published(world: Any) -> None:
    declared(world)
    for edition in published(world):
        for word in (*NUMBERS.values(), *(f"NOM{letter}" for letter in LETTERS), "SARL", "شركة"):
            assert word not in edition.content


def test_everybody_reads_editions_and_nobody_changes_one(world: Any, db: Any) -> None:
    declared(world)
    first = published(world)[0]
    # As the web role, without an account.
    assert edition_of(Kind.FIGURES, "2026-02") == first
    assert editions_by_hash(first.csv_sha256) == (first,)
    with db.raw() as admin:
        for statement in ("UPDATE publication_edition SET content = ''", "DELETE FROM publication_edition", "TRUNCATE publication_edition"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="append only"):
                admin.execute(statement)
        with pytest.raises(psycopg.errors.CheckViolation, match="publication_edition_hash"):
            admin.execute(
                "INSERT INTO publication_edition (kind, period, content, sha256, csv_sha256, published_at) VALUES ('figures', '2026-03', "
                f"'x', '{'0' * 64}', '{'0' * 64}', now())"
            )
    with db.raw("mizan_web") as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("INSERT INTO publication_edition (kind, period) VALUES ('figures', '2026-03')")


def test_the_three_files_say_the_same(world: Any) -> None:
    from pyarrow import parquet

    declared(world)
    edition = published(world)[0]
    document = read_json(edition.content)
    assert hash_of(as_json(document)) == edition.sha256
    assert hash_of(as_csv(document)) == edition.csv_sha256
    table = parquet.read_table(io.BytesIO(as_parquet(document)))
    assert table.num_rows == len(document.lines) == as_csv(document).count(b"\r\n") - 1


def test_what_no_feed_reaches_is_not_covered_and_never_zero(world: Any) -> None:
    declared(world)
    _, ssi, sdg = (read_json(one.content) for one in published(world))
    for section, item in (("beneficiaries", "unemployment"), ("spending", "medical_care"), ("receipts", "investment")):
        assert [(one.state, one.value) for one in ssi.of(section, item=item)] == [(Standing.NOT_COVERED, None)]
    for item in ("unemployed", "vulnerable"):
        assert {(one.state, one.value) for one in sdg.of("share", item=item)} == {(Standing.NOT_COVERED, None)}
    whole = sdg.of("population", item="covered")[0]
    assert (whole.value, "World Population Prospects" in whole.source, "(official)" in whole.source) == (47_435_310, True, True)


def test_populations_are_of_their_year_or_none() -> None:
    assert population("births", year(2025)) is not None
    assert population("workers", year(2025)) is None
    assert population("nothing", year(2025)) is None


def test_a_month_is_due_once_its_statements_are_in() -> None:
    from datetime import date

    assert month_due(date(2026, 3, 9)) == month(2026, 1)
    assert month_due(date(2026, 3, 10)) == month(2026, 2)
    assert month_due(date(2026, 3, 31)) == month(2026, 2)
