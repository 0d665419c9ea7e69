"""Since when declarations are expected."""

from datetime import date

from mizan.funds.contributions.sql import one


def books_open_on() -> date | None:
    """The first day of the oldest period anybody has declared, None before the first declaration; reads all employers (batch, audit)."""
    found = one("SELECT min(period_start) FROM contributions_filing WHERE outcome <> 'refused'")
    return None if found is None else found[0]
