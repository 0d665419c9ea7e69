"""A keyed request is answered once; the same key with the same body gets the first answer, with another body a refusal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from mizan.funds.access.errors import key_reused
from mizan.funds.access.models import Idempotency
from mizan.funds.access.types import Replay


def once(*, account_id: int, key: str, body: bytes, at: datetime, act: Callable[[], tuple[int, Mapping[str, object]]]) -> Replay:
    """Run ``act`` (returning an HTTP status under 500 and a JSON object) unless this account already used ``key``.

    Two requests with one key at the same time wait for one another. If ``act`` raises, nothing is kept and the key stays free.
    Refused: ``idempotency_key_reused`` (409 for machines).
    """
    body_hash = sha256(body).hexdigest()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"idempotency:{account_id}:{key}"])
        kept = Idempotency.objects.filter(account_id=account_id, key=key).first()
        if kept is not None:
            if kept.body_hash != body_hash:
                raise key_reused(key)
            return Replay(kept.status, dict(kept.response), repeated=True)
        status, response = act()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO access_idempotency (account_id, key, body_hash, status, response, at) VALUES (%s, %s, %s, %s, %s::jsonb, %s)",
                [account_id, key, body_hash, status, json.dumps(dict(response)), at],
            )
    return Replay(status, dict(response), repeated=False)
