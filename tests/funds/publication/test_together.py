"""Documents beside each other: what one hides, no other tells; the year does not give a hidden month away; sexes do not give each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.funds.publication import sdg as table_of_people
from mizan.funds.publication import together
from mizan.funds.publication.sdg import Beside, hidden_beside, sdg_document
from mizan.funds.publication.suppression import LEAST
from mizan.funds.publication.together import hidden_by_months
from mizan.funds.publication.types import Document, Kind, Line, Standing
from mizan.funds.publication.year import Paid, Told
from mizan.kernel.funds import Fund
from mizan.kernel.periods import months_of, year

YEAR = year(2025)
KNOWN = datetime(2026, 3, 1, tzinfo=UTC)
NOTHING = Told({}, {}, Standing.NOT_COVERED, "", "")


def of_year(section: str, item: str, fund: str, value: int | None) -> Line:
    state = Standing.HIDDEN if value is None else Standing.MEASURED
    return Line(section, item, fund, "", YEAR.key, "count", state, value)


def people(monkeypatch: pytest.MonkeyPatch, by_sex: dict[tuple[Fund, str, str], int]) -> None:
    sums: dict[tuple[Fund, str], int] = {}
    for (fund, kind, _), count in by_sex.items():
        sums[fund, kind] = sums.get((fund, kind), 0) + count
    monkeypatch.setattr(table_of_people, "paid_in", lambda year, *, known: Paid(sums, by_sex, "0" * 64))
    monkeypatch.setattr(table_of_people, "last_month_of", lambda *_: NOTHING)


def told(document: Document, item: str) -> dict[str, tuple[Standing, int | None]]:
    return {one.place: (one.state, one.value) for one in document.of("people", item=item)}


def test_women_and_men_are_told_where_the_register_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    people(monkeypatch, {(Fund.CNR, "retirement", "F"): 40, (Fund.CNR, "retirement", "M"): 60, (Fund.CASNOS, "retirement", "M"): 12})
    found = told(sdg_document(YEAR, known=KNOWN), "older")
    assert found[""] == (Standing.MEASURED, 112)
    assert found["sex:F"] == (Standing.MEASURED, 40)
    assert found["sex:M"] == (Standing.MEASURED, 72)
    assert told(sdg_document(YEAR, known=KNOWN), "unemployed")["sex:F"] == (Standing.NOT_COVERED, None)


@given(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 12)), st.booleans())
def test_no_sex_is_found_again_from_the_other_and_the_whole(counts: tuple[int, int, int], away: bool) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        people(monkeypatch, {(Fund.CNR, "retirement", sex): count for sex, count in zip(("F", "M", ""), counts, strict=True)})
        beside = Beside(frozenset({"older"}) if away else frozenset())
        found = told(sdg_document(YEAR, known=KNOWN, beside=beside), "older")
    shown = {place: value for place, (state, value) in found.items() if state is Standing.MEASURED}
    values = dict(zip(("sex:F", "sex:M", "sex:unknown"), counts, strict=True)) | {"": sum(counts)}
    assert all(value >= LEAST and value == values[place] for place, value in shown.items())
    if away:
        assert "" not in shown
    hidden = [place for place in found if place and place not in shown]
    if "" in shown and hidden:
        # What is left of the whole is shared by two at least, and is ten at least.
        assert len(hidden) > 1
        assert sum(values[place] for place in hidden) >= LEAST
    if "" not in shown and sum(counts) >= LEAST:
        assert not {"sex:F", "sex:M"} <= shown.keys() or "sex:unknown" in found


def test_what_the_inquiry_or_december_hides_the_other_table_hides() -> None:
    ssi = Document(
        Kind.SSI, YEAR.key, {},
        (
            of_year("beneficiaries", "old_age", "ALL", None), of_year("beneficiaries", "family", "ALL", 40),
            of_year("contributors", "contributors", "CNAS", None),
        ),
    )  # fmt: skip
    december = Document(Kind.FIGURES, "2025-12", {}, (of_year("figure", "covered_persons", "ALL", None),))
    assert hidden_beside(ssi, None).components == {"older", "injured"}
    assert hidden_beside(ssi, december).components == {"older", "injured", "covered"}


@pytest.mark.parametrize(
    ("few", "shown_as_few", "given_away"),
    # One small month alone is the year less the others; two that share ten are not; what was told of few is told already.
    [({3}, {3}, True), ({3, 7}, {3, 7}, True), ({3, 7, 9}, {3, 7, 9}, False), (set(), set(), False)],
)
def test_a_year_does_not_give_a_hidden_month_away(
    monkeypatch: pytest.MonkeyPatch, few: set[int], shown_as_few: set[int], given_away: bool
) -> None:
    editions: dict[Any, Document] = {}
    for number, month in enumerate(months_of(YEAR), start=1):
        state, value = (Standing.HIDDEN, None) if number in shown_as_few else (Standing.MEASURED, 1_000)
        line = Line("figure", "sick_leave_spending", "CNAS", "", month.key, "centimes", state, value)
        editions[month.key] = Document(Kind.FIGURES, month.key, {}, (line,))
    monkeypatch.setattr(together, "last", lambda kind, period: editions.get(period.key))
    monkeypatch.setattr(together, "payments_of", lambda name, fund, month: 4 if int(month.key[5:]) in few else 40)
    assert hidden_by_months(YEAR) == ({("sickness", "CNAS")} if given_away else frozenset())
