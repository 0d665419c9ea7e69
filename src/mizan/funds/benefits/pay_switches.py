"""Choices on paying that no text found settles: each has a name, a default, a reason and a standing."""

from __future__ import annotations

from enum import StrEnum


class RecoveryShare(StrEnum):
    """The most that debts may take of a month's instalment (`benefit_recovery_share`; standing: unverified).

    No text found limits how much of a pension a fund may keep back for what it paid too much. The default is the smallest share that
    still recovers: it spreads the debt the longest and leaves the person the most.
    """

    NOTHING = "nothing"
    """Debts are recovered outside instalments alone."""
    TENTH = "tenth"
    FIFTH = "fifth"

    @property
    def ppm(self) -> int:
        """The share in parts per million of the net amount."""
        return {RecoveryShare.NOTHING: 0, RecoveryShare.TENTH: 100_000, RecoveryShare.FIFTH: 200_000}[self]


DEFAULT_SHARE = RecoveryShare.TENTH
