"""A review as it was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mizan.kernel.funds import Fund
from mizan.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class ReviewKept:
    """A review of a fund (None: the funds together) and a period: its content (docs/guarantees/review.md) and the hash of it."""

    id: int
    fund: Fund | None
    period: Period
    content: Mapping[str, Any]
    sha256: str
    inputs: str
    at: datetime
