"""Ask for a proof of life, and what follows: the letter sent, a visit asked for, a call or a visit tried."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.access.sql import columns, next_ids, rows, run
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.proof_errors import proof_translated
from mizan.funds.benefits.queries.proofs import ask_of, counts_since
from mizan.funds.benefits.types.proofs import ProofStepKind
from mizan.funds.contributions.crashpoints import point
from mizan.kernel.refusals import refused

TEMPLATE = "proof/1"
"""The letter an ask is written on."""
_ASKS = """
INSERT INTO benefits_proof_ask (id, person_id, fund, due_month, asked_on, counts_since, grace_days, template, by_id, at)
SELECT n.*, %s, %s, %s, %s, %s, %s, %s FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) n
"""
_STEP = """
INSERT INTO benefits_proof_step (ask_id, kind, on_day, outcome, language, sha256, note, by_id, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def ask_next(day: date, *, beyond: int, most: int, by: int, at: datetime) -> tuple[int, int]:
    """Ask the next persons who must prove and whom nothing shows alive, in the order of their files; batch role, in one transaction.

    Returns how many were asked, and the last file looked at (0: nobody is left). Each is asked once, however often this is begun again.
    """
    switches = proof_switches.in_force()
    kinds = [kind.value for kind in proof_switches.asking_kinds()]
    with transaction.atomic():
        # One night at a time: what is read after the turn holds until it is written.
        run("SELECT pg_advisory_xact_lock(hashtextextended('benefits_proof_ask', 0))")
        since = counts_since(day)
        found = rows(
            "SELECT person_id, fund FROM benefits_proof_due(%s, %s, %s, %s, %s, %s)",
            [day, kinds, since, switches.unknown_month.value, beyond, most],
        )
        if not found:
            return 0, 0
        asked = [(number, *one) for number, one in zip(next_ids("benefits_proof_ask", len(found)), found, strict=True)]
        with proof_translated():
            run(_ASKS, [day.replace(day=1), day, since, switches.grace_days, TEMPLATE, by, at, *columns(asked)])
        detail = {"count": len(asked), "first": asked[0][0], "last": asked[-1][0]}
        point("ask_proofs.written")
        record_act(verb="ask_proofs", subject=("proof_asks", f"{day:%Y-%m}"), by=by, at=at, detail=detail)
        point("ask_proofs.before_commit")
    return len(asked), int(found[-1][0])


def send_ask(ask_id: int, *, language: str, sha256: str, on_day: date, by: int, at: datetime) -> None:
    """Keep that the letter with this hash left on a day: the grace does not run before it.

    Refused: ``ask_unknown``, ``proof_sent`` (already, in this language), ``proof_step_day`` (before the ask, or to come), ``own_file``.
    """
    _step(ask_id, ProofStepKind.SENT, on_day, language=language, sha256=sha256, by=by, at=at)


def ask_visit(ask_id: int, *, asked_by: str, note: str, on_day: date, by: int, at: datetime) -> None:
    """Write down that somebody asked for a visit: the person ("self"), a relative ("relative") or an officer who knows ("officer").

    Refused: ``ask_unknown``, ``text_missing``, ``proof_step_day``, ``own_file``.
    """
    _step(ask_id, ProofStepKind.VISIT_ASKED, on_day, outcome=asked_by, note=note, by=by, at=at)


def try_contact(ask_id: int, kind: ProofStepKind, *, reached: bool, note: str, on_day: date, by: int, at: datetime) -> None:
    """Write down a call (CALLED) or a visit (VISITED), and whether it reached the person. Who is seen at home is proved: `prove_life`.

    Refused: ``ask_unknown``, ``text_missing``, ``proof_step_day``, ``own_file``.
    """
    _step(ask_id, kind, on_day, outcome="reached" if reached else "not_reached", note=note, by=by, at=at)


def _step(
    ask_id: int,
    kind: ProofStepKind,
    on_day: date,
    *,
    outcome: str = "",
    language: str = "",
    sha256: str = "",
    note: str = "",
    by: int,
    at: datetime,
) -> None:
    ask = ask_of(ask_id)
    if ask is None:
        raise refused("ask_unknown", "ask")
    with transaction.atomic():
        with proof_translated():
            run(_STEP, [ask_id, kind.value, on_day, outcome, language, sha256, note.strip(), by, at])
        detail = {"ask": ask_id, "on_day": on_day.isoformat(), "outcome": outcome, "language": language}
        record_act(verb=f"proof_{kind.value}", subject=("person", ask.person_id), by=by, at=at, detail=detail)
