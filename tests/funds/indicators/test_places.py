"""A person counts where their file is held, not where anybody's is."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.flows.pay_world import at, make_world

from mizan.config.database import connect_as
from mizan.funds.access.measures import Window, measured
from mizan.funds.benefits.queries.measured import CLAIMED, PAID, PENSIONERS
from mizan.funds.people.actions.open_agencies import open_agencies
from mizan.funds.people.types import AgencyKnown

JANUARY = Window(date(2025, 1, 1), date(2025, 2, 1), date(2025, 1, 31), at("2026-02-01"))
HELD = {"16000": 2, "31000": 3, "09000": 1}


def test_persons_with_a_benefit_and_claims_count_in_their_own_wilaya(db: Any) -> None:
    world = make_world()
    with connect_as("batch"):
        agencies = [AgencyKnown(code, "وكالة", "AGENCE", int(code[:2])) for code in HELD]
        open_agencies(agencies, on=date(2020, 1, 1), by=world.system, at=at("2025-01-01"))
    for agency, count in HELD.items():
        for _ in range(count):
            world.award(person=world.person(agency=agency), since="2025-01-01")
    with connect_as("batch"):
        for measure in (PAID, PENSIONERS, CLAIMED):
            found = {(row.wilaya, row.amount, row.items) for row in measured(measure, JANUARY)}
            assert found == {(int(agency[:2]), count, count) for agency, count in HELD.items()}, measure.name
