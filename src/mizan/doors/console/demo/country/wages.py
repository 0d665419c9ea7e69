"""What a job pays in a month: centimes, from the published averages, never below the guaranteed minimum.

The published averages are net, of May 2021: 34,900 DA in the private sector and 61,000 DA in the public one. The wage that bears
contributions is taken as net / 0.91 (the worker's 9 %), before income tax. Growth since 2021 is an assumption: the statistics stop there.
"""

from functools import cache
from typing import NamedTuple

from mizan.doors.console.demo.country.types import MONTHS, TrueEmployer, month_at
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.rounding import PPM
from mizan.law.algeria.contributions import minimum_wage_m

NET_2021 = {"private": 3_490_000, "public": 6_100_000}
"""Average net wage a month, May 2021, in centimes."""
WORKER_RATE_PPM = 90_000
GROWTH_Y_PPM = 40_000
"""Assumed growth of wages a year since May 2021."""
FROM_2021 = (2021, 5)

SPREAD = {
    "private": (290, 330, 370, 410, 455, 500, 550, 605, 660, 720, 780, 850, 925, 1010, 1110, 1230, 1390, 1620, 2020, 3430),
    "public": (425, 470, 520, 570, 620, 670, 720, 765, 815, 865, 915, 965, 1020, 1080, 1150, 1240, 1350, 1495, 1720, 2460),
}
"""Wage against the average (per mille) at the middle of each twentieth of the staff; the lowest fall on the guaranteed minimum."""


class Pay(NamedTuple):
    """What decides a job's pay: its place in the spread (per mille) and the month of the year when it is raised."""

    factor: int
    raised_in: int


@cache
def minimum_at(index: int) -> int:
    """The guaranteed minimum of the month of rank `index`, in centimes."""
    amount = minimum_wage_m(month_at(index).start)
    if amount is None:
        raise LookupError("no minimum wage is known for the months of the demo")
    return amount


@cache
def level_at(kind: str, index: int) -> int:
    """The average contributory wage of a full month, in centimes: a year's growth at once each twelve months, in between by twelfths."""
    start = month_at(index).start
    years, months = divmod((start.year - FROM_2021[0]) * 12 + start.month - FROM_2021[1], 12)
    level = NET_2021[kind] * PPM // (PPM - WORKER_RATE_PPM)
    for _ in range(years):
        level += level * GROWTH_Y_PPM // PPM
    return level + level * GROWTH_Y_PPM * months // (12 * PPM)


def kind_of(employer: TrueEmployer) -> str:
    """`public` or `private`: which average the employer's wages follow."""
    return "public" if employer.public else "private"


def draw_pay(employer: TrueEmployer, stream: Stream) -> Pay:
    """Where a new job stands in the employer's spread of wages."""
    spread = SPREAD[kind_of(employer)]
    twentieth = stream.below(20)
    low = spread[max(0, twentieth - 1)] + spread[twentieth]
    high = spread[twentieth] + spread[min(19, twentieth + 1)]
    return Pay(stream.between(low // 2, high // 2), stream.between(1, 12))


@cache
def _raise_index(index: int, raised_in: int) -> int:
    """The month whose level a job is paid at: its last raise, plus half a year so that raises are on average neither late nor early."""
    return min(index - (month_at(index).start.month - raised_in) % 12 + 6, MONTHS + 5)


def full_wage(kind: str, pay: Pay, index: int) -> int:
    """The job's wage for a full month, in centimes rounded to 10 dinars; the minimum if that is more."""
    level = level_at(kind, _raise_index(index, pay.raised_in))
    return max(minimum_at(index), level * pay.factor // 1000 // 1000 * 1000)


def month_wage(full: int, days: int, bonus_per_mille: int) -> int:
    """The wage of `days` paid days of thirty with a bonus on top; rounded up, so that part of a minimum wage never falls below it."""
    return -(-full * days * (1000 + bonus_per_mille) // 30_000)
