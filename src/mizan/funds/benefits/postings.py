"""What benefits do to the books: the lines of a gross amount that becomes due, and of a debt. Amounts are centimes."""

from __future__ import annotations

from mizan.funds.benefits.types import Kind, Parts
from mizan.funds.ledger.types import Line, Nature
from mizan.kernel.funds import Branch, Fund

SOCIAL = (Kind.SICKNESS, Kind.MATERNITY, Kind.INVALIDITY, Kind.DEATH_GRANT, Kind.FAMILY_ALLOWANCES)


def branch_of(kind: Kind) -> Branch:
    """The branch that bears the expense of a kind of benefit."""
    if kind is Kind.WORK_ACCIDENT:
        return Branch.WORK_ACCIDENT
    return Branch.SOCIAL_INSURANCE if kind in SOCIAL else Branch.RETIREMENT


def due_lines(fund: Fund, kind: Kind, parts: Parts) -> tuple[Line, ...]:
    """The lines of money that becomes due to a person (or, with parts below zero, stops having been due and is to be recovered).

    The fund bears what it gives; what the State adds is a claim on it; social insurance is owed to CNAS, which claims it; income tax is
    owed to the Treasury; the net is owed to the person, or owed by the person where it is below zero.
    """
    state, treasury, cnas = parts.state_adds, Fund.TRESOR.value, Fund.CNAS.value
    person = Nature.BENEFIT_PAYABLE if parts.net >= 0 else Nature.BENEFIT_RECOVERABLE
    lines = [
        Line(fund.value, Nature.BENEFIT_EXPENSE.value, branch_of(kind).value, "", parts.gross - state),
        Line(fund.value, Nature.STATE_CLAIM.value, "", treasury, state),
        Line(fund.value, person.value, "", "", -parts.net),
        Line(fund.value, Nature.TAX_PAYABLE.value, "", treasury, -parts.income_tax),
    ]
    if parts.social_insurance and fund is not Fund.CNAS:
        lines += [
            Line(fund.value, Nature.OWED_SOCIAL_INSURANCE.value, "", cnas, -parts.social_insurance),
            Line(cnas, Nature.CLAIM_SOCIAL_INSURANCE.value, "", fund.value, parts.social_insurance),
            Line(cnas, Nature.REVENUE.value, Branch.SOCIAL_INSURANCE.value, "", -parts.social_insurance),
        ]
    elif parts.social_insurance:
        lines.append(Line(cnas, Nature.REVENUE.value, Branch.SOCIAL_INSURANCE.value, "", -parts.social_insurance))
    return tuple(line for line in lines if line.amount)
