"""Post the acts of one transaction together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from mizan.funds.access.sql import one_row
from mizan.funds.ledger.actions.post import entry_words
from mizan.funds.ledger.errors import translated
from mizan.funds.ledger.types import EntryDraft


def post_together(drafts: Sequence[EntryDraft], *, by: int, at: datetime) -> list[int]:
    """Post acts in the caller's transaction, each as its own entry; returns the entries' ids in order.

    As `post`, for all of them at once: the same rules and refusals, none is posted when one is refused. A few statements whatever their
    number, for those who act on many accounts in one transaction; `post_set` is batch's way for hundreds of thousands.
    """
    if not drafts:
        return []
    acts = json.dumps([[entry_words(draft), draft.lines] for draft in drafts])
    with translated():
        (ids,) = one_row("SELECT ledger_post_together(%s::jsonb, %s, %s)", [acts, by, at])
    return [int(number) for number in ids]
