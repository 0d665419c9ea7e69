"""What becomes of a finding: who may act, what takes two people; payments wait or come back only through the acts there are."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from tests.flows.pay_world import ADDRESS, at
from tests.funds.controls.control_world import NOW, ControlWorld

from mizan.config.database import connect_as
from mizan.flows.follow_finding import HoldDays, hold_on_finding, reverse_on_finding
from mizan.flows.hold_payment import agree_hold
from mizan.flows.pay_returns import approve_reversal_of
from mizan.funds.access.queries import acts_on
from mizan.funds.controls import actions
from mizan.funds.controls.queries import finding_of, findings_of, measured, worth
from mizan.funds.controls.queries.findings import followed_of, recovered_of
from mizan.funds.controls.types import Cause, Conclusion, FindingKnown, Followed, Measured, State
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

DAYS = HoldDays(date(2026, 12, 1), date(2026, 12, 31))
WHY = "vérifié sur pièces"
ERROR: dict[str, Any] = {"cause": Cause.COMPLEXITY, "reason": WHY}


def later(hours: int) -> Any:
    return NOW + timedelta(hours=hours)


@pytest.fixture
def finding(world: ControlWorld) -> FindingKnown:
    """Two pensions of one person, the later of CNR."""
    person = world.pay.person()
    world.pay.award(person=person, fund=Fund.CASNOS)
    world.pay.award(person=person)
    (one,) = world.found("two_pensions")
    return one


def take(world: ControlWorld, finding: FindingKnown, name: str = "controls") -> None:
    with world.acting(name) as by:
        actions.take_finding(finding.id, by=by, at=later(1))


def conclude(
    world: ControlWorld, finding: FindingKnown, conclusion: Conclusion, name: str = "controls", cause: Cause | None = None
) -> None:
    with world.acting(name) as by:
        actions.conclude_finding(finding.id, conclusion, cause=cause, reason=WHY, by=by, at=later(2))


def refused(world: ControlWorld, name: str, code: str, act: Any, hours: int, *args: Any, **more: Any) -> None:
    with pytest.raises(Refused) as caught, world.acting(name) as by:
        act(*args, **more, by=by, at=later(hours))
    assert caught.value.refusal.code == code


def test_who_sees_a_finding_and_who_does_not(world: ControlWorld, finding: FindingKnown) -> None:
    for name, sees in (("controls", True), ("controls_2", True), ("auditor", True), ("controls_cnas", False), ("prepares", False),
                       ("director", False), ("minister", False), ("officer", False), ("agency", False), ("cnas", False)):  # fmt: skip
        with world.acting(name):
            assert (finding_of(finding.id) is not None) == sees, name
    # An accountant sees it once something is asked of the fund's accountants; another fund's still does not.
    take(world, finding)
    with world.acting("controls") as by:
        actions.ask_hold(finding.id, ground="same_year_twice", reason=WHY, by=by, at=later(2))
    for name, sees in (("prepares", True), ("cnas", False)):
        with world.acting(name):
            assert (finding_of(finding.id) is not None) == sees, name


def test_an_error_is_taken_concluded_once_and_never_sanctioned(world: ControlWorld, finding: FindingKnown) -> None:
    refused(
        world,
        "controls",
        "control_not_taken",
        actions.conclude_finding,
        1,
        finding.id,
        Conclusion.ERROR,
        cause=Cause.COMPLEXITY,
        reason=WHY,
    )
    take(world, finding)
    refused(world, "controls", "control_cause_missing", actions.conclude_finding, 2, finding.id, Conclusion.ERROR, reason=WHY)
    refused(
        world, "controls", "text_missing", actions.conclude_finding, 2, finding.id, Conclusion.ERROR, cause=Cause.COMPLEXITY, reason=" "
    )
    conclude(world, finding, Conclusion.ERROR, cause=Cause.UNCLEAR_RULE)
    refused(world, "controls", "control_finding_concluded", actions.take_finding, 3, finding.id)
    refused(world, "controls", "control_error_unsanctioned", actions.refer_finding, 3, finding.id, reference="PV 1")
    # The database itself: no path sanctions an error.
    with pytest.raises(psycopg.errors.CheckViolation):
        world.sql(
            "INSERT INTO controls_followed (finding_id, what, reference, by_id, at) VALUES (%s, 'referral', 'x', %s, %s)",
            [finding.id, world.account("controls"), later(4)],
        )
    with world.acting("controls"):
        kept = finding_of(finding.id)
        assert kept is not None
        assert (kept.state, kept.conclusion, kept.cause) == (State.CONCLUDED, "error", "unclear_rule")
    with connect_as("audit"):
        assert {one.verb for one in acts_on("control_finding", finding.id)} == {"take_finding", "conclude_finding"}


def test_a_fraud_takes_two_people_and_may_be_declined(world: ControlWorld, finding: FindingKnown) -> None:
    take(world, finding)
    refused(world, "controls", "control_fraud_two_people", actions.conclude_finding, 2, finding.id, Conclusion.FRAUD, reason=WHY)
    with world.acting("controls") as by:
        actions.propose_fraud(finding.id, cause=Cause.WEAK_CONTROL, reason=WHY, by=by, at=later(2))
    refused(world, "controls", "control_fraud_two_people", actions.conclude_finding, 3, finding.id, Conclusion.FRAUD, reason=WHY)
    refused(
        world,
        "controls_2",
        "control_fraud_waits",
        actions.conclude_finding,
        3,
        finding.id,
        Conclusion.ERROR,
        cause=Cause.COMPLEXITY,
        reason=WHY,
    )
    with world.acting("controls_2") as by:
        actions.decline_fraud(finding.id, reason="pas d'intention", by=by, at=later(3))
    with world.acting("controls_2") as by:
        actions.propose_fraud(finding.id, cause=Cause.COMMUNICATION, reason=WHY, by=by, at=later(4))
    conclude(world, finding, Conclusion.FRAUD)
    with world.acting("controls") as by:
        actions.refer_finding(finding.id, reference="PV 12/2026", by=by, at=later(5))
        kept = finding_of(finding.id)
    assert kept is not None
    assert (kept.conclusion, kept.cause) == ("fraud", "communication")


def test_a_control_keeps_its_own_conclusions(world: ControlWorld) -> None:
    persons = [world.pay.person() for _ in range(2)]
    for person in persons:
        world.pay.award(person=person)
    [(account,)] = world.sql("SELECT account FROM benefits_payee_account WHERE person_id = %s", [persons[0]])
    world.pay.pay_on(persons[1], account, day="2026-05-01")
    (one,) = world.found("shared_account")
    take(world, one)
    refused(
        world,
        "controls",
        "control_conclusion_not_kept",
        actions.conclude_finding,
        2,
        one.id,
        Conclusion.EVASION,
        cause=Cause.COMPLEXITY,
        reason=WHY,
    )


def test_nobody_acts_on_their_own_household_nor_on_themselves(world: ControlWorld, finding: FindingKnown) -> None:
    world.kin("controls", int(str(finding.person_id)))
    refused(world, "controls", "own_file", actions.take_finding, 1, finding.id)
    take(world, finding, "controls_2")
    # What is about an officer's own acts is not seen by that officer.
    child = world.pay.person()
    world.kin("controls_2", child)
    from mizan.funds.access.actions import record_read

    with world.acting("controls_2") as by:
        record_read(purpose="control", subject=("person", child), route="controls:finding", by=by, at=at("2026-05-05"))
    (own,) = world.found("own_household")
    with world.acting("controls_2"):
        assert finding_of(own.id) is None
    with world.acting("controls"):
        assert finding_of(own.id) is not None
    refused(world, "controls_2", "control_finding_unknown", actions.take_finding, 1, own.id)


@pytest.mark.parametrize("name", ["director", "minister", "auditor", "officer", "agency", "controls_cnas", "prepares"])
def test_others_act_on_nothing(world: ControlWorld, finding: FindingKnown, name: str) -> None:
    refused(world, name, "control_finding_unknown", actions.take_finding, 1, finding.id)


def test_a_payment_waits_only_on_a_ground_of_the_law_and_through_its_guard(world: ControlWorld, finding: FindingKnown) -> None:
    take(world, finding)
    refused(world, "prepares", "control_finding_unknown", hold_on_finding, 2, finding.id, DAYS)
    for ground in ("undue_drawn", "allowances_together", "yearly_renewal", "no_such"):
        refused(world, "controls", "control_no_ground", actions.ask_hold, 2, finding.id, ground=ground, reason=WHY)
    with world.acting("controls") as by:
        actions.ask_hold(finding.id, ground="same_year_twice", reason=WHY, by=by, at=later(2))
    assert world.sql("SELECT count(*) FROM benefits_hold") == [(0,)]
    refused(world, "prepares", "hold_deadline", hold_on_finding, 3, finding.id, HoldDays(date(2026, 12, 1), date(2028, 1, 1)))
    with world.acting("prepares") as by:
        hold_id = hold_on_finding(finding.id, DAYS, by=by, at=later(3))
    run = world.pay.prepare("2026-12")
    assert world.sql("SELECT waits FROM benefits_instalment WHERE run_id = %s", [run.id]) == [("",)]
    with world.acting("agrees") as by:
        agree_hold(hold_id, address=ADDRESS, by=by, at=later(4))
    with world.acting("controls"):
        assert [one.what for one in followed_of(finding.id)] == [Followed.HOLD]
    assert world.sql("SELECT ground, reason FROM benefits_hold") == [("same_year_twice", WHY)]


def test_a_prescriber_s_series_holds_nobody(world: ControlWorld) -> None:
    person = world.pay.person()
    for prescriber, count in (("P-1", 1), ("P-2", 1), ("P-3", 1), ("P-4", 1), ("P-9", 8)):
        for number in range(count):
            claim, _ = world.allowance(person, f"2026-0{1 + number % 5}-{2 + number:02d}", 1)
            world.certificate(claim, prescriber)
    (one,) = world.found("prescriber_series")
    take(world, one, "controls_cnas")
    refused(world, "controls_cnas", "control_no_ground", actions.ask_hold, 2, one.id, ground="allowances_together", reason=WHY)


def test_a_confirmed_finding_is_undone_by_the_acts_there_are_and_its_yield_measured(world: ControlWorld, finding: FindingKnown) -> None:
    award = int(str(finding.award_id))
    other = world.pay.award()
    world.pay.paid("2026-10")
    [(instalment,)] = world.sql("SELECT id FROM benefits_instalment WHERE award_id = %s", [award])
    [(stranger,)] = world.sql("SELECT id FROM benefits_instalment WHERE award_id = %s", [other])
    take(world, finding)
    with world.acting("prepares"):
        assert finding_of(finding.id) is None
    conclude(world, finding, Conclusion.EVASION, cause=Cause.UNCLEAR_RULE)
    refused(world, "prepares", "control_followed_elsewhere", reverse_on_finding, 3, finding.id, stranger)
    with world.acting("prepares") as by:
        reversal = reverse_on_finding(finding.id, instalment, by=by, at=later(3))
    [(ground,)] = world.sql("SELECT ground FROM benefits_instalment_reversal")
    assert ground == f"C{finding.id} : {WHY}"
    with connect_as("batch"):
        assert measured() == (Measured(Fund.CNR, date(2026, 11, 1), 1, 1, 0),)
        (one,) = [each for each in worth() if each.control == "two_pensions"]
        assert (one.waiting, one.concluded, one.confirmed, one.recovered) == (0, 1, 1, 0)
        assert findings_of(concluded=False, control="two_pensions") == ()
    # Another person approves it: a debt, and what pay runs take of it is the yield.
    with world.acting("agrees") as by:
        approve_reversal_of(reversal, address=ADDRESS, by=by, at=later(4))
    world.pay.paid("2026-11")
    [(taken,)] = world.sql("SELECT recovered FROM benefits_instalment WHERE award_id = %s ORDER BY id DESC LIMIT 1", [award])
    assert taken > 0
    with world.acting("controls"):
        assert recovered_of(finding.id) == taken
    with connect_as("batch"):
        assert measured()[0].recovered == taken


def test_an_unfounded_finding_is_a_false_positive_and_leads_to_nothing(world: ControlWorld, finding: FindingKnown) -> None:
    take(world, finding)
    conclude(world, finding, Conclusion.UNFOUNDED)
    refused(world, "prepares", "control_finding_unknown", reverse_on_finding, 3, finding.id, 1)
    with connect_as("batch"):
        assert measured() == (Measured(Fund.CNR, date(2026, 11, 1), 1, 0, 0),)


def test_sums_are_for_the_staff_of_the_fund_and_of_the_nation(world: ControlWorld, finding: FindingKnown) -> None:
    take(world, finding)
    conclude(world, finding, Conclusion.UNFOUNDED)
    for name, sees in (("controls", True), ("director", True), ("minister", True), ("auditor", True), ("prepares", True),
                       ("controls_cnas", False), ("cnas", False), ("agency", False)):  # fmt: skip
        with world.acting(name):
            assert bool(measured()) == sees, name


def test_nothing_of_it_is_changed_or_removed(world: ControlWorld, finding: FindingKnown) -> None:
    take(world, finding)
    for table in ("run", "finding", "seen", "step"):
        for statement in (f"DELETE FROM controls_{table}", f"TRUNCATE controls_{table} CASCADE"):
            with pytest.raises(psycopg.Error):
                world.sql(statement)
