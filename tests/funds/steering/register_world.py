"""Short words for the register on the real database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.funds.steering.steering_world import CONFIRMED_AT, DOCUMENT, Kept, drafts, monthly, terms

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.steering import actions, queries
from mizan.funds.steering.types.instructions import InstructionKept
from mizan.kernel.refusals import Refused

RATE = Kept(*monthly("recovery_rate", [800_000, 810_000, 830_000, 900_000, 910_000, 850_000]))


def code(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.refusal.code


def confirmed(people: Any, *indicators: str, rank: int = 0, who: str = "minister", **given: Any) -> int:
    draft = drafts(people["minister"])[rank]
    with acting_as(people[who]):
        return actions.confirm_instruction(draft.id, terms(*indicators, **given), by=people[who], at=CONFIRMED_AT, source=RATE)


def kept(number: int, who: int) -> InstructionKept:
    with acting_as(who):
        found = queries.instruction_of(number)
    assert found is not None
    return found


def nights(until: date, source: Kept = RATE) -> int:
    with connect_as("batch"):
        from mizan.funds.access.queries import system_account

        return actions.keep_statuses(by=system_account(), at=datetime(until.year, until.month, until.day, 2, tzinfo=UTC), source=source)


def adopt(people: Any, text: str = DOCUMENT, at: datetime = datetime(2026, 3, 6, 8, tzinfo=UTC)) -> int:
    with acting_as(people["cnas_director"]):
        made = actions.propose_document(text.encode(), by=people["cnas_director"], at=at)
    with acting_as(people["minister"]):
        actions.approve_document(made, by=people["minister"], at=at)
    return made
