"""A contribution declaration against the days of its employer's affiliation, as the register knows them."""

from __future__ import annotations

from datetime import date

from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.dac.types import DacReturn
from mizan.kernel.periods import parse_period


def check_affiliation(dac: DacReturn, *, opened_on: date, closed_on: date | None) -> tuple[Anomaly, ...]:
    """What the register says against the period of a declaration already checked: warnings, since the register may be behind.

    `closed_on` is the first day the employer is no longer affiliated.
    """
    period = parse_period(dac.period_key)
    if closed_on is not None and period.start >= closed_on:
        return (anomaly("employer_closed", field="employer_number", found=dac.employer_number),)
    if period.end <= opened_on:
        return (anomaly("period_before_opening", field="period", found=period.key, expected=opened_on.isoformat()),)
    return ()
