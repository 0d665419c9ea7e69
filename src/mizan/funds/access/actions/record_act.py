"""Write lines of the log of acts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mizan.funds.access.sql import run

_ACT = "INSERT INTO access_act (at, account_id, verb, subject_kind, subject_id, detail) VALUES (%s, %s, %s, %s, %s, %s::jsonb)"
_ACTS = """
INSERT INTO access_act (at, account_id, verb, subject_kind, subject_id, detail)
SELECT %s, %s, a.act->>0, a.act->>1, a.act->>2, a.act->3
  FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS a(act, place) ORDER BY a.place
"""


def record_act(*, verb: str, subject: tuple[str, str | int], by: int, at: datetime, detail: Mapping[str, object] | None = None) -> None:
    """Log that ``by`` did ``verb`` to ``subject`` (kind, id) at ``at``, in the transaction of the act itself.

    As ``web`` nobody can sign for another: the database refuses ``by`` unless it is the account of the transaction.
    """
    run(*act_line(verb=verb, subject=subject, by=by, at=at, detail=detail))


def act_line(
    *, verb: str, subject: tuple[str, str | int], by: int, at: datetime, detail: Mapping[str, object] | None = None
) -> tuple[str, list[Any]]:
    """The statement and the values of `record_act`, for an act that sends it together with its own writes."""
    kind, subject_id = subject
    return _ACT, [at, by, verb, kind, str(subject_id), json.dumps(dict(detail or {}))]


def record_acts(acts: Iterable[tuple[str, tuple[str, str | int], Mapping[str, object]]], *, by: int, at: datetime) -> None:
    """Log many acts of one transaction (verb, subject, detail), in order; see `record_act`."""
    found = [(verb, kind, str(number), dict(detail)) for verb, (kind, number), detail in acts]
    if found:
        run(_ACTS, [at, by, json.dumps(found)])
