"""What a figure is made of, in words: its terms, its parts, its items."""

from __future__ import annotations

from mizan.doors import tables, wording
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.doors.steering.table.asked import fund_words
from mizan.doors.steering.table.figures import value_words
from mizan.doors.tables import Row, Table, columns
from mizan.funds.access.measures import Item
from mizan.funds.controls.catalogue import controls
from mizan.funds.indicators.computing import BELOW
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.types import Behind, Kept
from mizan.kernel.funds import Fund

MONEY = frozenset({"laid", "resources", "spent", "bank", "unpaid", "fallen", "sickness", "undue", "paid_over", "ordered", "gap",
                   "administration", "spent_where_run", "findings_recovered", "budget"})  # fmt: skip
"""The measures whose amounts are centimes."""
SHARES = frozenset({"granted_gap"})
"""Those whose amounts are parts per million."""
COUNTED = frozenset({"budget"})
"""Those whose second number is how many there are."""
_NAMED_BY = {"status": "instructions.status", "concluded": "controls.conclusion", "group": "service.group"}
"""Parts whose first step says where the second has its words."""
_HOMES = ("indicators.part", "fund_branch", "benefit", "fund")


def part_words(part: str, lang: Lang) -> str:
    """A part in words: each of its steps by the first label that knows it, as it stands where none does."""
    first, _, rest = part.partition(":")
    if first == "control" and (named := controls().get(rest)) is not None:
        return named.name[lang]
    if first == "document":
        return rest
    if first in _NAMED_BY:
        key = f"{_NAMED_BY[first]}.{rest.replace(':', '_') or 'none'}"
        return wording.text(key, lang) if wording.has(key, lang) else _place_words(rest, lang)
    return " · ".join(_step(step, lang) for step in _steps(part))


def _place_words(group: str, lang: Lang) -> str:
    """A group of people that has no name of its own: those of a wilaya, by its code."""
    return wording.text("indicators.of_wilaya", lang, code=group.rpartition(":")[2])


def _steps(part: str) -> list[str]:
    return [part.replace(":", "_")] if part.startswith("age:") else part.split(":")


def _step(step: str, lang: Lang) -> str:
    for home in _HOMES:
        if wording.has(f"{home}.{step}", lang):
            return wording.text(f"{home}.{step}", lang)
    return step


def term_words(term: str, lang: Lang) -> str:
    """A term in words: its measure, the span and the weight it is counted with, and whether the figure is divided by it."""
    name, *more = term.removeprefix(BELOW).split(":")
    named = f"{name}_second" if "second" in more else name
    words = [
        wording.text(f"indicators.measure.{named}", lang),
        *(wording.text(f"indicators.span.{one}", lang) for one in more if one != "second"),
    ]
    if term.startswith(BELOW):
        words.append(wording.text("indicators.divisor", lang))
    return " · ".join(words)


def amount_words(term: str, amount: int, lang: Lang) -> str:
    """An amount of a term: money, or a count; weighed money is centimes times months."""
    name, *more = term.removeprefix(BELOW).split(":")
    if name == "unpaid" and "second" in more:
        return wording.text("indicators.weighed", lang, amount=amount)
    if "second" in more:
        return value_words(amount, "centimes" if name in MONEY and name not in COUNTED else "count", lang)
    return value_words(amount, "centimes" if name in MONEY else "ppm" if name in SHARES else "count", lang)


def parts_table(visit: Visit, kept: Kept) -> Table:
    """The parts of a figure; those of each term sum to it."""
    lang = visit.lang
    signs = {term.key: term.sign for term in DEFINITIONS[kept.figure.indicator].numerator}
    rows = []
    for one in kept.parts:
        inner = wording.text("indicators.internal", lang) if one.internal else ""
        words = part_words(one.part, lang)
        amount = signs.get(one.term, 1) * one.amount
        rows.append(
            Row(
                (
                    tables.text(term_words(one.term, lang)),
                    tables.text(fund_words(Fund(one.fund) if one.fund else None, visit)),
                    tables.text(words, note=inner),
                    tables.text(amount_words(one.term, amount, lang)),
                    tables.number(one.items),
                )
            )
        )
    heads = columns(lang, "indicators.column", "term", "fund", "part", "amount#", "items#")
    caption, empty = (wording.text(f"indicators.parts.{name}", lang) for name in ("caption", "empty"))
    return Table("parts", caption, heads, tuple(rows), empty=empty)


def behind_table(visit: Visit, kept: Kept, found: Behind) -> Table:
    """The items of a figure, each opening its own page where there is one."""
    lang, indicator_id = visit.lang, kept.figure.indicator
    term = DEFINITIONS[indicator_id].numerator[0].key
    rows = [
        Row(
            (
                tables.code(one.id, href=_opens(visit, one)),
                tables.text(wording.text(f"indicators.item.{one.kind}", lang)),
                tables.text(fund_words(Fund(one.fund) if one.fund else None, visit)),
                tables.text(part_words(one.part, lang)),
                tables.text(amount_words(term, one.amount, lang)),
            )
        )
        for one in found.items
    ]
    heads = columns(lang, "indicators.column", "number", "item", "fund", "part", "amount#")
    said = ("caption_walked" if found.walked else "caption", "empty")
    caption, empty = (wording.text(f"indicators.behind.{name}", lang) for name in said)
    return Table("behind", caption, heads, tuple(rows), empty=empty)


def _opens(visit: Visit, item: Item) -> str:
    """The page of an item, where the reader has one."""
    if item.kind == "due":
        return visit.address("steering:due", due_id=item.id)
    if item.kind == "entry":
        return visit.address("indicators:entry", entry_id=item.id)
    if item.kind == "order":
        return visit.address("steering:order", fund=item.fund, order_id=item.id)
    if item.kind == "finding":
        return visit.address("controls:finding", finding_id=item.id)
    if item.kind == "instruction":
        return visit.address("instructions:one", instruction_id=item.id)
    if item.kind == "document":
        return visit.address("instructions:document", document_id=item.id)
    return ""


def moves_table(visit: Visit, kept: Kept) -> Table:
    """The parts that moved when a closed month's figure was restated."""
    lang = visit.lang
    rows = []
    for name, before, now in kept.restated:
        term, fund, part = name.split("·", 2)
        cells = (tables.text(amount_words(term, amount, lang)) for amount in (before, now, now - before))
        rows.append(
            Row(
                (
                    tables.text(term_words(term, lang)),
                    tables.text(fund_words(Fund(fund) if fund else None, visit)),
                    tables.text(part_words(part, lang)),
                    *cells,
                )
            )
        )
    heads = columns(lang, "indicators.column", "term", "fund", "part", "was#", "is#", "difference#")
    return Table("moves", wording.text("indicators.moves.caption", lang), heads, tuple(rows), sortable=False)
