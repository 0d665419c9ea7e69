"""The country's statute book as the pages read it: arranged once, for everybody."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import mizan.law.algeria
from mizan.law.algeria.book import book, topics
from mizan.law.engine.browse import Shelves

ROOT = Path(mizan.law.algeria.__file__).parent


@cache
def shelves() -> Shelves:
    """The book of the country with its questions, arranged for reading."""
    return Shelves(book(), topics(), ROOT)
