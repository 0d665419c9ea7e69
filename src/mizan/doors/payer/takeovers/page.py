"""The files of awards taken over from a former system, of the funds whose books the visitor keeps; they are taken by command."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit, page
from mizan.doors.payer.runs.page import PAYS
from mizan.doors.tables import Cell, Row, Table, Tone, columns
from mizan.funds.access.queries import names_of
from mizan.funds.benefits.queries.takeovers import takeovers_of
from mizan.funds.benefits.types.takeovers import TakeoverKnown, TakeoverState
from mizan.funds.contributions.days import accounting_day
from mizan.kernel.periods import month_of

TONES: dict[TakeoverState, Tone] = {
    TakeoverState.PROPOSED: "soon", TakeoverState.APPROVED: "info", TakeoverState.ENDED: "done", TakeoverState.CANCELLED: "quiet",
}  # fmt: skip


@page(PAYS)
def takeovers(visit: Visit) -> HttpResponse:
    """The files, the latest first: what each comes to a month, who proposed and approved it, how much of it is written."""
    return visit.page("payer/takeovers/page.html", {"table": _table(visit, takeovers_of())})


def _table(visit: Visit, found: tuple[TakeoverKnown, ...]) -> Table:
    lang = visit.lang
    known = names_of({one for kept in found for one in (kept.proposed_by, kept.approved_by) if one is not None})
    names = {key: one.name_ar if lang == "ar" else one.name_fr for key, one in known.items()}

    def who(account: int | None, at: datetime | None) -> Cell:
        return tables.text(names.get(account or 0, ""), note=shown.day(accounting_day(at), lang) if at is not None else "")

    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"fund.{kept.fund}", lang)),
                tables.text(shown.period(month_of(kept.first_month), lang)),
                tables.number(kept.awards),
                tables.number(kept.left_out),
                tables.amount(kept.gross),
                tables.amount(kept.net),
                who(kept.proposed_by, kept.proposed_at),
                who(kept.approved_by, kept.approved_at),
                tables.status(wording.text(f"payer.takeovers.state_{kept.state}", lang), TONES[kept.state]),
                tables.code(kept.content_hash[:8]),
            )
        )
        for kept in found
    )
    heads = columns(
        lang, "payer.takeovers", "fund", "first_month", "awards#", "left_out#", "gross#", "net#", "proposed", "approved", "state", "file"
    )
    caption, empty = wording.text("payer.takeovers.title", lang), wording.text("payer.takeovers.none", lang)
    return Table("takeovers", caption, heads, rows, empty=empty, sortable=False)
