"""What is known of the rates before the decree of 2000: totals by payer, no table by branch."""

from datetime import date

from mizan.kernel.rounding import RatePpm
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing

FIRST = date(1985, 2, 9)
TABLE_2000 = date(2000, 3, 4)


@rule(source="decree-85-30", standing=Standing.RECALL, since=FIRST, until=TABLE_2000)
def payer_total_employer(employer_rate_before_1994: RatePpm) -> RatePpm:
    """The employer's share; from the decree of 1994 to that of 2000 it was not found."""
    return employer_rate_before_1994


@rule(source="decree-85-30", standing=Standing.RECALL, since=FIRST, until=TABLE_2000)
def payer_total_worker(worker_rate_before_2000: RatePpm) -> RatePpm:
    """The worker's share."""
    return worker_rate_before_2000


@rule(source="decree-85-30", standing=Standing.RECALL, since=FIRST, until=TABLE_2000)
def payer_total_all(total_rate_before_1994: RatePpm) -> RatePpm:
    """All payers together; from the decree of 1994 to that of 2000 the total was not found."""
    return total_rate_before_1994
