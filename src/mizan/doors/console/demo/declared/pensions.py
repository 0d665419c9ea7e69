"""The file of the pensions in payment, as the former system would give it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from mizan.doors.console.demo.country.pensions import Existing
from mizan.formats.existing_awards import COLUMNS
from mizan.kernel.identifiers import rip_from_ccp
from mizan.kernel.money import format_decimal

FIRST_ACCOUNT = 70_000_000
"""From which on the postal accounts of those taken over are numbered."""


def file_of(awards: Sequence[Existing]) -> bytes:
    """The file of the former system, one award a line."""
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, delimiter=";", restval="")
    table.writeheader()
    table.writerows(_line(number, one) for number, one in enumerate(awards, start=1))
    return out.getvalue().encode()


def _line(number: int, one: Existing) -> dict[str, str]:
    least, part, whole = one.minimum
    money = {"pension": one.pension, "fund_adds": one.fund_adds, "state_adds": one.state_adds}
    return {
        "id": f"CNR-{number:07d}", "benefit": one.kind, "nss": one.payee.nss, "of_nss": one.deceased.nss if one.deceased else "",
        "since": one.since.isoformat(), **{name: format_decimal(amount) for name, amount in money.items()},
        "minimum": least, "minimum_part": format_decimal(part), "minimum_whole": format_decimal(whole),
        "account": rip_from_ccp(str(FIRST_ACCOUNT + number)), "holder": f"{one.payee.surname} {one.payee.given_name}",
    }  # fmt: skip
