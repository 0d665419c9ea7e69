"""Training an employee: months of the employer's share waived."""

from mizan.kernel.money import Centimes
from mizan.law.algeria.contributions.relief.parts import CNAC_SINCE
from mizan.law.algeria.contributions.relief.units import DAYS_15_TO_MONTH_1, OVER_1_TO_2_MONTHS, UNDER_15_DAYS, TrainingLength
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Months


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE)
def training_waived_months(
    training_length: TrainingLength, training_months_short: Months, training_months_middle: Months, training_months_long: Months
) -> Months:
    """The months waived for a training: none under fifteen days, then one, two or three by its length."""
    if training_length == UNDER_15_DAYS:
        return Months(0)
    if training_length == DAYS_15_TO_MONTH_1:
        return training_months_short
    return training_months_middle if training_length == OVER_1_TO_2_MONTHS else training_months_long


@rule(source="law-06-21", standing=Standing.SECONDARY, since=CNAC_SINCE)
def training_waived_m(employer_share: Centimes, training_waived_months: Months) -> Centimes:
    """What is waived a month: the whole employer's share."""
    return employer_share if training_waived_months > 0 else Centimes(0)


@rule(source="law-06-21", standing=Standing.DERIVED, since=CNAC_SINCE)
def training_waived(training_waived_m: Centimes, training_waived_months: Months) -> Centimes:
    """What is waived over the months together, each month being a contribution of its own."""
    return Centimes(training_waived_m * training_waived_months)
