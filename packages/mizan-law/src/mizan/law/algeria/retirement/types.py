"""What the retirement facade takes and hands to others: a claim and its decision, in centimes, quarters and parts per million."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mizan.kernel.money import Centimes
from mizan.kernel.rounding import RatePpm
from mizan.law.engine.trace import Trace

Kind = Literal["pension", "allocation", "moudjahid_pension", "invalidity_pension"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a person who asks for retirement tells. Wages are those subject to contribution, a month each, earliest first, in centimes.

    Incomes are those declared as self-employed, a year each. Quarters are validated ones; `effective` those worked and paid.
    `overlapping_quarters` were spent in both schemes the same year: they count once, in `overlap_scheme`.
    """

    born_on: date
    claimed_on: date
    sex: Literal["m", "f"]
    cnr_quarters: int = 0
    cnr_effective_quarters: int = 0
    casnos_quarters: int = 0
    casnos_effective_quarters: int = 0
    overlapping_quarters: int = 0
    overlap_scheme: Literal["cnr", "casnos"] = "cnr"
    wages: Sequence[int] = ()
    incomes: Sequence[int] = ()
    children_raised: int = 0
    education_staff: bool = False
    moudjahid: bool = False
    war_years: int = 0
    war_disability_ppm: int = 0
    total_incapacity: bool = False
    arduous_post: bool = False
    contributions_unpaid: bool = False
    laid_off: bool = False
    recent_quarters: int = 0
    spouse_in_charge: bool = False
    spouse_has_income: bool = False


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What the law answers to a claim. `ground` is None where a right is open; every amount is 0 where none is.

    `pension_m` = `cnr_part_m` + `casnos_part_m`, each with what its fund and the State add; `amount_m` adds the supplement.
    """

    route: str
    ground: str | None
    age_months: int
    quarters: int
    reference_wage_m: Centimes
    reference_income_y: Centimes
    rate_ppm: RatePpm
    raw_m: Centimes
    minimum_m: Centimes
    fund_adds_m: Centimes
    state_adds_m: Centimes
    cnr_part_m: Centimes
    casnos_part_m: Centimes
    pension_m: Centimes
    supplement_m: Centimes
    amount_m: Centimes
    law_version: str
    trace: Trace
    """The steps of the amount, or of the ground where there is no right."""
