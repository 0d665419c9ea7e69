"""Who pays contributions: employers and the self-employed share one space of numbers, each in its own range.

The accounts of contributions (dues, what was laid on them, credits) name their payer by one number; its range says which kind it is, in
the code as in the database's policies (docs/adr/0011).
"""

from typing import Final

FIRST: Final = 1 << 40
"""The first number of an affiliation of a self-employed person; those below are employers'."""


def is_self_employed(payer_id: int) -> bool:
    """Whether the number is that of a self-employed person's affiliation."""
    return payer_id >= FIRST


def payer_kind(payer_id: int) -> str:
    """The word the books and the log of acts use for a payer: "employer" or "self_employed"."""
    return "self_employed" if is_self_employed(payer_id) else "employer"
