"""Questions on figures: one, a series, the table of a fund, by wilaya, and what is behind. As ``web``, those of the funds one sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from mizan.formats.indicators import catalogue
from mizan.funds.access.measures import Item, Listed, Whose, items_of, walked
from mizan.funds.access.sql import rows
from mizan.funds.indicators.definitions import DEFINITIONS, TOGETHER, Definition, Term
from mizan.funds.indicators.kept import COLUMNS, kept_of, latest
from mizan.funds.indicators.types import Behind, Figure, Kept, Part, Place, State
from mizan.funds.indicators.windows import window_of
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period, month_of, previous

__all__ = ["PAGE", "behind", "by_wilaya", "covers", "figure", "history", "kept", "months_kept", "series", "sources", "table"]

PAGE = 25
"""How many items of what is behind make a page."""
MANY = 20_000
"""Beyond so many rows nobody waits until what stands several times of one item has been put together."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_ONE = "f.indicator = %(indicator)s AND f.fund = %(fund)s AND f.month = %(month)s"
_SERIES = "f.indicator = %(indicator)s AND f.fund = %(fund)s AND f.month >= %(since)s AND f.month <= %(month)s"
_TABLE = "f.fund = %(fund)s AND f.month = %(month)s"


def covers(indicator_id: str, fund: Fund | None) -> bool:
    """Whether the indicator is measured for the fund (None: the funds together). Raises KeyError outside the catalogue."""
    definition = DEFINITIONS.get(catalogue()[indicator_id].id)
    return definition is not None and (fund is None or fund in definition.funds)


def kept(indicator_id: str, *, fund: Fund | None, month: Period, known_at: datetime | None = None) -> Kept | None:
    """The last snapshot of a figure with its parts and places; None where none was taken (or none the account may see)."""
    found = latest(_ONE, _key(indicator_id, fund, month), known_at=known_at, whole=True)
    return found[0] if found else None


def figure(indicator_id: str, *, fund: Fund | None, month: Period, known_at: datetime | None = None) -> Figure:
    """The figure as last known (or as known at a moment); without one, `not_covered`, or `late` where it is covered and not taken yet."""
    found = latest(_ONE, _key(indicator_id, fund, month), known_at=known_at)
    return found[0].figure if found else _none(indicator_id, fund, month, known_at)


def series(
    indicator_id: str, *, fund: Fund | None, until: Period, months: int = 24, known_at: datetime | None = None
) -> tuple[Figure, ...]:
    """The figures of the `months` months that end with `until`, oldest first, one for each month."""
    wanted = [until]
    while len(wanted) < months:
        wanted.append(previous(wanted[-1]))
    wanted.reverse()
    found = latest(_SERIES, _key(indicator_id, fund, until) | {"since": wanted[0].start}, known_at=known_at)
    by_month = {one.figure.month: one.figure for one in found}
    return tuple(by_month.get(month) or _none(indicator_id, fund, month, known_at) for month in wanted)


def table(*, fund: Fund | None, month: Period, known_at: datetime | None = None) -> tuple[Figure, ...]:
    """Every indicator of the catalogue for a fund and a month, in the catalogue's order."""
    found = latest(_TABLE, {"fund": fund.value if fund else "", "month": month.start}, known_at=known_at)
    by_id = {one.figure.indicator: one.figure for one in found}
    return tuple(by_id.get(one) or _none(one, fund, month, known_at) for one in catalogue())


def by_wilaya(indicator_id: str, *, fund: Fund | None, month: Period, known_at: datetime | None = None) -> Mapping[int, Place]:
    """The figure of each wilaya, by code; 0 holds what has no wilaya. Empty where the definition has none."""
    found = kept(indicator_id, fund=fund, month=month, known_at=known_at)
    return found.places if found else {}


def months_kept() -> tuple[Period, ...]:
    """The months the account may see figures of, oldest first."""
    return tuple(month_of(row[0]) for row in rows("SELECT DISTINCT month FROM indicators_figure ORDER BY 1"))


def behind(indicator_id: str, *, fund: Fund | None, month: Period, page: int = 1) -> Behind:
    """The items of a figure's numerator at its cut-off, the largest of each measure first, `PAGE` a page.

    Only items the account may see: people without a right on files see the parts of the figure instead. Where the figure was made of
    more than `MANY` rows, each is a line of its own; a measure that is walked tells its lines, the latest first, and the sum and number
    the figure was made of.
    """
    found = kept(indicator_id, fund=fund, month=month)
    definition = DEFINITIONS.get(indicator_id)
    if found is None or definition is None or found.figure.state is State.FAILED:
        return Behind((), 0, 0)
    skipped, room = (page - 1) * PAGE, PAGE
    items: list[Item] = []
    total = count = 0
    for term in definition.numerator:
        counted = [part for part in found.parts if part.term == term.key]
        if not counted:
            continue
        here = _opened(term, fund, found.figure, counted, limit=room, offset=skipped)
        total, count = total + term.sign * here.total, count + here.count
        items += [_signed(term, item) for item in here.items]
        room -= len(here.items)
        skipped = max(0, skipped - here.count)
    walks = any(term.measure.walk for term in definition.numerator)
    return Behind(tuple(items), total, count, walks)


def _opened(term: Term, fund: Fund | None, figure: Figure, counted: Sequence[Part], *, limit: int, offset: int) -> Listed:
    """A page of the items of one term (`limit` may be 0), with the sum and number of all."""
    window = window_of(term.span, figure.month, cut_off=figure.cut_off, known=figure.known_at)
    whose, lines = _whose(term, fund), sum(part.items for part in counted)

    def listed(limit: int, offset: int) -> Listed:
        if not term.measure.walk:
            return items_of(term.measure, window, whose, limit=limit, offset=offset, lines=lines > MANY)
        # Who reads the funds together as sums alone sees the lines of some of them: pages of those would never add up to the sum.
        page = walked(term.measure, window, whose, limit=limit, offset=offset) if fund is not None or _sees_every_fund() else ()
        return Listed(page, sum(part.amount for part in counted), lines) if page else Listed((), 0, 0)

    # Sum and number come with the items; a page beyond the last of a measure asks for one item to learn them.
    here = listed(max(limit, 1), offset)
    if not here.count and offset:
        return replace(listed(1, 0), items=())
    return replace(here, items=here.items[:limit])


def _sees_every_fund() -> bool:
    return bool(rows("SELECT session_user <> 'mizan_web' OR access_is_nation()")[0][0])


def sources(definition: Definition) -> Mapping[str, str]:
    """The SQL of each measure of an indicator, by name: what is asked of the database, as it is asked."""
    return {term.measure.name: term.measure.items.strip() for term in definition.terms}


def _signed(term: Term, item: Item) -> Item:
    return item if term.sign > 0 else Item(item.fund, item.wilaya, item.part, item.internal, -item.amount, item.kind, item.id)


def _whose(term: Term, fund: Fund | None) -> Whose:
    if fund is None and term.whole:
        return Whose(("",), second=term.second)
    if fund is None:
        return Whose(tuple(one.value for one in TOGETHER), together=True, second=term.second)
    return Whose(((term.shared or {}).get(fund, fund).value,), second=term.second)


def _key(indicator_id: str, fund: Fund | None, month: Period) -> dict[str, object]:
    return {"indicator": indicator_id, "fund": fund.value if fund else "", "month": month.start}


def _none(indicator_id: str, fund: Fund | None, month: Period, known_at: datetime | None) -> Figure:
    unit = catalogue()[indicator_id].unit
    state = State.LATE if covers(indicator_id, fund) else State.NOT_COVERED
    return Figure(indicator_id, fund, month, unit, state, None, None, None, month.last_day, known_at or _NEVER, "")


def history(wanted: Collection[tuple[str, Fund | None]], *, known_at: datetime) -> tuple[Figure, ...]:
    """Every snapshot of some figures (an indicator and a fund each) known before an instant, in the order they were taken.

    What was replaced since is among them: who asks what was known on a former day finds it here in one question for all days.
    """
    names, funds = [one for one, _ in wanted], [fund.value if fund else "" for _, fund in wanted]
    found = rows(
        f"SELECT {COLUMNS} FROM indicators_figure f JOIN unnest(%s::text[], %s::text[]) w(indicator, fund) "  # noqa: S608 - constants
        "ON f.indicator = w.indicator AND f.fund = w.fund WHERE f.known_at < %s ORDER BY f.id",
        [names, funds, known_at],
    )
    return tuple(kept_of(row).figure for row in found)
