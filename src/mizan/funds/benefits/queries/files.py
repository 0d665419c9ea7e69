"""What a person's file holds of benefits, and whose files stand behind what an officer works on."""

from __future__ import annotations

from typing import Literal

from mizan.funds.access.sql import one_row, rows

_CLAIMS = "SELECT id FROM benefits_claim WHERE person_id = %s OR claimant_id = %s ORDER BY received_on DESC, id DESC"
_DECISIONS = "SELECT id FROM benefits_decision WHERE person_id = %s OR claimant_id = %s ORDER BY decided_at DESC, id DESC"


def whose(thing: Literal["claim", "decision", "award"], wanted: int) -> tuple[int, ...]:
    """The persons a claim, a decision or an award is about: whose rights first, then who asks or is paid; empty when there is none.

    Only for officers, of their own funds. Says who, so that the file can be opened with a purpose; shows nothing of it.
    """
    found = one_row("SELECT benefits_whose(%s, %s)", [thing, wanted])[0]
    return tuple(dict.fromkeys(found or ()))


def claims_of_person(person_id: int) -> tuple[int, ...]:
    """The ids of the claims on a person's rights, or asked by the person, newest first."""
    return tuple(row[0] for row in rows(_CLAIMS, [person_id, person_id]))


def decisions_of_person(person_id: int) -> tuple[int, ...]:
    """The ids of the decisions on a person's rights, or told to the person, newest first."""
    return tuple(row[0] for row in rows(_DECISIONS, [person_id, person_id]))


def colleagues() -> tuple[int, ...]:
    """The accounts of the other officers of the asker's funds and agencies."""
    return tuple(one_row("SELECT benefits_colleagues()")[0])
