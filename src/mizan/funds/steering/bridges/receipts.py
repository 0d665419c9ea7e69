"""The bridge of receipts, and that of spending: the books asked, each part under its cause (docs/guarantees/review.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mizan.funds.benefits.queries.moved import ComparedRow, compared_instalments
from mizan.funds.contributions.queries.moved import RECEIVED_WHY, FallenRow, fallen_groups, fallen_rows
from mizan.funds.contributions.yearly import CODE as YEARLY
from mizan.funds.indicators.definitions import SOCIAL
from mizan.funds.ledger.moved import RESOURCES_WHY
from mizan.funds.steering.bridges.fallen import Fallen, fallen_steps
from mizan.funds.steering.bridges.law import bounds_on, rate_then
from mizan.funds.steering.bridges.stretch import Stretch, parts_of
from mizan.funds.steering.bridges.types import Bridge, Cause, Detail, Of, Step, moved
from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period

TIMING = ("late", "early", "short")
EXCEPTIONAL = ("increase", "regularised", "back")
GIVEN = ("state_grant", "import_levy")
CAUSES: Mapping[str, Cause] = {"new": Cause.VOLUME, "ended": Cause.VOLUME, "law": Cause.LAW, "rate": Cause.RATE, "same": Cause.RATE}
"""What a comparison of instalments is called; an award whose term is the same moves nothing unless it was paid in part."""


def receipts_bridge(stretch: Stretch) -> Bridge:
    """From what a fund received in a period to what it received in another."""
    laid = {period: parts_of(RECEIVED_WHY, stretch, period) for period in (stretch.before, stretch.after)}
    given = {period: parts_of(RESOURCES_WHY, stretch, period) for period in (stretch.before, stretch.after)}
    was, now = fallen(stretch, stretch.before), fallen(stretch, stretch.after)
    steps = [*fallen_steps(was, now, rate_then), *withheld_steps(stretch, given)]
    for cause, names, books in ((Cause.TIMING, TIMING, laid), (Cause.EXCEPTIONAL, EXCEPTIONAL, laid), (Cause.EXCEPTIONAL, GIVEN, given)):
        steps += [moved(cause, name, books[stretch.before].get(name, 0), books[stretch.after].get(name, 0)) for name in names]
    before, after = (sum(laid[period].values()) + sum(given[period].values()) for period in (stretch.before, stretch.after))
    return Bridge(Of.RECEIPTS, before, after, tuple(steps), tuple(fallen_details(was, now)))


def fallen(stretch: Stretch, period: Period) -> Fallen:
    """What fell due in a period; the yearly bases of the later one also within the bounds of the law of the earlier."""
    window = stretch.window(period)
    found = Fallen(
        fallen_rows(window, stretch.funds, together=stretch.together), fallen_groups(window, stretch.funds, together=stretch.together)
    )
    if period != stretch.after or not any(row.code == YEARLY for row in found.rows):
        return found
    former = [row.on for row in fallen_rows(stretch.window(stretch.before), stretch.funds, together=stretch.together) if row.code == YEARLY]
    bounds = bounds_on(max(former)) if former else None
    return Fallen(fallen_rows(window, stretch.funds, together=stretch.together, bounds=bounds), found.groups) if bounds else found


def withheld_steps(stretch: Stretch, given: Mapping[Period, Mapping[str, int]]) -> Iterable[Step]:
    """What is withheld from benefits and owned by CNAS: by award, as for spending; the months it was withheld for are timing."""
    owns = stretch.fund in (None, Fund.CNAS)
    rows = compared(stretch, [one.value for one in SOCIAL]) if owns else ()
    yield from compared_steps(rows, withheld=True)
    was, now = (sum(row.withheld_before for row in rows), sum(row.withheld_after for row in rows))
    before, after = given[stretch.before], given[stretch.after]
    yield moved(Cause.TIMING, "withheld_months", before.get("withheld", 0) - was, after.get("withheld", 0) - now)
    yield moved(Cause.TIMING, "withheld_arrears", before.get("withheld_arrears", 0), after.get("withheld_arrears", 0))


def compared(stretch: Stretch, funds: Sequence[str]) -> tuple[ComparedRow, ...]:
    """The runs of the two periods, award by award."""
    return compared_instalments(stretch.before, stretch.after, funds, day=stretch.cut_off)


def compared_steps(rows: Iterable[ComparedRow], *, withheld: bool) -> Iterable[Step]:
    """The differences of instalments by cause: of what was withheld, or of what the fund bears."""
    found: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        why = "rate" if row.why == "same" else row.why
        found[why] += row.withheld_after - row.withheld_before if withheld else row.earned_after - row.earned_before
    prefix = "withheld" if withheld else "awards"
    for why in ("new", "ended", "rate", "law"):
        yield Step(CAUSES[why], f"{prefix}_{why}", found[why])


def fallen_details(was: Fallen, now: Fallen) -> Iterable[Detail]:
    """By rhythm, debtor and code: dues' bases and what fell due, before and after."""
    sides = (_by_code(was.rows), _by_code(now.rows))
    for key in sorted({*sides[0], *sides[1]}):
        a, b = (side.get(key, (0, 0, 0)) for side in sides)
        group, code = key
        yield Detail(code, group, a[0], b[0], a[1], b[1], a[2], b[2])


def _by_code(rows: Iterable[FallenRow]) -> dict[tuple[str, str], tuple[int, int, int]]:
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    for row in rows:
        shares, base, amount = found.get((row.group, row.code), (0, 0, 0))
        found[row.group, row.code] = (shares + row.shares, base + row.once, amount + row.amount)
    return found
