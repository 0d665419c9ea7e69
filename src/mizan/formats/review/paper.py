"""Sets the document of a review, tagged and searchable, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from mizan.formats.letters.typeset import typeset_on

SHEET = "review_v1.typ"
"""Another wording keeps the sheet; another sheet takes another name."""


@cache
def _sheet() -> bytes:
    return resources.files(__package__).joinpath(SHEET).read_bytes()


def set_on_paper(told: Mapping[str, Any]) -> bytes:
    """The PDF of a review's words by place of the sheet; its only date is that of what it knows."""
    return typeset_on(told, _sheet())
