"""A register with a life behind it: figures, a communiqué, instructions in several states, a document adopted; for the pages' tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.test import Client
from tests.doors.conftest import signed_in
from tests.funds.conftest import People
from tests.funds.steering.steering_world import DOCUMENT, drafts, terms

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.access.sql import run
from mizan.funds.steering import actions
from mizan.kernel.periods import month

_FIGURE = """
INSERT INTO indicators_figure
    (indicator, fund, month, state, value, numerator, denominator, cut_off, known_at, data_hash, version, missing, parts, places,
     reason, restated)
VALUES (%s, %s, %s, 'measured', %s, %s, 1000000, %s, %s, %s, 1, '[]', '[]', '[]', '', '[]')
"""
RATES = (800_000, 810_000, 830_000, 860_000, 880_000, 905_000, 910_000, 905_000)
SEEN = ("minister", "cnas_director", "cnr_director", "auditor", "cnas", "controller", "alpha")


class Register:
    """Instruction `rate` with measured figures and a target; `visits` without feed; a draft that waits; browsers signed in."""

    def __init__(self, people: People) -> None:
        self.people = people
        minister, director = people["minister"], people["cnas_director"]
        with connect_as("batch"):
            for rank, value in enumerate(RATES):
                span = month(2026, 2 + rank)
                known = datetime(span.end.year, span.end.month, 2, 6, tzinfo=UTC)
                run(_FIGURE, ["recovery_rate", "CNAS", span.start, value, value, span.last_day, known, f"{rank:064x}"])
        at = datetime(2026, 3, 4, 9, tzinfo=UTC)
        first, second, third = drafts(minister, at)
        self.draft, self.communique = third.id, first.communique_id
        with acting_as(minister):
            self.rate = actions.confirm_instruction(first.id, terms("recovery_rate"), by=minister, at=at)
            self.visits = actions.confirm_instruction(second.id, terms("field_visits", deadline=None), by=minister, at=at)
        with acting_as(director):
            self.document = actions.propose_document(DOCUMENT.encode(), by=director, at=at)
            self.measure = actions.add_measure(self.rate, text="حملة تحصيل في الولايات", due_on=date(2026, 12, 1), by=director, at=at)
            actions.give_evidence(self.measure, document=("rapport.pdf", b"pages"), by=director, at=datetime(2026, 5, 1, tzinfo=UTC))
        with acting_as(minister):
            actions.approve_document(self.document, by=minister, at=datetime(2026, 3, 6, tzinfo=UTC))
        with connect_as("batch"):
            actions.keep_statuses(by=people.system, at=datetime(2026, 11, 23, 1, tzinfo=UTC))
        self.clients: dict[str, Client] = {name: signed_in(people[name]) for name in SEEN}

    @property
    def paths(self) -> tuple[str, ...]:
        """Every page of the register, below its language."""
        return (
            "", "take", f"communiques/{self.communique}", f"drafts/{self.draft}", "adopted", f"adopted/{self.document}", str(self.rate),
            str(self.visits), f"{self.rate}/amend", f"{self.rate}/measure", f"measures/{self.measure}/evidence",
        )  # fmt: skip
