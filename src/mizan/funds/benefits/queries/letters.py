"""Questions about letters: which ones reached their person."""

from __future__ import annotations

from mizan.funds.access.sql import rows
from mizan.funds.benefits.types.letters import LetterServed

_SERVED = """
SELECT decision_id, language, template, address, sha256, served_on, by_id, recorded_at
  FROM benefits_letter WHERE decision_id = %s ORDER BY id
"""


def letters_of(decision_id: int) -> tuple[LetterServed, ...]:
    """The letters of a decision that reached its person, earliest first."""
    return tuple(LetterServed(*row) for row in rows(_SERVED, [decision_id]))
