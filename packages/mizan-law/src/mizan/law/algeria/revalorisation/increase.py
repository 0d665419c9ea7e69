"""Increases of pensions: the days they take effect, one pension with its steps, columns of pensions compiled."""

from datetime import date
from typing import TYPE_CHECKING

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.kernel.rounding import RatePpm
from mizan.law.algeria.book import book
from mizan.law.algeria.revalorisation.types import Effect, Revalued
from mizan.law.engine.inputs import Switches, in_force

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE, AMOUNT = "revalorisation_rate", "revalued_pension_m"


def increases(since: date, until: date) -> tuple[Effect, ...]:
    """The days from `since` to `until` (excluded) on which an increase takes effect, in order; also those whose scale was not found.

    Whoever recomputes a pension over time asks this once, then `revalue` on each day. Where 2025 brought none, there is no day.
    """
    days: dict[date, Effect] = {}
    for step in book().values["revalorisation_single_rate"].steps:
        if step.value != 0 or step.value is None:
            days[step.since] = Effect(step.since, step.published_on or step.since, step.value is not None)
    for wording in book().rules[RATE]:
        if wording.known_from is not None:
            days[wording.since] = Effect(wording.since, wording.known_from, found=True)
    return tuple(days[day] for day in sorted(days) if since <= day < until)


def revalue(
    pension: Centimes, *, on: date, awarded_on: date | None = None, switches: Switches | None = None, known: date | None = None
) -> Revalued:
    """A monthly pension in payment (centimes) after the increase that takes effect exactly on a day, before any minimum.

    `awarded_on` is needed on 1 May 2004 and 1 May 2006 only. `known`: as the law was known on a day. Raises Refused: `no_law_on` before
    2000 and where the scale of the day was not found, `fact_missing` where the day of award is needed, `fact_out_of_bounds`.
    """
    facts: dict[str, object] = {"pension_in_payment_m": pension}
    if awarded_on is not None:
        facts["pension_awarded_on"] = awarded_on
    outcome = book().plan((AMOUNT, RATE), on, known).run(facts, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    return Revalued(on, RatePpm(outcome[RATE]), Centimes(outcome[AMOUNT]), outcome.standing, outcome.law_version, outcome.trace(AMOUNT))


def revalue_columns(
    pensions: "NDArray[np.int64]",
    *,
    on: date,
    awarded_on: "NDArray[np.int64] | None" = None,
    switches: Switches | None = None,
) -> "NDArray[np.int64]":
    """The rate (parts per million) and the new amount (centimes) of each pension, as int64 of shape (n, 2); equal to `revalue`.

    `awarded_on` holds ordinals of days, needed on 1 May 2004 and 1 May 2006 only. Raises Refused as `revalue`, with the first row.
    """
    # Here and not above: numba is loaded only by those who compile.
    from mizan.law.engine.compile import compiled

    columns = {"pension_in_payment_m": pensions}
    if awarded_on is not None:
        columns["pension_awarded_on"] = awarded_on
    return compiled(book(), (RATE, AMOUNT), on, switches or in_force()).run(columns)
