"""Words for reliefs: a declaration with an abatement, and what CNAC or the Treasury pays of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from mizan.formats.dac import AbatementLine, DacLine


def relief_dac(world: Any, period: str, base: int, day: str, kind: str = "normal") -> Any:
    """File a month of `base` in the general regime and one abated worker of 100,000 dinars."""
    abated = 100_000_00
    worker = AbatementLine("R06", "850000000177", "NOMA PRENOMA", date(1985, 3, 15), abated, "D-1", date(2025, 1, 1), date(2027, 1, 1))
    lines = (DacLine("R22", base), DacLine("R06", abated), DacLine("R98", base + abated))
    return world.file_dac("monthly", period, 1, day, kind, lines=lines, abatements=(worker,))


def dues_of_debtor(world: Any, debtor: str = "CNAC", name: str = "monthly") -> list[Any]:
    """What the institution owes for the employer today."""
    from mizan.funds.contributions.queries import dues_of

    with world.acting("cnas"):
        return list(dues_of(world.employers[name], live_only=True, debtor=debtor))


def pay_relief(world: Any, ref: str, amount: int, day: str, number: str, debtor: str = "CNAC") -> Any:
    """A payment of the institution, matched by the accountant."""
    from mizan.flows.settle_receipt import match_institution

    (waiting,) = world.pay([(ref, amount, f"{debtor} ABATTEMENTS")], day, number)
    assert waiting.waits
    ids = [due.id for due in dues_of_debtor(world, debtor)]
    with world.acting("cnas") as by:
        return match_institution(waiting.receipt_id, debtor=debtor, due_ids=ids, by=by, at=world.at(day))


def books_of(world: Any, fund: str) -> dict[str, int]:
    """What the fund's own books hold by nature, in centimes."""
    from mizan.funds.contributions.sql import rows

    with world.batch():
        found = rows(
            """SELECT a.nature, sum(p.amount)::bigint FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
                WHERE a.fund = %s GROUP BY 1 HAVING sum(p.amount) <> 0""",
            [fund],
        )
    return dict(found)
