"""Numbers as people type them into the officer's forms."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,2}))?", re.ASCII)


def whole(text: str, *, most: int) -> int | None:
    """A whole number from 0 to `most`; None for anything else."""
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 and int(bare) <= most else None


def centimes(text: str) -> int | None:
    """An amount in dinars, with a point or a comma and blanks between thousands, as centimes; None for anything else."""
    match = _AMOUNT.fullmatch("".join(text.split()))
    return None if match is None else int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))
