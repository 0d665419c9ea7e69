"""Have the funds' books say what nobody needs to be asked."""

from __future__ import annotations

from datetime import date, datetime

from mizan.funds.access.sql import run
from mizan.funds.benefits.errors import translated


def establish(claim_id: int, *, day: date, at: datetime) -> None:
    """Keep with a claim not decided yet what CASNOS's accounts say its person still owes of dues to pay before `day`, if it has any there.

    The database reads and writes it itself; called again, only what has changed is kept. After the decision nothing is read any more.
    Call it where the person's file is open. Refused: as the database tells it (`claim_unknown` where it is out of sight).
    """
    with translated():
        run("SELECT benefits_establish(%s, %s, %s)", [claim_id, day, at])
