"""Every rule on duties not kept, recovery and appeals compiles, and gives in columns what it gives one by one."""

from datetime import date

import numpy as np
import pytest

from mizan.law.algeria.book import book
from mizan.law.engine.compile import compiled
from mizan.law.engine.inputs import Switches
from mizan.law.engine.plan import Outcome

BRANCHES = ("enforcement", "recovery", "appeals")
ROWS = 60
CHOSEN = (
    Switches(),
    Switches(
        {
            "penalty_growth": "compound",
            "das_monthly_base": "of_contributions",
            "casnos_surcharge": "seven_a_year",
            "repeat_fine": "once",
            "notice_effect": "extinguishes",
            "silence_reading": "closes_at_term",
            "objection_scope": "lateness_only",
        }
    ),
)


def _targets(branch: str, on: date) -> tuple[str, ...]:
    found = book().rules.items()
    return tuple(name for name, all_of in found for rule in all_of if f"/{branch}/" in rule.place and rule.in_force(on))


@pytest.mark.parametrize("switches", CHOSEN)
@pytest.mark.parametrize("on", [date(2010, 6, 1), date(2026, 6, 1)])
@pytest.mark.parametrize("branch", BRANCHES)
def test_columns_are_the_rules_one_by_one(branch: str, on: date, switches: Switches) -> None:
    targets = _targets(branch, on)
    assert len(targets) >= 12
    plan = book().plan(targets, on)
    random = np.random.default_rng(11)
    columns = {}
    for name in plan.facts:
        fact = plan.inputs.facts[name]
        if fact.unit == "day":
            least, most = date(2006, 1, 1).toordinal(), date(2030, 1, 1).toordinal()
        else:
            least, most = max(fact.least, 0), min(fact.most, 10**9 if fact.unit == "centimes" else 40)
        columns[name] = random.integers(least, most + 1, ROWS)
    found = compiled(book(), targets, on, switches).run(columns)
    for row in range(ROWS):
        outcome = plan.run({name: int(column[row]) for name, column in columns.items()}, switches)
        assert isinstance(outcome, Outcome), outcome
        assert found[row].tolist() == [int(outcome[target]) for target in targets]
