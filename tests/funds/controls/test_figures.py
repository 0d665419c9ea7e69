"""The figures of controls: what they count is what the app itself measures, and a month without conclusion says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.flows.pay_world import ADDRESS
from tests.funds.controls.control_world import NOW, ControlWorld

from mizan.config.database import connect_as
from mizan.flows.follow_finding import reverse_on_finding
from mizan.flows.pay_returns import approve_reversal_of
from mizan.funds.controls import actions
from mizan.funds.controls.queries import measured
from mizan.funds.controls.types import Cause, Conclusion
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.indicators.queries import behind, figure, kept
from mizan.funds.indicators.types import State
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month

NOVEMBER, DECEMBER = month(2026, 11), month(2026, 12)


def concluded(world: ControlWorld) -> int:
    """A finding confirmed, whose payment is owed back and taken back by the next pay run; how much."""
    person = world.pay.person()
    world.pay.award(person=person, fund=Fund.CASNOS)
    award = world.pay.award(person=person)
    (finding,) = world.found("two_pensions")
    world.pay.paid("2026-10")
    [(instalment,)] = world.sql("SELECT id FROM benefits_instalment WHERE award_id = %s", [award])
    why: Any = {"cause": Cause.COMPLEXITY, "reason": "vérifié sur pièces"}
    with world.acting("controls") as by:
        actions.take_finding(finding.id, by=by, at=NOW)
    with world.acting("controls") as by:
        actions.conclude_finding(finding.id, Conclusion.ERROR, **why, by=by, at=NOW + timedelta(hours=1))
    with world.acting("prepares") as by:
        reversal = reverse_on_finding(finding.id, instalment, by=by, at=NOW + timedelta(hours=2))
    with world.acting("agrees") as by:
        approve_reversal_of(reversal, address=ADDRESS, by=by, at=NOW + timedelta(hours=3))
    world.pay.paid("2026-11")
    [(taken,)] = world.sql("SELECT recovered FROM benefits_instalment WHERE award_id = %s ORDER BY id DESC LIMIT 1", [award])
    return int(taken)


def test_the_figures_of_controls_are_what_controls_measure(world: ControlWorld) -> None:
    back = concluded(world)
    later = NOW + timedelta(days=30)
    with connect_as("batch"):
        for when in (NOVEMBER, DECEMBER):
            take_snapshot(when, by=world.pay.system, at=later + timedelta(days=20))
        (said,) = measured()
    assert back > 0
    with world.acting("minister"):
        precision = figure("findings_precision", fund=Fund.CNR, month=NOVEMBER)
        months = [figure("findings_yield", fund=Fund.CNR, month=when).value or 0 for when in (NOVEMBER, DECEMBER)]
        together = figure("findings_precision", fund=None, month=NOVEMBER)
        none = figure("findings_precision", fund=Fund.CASNOS, month=NOVEMBER)
        parts = kept("findings_precision", fund=Fund.CNR, month=NOVEMBER)
        # Findings are nominative: who only reads sums sees the parts.
        assert behind("findings_precision", fund=Fund.CNR, month=NOVEMBER).count == 0
    assert (precision.numerator, precision.denominator, precision.value) == (said.confirmed, said.concluded, 1_000_000)
    assert together.value == precision.value
    assert sum(months) == said.recovered == back
    assert (none.state, none.value, none.denominator) == (State.NOTHING_COUNTED, None, 0)
    assert parts is not None
    assert {part.part for part in parts.parts} == {"concluded:error"}
    with world.acting("auditor"):
        found = behind("findings_precision", fund=Fund.CNR, month=NOVEMBER)
    assert [(item.kind, item.amount) for item in found.items] == [("finding", 1)]
