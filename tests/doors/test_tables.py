"""A list's cells: each kind as it is written, escaped, labelled for a phone; and no template is opened for each of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.template.backends.django import Template as Loaded

from mizan.doors import tables, written
from mizan.doors.shown import Lang
from mizan.doors.tables import Cell, Column, Row, Table
from mizan.doors.tags import render_part

HEAD = Column("Montant <DA>", numeric=True)


def one(cell: Cell, lang: Lang = "fr", *, column: Column = HEAD) -> str:
    """A cell that stands second in its row."""
    row = written.cells(((Column("Nom"), tables.text("x")), (column, cell)), lang)
    return row.partition("</th>")[2]


@pytest.mark.parametrize(
    ("cell", "lang", "value"),
    [
        (tables.text("a < b"), "fr", "a &lt; b"),
        (Cell("amount", 1_234_567), "fr", '<bdi class="nowrap">12\xa0345,67\xa0DA</bdi>'),
        (Cell("amount", 1_234_567), "ar", '<bdi class="nowrap">12\xa0345,67\xa0دج</bdi>'),
        (Cell("amount", None), "ar", "—"),
        (tables.amount(-150), "ar", '<bdi class="nowrap" dir="ltr">\u22121,50</bdi>'),
        (tables.day(date(2026, 2, 15)), "ar", '<time class="nowrap" datetime="2026-02-15">15 فيفري 2026</time>'),
        (
            tables.moment(datetime(2026, 2, 15, 9, 5, tzinfo=UTC)),
            "fr",
            '<time class="nowrap" datetime="2026-02-15T09:05:00+00:00">15 février 2026, 10 h 05</time>',
        ),
        (tables.period("2026-10"), "fr", "octobre 2026"),
        (tables.number(1234), "fr", '<bdi class="nowrap">1\xa0234</bdi>'),
        (tables.code("<7>"), "fr", '<bdi class="code">&lt;7&gt;</bdi>'),
        (tables.rate(125_000), "ar", '<bdi class="nowrap">12,5%</bdi>'),
    ],
)
def test_each_kind_is_written_escaped_and_labelled(cell: Cell, lang: Lang, value: str) -> None:
    label = '<span class="cell-label" aria-hidden="true">Montant &lt;DA&gt;</span>'
    assert f'{label}<span class="cell">{value}</span></td>' in one(cell, lang)


def test_a_cell_opens_tells_more_and_says_what_it_weighs() -> None:
    found = one(tables.number(7, href="/fr/a?b=1&c=2", note="dont <3>"))
    assert found == (
        '<td data-value="7" class="number"><span class="cell-label" aria-hidden="true">Montant &lt;DA&gt;</span><span class="cell">'
        '<a href="/fr/a?b=1&amp;c=2" data-row><bdi class="nowrap">7</bdi></a><small class="cell-note">dont &lt;3&gt;</small></span></td>'
    )
    assert 'data-value="&lt;&quot;&gt;"' in one(tables.text('<">'))


def test_a_state_is_the_part_of_that_name() -> None:
    part = render_part("status", Context({"lang": "fr"}), {"tone": "late", "text": "En <retard>"})
    assert f'<span class="cell">{part}</span>' in one(tables.status("En <retard>", "late"))


def test_a_brief_list_says_where_a_cell_goes_on_a_phone_and_what_may_be_left_out() -> None:
    found = one(Cell("text", "Non couvert", idle=True), column=Column("Budget", phone="brief-wide"))
    assert found.startswith('<td data-value="Non couvert" class="brief-wide idle">')


def test_no_template_is_opened_for_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    render = Loaded.render

    def counted(self: Any, *rest: Any) -> Any:
        opened.append(self.template.name)
        return render(self, *rest)

    monkeypatch.setattr(Loaded, "render", counted)
    written.status.cache_clear()
    row = Row((tables.text("a"), tables.amount(1), tables.status("Payé", "done")), "late")
    table = Table("t", "T", tables.columns("fr", "indicators.column", "name", "value#", "state"), (row,) * 200)
    html = Template('{% part "table" table=table %}').render(Context({"lang": "fr", "table": table}))
    assert html.count('<tr class="row-late"><th scope="row"') == 200
    assert opened == ["parts/table/part.html", "parts/status/part.html"]
