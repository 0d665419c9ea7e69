"""Steps of the pension that several rules share."""

from mizan.law.engine.helpers import helper

WAR_YEARS_COUNT_DOUBLE = 2


@helper
def accrued_rate(quarters: int, moudjahid: int, war_years: int, accrual: int, war_accrual: int, cap: int, cap_moudjahid: int) -> int:
    """The share of the reference wage in parts per million: a quarter earns a fourth of a year; a moudjahid's war years count double."""
    if moudjahid:
        return min(quarters * accrual // 4 + war_years * WAR_YEARS_COUNT_DOUBLE * war_accrual, cap_moudjahid)
    return min(quarters * accrual // 4, cap)


@helper
def fund_adds(amount: int, minimum: int, fund_minimum: int) -> int:
    """What the fund adds to reach its own minimum."""
    return max(min(fund_minimum, minimum) - amount, 0)


@helper
def state_adds(amount: int, minimum: int, fund_minimum: int) -> int:
    """What the State adds above the fund's minimum."""
    return max(minimum - max(amount, min(fund_minimum, minimum)), 0)
