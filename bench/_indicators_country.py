"""A country at a scale: its sizes, what each employer owes, and the statements that lay it (loading is not timed)."""

from __future__ import annotations

from pathlib import Path

MONTHS = 24
EMPLOYERS_OF, AWARDS_OF, PERSONS = 44_000, 350_000, 650_000
"""At 650,000 salaried there are so many employers and awards."""
LATE_SINCE = 20
"""From this month on (counted from 0) one employer in ten pays nothing."""
BRANCHES = (
    ("CNAS", "social_insurance", 130), ("CNAS", "work_accident", 13), ("CNR", "retirement", 182), ("CNR", "early_retirement", 5),
    ("CNAC", "unemployment", 15), ("FNPOS", "works_equalisation", 5),
)  # fmt: skip
"""Owner, branch, and its part of a due in thousandths of the base."""


def statements() -> tuple[str, ...]:
    """The statements that lay the country, in order; the shares of a due first."""
    kept = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # What the acts guarantee is not what is measured here: rows are laid as acts would have left them.
    first, *rest = (one for one in kept.split(";\n") if one.strip())
    values = ", ".join(f"({rank}, '{fund}', '{branch}', {part})" for rank, (fund, branch, part) in enumerate(BRANCHES, start=1))
    return (first, f"INSERT INTO share VALUES {values}", *rest)


def due_of(base: int) -> int:
    """What an employer owes for a month, in centimes."""
    return sum(base // 1000 * part for _, _, part in BRANCHES)


def base_of(employer: int) -> int:
    """An employer's base of a month, in centimes."""
    return 100_000_000 + (employer % 997) * 1_000_000
