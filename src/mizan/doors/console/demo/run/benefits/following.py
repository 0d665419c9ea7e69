"""What follows a finding that was confirmed in the demo: a payment undone by two accountants, or the debt a decision made, tied to it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from mizan.doors.console.demo.run.benefits.payroll import ADDRESS
from mizan.flows.follow_finding import reverse_on_finding
from mizan.flows.pay_returns import approve_reversal_of
from mizan.funds.access.context import acting_as
from mizan.funds.benefits.queries.debts import debts_of
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.funds.controls import actions
from mizan.funds.controls.types import FindingKnown, Followed
from mizan.kernel.funds import Fund
from mizan.kernel.periods import add_days, month_of

if TYPE_CHECKING:
    from mizan.doors.console.demo.run.benefits.side import BenefitSide

NEWS_DAY = 3
"""The day after that on which news is acted on, as `side.NEWS_DAY` counts it."""
UNDONE = frozenset({"wage_and_allowance", "allowances_together"})
"""Controls whose stake is the whole payment: the allowance of days that were worked, or were paid by another."""


class Following:
    """The accountants of a fund act on what its controllers confirmed."""

    def __init__(self, side: BenefitSide) -> None:
        self.side, self.play = side, side.play

    def follow(self, found: FindingKnown, at: datetime) -> None:
        """Undo a payment no part of which was due; or have the credit withdrawn, and tie the debt that the law makes of it."""
        if found.award_id is None:
            return
        if found.control in UNDONE:
            self._undo(found, found.award_id, at)
        elif self.side.credited.untrue(found.award_id, at.date()):
            self.side.credited.withdraw(found.award_id, at)
            known = datetime.combine(add_days(month_of(at.date()).end, NEWS_DAY), time(9), UTC)
            self.play.of_benefits(known, partial(self._tie, found, found.award_id, known))

    def _tie(self, found: FindingKnown, award_id: int, at: datetime) -> None:
        by, _, _ = self.side.actors.payers[Fund(found.fund)]
        self.play.roles.become("web")
        with acting_as(by):
            for debt in debts_of(award_id):
                if debt.made_at >= found.found_at and debt.reversal_id is None:
                    actions.follow_finding(found.id, Followed.DEBT, debt.id, by=by, at=at)
                    self.play.count("debts tied to findings")

    def _undo(self, found: FindingKnown, award_id: int, at: datetime) -> None:
        by, other, _ = self.side.actors.payers[Fund(found.fund)]
        with acting_as(by):
            paid = next((one for one in instalments_of(award_id) if one.paid == one.net == found.stake and one.state == "ordered"), None)
            if paid is None:
                return
            reversal_id = reverse_on_finding(found.id, paid.id, by=by, at=at)
        with acting_as(other):
            approve_reversal_of(reversal_id, address=ADDRESS, by=other, at=at + timedelta(hours=1))
        self.play.count("payments undone")
