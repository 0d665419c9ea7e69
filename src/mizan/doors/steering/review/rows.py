"""Behind a part of a bridge: what was compared, or the dues and entries it is the sum of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

from mizan.doors import shown, tables, wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit, page
from mizan.doors.steering.instructions.desk import READS
from mizan.doors.steering.review.bridges import cause_words, part_words
from mizan.doors.steering.review.page import asked, opens
from mizan.doors.steering.review.told import title_words
from mizan.doors.steering.review.types import Opens, Telling
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.access.measures import Item, Listed, Measure, Whose, items_of
from mizan.funds.contributions.days import accounting_day
from mizan.funds.contributions.queries.moved import RECEIVED_WHY
from mizan.funds.ledger.moved import RESOURCES_WHY, SPENT_WHY
from mizan.funds.steering.bridges.stretch import Stretch
from mizan.kernel.periods import Period, parse_period

PAGE = 25
ITEMS: Mapping[tuple[str, str], Measure] = {
    **{("receipts", part): RECEIVED_WHY for part in ("late", "early", "short", "increase", "regularised", "back")},
    **{("receipts", part): RESOURCES_WHY for part in ("state_grant", "import_levy", "withheld_arrears")},
    **{
        ("spending", part): SPENT_WHY
        for part in ("reliefs", "arrears", "reversed", "reliefs_back", "administration", "care_in_kind", "journals")
    },
}
"""The parts that are sums of pieces; the others compare, and show what they compared."""


@page(*READS)
def rows(visit: Visit, part: str) -> HttpResponse:
    """One part of a bridge (`?of=receipts&against=before`), of the period or of the one it is compared with (`&side=before`)."""
    review = asked(visit).review
    of, against = visit.request.GET.get("of", ""), visit.request.GET.get("against", "")
    if review is None:
        return visit.go("review:home")
    found = review.content["bridges"].get(against)
    bridge = next((one for one in found["bridges"] if one["of"] == of), None) if found else None
    step = next((one for one in bridge["steps"] if one[1] == part), None) if bridge else None
    if found is None or bridge is None or step is None or of == "result":
        raise Missing(part)
    telling = Telling(review, visit.lang, opens(visit))
    cause, _, amount, before, after = step
    words = {"amount": amount} if before is None else {"before": before, "after": after, "amount": amount}
    here = f"{visit.address('review:rows', part=part)}{telling.query}&of={of}&against={against}"
    context: dict[str, Any] = {
        "title": f"{cause_words(cause, visit.lang)} — {part_words(of, part, visit.lang)}",
        "of": f"{wording.text(f'review.of.{of}', visit.lang)} — {title_words(telling)}",
        "said": wording.text(f"review.rows.{'effect' if before is None else 'both'}", visit.lang, **words),
        "back": visit.address("review:home") + telling.query,
    }
    measure = ITEMS.get((of, part))
    if measure is None:
        return visit.page("steering/review/rows.html", context | {"table": _details(telling, of, part, bridge)})
    stretch = Stretch(review.fund, parse_period(found["from"]), review.period, review.at, _day(review.content["known_at"]))
    earlier = visit.request.GET.get("side") == "before"
    period = stretch.before if earlier else stretch.after
    listed = _listed(measure, part, stretch, period, _number(visit))
    whole = before if earlier else after
    key = "total" if listed.total == whole else "not_all"
    context |= {
        "sides": [
            {"text": shown.period(one, visit.lang), "href": f"{here}&side={side}", "current": (side == "before") == earlier}
            for side, one in (("before", stretch.before), ("after", stretch.after))
        ],
        "sum": wording.text(f"review.rows.{key}", visit.lang, amount=listed.total, whole=whole),
        "table": _items(visit, listed, telling.opens),
        "more": f"{here}&side={'before' if earlier else 'after'}&page={_number(visit) + 1}" if listed.count > _number(visit) * PAGE else "",
    }
    return visit.page("steering/review/rows.html", context)


def _day(known: str) -> date:
    return accounting_day(datetime.fromisoformat(known))


def _number(visit: Visit) -> int:
    text = visit.request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text) else 1


def _listed(measure: Measure, part: str, stretch: Stretch, period: Period, number: int) -> Listed:
    narrowed = Measure(f"{measure.name}:{part}", f"SELECT * FROM ({measure.items}) q WHERE q.part = '{part}'")  # noqa: S608 - a key of ITEMS
    whose = Whose(stretch.funds, together=stretch.together)
    return items_of(narrowed, stretch.window(period), whose, limit=PAGE, offset=(number - 1) * PAGE)


def _items(visit: Visit, listed: Listed, opened: Opens) -> Table:
    rows = [
        Row((_item(one, opened), tables.text(wording.text(f"fund.{one.fund}", visit.lang)), tables.amount(one.amount)))
        for one in listed.items
    ]
    heads = (
        tables.Column(wording.text("review.column.item", visit.lang)),
        tables.Column(wording.text("review.column.fund", visit.lang)),
        tables.Column(wording.text("review.column.amount", visit.lang), numeric=True),
    )
    caption, empty = wording.text("review.caption.items", visit.lang), wording.text("review.rows.none", visit.lang)
    return Table("items", caption, heads, tuple(rows), empty=empty, sortable=False)


def _item(one: Item, opened: Opens) -> Cell:
    href = opened("steering:due", due_id=one.id) if one.kind == "due" else opened("indicators:entry", entry_id=one.id)
    return tables.code(one.id, href=href)


def _details(telling: Telling, of: str, part: str, bridge: Mapping[str, Any]) -> Table:
    """What the bridge compared: bases and dues by rhythm and code, or instalments by kind of benefit and why."""
    lang = telling.lang
    benefits = of == "spending" or part.startswith("withheld")
    if benefits and of == "receipts":
        return _withheld(telling)
    lines = []
    for key, about, count_before, count_after, base_before, base_after, amount_before, amount_after in bridge["details"]:
        name = tables.text(wording.text(f"benefit.{key}", lang)) if benefits else tables.code(key)
        lines.append(
            Row(
                (
                    name, tables.text(_about(about, lang, benefits=benefits)), tables.number(count_before), tables.number(count_after),
                    *(() if benefits else (tables.amount(base_before), tables.amount(base_after))),
                    tables.amount(amount_before), tables.amount(amount_after),
                )
            )
        )  # fmt: skip
    bases = () if benefits else ("base_before#", "base_after#")
    heads = columns(lang, "review.column", "key", "about", "count_before#", "count_after#", *bases, "before#", "after#")
    return Table(
        "details",
        wording.text("review.caption.details", lang),
        heads,
        tuple(lines),
        sortable=False,
        empty=wording.text("review.rows.none", lang),
    )


def _withheld(telling: Telling) -> Table:
    """What is withheld follows the runs of every fund, which the bridge of receipts keeps only as sums by cause."""
    lang = telling.lang
    rows = [
        Row((tables.text(cause_words(cause, lang)), tables.text(part_words("receipts", part, lang)), tables.amount(amount)))
        for one in telling.review.content["bridges"]["before"]["bridges"]
        if one["of"] == "receipts"
        for cause, part, amount, *_ in one["steps"]
        if part.startswith("withheld")
    ]
    heads = columns(lang, "review.column", "cause", "part", "moved#")
    return Table("details", wording.text("review.caption.details", lang), heads, tuple(rows), sortable=False)


def _about(about: str, lang: Any, *, benefits: bool) -> str:
    if benefits:
        return wording.text(f"review.why.{about}", lang)
    rhythm, _, debtor = about.partition(":")
    return f"{wording.text(f'review.rhythm.{rhythm}', lang)} — {wording.text(f'review.debtor.{debtor}', lang)}"
