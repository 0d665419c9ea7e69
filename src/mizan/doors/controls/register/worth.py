"""What controls are worth, with the interval beside each number, and beside the group that chance drew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mizan.doors import shown, tables, wording
from mizan.doors.pages import Visit
from mizan.doors.tables import Cell, Row, Table, columns
from mizan.funds.controls.types import DRAWN, Worth
from mizan.funds.procedures.spread import mean_between, share_between
from mizan.kernel.funds import Fund

PERCENT = 10_000


def counted(of: Iterable[Worth]) -> tuple[int, int]:
    """Confirmed, and concluded."""
    found = list(of)
    return sum(one.confirmed for one in found), sum(one.concluded for one in found)


def precision_cell(visit: Visit, of: Sequence[Worth]) -> Cell:
    """How many of those somebody concluded were what the control said, both counts, and Wilson's interval of the share."""
    confirmed, concluded = counted(of)
    if not concluded:
        return tables.text(wording.text("controls.register.none_concluded", visit.lang))
    said = wording.text("controls.register.of", visit.lang, confirmed=confirmed, concluded=concluded)
    return replace(tables.text(said), note=between_words(visit, confirmed, concluded))


def between_words(visit: Visit, confirmed: int, concluded: int) -> str:
    """Wilson's interval of a share at 95 %, as words; "" among none."""
    found = share_between(confirmed, concluded)
    if found is None:
        return ""
    # Whole percents, outwards.
    low, high = (shown.rate(value, visit.lang) for value in (found.low // PERCENT * PERCENT, -(-found.high // PERCENT) * PERCENT))
    return wording.text("controls.register.between", visit.lang, low=low, high=high)


def yield_words(visit: Visit, of: Sequence[Worth]) -> str:
    """What a concluded finding brings back on the mean, with its bootstrap interval; "" where too few were concluded."""
    values = sorted(value for one in of for value in one.returns)
    found = mean_between(values)
    if found is None:
        return ""
    mean, low, high = (shown.amount(value, visit.lang) for value in (sum(values) // len(values), found.low, found.high))
    return wording.text("controls.register.mean", visit.lang, mean=mean, low=low, high=high)


def chance_table(visit: Visit, control: str, told: Sequence[Worth]) -> Table:
    """A control beside chance, fund by fund: what each found of what was concluded, and whether their intervals are apart."""
    funds = sorted({one.fund for one in told if one.control == control}, key=list(Fund).index)
    rows = []
    for fund in funds:
        own = [one for one in told if one.fund is fund and one.control == control]
        chance = [one for one in told if one.fund is fund and one.control in DRAWN]
        verdict = wording.text(f"controls.chance.{_verdict(counted(own), counted(chance))}", visit.lang)
        rows.append(
            Row(
                (
                    tables.text(wording.text(f"fund.{fund.value}", visit.lang)),
                    precision_cell(visit, own),
                    precision_cell(visit, chance),
                    tables.text(verdict),
                )
            )
        )
    heads = columns(visit.lang, "controls.column", "fund", "precision", "chance", "verdict")
    caption, empty = (wording.text(f"controls.chance.{name}", visit.lang) for name in ("caption", "empty"))
    return Table("chance", caption, heads, tuple(rows), empty=empty, sortable=False)


def _verdict(own: tuple[int, int], chance: tuple[int, int]) -> str:
    """`more`, `less` or `unsure`: two intervals that touch say nothing; `unknown` where one has none."""
    here, there = share_between(*own), share_between(*chance)
    if here is None or there is None:
        return "unknown"
    if here.low > there.high:
        return "more"
    return "less" if here.high < there.low else "unsure"
