"""The cost of running each fund in the demo: a journal file a month, by two people. Its amounts are the demo's, and its memo says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.streams import Stream
from mizan.funds.access.context import acting_as
from mizan.funds.ledger import actions
from mizan.kernel.funds import Fund
from mizan.kernel.money import format_decimal
from mizan.kernel.periods import add_days, month_of
from mizan.kernel.rounding import PPM, Rounding, divide

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

SHARE = {Fund.CNR: 24_000, Fund.CASNOS: 52_000, Fund.CNAS: 60_000}
"""Of what a month pays out, in parts per million: a share made up for the demo, as `SPREAD` around it is."""
SPREAD = 6_000
AFTER_DAYS = 4
"""Days after the end of the month: before its figures are taken."""
FILE = """mizan-journal;1
flow;administration
booked_on;{day}
memo_ar;مصاريف التسيير {month} (مبلغ مصطنع للعرض)
memo_fr;Frais de gestion {month} (montant inventé pour la démonstration)
fund;nature;branch;party;debit;credit
{fund};administration;;;{amount};
{fund};bank;;;;{amount}
"""


class Administration:
    """Knows what each month paid, proposes the journal file, has it approved."""

    def __init__(self, side: BenefitSide) -> None:
        self.side, self.play = side, side.play

    def expect(self, fund: Fund, month: date, paid: int) -> None:
        """A month of a fund paid so much: the cost of running it is posted when it has ended."""
        span = month_of(month)
        at = datetime.combine(add_days(span.end, AFTER_DAYS), time(9, tuple(SHARE).index(fund)), UTC)
        stream = Stream(self.play.world.seed, f"administration:{fund}:{span.key}")
        amount = divide(paid * (SHARE[fund] + stream.between(-SPREAD, SPREAD)), PPM, Rounding.HALF_UP)
        if amount > 0:
            content = FILE.format(day=span.last_day.isoformat(), month=span.key, fund=fund, amount=format_decimal(amount))
            self.play.of_benefits(at, partial(self._post, fund, content, at))

    def _post(self, fund: Fund, content: str, at: datetime) -> None:
        proposes, approves, _ = self.side.actors.payers[fund]
        self.play.roles.become("web")
        with acting_as(proposes):
            proposal = actions.propose(content.encode(), by=proposes, at=at)
        with acting_as(approves):
            actions.approve(proposal, by=approves, at=at + timedelta(minutes=30))
        self.play.count("journal files")
