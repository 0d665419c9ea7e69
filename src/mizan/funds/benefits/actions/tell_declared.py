"""Tell of the careers that declarations change."""

from __future__ import annotations

from collections.abc import Sequence

from mizan.funds.access.sql import one_row


def tell_declared(filing_ids: Sequence[int]) -> int:
    """Write the news of the persons of these yearly declarations on whose career somebody is paid; returns how many. Batch role.

    Once for each declaration: the caller says in the same transaction that it has taken them.
    """
    (told,) = one_row("SELECT benefits_tell_declared(%s::bigint[])", [list(filing_ids)])
    return int(told)
