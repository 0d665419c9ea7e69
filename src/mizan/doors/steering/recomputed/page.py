"""A fund's awards that do not agree as last computed: how many and why for the balance's readers, one by one for who keeps its books."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors import tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.recomputed_story import about_words, why_words
from mizan.doors.steering.desk import READERS, crumb, fund_here, page_asked, path_of
from mizan.doors.steering.recomputed.behind import rates_table
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access.types import Role
from mizan.funds.benefits.queries.recomputations import funds_recomputed, open_results, whys_of
from mizan.funds.benefits.types.recomputations import OpenResult, Verdict
from mizan.kernel.funds import Fund

PAGE = 100
KEEPS = Role.FUND_ACCOUNTANT.value


@page(*READERS)
def recomputed(visit: Visit, fund: str) -> HttpResponse:
    """Counts by reason; below them, for the fund's accountants, the awards."""
    kept = fund_here(fund)
    if kept not in funds_recomputed():
        raise Missing(fund)
    here = page_asked(visit)
    keeps = kept.value in visit.scopes(KEEPS)
    awards = open_results(kept, skipped=(here - 1) * PAGE, most=PAGE + 1) if keeps else ()
    title = wording.text("steering.recomputed.title", visit.lang)
    context = {
        "fund": kept,
        "title": title,
        "crumbs": [*path_of(visit, kept), crumb(visit, title)],
        "rates": rates_table(visit, kept),
        "whys": _whys(visit, kept),
        "keeps": keeps,
        "table": _awards(visit, awards[:PAGE]) if keeps else None,
        "here": here,
        "more": len(awards) > PAGE,
    }
    return visit.page("steering/recomputed/page.html", context)


def _whys(visit: Visit, fund: Fund) -> Table:
    rows = [
        Row((_verdict(visit, one.verdict), tables.text(why_words(one.why, visit.lang)), tables.number(one.awards))) for one in whys_of(fund)
    ]
    heads = columns(visit.lang, "steering.recomputed", "verdict", "why", "awards#")
    caption, empty = (wording.text(f"steering.recomputed.{name}", visit.lang) for name in ("whys", "none"))
    return Table("whys", caption, heads, tuple(rows), empty=empty, sortable=False)


def _awards(visit: Visit, found: tuple[OpenResult, ...]) -> Table:
    rows = [
        Row(
            (
                tables.code(one.award_id),
                tables.text(wording.text(f"benefit.{one.kind.value}", visit.lang)),
                _verdict(visit, one.verdict),
                tables.text(why_words(one.why, visit.lang), note=about_words(one.why, one.detail, visit.lang)),
                tables.day(one.on_day),
                tables.amount(_amount(one, one.kept)),
                tables.amount(_amount(one, one.given)),
                tables.moment(one.cut_off),
            ),
            "late" if one.verdict is Verdict.DIFFERS else "",
        )
        for one in found
    ]
    names = ("award", "kind", "verdict", "why", "since", "kept#", "given#", "cut_off")
    heads = columns(visit.lang, "steering.recomputed", *names)
    caption, empty = (wording.text(f"steering.recomputed.{name}", visit.lang) for name in ("list", "none"))
    return Table("awards", caption, heads, tuple(rows), empty=empty)


def _amount(one: OpenResult, amount: int | None) -> int | None:
    """An amount; where the two differ nothing is 0, where nothing was computed it is not told."""
    return (amount or 0) if one.verdict is Verdict.DIFFERS else amount


def _verdict(visit: Visit, verdict: Verdict) -> tables.Cell:
    tone: tables.Tone = "late" if verdict is Verdict.DIFFERS else "soon"
    return tables.status(wording.text(f"recomputed.verdict.{verdict.value}", visit.lang), tone)
