"""The range of the fine and of the prison term for each offence, and the repayment of what was not due."""

from datetime import date

from mizan.kernel.money import Centimes
from mizan.law.algeria.enforcement.units import COMPLICIT_PRACTITIONER, FALSE_STATEMENT, INTERMEDIARY, FraudKind
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag, Months

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-82", standing=Standing.GAZETTE, since=SINCE)
def fraud_fine_from(
    fraud_kind: FraudKind,
    intermediary_fine_least: Centimes,
    false_statement_fine_least: Centimes,
    practitioner_fine_least: Centimes,
    witness_pressure_fine_least: Centimes,
) -> Centimes:
    """The lowest fine (articles 82 to 85, one for each offence)."""
    if fraud_kind == INTERMEDIARY:
        return intermediary_fine_least
    if fraud_kind == FALSE_STATEMENT:
        return false_statement_fine_least
    if fraud_kind == COMPLICIT_PRACTITIONER:
        return practitioner_fine_least
    return witness_pressure_fine_least


@rule(source="law-08-08.art-82", standing=Standing.GAZETTE, since=SINCE)
def fraud_fine_to(
    fraud_kind: FraudKind,
    intermediary_fine_most: Centimes,
    false_statement_fine_most: Centimes,
    practitioner_fine_most: Centimes,
    witness_pressure_fine_most: Centimes,
) -> Centimes:
    """The highest fine (articles 82 to 85, one for each offence)."""
    if fraud_kind == INTERMEDIARY:
        return intermediary_fine_most
    if fraud_kind == FALSE_STATEMENT:
        return false_statement_fine_most
    if fraud_kind == COMPLICIT_PRACTITIONER:
        return practitioner_fine_most
    return witness_pressure_fine_most


@rule(source="law-08-08.art-82", standing=Standing.GAZETTE, since=SINCE)
def fraud_prison_to(fraud_kind: FraudKind, fraud_prison_most: Months, practitioner_prison_most: Months) -> Months:
    """The longest prison term, which goes with the fine; shorter for a practitioner."""
    return practitioner_prison_most if fraud_kind == COMPLICIT_PRACTITIONER else fraud_prison_most


@rule(source="law-08-08.art-86", standing=Standing.GAZETTE, since=SINCE)
def fraud_repayment(undue_benefits: Centimes) -> Centimes:
    """What whoever drew benefits without right pays back, beside the fine: all of it."""
    return undue_benefits


@rule(source="law-08-08.art-86", standing=Standing.GAZETTE, since=SINCE)
def fraud_deducted_from_benefits(fraud_repayment: Centimes) -> Flag:
    """Whether the fund may take it back from benefits due."""
    return Flag(fraud_repayment > 0)
