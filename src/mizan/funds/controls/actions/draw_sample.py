"""Draw the quarter's group by chance, once for each fund: the seed is recorded, what it draws is checked by the database."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from hashlib import sha256

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import one
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.switches import in_force
from mizan.kernel.funds import Fund

FUNDS = (Fund.CNAS, Fund.CNR, Fund.CASNOS)
_DRAW = """
INSERT INTO controls_draw (fund, quarter, seed, "each", population, awards, cut_off, by_id, at)
SELECT w.fund, w.quarter, w.seed, w.most, p.number, controls_drawn(w.fund, w.cut_off, w.seed, w.most), w.cut_off, %s, %s
  FROM (SELECT %s::text AS fund, %s::date AS quarter, %s::text AS seed, %s::integer AS most, %s::timestamptz AS cut_off) w
 CROSS JOIN LATERAL (SELECT count(*) AS number FROM controls_population(w.fund, w.cut_off)) p
 WHERE p.number > 0 ON CONFLICT (fund, quarter) DO NOTHING RETURNING id, population, cardinality(awards)
"""


def draw_sample(*, cut_off: datetime, seed: str = "", by: int, at: datetime) -> int:
    """Draw for the quarter of `cut_off`, in the caller's transaction, as batch; returns how many funds were drawn for, 0 where all were.

    `seed` makes a draw that can be foretold (the demo, tests); without it each fund's is 32 bytes from the system. A fund that has paid
    nobody in three months waits.
    """
    day = accounting_day(cut_off)
    quarter = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    drawn = 0
    for fund in FUNDS:
        own = sha256(f"{seed}:{fund.value}:{quarter.isoformat()}".encode()).hexdigest() if seed else secrets.token_hex(32)
        made = one(_DRAW, [by, at, fund.value, quarter, own, in_force().random_each, cut_off])
        if made is not None:
            drawn += 1
            detail = {"fund": fund.value, "quarter": quarter.isoformat(), "seed": own, "population": made[1], "drawn": made[2]}
            record_act(verb="draw_sample", subject=("control_draw", made[0]), by=by, at=at, detail=detail)
    return drawn
