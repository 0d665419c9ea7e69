"""What is taken from a pension before it is paid, one by one with its steps or over columns."""

from datetime import date
from typing import TYPE_CHECKING

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused, refused
from mizan.law.algeria.book import book
from mizan.law.algeria.deductions.types import Deducted
from mizan.law.engine.inputs import Switches, in_force

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TARGETS = ("pension_net_m", "pension_social_insurance_m", "pension_irg_m", "pension_irg_known")
NOT_KNOWN = "check.pension_irg_known"
BASIS = "income-tax-code"
FEW = 1_000
"""Rows up to which they are computed one by one: compiling the law of a day takes as long as some thousands of them."""


def deduct(pension: Centimes, *, on: date, switches: Switches | None = None) -> Deducted:
    """The deductions on a gross monthly pension (centimes) under the law of a day.

    Raises Refused: `no_law_on`, `fact_out_of_bounds`, and `check.pension_irg_known` before 2022 for a pension that is not exempt from
    income tax, since the scales of that time were not found.
    """
    outcome = book().plan(TARGETS, on).run({"gross_pension_m": pension}, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    net, social_insurance, income_tax, known = (Centimes(outcome[target]) for target in TARGETS)
    if not known:
        raise refused(NOT_KNOWN, "pension", basis=BASIS, given=str(pension))
    return Deducted(pension, social_insurance, income_tax, net, outcome.standing, outcome.law_version, outcome.trace())


def deduct_columns(pensions: "NDArray[np.int64]", *, on: date, switches: Switches | None = None) -> "NDArray[np.int64]":
    """The net pension, social insurance and income tax of each gross monthly pension (centimes), as int64 of shape (n, 3).

    Equal to `deduct` to the centime; raises Refused as it does, with the first row.
    """
    found = (_one_by_one if len(pensions) <= FEW else _compiled)(pensions, on, switches or in_force())
    known = found[:, 3]
    if not known.all():
        row = int(known.argmin())
        raise refused(NOT_KNOWN, "row", basis=BASIS, given=str(pensions[row]), row=row)
    return found[:, :3]


def _compiled(pensions: "NDArray[np.int64]", on: date, switches: Switches) -> "NDArray[np.int64]":
    # Here and not above: numba is loaded only by those who compile.
    from mizan.law.engine.compile import compiled

    return compiled(book(), TARGETS, on, switches).run({"gross_pension_m": pensions})


def _one_by_one(pensions: "NDArray[np.int64]", on: date, switches: Switches) -> "NDArray[np.int64]":
    import numpy as np

    plan = book().plan(TARGETS, on)
    found = np.empty((len(pensions), len(TARGETS)), np.int64)
    for row, pension in enumerate(pensions.tolist()):
        outcome = plan.run({"gross_pension_m": pension}, switches)
        if isinstance(outcome, Refusal):
            raise Refused(outcome)
        found[row] = [outcome[target] for target in TARGETS]
    return found
