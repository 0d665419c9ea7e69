"""CNAS contributions: what a declaration line owes, to whom, by when, and why. The only door the funds use to this law."""

from mizan.law.algeria.contributions.assess import CODES, assess_again, assess_line, line_shares_ppm
from mizan.law.algeria.contributions.columns import assess_columns
from mizan.law.algeria.contributions.dates import (
    affiliation_deadline,
    dac_deadline,
    das_deadline,
    minimum_wage_m,
    periodicity,
)
from mizan.law.algeria.contributions.missing import (
    provisional_assessment_on,
    provisional_base,
    provisional_base_amount,
    provisional_increase,
    reconciliation_confirmed_on,
)
from mizan.law.algeria.contributions.types import AssessedAmount, AssessedLine, LineRate, Relief, Share
from mizan.law.engine.inputs import Switches

__all__ = [
    "CODES",
    "AssessedAmount",
    "AssessedLine",
    "LineRate",
    "Relief",
    "Share",
    "Switches",
    "affiliation_deadline",
    "assess_again",
    "assess_columns",
    "assess_line",
    "dac_deadline",
    "das_deadline",
    "line_shares_ppm",
    "minimum_wage_m",
    "periodicity",
    "provisional_assessment_on",
    "provisional_base",
    "provisional_base_amount",
    "provisional_increase",
    "reconciliation_confirmed_on",
]
