"""Communiqués and their drafts."""

from __future__ import annotations

from mizan.formats.indicators import Axis
from mizan.funds.access.sql import Row, Values, decoded, one, rows
from mizan.funds.steering.types.instructions import CommuniqueKept, DraftKept, Suggested

_COMMUNIQUE = """
SELECT c.id, c.name, c.sha256, c.text, c.language, c.dated, c.by_id, c.at, count(d.id),
       count(d.id) FILTER (WHERE r.draft_id IS NULL AND i.id IS NULL)
  FROM steering_communique c
  LEFT JOIN steering_draft d ON d.communique_id = c.id
  LEFT JOIN steering_draft_refused r ON r.draft_id = d.id
  LEFT JOIN steering_instruction i ON i.draft_id = d.id AND i.version = 1
"""
_DRAFT = """
SELECT d.id, d.communique_id, d.rank, d.text, d.span_start, d.span_end, d.axis, d.owner, d.deadline, d.indicators, d.notes, c.language,
       i.root, r.reason
  FROM steering_draft d
  JOIN steering_communique c ON c.id = d.communique_id
  LEFT JOIN steering_draft_refused r ON r.draft_id = d.id
  LEFT JOIN steering_instruction i ON i.draft_id = d.id AND i.version = 1
"""


def communiques(*, most: int = 200) -> tuple[CommuniqueKept, ...]:
    """The communiqués taken, newest first."""
    return tuple(_communique(row) for row in rows(f"{_COMMUNIQUE} GROUP BY c.id ORDER BY c.id DESC LIMIT %s", [most]))


def communique_of(communique_id: int) -> CommuniqueKept | None:
    """One communiqué with its whole text."""
    row = one(f"{_COMMUNIQUE} WHERE c.id = %s GROUP BY c.id", [communique_id])
    return None if row is None else _communique(row)


def drafts_of(communique_id: int) -> tuple[DraftKept, ...]:
    """The drafts of a communiqué, in the order of its text."""
    return _drafts("WHERE d.communique_id = %s ORDER BY d.rank", [communique_id])


def draft_of(draft_id: int) -> DraftKept | None:
    """One draft."""
    return next(iter(_drafts("WHERE d.id = %s", [draft_id])), None)


def _drafts(where: str, values: Values) -> tuple[DraftKept, ...]:
    return tuple(_draft(row) for row in rows(f"{_DRAFT} {where}", values))


def _communique(row: Row) -> CommuniqueKept:
    return CommuniqueKept(*row)


def _draft(row: Row) -> DraftKept:
    identity, communique, rank, text, start, end, axis, owner, deadline, indicators, notes, language, number, refused = row
    suggested = tuple(Suggested(one["id"], one["start"], one["end"]) for one in decoded(indicators))
    return DraftKept(
        identity,
        communique,
        rank,
        text,
        start,
        end,
        Axis(axis),
        owner,
        deadline,
        suggested,
        tuple(decoded(notes)),
        language,
        number,
        refused,
    )
