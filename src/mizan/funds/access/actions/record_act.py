"""Write one line of the log of acts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection


def record_act(*, verb: str, subject: tuple[str, str | int], by: int, at: datetime, detail: Mapping[str, object] | None = None) -> None:
    """Log that ``by`` did ``verb`` to ``subject`` (kind, id) at ``at``, in the transaction of the act itself.

    As ``web`` nobody can sign for another: the database refuses ``by`` unless it is the account of the transaction.
    """
    kind, subject_id = subject
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_act (at, account_id, verb, subject_kind, subject_id, detail) VALUES (%s, %s, %s, %s, %s, %s::jsonb)",
            [at, by, verb, kind, str(subject_id), json.dumps(dict(detail or {}))],
        )
