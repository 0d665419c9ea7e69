"""One entry in the ledger for one act of this app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mizan.funds.contributions.postings import Leg


@dataclass(frozen=True, slots=True)
class ActOf:
    """What an entry says of its act: the verb, its key (the same key is the same act), whose account it concerns and its document."""

    journal: str
    verb: str
    key: str
    employer_id: int | None = None
    document_kind: str = ""
    document_id: int | None = None
    document_hash: str = ""
    law_version: str = ""
