"""Choices the law leaves open and a fund settles by instruction: each has a name, a default and a standing."""

from dataclasses import dataclass
from enum import StrEnum


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
