"""Since when declarations are expected."""

from datetime import date

from mizan.funds.contributions.sql import one


def books_open_on() -> date | None:
    """The first day of the month in which the first entry was booked, None before it; a fact that no later act moves (batch, audit)."""
    found = one("SELECT booked_on FROM ledger_entry ORDER BY id LIMIT 1")
    return None if found is None else found[0].replace(day=1)
