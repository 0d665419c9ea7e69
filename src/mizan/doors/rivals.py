"""Two acts that waited for each other: the database undid one of them. It is nobody's fault, and the same act may be sent again."""

from __future__ import annotations

from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure

from mizan.kernel.refusals import Refusal

TRY_AGAIN = Refusal("try_again")
"""What its author is told: nothing was kept."""


def crossed(error: BaseException) -> bool:
    """Whether the database undid an act for the sake of another one, rather than for a fault of ours."""
    return isinstance(error.__cause__, DeadlockDetected | SerializationFailure | LockNotAvailable)
