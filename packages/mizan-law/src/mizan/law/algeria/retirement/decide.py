"""A claim decided under the law of its day, and the few numbers of this law that others ask for."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Literal

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.book import book, topics
from mizan.law.algeria.retirement.types import Claim, ClaimDecision, Kind
from mizan.law.algeria.retirement.units import NONE
from mizan.law.engine.inputs import Switches, in_force
from mizan.law.engine.plan import Outcome

CLAIM_TARGETS = (
    "amount_in_payment_m",
    "claim_route",
    "claim_ground",
    "claimant_age_months",
    "claim_counted_quarters",
    "career_reference_m",
    "career_income_y",
    "claim_rate",
    "claim_self_employed_rate",
    "claim_raw_m",
    "claim_least_m",
    "claim_fund_adds_m",
    "claim_state_adds_m",
    "salaried_due_m",
    "self_employed_due_m",
    "claim_benefit_m",
    "claim_supplement_m",
)
"""What a claim is decided with; the first alone is what a national computation compiles."""


def facts_of(claim: Claim) -> dict[str, object]:
    """The facts of a claim by their names in the book."""
    outside = topics()["retirement_claim"].inputs
    given = {field.name: getattr(claim, field.name) for field in fields(claim)}
    given["war_disability"] = given.pop("war_disability_ppm")
    return {"validated_years": 0, "further_months": 0} | {outside[name]: value for name, value in given.items()}


def decide_claim(claim: Claim, *, on: date | None = None, switches: Switches | None = None) -> ClaimDecision | Refusal:
    """The decision of a claim under the law of a day (that of the claim by default), or why the facts can not be true together.

    Amounts are monthly, in centimes. A refusal names the field as in `Claim`, and the article.
    """
    day = on or claim.claimed_on
    facts, chosen = facts_of(claim), switches or in_force()
    topic = topics()["retirement_claim"]
    checks = tuple(check.rule for check in topic.checks)
    try:
        outcome = book().plan((*CLAIM_TARGETS, *checks), day).run(facts, chosen)
    except Refused as error:
        return error.refusal
    if isinstance(outcome, Refusal):
        return _by_outside_name(outcome)
    for check in topic.checks:
        if not outcome[check.rule]:
            reference = outcome.plan.references[check.rule]
            basis = ".art-".join(part for part in (reference.source.key, reference.article) if part)
            return Refusal(f"check.{check.rule}", check.field, {"given": str(getattr(claim, check.field))}, basis)
    return _decision(outcome)


def _by_outside_name(refusal: Refusal) -> Refusal:
    """The refusal with its field as `Claim` names it: `wages_m[3]` is `wages[3]`."""
    outside = {fact: key for key, fact in topics()["retirement_claim"].inputs.items()}
    name, bracket, rest = (refusal.field or "").partition("[")
    return replace(refusal, field=(outside.get(name, name) + bracket + rest) or None)


def _decision(outcome: Outcome) -> ClaimDecision:
    choices = book().inputs.choices
    ground = outcome["claim_ground"]
    cnr_pays = outcome["salaried_side_route"] != NONE
    return ClaimDecision(
        route=choices["retirementroute"].names[outcome["claim_route"]],
        ground=choices["retirementground"].names[ground] if ground else None,
        age_months=outcome["claimant_age_months"],
        quarters=outcome["claim_counted_quarters"],
        reference_wage_m=Centimes(outcome["career_reference_m"]),
        reference_income_y=Centimes(outcome["career_income_y"]),
        rate_ppm=RatePpm(outcome["claim_rate" if cnr_pays else "claim_self_employed_rate"]),
        raw_m=Centimes(outcome["claim_raw_m"]),
        minimum_m=Centimes(outcome["claim_least_m"]),
        fund_adds_m=Centimes(outcome["claim_fund_adds_m"]),
        state_adds_m=Centimes(outcome["claim_state_adds_m"]),
        cnr_part_m=Centimes(outcome["salaried_due_m"]),
        casnos_part_m=Centimes(outcome["self_employed_due_m"]),
        pension_m=Centimes(outcome["claim_benefit_m"]),
        supplement_m=Centimes(outcome["claim_supplement_m"]),
        amount_m=Centimes(outcome["amount_in_payment_m"]),
        law_version=outcome.law_version,
        trace=outcome.trace("claim_ground" if ground else "amount_in_payment_m"),
    )


def _number(target: str, facts: Mapping[str, object], on: date, switches: Switches | None) -> int:
    outcome = book().plan((target,), on).run(facts, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return outcome[target]


def minimum_m(kind: Kind, on: date, switches: Switches | None = None) -> Centimes:
    """The monthly minimum of a kind of benefit, in centimes, the State's complement included. Raises Refused where none is known."""
    facts = {"benefit_kind": kind}
    if not _number("minimum_known", facts, on, switches):
        raise Refused(Refusal("check.minimum_known", "kind", {"given": kind}, "law-83-12.art-16"))
    return Centimes(_number("minimum_m", facts, on, switches))


def retirement_age_months(
    on: date,
    *,
    scheme: Literal["cnr", "casnos"],
    sex: Literal["m", "f"],
    children_raised: int = 0,
    education_staff: bool = False,
    moudjahid: bool = False,
    war_disability_ppm: int = 0,
    switches: Switches | None = None,
) -> int:
    """The age in months from which a person may ask for a pension, under the law of a day. Raises Refused before 1985."""
    facts = {
        "scheme": scheme,
        "sex": sex,
        "children_raised": children_raised,
        "education_staff": education_staff,
        "moudjahid": moudjahid,
        "war_disability": war_disability_ppm,
    }
    return _number("retirement_age_months", facts, on, switches)
