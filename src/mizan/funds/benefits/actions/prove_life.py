"""Write down that a person was shown alive: what waited for it is released in the same act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act, record_acts
from mizan.funds.access.sql import columns, next_ids, run
from mizan.funds.benefits.actions.hold_payment import release_payment
from mizan.funds.benefits.proof_errors import proof_translated
from mizan.funds.benefits.queries.proofs import counted_until, lifted_holds
from mizan.funds.benefits.types.proofs import EvidenceDraft, EvidenceKind

RELEASED = "proof_of_life"
"""The ground a hold for want of proof is released on."""
_EVIDENCE = """
INSERT INTO benefits_proof_evidence (by_id, recorded_at, id, person_id, kind, on_day, valid_until, place, reason, source_ref, content_hash)
SELECT %s, %s, e.*
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::date[], %s::text[], %s::text[], %s::text[], %s::text[]) e
"""


def prove_life(draft: EvidenceDraft, *, by: int, at: datetime) -> int:
    """Keep a piece of evidence, and release the holds that waited for it; what was held is paid by the next run. Returns its id.

    As an officer whose file is open, who is not of the household; care is told by the care system or by batch. Refused: ``own_file``,
    ``file_not_open``, ``evidence_day`` (to come, or before the birth), ``evidence_after_death`` (the civil register says so: it is to be
    corrected first), ``text_missing`` (where, or why), ``care_told`` (this id was told before).
    """
    with transaction.atomic():
        (evidence_id,) = prove_lives([draft], by=by, at=at)
        if draft.kind is not EvidenceKind.CARE:
            release_proved(draft.person_id, by=by, at=at)
    return evidence_id


def prove_lives(drafts: Sequence[EvidenceDraft], *, by: int, at: datetime) -> list[int]:
    """Keep many pieces of evidence, all or none; the holds that waited for them are for the caller to release.

    Returns the ids, in the order of the drafts. Refused: as `prove_life`.
    """
    with transaction.atomic():
        numbers = next_ids("benefits_proof_evidence", len(drafts))
        kept = [
            (
                number, d.person_id, d.kind.value, d.on_day, counted_until(d.on_day), d.place.strip(), d.reason.strip(), d.source_ref,
                d.content_hash,
            )
            for number, d in zip(numbers, drafts, strict=True)
        ]  # fmt: skip
        with proof_translated():
            run(_EVIDENCE, [by, at, *columns(kept)])
        acts = [
            ("prove_life", ("person", d.person_id), {"evidence": number, "kind": d.kind.value, "on_day": d.on_day.isoformat()})
            for number, d in zip(numbers, drafts, strict=True)
        ]
        record_acts(acts, by=by, at=at)
    return numbers


def annul_proof(evidence_id: int, person_id: int, *, ground: str, source_ref: str = "", by: int, at: datetime) -> None:
    """Hold a piece of evidence untrue from now on, with the ground; it stays readable, and counts for nothing.

    Refused: ``evidence_annulled`` (already), ``text_missing``, ``own_file``, ``file_not_open``.
    """
    with transaction.atomic():
        with proof_translated():
            run(
                "INSERT INTO benefits_proof_annulled (evidence_id, ground, source_ref, by_id, at) VALUES (%s, %s, %s, %s, %s)",
                [evidence_id, ground.strip(), source_ref, by, at],
            )
        record_act(verb="annul_proof", subject=("person", person_id), by=by, at=at, detail={"evidence": evidence_id})


def release_proved(person_id: int | None, *, by: int, at: datetime) -> int:
    """Release the holds for want of proof whose proof has come: a person's, or everybody's (None) as batch. Returns how many.

    Such a hold binds no longer from the moment the proof is known: this writes it down.
    """
    found = lifted_holds(person_id)
    for hold_id in found:
        release_payment(hold_id, ground=RELEASED, by=by, at=at)
    return len(found)
