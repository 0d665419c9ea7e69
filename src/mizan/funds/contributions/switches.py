"""Choices the law leaves open and a fund settles by instruction: each has a name, a default and a standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mizan.kernel.refusals import refused


class SettlementOrder(StrEnum):
    """How one receipt is laid on the shares of one period's due."""

    WORKER_EMPLOYER_SURCHARGES = "worker_employer_surcharges"
    """The worker's share first, then the employer's, then surcharges (standing: instruction of the funds; law 08-08 art. 88 puts the
    worker's share before any delay)."""
    PROPORTIONAL = "proportional"
    """All shares alike, in proportion to what remains of each."""


@dataclass(frozen=True, slots=True)
class SettlementSwitches:
    """The switches of settlement in force. `version` is kept with each match, so an old one can be explained."""

    order: SettlementOrder = SettlementOrder.WORKER_EMPLOYER_SURCHARGES
    rest_to_oldest: bool = True
    """What exceeds the period named in the reference goes to the oldest other dues before it becomes a credit."""

    @property
    def version(self) -> str:
        """The name kept with each match, for instance "worker_employer_surcharges/rest_to_oldest"."""
        return f"{self.order}/{'rest_to_oldest' if self.rest_to_oldest else 'rest_to_credit'}"


DEFAULT = SettlementSwitches()
ORDER, REST = "settlement_order", "settlement_rest"
_RESTS = {"oldest": True, "credit": False}
_in_force = DEFAULT


def in_force() -> SettlementSwitches:
    """The switches receipts and credits are laid by where an act names none."""
    return _in_force


def instruct(chosen: Mapping[str, str]) -> None:
    """Lay by these choices from now on (`settlement_order`, `settlement_rest`); an empty mapping takes the defaults again.

    Said once, when a process starts: each match keeps the switches it was made by. Raises `Refused`: `switch_unknown`,
    `fact_unreadable` (no choice of its switch).
    """
    global _in_force  # noqa: PLW0603 - one process serves one fund, under one set of instructions
    for name, value in chosen.items():
        choices = {ORDER: tuple(SettlementOrder), REST: tuple(_RESTS)}.get(name)
        if choices is None:
            raise refused("switch_unknown", name)
        if value not in choices:
            raise refused("fact_unreadable", name, given=value[:40], expected=" | ".join(choices))
    _in_force = SettlementSwitches(SettlementOrder(chosen.get(ORDER, DEFAULT.order)), _RESTS[chosen.get(REST, "oldest")])
