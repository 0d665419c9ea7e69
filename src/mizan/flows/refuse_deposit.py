"""Log that a deposit was refused: who sent what kind of file, when, and why. Nothing of what it said is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mizan.formats.anomalies import Anomaly, Severity
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.queries import acts_on

REFUSE, DEPOSIT = "refuse_deposit", "deposit"
MOST_CODES = 20


def refuse_deposit(
    form: str, codes: Iterable[str], *, employer: int | None = None, deposit: str = "", source: str, by: int, at: datetime
) -> None:
    """Write the line: the form (DAS, DAC or STATEMENT) and the codes of what refused it.

    Its subject is the employer where it is known, else the deposit: by the digest of its bytes where one is given, by its form where not.
    """
    subject = ("employer", employer) if employer is not None else (DEPOSIT, deposit or form)
    record_act(verb=REFUSE, subject=subject, by=by, at=at, detail={"form": form, "source": source, "codes": list(codes)})


def refuse_once(form: str, codes: Iterable[str], *, deposit: str, source: str, by: int, at: datetime) -> None:
    """Write the line unless this account has one of this deposit: a set that was cut short is taken again from its beginning."""
    if not any(act.verb == REFUSE and act.account_id == by for act in acts_on(DEPOSIT, deposit)):
        refuse_deposit(form, codes, deposit=deposit, source=source, by=by, at=at)


def error_codes(anomalies: Iterable[Anomaly]) -> list[str]:
    """The codes of the errors, each once in the order of the file, the first twenty."""
    found = dict.fromkeys(one.code for one in anomalies if one.severity is Severity.ERROR)
    return list(found)[:MOST_CODES]
