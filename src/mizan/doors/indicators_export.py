"""Figures as files: CSV for a spreadsheet, Parquet for a data tool. Whole numbers in the indicator's unit, never rounded again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from mizan.formats.indicators import catalogue
from mizan.funds.indicators.queries import months_kept, table
from mizan.funds.indicators.types import Figure
from mizan.kernel.funds import Fund

COLUMNS = (
    "indicator", "name_ar", "name_fr", "fund", "month", "unit", "state", "value", "numerator", "denominator", "cut_off", "known_at",
    "data_hash", "restates", "reason",
)  # fmt: skip
WHOLE = ("value", "numerator", "denominator", "restates")
TOGETHER = "ALL"
"""The fund column of the funds together."""


def every_figure() -> tuple[Figure, ...]:
    """The last figure of each indicator, fund and month that was kept, oldest month first; those the account may see."""
    found = [one for month in months_kept() for fund in (None, *Fund) for one in table(fund=fund, month=month) if one.data_hash]
    return tuple(found)


def as_csv(found: Sequence[Figure]) -> bytes:
    """CSV in UTF-8 with a mark, for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(["" if value is None else value for value in _line(one)] for one in found)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_parquet(found: Sequence[Figure]) -> bytes:
    """Parquet: amounts are decimals without fraction (a country's sums pass 64 bits once weighed), the rest texts."""
    import pyarrow as pa
    from pyarrow import parquet

    columns = list(zip(*(_line(one) for one in found), strict=True)) or [()] * len(COLUMNS)
    arrays = {
        name: pa.array(column, type=pa.decimal128(38, 0) if name in WHOLE else pa.string())
        for name, column in zip(COLUMNS, columns, strict=True)
    }
    out = io.BytesIO()
    parquet.write_table(pa.table(arrays), out)
    return out.getvalue()


def _line(one: Figure) -> tuple[object, ...]:
    name = catalogue()[one.indicator].name
    return (
        one.indicator, name["ar"], name["fr"], one.fund.value if one.fund else TOGETHER, one.month.key, one.unit, one.state.value,
        one.value, one.numerator, one.denominator, one.cut_off.isoformat(), one.known_at.isoformat(), one.data_hash, one.restates,
        one.reason,
    )  # fmt: skip
