"""What each tool of forced recovery does, what it reaches, and who pays for it."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.recovery.units import (
    ACCOUNT_KEEPER,
    CIVIL_PROCEDURE,
    CONSTRAINT,
    LENDER,
    OPPOSITION,
    ROLL,
    TAX_SERVICES,
    RecoveryEnforcer,
    RecoveryTool,
)
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day, Flag

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-49", standing=Standing.GAZETTE, since=SINCE)
def enforceable_provisionally(recovery_tool: RecoveryTool) -> Flag:
    """Whether it is enforced at once whatever the challenge: the roll (article 49) and the constraint (article 55)."""
    return Flag(recovery_tool <= CONSTRAINT)


@rule(source="law-08-08.art-48", standing=Standing.GAZETTE, since=SINCE)
def recovery_enforcer(recovery_tool: RecoveryTool) -> RecoveryEnforcer:
    """Who carries it out (articles 48, 54, 59 and 63)."""
    if recovery_tool == ROLL:
        return RecoveryEnforcer(TAX_SERVICES)
    if recovery_tool == CONSTRAINT:
        return RecoveryEnforcer(CIVIL_PROCEDURE)
    return RecoveryEnforcer(ACCOUNT_KEEPER if recovery_tool == OPPOSITION else LENDER)


@rule(source="law-08-08.art-65", standing=Standing.GAZETTE, since=SINCE)
def recoverable_sum(sum_due: Centimes, recovery_costs: Centimes) -> Centimes:
    """What the debtor pays in the end: the sum due and the costs of recovery, whatever the tool."""
    return Centimes(sum_due + recovery_costs)


@rule(source="law-08-08.art-57", standing=Standing.GAZETTE, since=SINCE)
def opposition_frozen(account_balance: Centimes, sum_due: Centimes) -> Centimes:
    """What a bank or the post keeps back on an account: no more than is due."""
    return Centimes(min(account_balance, sum_due))


@rule(source="law-08-08.art-63", standing=Standing.GAZETTE, since=SINCE)
def loan_withheld(loan_amount: Centimes, sum_due: Centimes) -> Centimes:
    """What a lender takes from a loan and pays to the fund; it must ask for an up-to-date certificate first (article 62)."""
    return Centimes(min(loan_amount, sum_due))


@rule(source="law-08-08.art-67", standing=Standing.DERIVED, since=SINCE)
def lien_covered(assets_value: Centimes, wages_claimed: Centimes, treasury_claimed: Centimes, sum_due: Centimes) -> Centimes:
    """What the fund's lien on all goods covers: it comes right after wages and the Treasury."""
    return Centimes(min(sum_due, max(assets_value - wages_claimed - treasury_claimed, 0)))


@rule(source="law-08-08.art-68", standing=Standing.GAZETTE, since=SINCE)
def mortgage_ranks_from(mortgage_registered_on: Day) -> Day:
    """The day from which the legal mortgage ranks: that of its registration."""
    return mortgage_registered_on
