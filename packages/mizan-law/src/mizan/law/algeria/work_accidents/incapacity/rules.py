"""The rate of a permanent incapacity: a medical table and a social rate; several lesions on the capacity that remains."""

from collections.abc import Sequence
from datetime import date

from mizan.kernel.rounding import PPM, RatePpm, Rounding
from mizan.law.engine.primitives import rate_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(1983, 7, 2)


@rule(source="law-83-13.art-42", standing=Standing.GAZETTE, since=SINCE)
def social_rate_within(social_rate: RatePpm, social_rate_least: RatePpm, social_rate_most: RatePpm) -> Flag:
    """Whether the social rate is one the law allows; none (0) may be given."""
    return Flag(1 if social_rate == 0 or (social_rate >= social_rate_least and social_rate <= social_rate_most) else 0)


@rule(source="law-83-13.art-42", standing=Standing.GAZETTE, since=SINCE)
def incapacity_in_all(medical_rate: RatePpm, social_rate: RatePpm) -> RatePpm:
    """The rate of incapacity, at most the whole."""
    return RatePpm(min(medical_rate + social_rate, PPM))


@rule(source="law-83-13.art-42", standing=Standing.SECONDARY, since=SINCE, rounding=Rounding.HALF_UP)
def incapacity_of_lesions(lesion_rate: Sequence[RatePpm]) -> RatePpm:
    """The rate of several lesions: each takes its share of the capacity that the others leave, rounded at each step."""
    remaining = PPM
    for i in range(len(lesion_rate)):
        remaining = remaining - rate_half_up(remaining, lesion_rate[i])
    return RatePpm(PPM - remaining)
