"""An award in payment after the increase of a day: one with its parts, or columns of awards compiled. Amounts are centimes."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refusal, Refused, refused
from mizan.law.algeria.book import book
from mizan.law.algeria.revalorisation.increase import RATE, increases
from mizan.law.engine.inputs import Switches, in_force

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PARTS = ("raised_earned_m", "raised_fund_adds_m", "raised_state_adds_m")
KNOWN = ("revalorisation_known", "minimum_known")
TARGETS = (*PARTS, *KNOWN)
NAMED = (
    "pension_in_payment_m", "fund_adds_in_payment_m", "state_adds_in_payment_m", "benefit_kind", "award_least_m", "award_least_of_m",
    "award_least_by_fund", "pension_awarded_on",
)  # fmt: skip
"""The columns of an award in order: what it pays, its kind (its place in `retirement/choices.toml`), its minimum, its day (ordinal)."""


FEW = 1_000
"""Awards up to which they are computed one by one: compiling the law of a day takes as long as some thousands of them."""


class InPayment(NamedTuple):
    """An award as it is paid before an increase, in the order of `NAMED`.

    `least` of `least_of` is the part of a minimum it was given (an award of two funds, a share of a household); 0 of 0 where none is
    known. `by_fund`: that minimum is a reversion's, borne as `reversion_top_up_bearer` says. `awarded_on`: an ordinal.
    """

    earned: int
    fund_adds: int
    state_adds: int
    kind: int
    least: int
    least_of: int
    by_fund: int
    awarded_on: int


class RaisedParts(NamedTuple):
    """What an award pays after an increase: earned, added by the fund, added by the State."""

    earned: Centimes
    fund_adds: Centimes
    state_adds: Centimes


class IncreaseLaw(NamedTuple):
    """What an increase rests on: its text in the statute book, and the version of the law it is computed by."""

    source: str
    law_version: str


def increase_of(on: date, *, known: date) -> IncreaseLaw:
    """The increase that takes effect exactly on a day, as the law was known on another.

    Refused: ``no_increase_on`` (the law raises nothing that day, as on 1 May 2025), ``increase_scale_unknown`` (there was one whose scale
    was not found), ``increase_not_decided`` (it was decided later than `known`).
    """
    effect = next(iter(increases(on, date.fromordinal(on.toordinal() + 1))), None)
    if effect is None:
        raise refused("no_increase_on", "on", on=on.isoformat())
    if not effect.found:
        raise refused("increase_scale_unknown", "on", on=on.isoformat())
    if effect.known_from > known:
        raise refused("increase_not_decided", "on", on=on.isoformat(), known_from=effect.known_from.isoformat())
    plan = book().plan(TARGETS, on, known)
    return IncreaseLaw(plan.references[RATE].key, plan.law_version)


def raise_award(award: InPayment, *, on: date, known: date, switches: Switches | None = None) -> RaisedParts:
    """One award after the increase of a day, by the rules interpreted. Raises Refused as `raise_columns`."""
    facts: dict[str, object] = dict(zip(NAMED, award, strict=True))
    facts |= {"increase_effective_on": on, "pension_awarded_on": date.fromordinal(award.awarded_on)}
    facts |= {"benefit_kind": _kinds()[award.kind], "award_least_by_fund": bool(award.by_fund)}
    outcome = book().plan(TARGETS, on, known).run(facts, switches or in_force())
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    _check([outcome[name] for name in KNOWN])
    return RaisedParts(*(Centimes(outcome[name]) for name in PARTS))


def raise_columns(awards: "NDArray[np.int64]", *, on: date, known: date, switches: Switches | None = None) -> "NDArray[np.int64]":
    """Awards (columns in the order of `NAMED`) after the increase of a day: earned, fund adds, State adds, as int64 of shape (n, 3).

    Equal to `raise_award` to the centime. Raises Refused: ``check.revalorisation_known`` (a scale not found), ``check.minimum_known``,
    ``amount_out_of_range`` with the first row.
    """
    return (_one_by_one if len(awards) <= FEW else _compiled)(awards, on, known, switches or in_force())


def _one_by_one(awards: "NDArray[np.int64]", on: date, known: date, switches: Switches) -> "NDArray[np.int64]":
    import numpy as np

    found = np.empty((len(awards), len(PARTS)), np.int64)
    for row, given in enumerate(awards.tolist()):
        try:
            found[row] = raise_award(InPayment(*given), on=on, known=known, switches=switches)
        except Refused as error:
            if error.refusal.code.startswith("check."):
                raise
            raise refused("amount_out_of_range", "row", amount=0, row=row) from error
    return found


def _compiled(awards: "NDArray[np.int64]", on: date, known: date, switches: Switches) -> "NDArray[np.int64]":
    import numpy as np

    # Here and not above: numba is loaded only by those who compile.
    from mizan.law.engine.compile import compiled

    columns = {name: np.ascontiguousarray(awards[:, place]) for place, name in enumerate(NAMED)}
    columns["increase_effective_on"] = np.full(len(awards), on.toordinal(), dtype=np.int64)
    law = compiled(book(), TARGETS, on, switches, known)
    found = law.run({fact.name: columns[fact.name] for fact in law.shape.facts})
    if len(found):
        _check(found[:, 3:].min(axis=0).tolist())
    return found[:, :3]


def _check(known: list[int]) -> None:
    for name, value in zip(KNOWN, known, strict=True):
        if not value:
            raise refused(f"check.{name}", "on")


def _kinds() -> list[str]:
    return list(book().inputs.choices["benefitkind"].names)
