"""Mistakes of a careless employer in a wage declaration, and what it declares again afterwards."""

from collections.abc import Callable

from mizan.doors.console.demo.streams import Stream
from mizan.formats.das.types import DasRow, QuarterPay
from mizan.kernel.money import Centimes
from mizan.kernel.periods import add_days


def _wrong_key(row: DasRow) -> DasRow:
    return row._replace(nss=f"{row.nss[:10]}{(int(row.nss[10:]) + 1) % 100:02d}")


def _wrong_total(row: DasRow) -> DasRow:
    return row._replace(total=Centimes(row.total + 100_000))


def _long_quarter(row: DasRow) -> DasRow:
    return _first_quarter(row, lambda pay: pay._replace(duration={"H": 620, "J": 130, "M": 6}[pay.unit]))


def _strange_unit(row: DasRow) -> DasRow:
    return _first_quarter(row, lambda pay: pay._replace(unit="X"))


def _left_before_entering(row: DasRow) -> DasRow:
    return row if row.entered_on is None else row._replace(left_on=add_days(row.entered_on, -40))


def _first_quarter(row: DasRow, change: Callable[[QuarterPay], QuarterPay]) -> DasRow:
    """The row with its first paid quarter changed."""
    place = next(i for i, pay in enumerate(row.quarters) if pay.amount)
    changed = [change(pay) if i == place else pay for i, pay in enumerate(row.quarters)]
    return row._replace(quarters=(changed[0], changed[1], changed[2], changed[3]))


SLIPS: tuple[tuple[str, Callable[[DasRow], DasRow]], ...] = (
    ("wrong_key", _wrong_key),
    ("wrong_total", _wrong_total),
    ("long_quarter", _long_quarter),
    ("strange_unit", _strange_unit),
    ("left_before_entering", _left_before_entering),
)


def spoil(row: DasRow, stream: Stream) -> tuple[str, DasRow]:
    """The row with one mistake, and the mistake's name."""
    name, change = stream.pick(SLIPS)
    return name, change(row)


def raised(row: DasRow, per_mille: int) -> DasRow:
    """The row with its last paid quarter raised: back pay found after the declaration."""
    place = max(i for i, pay in enumerate(row.quarters) if pay.amount)
    quarters = list(row.quarters)
    more = quarters[place].amount * per_mille // 1000 // 100 * 100
    quarters[place] = quarters[place]._replace(amount=Centimes(quarters[place].amount + more))
    return row._replace(quarters=(quarters[0], quarters[1], quarters[2], quarters[3]), total=Centimes(row.total + more))
