"""An increase's own rows: begun, filled block by block, moved by its steps, written. The database refuses each where it may not be."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from mizan.funds.access.sql import next_ids, one_row, run
from mizan.funds.benefits.actions.write_decision import LETTER, Written, canonical
from mizan.funds.benefits.increase_errors import increase_translated
from mizan.funds.benefits.types.increases import IncreaseKnown, IncreaseState, Reach
from mizan.kernel.funds import Fund

_BEGIN = """
INSERT INTO benefits_increase (fund, effective_on, attempt, source, law_version, known_on, switches, reach, prepared_by_id, begun_at)
VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s) RETURNING id
"""
_KEEP = "SELECT benefits_increase_keep(%s, %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s)"


def begin_increase(
    fund: Fund,
    on: date,
    *,
    attempt: int,
    source: str,
    law_version: str,
    known_on: date,
    switches: Mapping[str, str | int],
    reach: Reach,
    by: int,
    at: datetime,
) -> int:
    """An increase of a fund on a day; returns its id. Refused: ``increase_stands``, ``account_pays_nobody``."""
    read = json.dumps(dict(sorted(switches.items())))
    with increase_translated():
        (increase_id,) = one_row(_BEGIN, [fund.value, on, attempt, source, law_version, known_on, read, reach.value, by, at])
    return int(increase_id)


def keep_block(increase_id: int, columns: Sequence[Sequence[int]], *, by: int) -> int:
    """Keep what the law makes of a block of terms: ids, earned, fund adds, State adds, social insurance, income tax; returns how many.

    Refused: ``increase_lowers`` (somebody's gross would fall), ``increase_not_so``, ``account_pays_nobody``.
    """
    with increase_translated():
        (made,) = one_row(_KEEP, [increase_id, *("{" + ",".join(map(str, column)) + "}" for column in columns), by])
    return int(made)


def step_increase(
    increase_id: int,
    kind: IncreaseState,
    *,
    by: int,
    at: datetime,
    detail: Mapping[str, object] | None = None,
    decision_id: int | None = None,
) -> None:
    """One step of an increase. Refused: ``increase_not_so``, ``increase_needs_another_person``, ``increase_changed``."""
    with increase_translated():
        run(
            "INSERT INTO benefits_increase_step (increase_id, kind, by_id, at, detail, decision_id) VALUES (%s, %s, %s, %s, %s::jsonb, %s)",
            [increase_id, kind.value, by, at, json.dumps(dict(detail or {})), decision_id],
        )


def decide_increase(kept: IncreaseKnown, record: Mapping[str, Any], *, by: int, at: datetime) -> Written:
    """The decision of an increase, on everybody at once; whoever decides on one of its awards waits until this transaction ends.

    Refused: ``increase_not_so``, ``increase_needs_another_person``, ``increase_changed`` (an award changed since it was prepared).
    """
    with increase_translated():
        # Its lock first: what is decided after this decision has a higher id.
        run("SELECT pg_advisory_xact_lock(hashtextextended('benefits_increase:' || %s, 0))", [kept.fund.value])
        (decision_id,) = next_ids("benefits_decision", 1)
        number, text = f"{kept.fund}-N-{at.year}-{decision_id:07d}", canonical(record)
        hashed = sha256(text.encode()).hexdigest()
        run(
            "SELECT benefits_increase_decide(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [kept.id, decision_id, number, text, hashed, secrets.token_hex(16), LETTER, by, at],
        )
    return Written(decision_id, number, ())


def write_block(increase_id: int, *, decision_id: int, beyond: int, most: int, at: datetime) -> tuple[int | None, int]:
    """Write a block of raised terms; the last term looked at (None: no more) and how many rose. Refused: ``increase_changed``."""
    with increase_translated():
        upto, risen = one_row("SELECT * FROM benefits_increase_write(%s, %s, %s, %s, %s)", [increase_id, decision_id, beyond, most, at])
    return upto, int(risen)


def write_arrears(increase_id: int, *, decision_id: int, entry_id: int, until: date, at: datetime) -> int:
    """Write the arrears of an increase with the entry that posts them; returns how many."""
    with increase_translated():
        (made,) = one_row("SELECT benefits_increase_adjust(%s, %s, %s, %s, %s)", [increase_id, decision_id, entry_id, until, at])
    return int(made)


def hold_increases(funds: Iterable[Fund]) -> None:
    """Wait for an increase of these funds that is being written, and make one begun later wait for this transaction.

    Called before anything is read of what is to be decided, with every fund that may pay it; the others are not waited for.
    """
    run("SELECT benefits_hold_increases(%s)", [[fund.value for fund in funds]])
