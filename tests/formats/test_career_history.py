"""Career histories: read as written, refused whole, and never broken by bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.formats.anomalies import Outcome
from mizan.formats.career_history import HistoryHead, PeriodLine, SpellLine, read, write
from mizan.kernel.periods import month, quarter, year

DOCS = Path(__file__).parents[2] / "docs" / "formats" / "career-history.md"
HEAD = HistoryHead("R-1", "CNR", date(2024, 10, 15))
NSS = ("850012345648", "900102030471")

names = st.text("ABCDEFGHIJ .'-", min_size=1, max_size=12).map(str.strip).filter(bool)
persons = st.tuples(st.sampled_from(NSS), st.sampled_from(["CNR", "CASNOS"]), st.sampled_from(["", "1600012345"]), names)
whole = st.one_of(
    st.builds(month, st.integers(1962, 2024), st.integers(1, 12)).map(lambda one: (one, 30)),
    st.builds(quarter, st.integers(1962, 2024), st.integers(1, 4)).map(lambda one: (one, 90)),
    st.builds(year, st.integers(1962, 2024)).map(lambda one: (one, 360)),
)
periods = st.builds(
    lambda person, told, days, amount: PeriodLine(0, *person, told[0], min(days, told[1]), amount),
    persons, whole, st.integers(0, 360), st.integers(0, 10**12),
)  # fmt: skip
spells = st.builds(
    lambda person, start, days: SpellLine(0, *person, start, date.fromordinal(start.toordinal() + days) if days else None),
    persons, st.dates(date(1962, 1, 1), date(2024, 1, 1)), st.integers(0, 9000),
)  # fmt: skip


@given(st.lists(spells, max_size=4), st.lists(periods, max_size=5, unique_by=lambda one: one[1:6]))
def test_what_is_written_is_read(told: list[SpellLine], earned: list[PeriodLine]) -> None:
    check = read(write(HEAD, told, earned))
    assert (check.outcome, check.anomalies, check.head) == (Outcome.ACCEPTED, (), HEAD)
    assert [one._replace(line=0) for one in check.spells] == told
    assert [one._replace(line=0) for one in check.periods] == earned
    assert check.total == sum(one.amount for one in earned)


def test_the_example_of_the_page_is_accepted() -> None:
    text = DOCS.read_text(encoding="utf-8")
    at = text.index("\nHISTOIRE;") + 1
    check = read(text[at : text.index("\n```", at)].encode())
    assert (check.outcome, check.anomalies, len(check.spells), len(check.periods)) == (Outcome.ACCEPTED, (), 2, 3)


GOOD = "PERIODE;850012345648;CNR;;X;2005;360;10.00"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (GOOD.replace("648", "649"), "nss_key"),
        (GOOD.replace("CNR", "CNAS"), "history_scheme"),
        (GOOD.replace(";;X", ";12;X"), "history_employer"),
        (GOOD.replace(";X", ";"), "history_employer"),
        (GOOD.replace("2005", "2005-13"), "history_period"),
        (GOOD.replace("360", "361"), "history_days"),
        (GOOD.replace("2005;360", "2005-01;31"), "history_days"),
        (GOOD.replace("10.00", "ten"), "table_cell"),
        (GOOD.replace("10.00", "-1"), "table_cell"),
        (GOOD + ";", "table_cells"),
        (f"{GOOD}\n{GOOD}", "history_repeated"),
        ("AUTRE;1", "table_kind"),
        ("EMPLOI;850012345648;CNR;;X;2009-03-01;2009-03-01", "history_span"),
        ("EMPLOI;850012345648;CNR;;X;soon;", "table_cell"),
        ("HISTOIRE;R-1;CNR;2024-10-15", "history_head"),
    ],
)
def test_one_error_refuses_the_whole(row: str, code: str) -> None:
    check = read(f"HISTOIRE;R;CNR;2024-10-15\nPERIODE;900102030471;CNR;;X;2005;360;10.00\n{row}\n".encode())
    assert [one.code for one in check.anomalies] == [code]
    assert (check.outcome, check.periods) == (Outcome.REFUSED, ())
    assert all(one.sentence(lang) for one in check.anomalies for lang in ("ar", "fr"))


@given(st.binary(max_size=120), st.sampled_from([b"", b"HISTOIRE;R;CNR;2024-10-15\n", b"PERIODE;"]))
def test_no_bytes_break_the_reader(data: bytes, head: bytes) -> None:
    check = read(head + data)
    assert all(one.sentence("fr") for one in check.anomalies)
    assert (check.outcome is Outcome.REFUSED) or check.head is not None
