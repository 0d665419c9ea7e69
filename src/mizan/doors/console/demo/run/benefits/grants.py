"""What the State gives a fund whose contributions do not cover its pensions: a journal file a month, by two people, before pay-day.

Its amounts are the demo's: a share of what the month pays, as its memo says. Without it the fund could not pay, here as in the country.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.streams import Stream
from mizan.funds.access.context import acting_as
from mizan.funds.ledger import actions
from mizan.kernel.funds import Fund
from mizan.kernel.money import format_decimal
from mizan.kernel.periods import month_of
from mizan.kernel.rounding import PPM, Rounding, divide

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

SHARE, SPREAD = 680_000, 12_000
"""Of what a month of pensions comes to, in parts per million: a share made up for the demo, from month to month a little more or less."""
GIVEN_DAY = 16
ROUND = 100_000
FILE = """mizan-journal;1
flow;state_grant
booked_on;{day}
memo_ar;مساهمة الدولة {month} (مبلغ مصطنع للعرض)
memo_fr;Dotation de l'État {month} (montant inventé pour la démonstration)
fund;nature;branch;party;debit;credit
{fund};bank;;;{amount};
{fund};state_grant;;TRESOR;;{amount}
"""


class Grants:
    """Knows what each month of pensions comes to, proposes the journal file, has it approved."""

    def __init__(self, side: BenefitSide) -> None:
        self.side, self.play = side, side.play

    def expect(self, fund: Fund, month: date, due: int) -> None:
        """A month of a fund comes to so much: the State gives its part before pay-day."""
        at = datetime.combine(month.replace(day=GIVEN_DAY), time(10), UTC)
        stream = Stream(self.play.world.seed, f"grant:{fund}:{month:%Y-%m}")
        amount = divide(due * (SHARE + stream.between(-SPREAD, SPREAD)), PPM * ROUND, Rounding.HALF_UP) * ROUND
        if amount > 0:
            self.play.of_benefits(at, partial(self._post, fund, month, amount, at))

    def _post(self, fund: Fund, month: date, amount: int, at: datetime) -> None:
        proposes, approves, _ = self.side.actors.payers[fund]
        content = FILE.format(day=at.date().isoformat(), month=month_of(month).key, fund=fund, amount=format_decimal(amount))
        self.play.roles.become("web")
        with acting_as(proposes):
            proposal = actions.propose(content.encode(), by=proposes, at=at)
        with acting_as(approves):
            actions.approve(proposal, by=approves, at=at + timedelta(minutes=40))
        self.play.count("journal files")
