"""Equal shares: what each is entitled to, and the payments that lose no centime."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import Rounding
from mizan.law.algeria.death.units import NO_BENEFICIARY, NONE, DeathGround
from mizan.law.engine.primitives import floor_share, ratio_half_up
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Count

SINCE = date(1983, 7, 2)


@rule(source="law-83-11.art-50", standing=Standing.GAZETTE, since=SINCE, rounding=Rounding.HALF_UP)
def death_grant_share(grant_to_share: Centimes, beneficiaries: Count) -> Centimes:
    """The equal share of each, to the nearest centime; 0 without a beneficiary."""
    return ratio_half_up(grant_to_share, 1, beneficiaries)


@rule(source="law-83-11.art-50", standing=Standing.DERIVED, since=SINCE)
def death_grant_payments(beneficiaries: Count) -> Count:
    """How many are paid."""
    return beneficiaries


@rule(source="law-83-11.art-50", standing=Standing.DERIVED, since=SINCE, rounding=Rounding.FLOOR_LEFTOVER_BY_RANK)
def death_grant_payment(grant_to_share: Centimes, beneficiaries: Count, beneficiary_rank: Count) -> Centimes:
    """What a beneficiary is paid: the share rounded down, the centimes left over one each to the first by rank."""
    part = floor_share(grant_to_share, 1, beneficiaries)
    left = grant_to_share - part * beneficiaries
    return Centimes(part + 1 if beneficiary_rank <= left else part)


@rule(source="law-83-11.art-50", standing=Standing.GAZETTE, since=SINCE)
def death_grant_share_ground(beneficiaries: Count) -> DeathGround:
    """Why nothing is shared."""
    return DeathGround(NONE) if beneficiaries > 0 else DeathGround(NO_BENEFICIARY)
