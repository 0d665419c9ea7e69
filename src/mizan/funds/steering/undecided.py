"""A draft that somebody is about to decide."""

from __future__ import annotations

from mizan.funds.steering.queries.communiques import draft_of
from mizan.funds.steering.types.instructions import DraftKept
from mizan.kernel.refusals import refused


def undecided(draft_id: int) -> DraftKept:
    """The draft, if it waits. Refused: ``draft_unknown``, ``draft_decided``."""
    draft = draft_of(draft_id)
    if draft is None:
        raise refused("draft_unknown", "draft")
    if draft.decided:
        raise refused("draft_decided", "draft")
    return draft
