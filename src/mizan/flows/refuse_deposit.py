"""Log that a deposit was refused: who sent what kind of file, when, and why. Nothing of what it said is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mizan.formats.anomalies import Anomaly, Severity
from mizan.funds.access.actions.record_act import record_act

MOST_CODES = 20


def refuse_deposit(form: str, codes: Iterable[str], *, employer: int | None = None, source: str, by: int, at: datetime) -> None:
    """Write the line: the form (DAS, DAC or STATEMENT), the employer where it is known, the codes of what refused it."""
    subject = ("employer", employer) if employer is not None else ("deposit", form)
    detail = {"form": form, "source": source, "codes": list(codes)}
    record_act(verb="refuse_deposit", subject=subject, by=by, at=at, detail=detail)


def error_codes(anomalies: Iterable[Anomaly]) -> list[str]:
    """The codes of the errors, each once in the order of the file, the first twenty."""
    found = dict.fromkeys(one.code for one in anomalies if one.severity is Severity.ERROR)
    return list(found)[:MOST_CODES]
