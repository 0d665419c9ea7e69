"""The last proof of the books, as the night left it in the log of acts. Read by the page of the books and by the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mizan.funds.access import queries as access


@dataclass(frozen=True, slots=True)
class Proof:
    """What the night found: entries verified in the chains, entries not sealed yet, and what was wrong.

    `broken` are entries that do not agree with their seal, `guards_off` the guards of the database that were missing.
    """

    at: datetime
    verified: int
    unsealed: int
    broken: tuple[int, ...]
    guards_off: tuple[str, ...]
    faults: int
    failed: int

    @property
    def sound(self) -> bool:
        """Whether nothing was wrong."""
        return not (self.broken or self.guards_off or self.faults)


def last_proof() -> Proof | None:
    """The newest proof the asker may see; None before the first night."""
    logged = next((act for act in access.acts_on("ledger", "books", limit=1) if act.verb == "prove_books"), None)
    if logged is None:
        return None
    detail: Any = logged.detail
    broken, guards_off = tuple(detail["broken"]), tuple(detail["guards_off"])
    return Proof(logged.at, detail["verified"], detail["unsealed"], broken, guards_off, detail["faults"], detail["failed"])
