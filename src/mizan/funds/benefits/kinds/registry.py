"""Every kind that can be claimed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mizan.funds.benefits.kinds import facts as f
from mizan.funds.benefits.kinds import insurance as i
from mizan.funds.benefits.kinds.retirement import RETIREMENT
from mizan.funds.benefits.kinds.survivors import SURVIVORS
from mizan.funds.benefits.kinds.types import Benefit
from mizan.funds.benefits.types import Kind
from mizan.kernel.funds import Fund

CNAS = (Fund.CNAS,)
STOP = frozenset(
    {"days", "net_monthly_wage", "net_daily_wage", "long_term", "hospitalised", "prior_paid_days", "months_back_at_work", "light_work"}
)
LEAVE = frozenset({"net_daily_wage", "gross_daily_wage", "extension_1", "extension_2"})
INVALID = frozenset({"category", "capacity_cut", "accident"})
LESION = frozenset({"incapacity_rate", "third_person", "invalidity_pension_annual"})

KINDS: Mapping[Kind, Benefit] = MappingProxyType(
    {
        benefit.kind: benefit
        for benefit in (
            RETIREMENT,
            SURVIVORS,
            Benefit(
                Kind.INVALIDITY, CNAS, "invalidity_pension", "pension", i.invalidity, i.give_invalidity, f.first_day,
                INVALID, INVALID, opening="invalidity_right",
            ),
            Benefit(
                Kind.DEATH_GRANT, CNAS, "death_grant", "grant", i.death_grant, i.give_death_grant, f.same_day,
                frozenset({"work_accident_grant_paid"}), pays="once",
            ),
            Benefit(
                Kind.SICKNESS, CNAS, "sickness_allowance", "total", i.sickness, i.give_sickness, f.same_day,
                STOP, STOP, opening="sickness_opening", pays="once",
            ),
            Benefit(
                Kind.MATERNITY, CNAS, "maternity_allowance", "total", i.maternity, i.give_maternity, f.same_day,
                LEAVE, LEAVE, opening="maternity_opening", pays="once",
            ),
            Benefit(
                Kind.WORK_ACCIDENT, CNAS, "work_accident_annuity", "annuity", i.work_accident, i.give_work_accident, f.first_day,
                LESION, LESION,
            ),
            Benefit(
                Kind.FAMILY_ALLOWANCES, CNAS, "family_allowance", "family_allowance", i.family_allowances, i.give_family_allowances,
                f.first_day, frozenset({"wage", "children"}), frozenset({"wage", "children"}),
            ),
        )
    }
)  # fmt: skip


def benefit_of(kind: Kind) -> Benefit:
    """The description of a kind; an allowance is claimed as a retirement."""
    return KINDS[Kind.RETIREMENT if kind is Kind.RETIREMENT_ALLOWANCE else kind]
