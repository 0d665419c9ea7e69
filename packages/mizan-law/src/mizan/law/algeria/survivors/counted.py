"""The reversion of a pension to counted survivors, one by one with its steps or over columns."""

from datetime import date
from typing import TYPE_CHECKING, Any

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused, refused
from mizan.law.algeria.book import book
from mizan.law.algeria.survivors.types import Benefit, Reversion
from mizan.law.engine.inputs import Switches, in_force

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TARGETS = ("reversion_m", "reversion_spouse_m", "reversion_child_m", "reversion_ascendant_m", "reversion_top_up_m")
KNOWN = "reversion_minimum_known"


def known_minimum(benefit: Benefit, on: date, switches: Switches) -> None:
    """Raises Refused (`check.reversion_minimum_known`) where the day has no minimum for the reversion of this kind of benefit."""
    outcome = book().plan((KNOWN,), on).run({"deceased_benefit": benefit}, switches)
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    if not outcome[KNOWN]:
        raise refused(f"check.{KNOWN}", "benefit", basis="law-83-12.art-16", given=benefit)


def reversion(
    pension: Centimes,
    *,
    on: date,
    spouses: int = 0,
    children: int = 0,
    ascendants: int = 0,
    benefit: Benefit = "pension",
    switches: Switches | None = None,
) -> Reversion:
    """The monthly reversion of a pension (centimes) to entitled survivors, by number, under the law of a day; with the minimum of the day.

    Raises Refused: `no_law_on`, `fact_out_of_bounds`, `check.reversion_minimum_known`.
    """
    chosen = switches or in_force()
    known_minimum(benefit, on, chosen)
    facts: dict[str, object] = {
        "deceased_pension_m": pension,
        "deceased_benefit": benefit,
        "spouses": spouses,
        "children": children,
        "ascendants": ascendants,
    }
    outcome = book().plan(TARGETS, on).run(facts, chosen)
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    total, spouse, child, ascendant, top_up = (Centimes(outcome[target]) for target in TARGETS)
    return Reversion(spouse, child, ascendant, total, top_up, outcome.standing, outcome.law_version, outcome.trace())


def reversion_columns(columns: Any, *, on: date, benefit: Benefit = "pension", switches: Switches | None = None) -> "NDArray[np.int64]":
    """The total, each spouse's, each child's, each ascendant's amount and the complement of many groups, int64 of shape (n, 5).

    `columns` (a mapping, an Arrow table or a Polars frame) holds `deceased_pension_m` in centimes, `spouses`, `children`, `ascendants`.
    Equal to `reversion` to the centime. Raises Refused as it does, with the first row.
    """
    # Here and not above: numba is loaded only by those who compile.
    import numpy as np

    from mizan.law.engine.compile import compiled

    chosen = switches or in_force()
    known_minimum(benefit, on, chosen)
    given = {name: columns[name] for name in ("deceased_pension_m", "spouses", "children", "ascendants")}
    kind = book().inputs.choices["benefitkind"].names.index(benefit)
    given["deceased_benefit"] = np.full(len(given["deceased_pension_m"]), kind, dtype=np.int8)
    return compiled(book(), TARGETS, on, chosen).run(given)
