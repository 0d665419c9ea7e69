"""Invariants of paying, audited nightly: what instalments, adjustments and returns say equals the control accounts; files equal runs."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.funds.access.sql import rows
from mizan.funds.contributions.checks import Fault


def pay_faults() -> Iterator[Fault]:
    """Every account of benefits, run and file that does not agree with its sub-ledger; nothing in sound books."""
    for kind, key, sub, control in rows("SELECT kind, key, sub, control FROM benefits_faults()"):
        yield Fault(kind, key, int(sub), int(control))
