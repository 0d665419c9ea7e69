"""The night's part of proof of life: what waited for a proof that has come is released, then who must be asked is asked, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mizan.flows.crashpoints import point
from mizan.funds.benefits.actions.ask_proof import ask_next
from mizan.funds.benefits.actions.prove_life import release_proved

PORTION = 500
"""Persons of one transaction; a night begun again after a crash asks those that are left."""


@dataclass(frozen=True, slots=True)
class ProofNight:
    """What the night did: how many were asked, how many holds were released because the proof had come."""

    asked: int
    released: int


def ask_proofs(*, day: date, by: int, at: datetime, portion: int = PORTION) -> ProofNight:
    """Release, then ask on `day` those whose birth month it is, who must prove, and whom nothing shows alive. Batch role.

    Stops no payment: nothing here holds anything.
    """
    released = release_proved(None, by=by, at=at)
    asked, beyond = 0, 0
    while True:
        point("ask_proofs.begun")
        made, beyond = ask_next(day, beyond=beyond, most=portion, by=by, at=at)
        point("ask_proofs.committed")
        asked += made
        if made < portion:
            return ProofNight(asked, released)
