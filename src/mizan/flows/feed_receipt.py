"""The answer to a file of a register that tells days and papers: how many lines were taken, and what was found in the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mizan.formats.anomalies import Anomaly, Outcome

Verdict = Literal["taken", "repeated", "left"]


@dataclass(slots=True)
class FeedReceipt:
    """How many lines were taken, had been taken before, or are left out; what was found in each."""

    lines: int = 0
    taken: int = 0
    repeated: int = 0
    left: int = 0
    anomalies: list[Anomaly] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """The answer in one word."""
        if not self.taken + self.repeated:
            return Outcome.REFUSED
        return Outcome.PARTLY_TAKEN if self.left else Outcome.ACCEPTED

    def count(self, verdict: Verdict) -> None:
        """One line more with this verdict."""
        setattr(self, verdict, getattr(self, verdict) + 1)
