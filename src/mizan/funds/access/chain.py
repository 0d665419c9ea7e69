"""Hash chains of append-only rows: a link binds a row's digest, id and place to the link before. The ledger's seals use the same."""

from __future__ import annotations

from hashlib import sha256


def origin(chain: str) -> bytes:
    """What the first link of a chain is bound to; ``chain`` is its full name, for instance ``mizan.ledger.receipt``."""
    return sha256(chain.encode()).digest()


def link(previous: bytes, seq: int, row_id: int, digest: bytes) -> bytes:
    """The link of a row: its digest, id and place (8 bytes each, big-endian) bound to the link before."""
    return sha256(previous + seq.to_bytes(8, "big") + row_id.to_bytes(8, "big") + digest).digest()
