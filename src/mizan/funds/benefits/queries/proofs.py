"""Questions on proof of life: what shows a person alive, where they stand on a day, who waits to be called or visited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mizan.funds.access.sql import array_of, one, rows
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.types.proofs import (
    AskKnown,
    LetterAsked,
    LifeState,
    ProofStepKind,
    ProofStepKnown,
    ProofWaiting,
    Sign,
    SignKind,
    life_state,
)
from mizan.kernel.periods import add_days, add_months

_ASKS = """
SELECT id, person_id, fund, due_month, asked_on, counts_since, grace_days, template, by_id, at FROM benefits_proof_ask WHERE {} = %s
 ORDER BY due_month, id
"""
_STEPS = """
SELECT ask_id, kind, on_day, outcome, language, sha256, note, by_id, at FROM benefits_proof_step
 WHERE ask_id = ANY (%s::bigint[]) ORDER BY id
"""
_SIGNS = "SELECT kind, on_day, place, ref, evidence_id, by_id, known_from, valid_until FROM benefits_signs_of(%s, %s, %s)"
_EVER = date(1900, 1, 1)


def counts_since(day: date) -> date:
    """The first day of which evidence still counts on a day, under the switch in force: of a year ago to the day, it does not."""
    first = add_days(add_months(day, -proof_switches.in_force().counts_months), 1)
    while counted_until(first) <= day:
        # The 28th and the 29th of February end on the same day a year later.
        first = add_days(first, 1)
    return first


def counted_until(day: date) -> date:
    """The first day on which evidence of a day no longer counts, under the switch in force."""
    return add_months(day, proof_switches.in_force().counts_months)


def signs_of(person_id: int, *, since: date = _EVER, until: date) -> tuple[Sign, ...]:
    """What shows a person alive between two days, both included, by its day. Batch role, or an officer who has opened the file."""
    found = rows(_SIGNS, [person_id, since, until])
    return tuple(Sign(*(SignKind(row[0]), *row[1:7], row[7] or counted_until(row[1]))) for row in found)


def asks_of(person_id: int) -> tuple[AskKnown, ...]:
    """Every time a person was asked, with what followed, earliest first. Their file is open."""
    return _asks("person_id", person_id)


def ask_of(ask_id: int) -> AskKnown | None:
    """One ask, if its file is open."""
    return next(iter(_asks("id", ask_id)), None)


def life_of(person_id: int, *, day: date) -> LifeState:
    """Where a person stands on a day, by all that is known now. Their file is open."""
    return life_state(signs_of(person_id, until=day), asks_of(person_id), day)


def whose_ask(ask_id: int) -> int | None:
    """Whose file an ask is about: the id alone, for an officer of its fund or agency; None for others."""
    row = one("SELECT benefits_proof_about(%s)", [ask_id])
    return None if row is None else row[0]


def proofs_waiting(*, day: date, wilaya: int = 0, limit: int = 500) -> tuple[ProofWaiting, ...]:
    """Those asked and not heard of on a day, by the end of their grace, without a name; of the officer's funds or agency."""
    found = rows(
        "SELECT ask_id, person_id, fund, agency_code, wilaya_code, due_month, asked_on, sent_on, grace_until, visit_asked_on, tried_on,"
        " tries, held FROM benefits_proof_queue(%s, %s, %s)",
        [day, wilaya, limit],
    )
    return tuple(ProofWaiting(*row) for row in found)


def letters_asked_on(day: date, *, fund: str = "", agency: str = "", most: int) -> tuple[LetterAsked, ...]:
    """The asks made on a day, by agency, whatever came since; of the officer's funds or agency."""
    return tuple(LetterAsked(*row) for row in rows("SELECT * FROM benefits_proof_letters(%s, %s, %s, %s)", [day, fund, agency, most]))


def lifted_holds(person_id: int | None) -> tuple[int, ...]:
    """The holds for want of proof whose proof has come and that nobody has released yet; of everybody (None) as batch."""
    row = one("SELECT benefits_proof_lifted(%s)", [person_id])
    return tuple(row[0]) if row else ()


def care_told(source_ref: str) -> tuple[int, str, bool, int] | None:
    """The care event told under this id: its own id, the hash of its content, whether it still counts, its person; None for a new id."""
    row = one(
        "SELECT e.id, e.content_hash, x.evidence_id IS NULL, e.person_id FROM benefits_proof_evidence e"
        " LEFT JOIN benefits_proof_annulled x ON x.evidence_id = e.id WHERE e.source_ref = %s",
        [source_ref],
    )
    return None if row is None else (row[0], row[1], row[2], row[3])


def care_heard(source_refs: Sequence[str]) -> frozenset[str]:
    """Of these ids, those under which the care system told or annulled something before."""
    asked = array_of(source_refs)
    found = rows(
        "SELECT source_ref FROM benefits_proof_evidence WHERE source_ref = ANY (%s::text[])"
        " UNION SELECT source_ref FROM benefits_proof_annulled WHERE source_ref = ANY (%s::text[])",
        [asked, asked],
    )
    return frozenset(ref for (ref,) in found)


def care_annulled(source_ref: str) -> str | None:
    """The id of the care event that was annulled under this id; None for a new one."""
    row = one(
        "SELECT e.source_ref FROM benefits_proof_annulled x JOIN benefits_proof_evidence e ON e.id = x.evidence_id WHERE x.source_ref = %s",
        [source_ref],
    )
    return None if row is None else str(row[0])


def _asks(column: str, wanted: int) -> tuple[AskKnown, ...]:
    found = rows(_ASKS.format(column), [wanted])
    steps: dict[int, list[ProofStepKnown]] = {}
    for row in rows(_STEPS, [[row[0] for row in found]]) if found else ():
        steps.setdefault(row[0], []).append(ProofStepKnown(ProofStepKind(row[1]), *row[2:]))
    return tuple(AskKnown(*(*row, tuple(steps.get(row[0], ())))) for row in found)
