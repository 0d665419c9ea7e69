"""Awards taken over from a former system: two people, each line once, paid by the law from then on, and held to what was taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.flows.pay_world import PayWorld, at, make_world

from mizan.config.database import connect_as
from mizan.flows import take_over_awards
from mizan.flows.reassess import relive, take_news
from mizan.flows.recompute_awards import recompute_awards
from mizan.flows.revalue import approve_increase, prepare_increase
from mizan.flows.take_over_awards import TakeoverReceipt, approve_takeover_file, cancel_takeover_file, propose_takeover_file
from mizan.flows.write_letter import letter_of
from mizan.formats.existing_awards import COLUMNS
from mizan.funds.access.sql import rows, run
from mizan.funds.benefits.actions import declare_own_person
from mizan.funds.benefits.kinds import Case, benefit_of
from mizan.funds.benefits.queries import awards_of_person, claim_of, decision_of, live_decision_of_claim
from mizan.funds.benefits.queries.takeovers import takeovers_of
from mizan.funds.benefits.types import AwardKnown, Channel, Kind, StepKind
from mizan.funds.benefits.types.takeovers import TakeoverKnown, TakeoverState
from mizan.funds.benefits.verification import verify_awards
from mizan.funds.people.actions import open_file, record_civil_event
from mizan.funds.people.types import EventDraft, EventKind
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import nss_key, rip_from_ccp
from mizan.kernel.refusals import Refused
from mizan.law.algeria.deductions import deduct

OCTOBER, WHEN, LATER = date(2025, 10, 1), at("2025-09-20"), at("2025-09-21")
SMALL, LARGE = 1_500_000, 6_000_000
STEP = """
INSERT INTO benefits_takeover_step (takeover_id, kind, reason, by_id, at) SELECT id, %s, '', proposed_by_id, now() FROM benefits_takeover
"""
COPIED = """
INSERT INTO benefits_decision (number, person_id, claimant_id, award_id, fund, kind, outcome, ground, law_on, effective_on, decided_at,
    decided_by_id, proposed_by_id, automatic, sensitive, law_version, record, record_hash, difference, code, letter_template)
SELECT 'CNR-N-2025-9999999', person_id, claimant_id, (SELECT min(id) FROM benefits_award), fund, kind, outcome, ground, law_on,
       effective_on, decided_at, decided_by_id, proposed_by_id, automatic, sensitive, law_version,
       record, record_hash, difference, repeat('a', 32),
       letter_template
  FROM benefits_decision LIMIT 1
"""
MINIMUM = {"minimum": "pension", "minimum_part": "20000", "minimum_whole": "20000"}


@pytest.fixture
def world(db: Any) -> PayWorld:
    return make_world()


@contextmanager
def batch() -> Iterator[None]:
    with connect_as("batch"):
        yield


def nss_of(person: int) -> str:
    with batch():
        return str(rows("SELECT nss FROM people_person WHERE id = %s", [person])[0][0])


def line(ref: str, person: int, pension: int, **more: str) -> str:
    """A line of the file: a pension of so many centimes since 2012."""
    cells = {
        "id": ref, "benefit": "retirement", "nss": nss_of(person), "since": "2012-03-01",
        "pension": f"{pension // 100}.{pension % 100:02d}",
        "account": rip_from_ccp(str(900_000 + person)), "holder": f"TITULAIRE {person}",
    } | more  # fmt: skip
    return ";".join(cells.get(name, "") for name in COLUMNS)


def file_of(*lines: str) -> bytes:
    return "\n".join((";".join(COLUMNS), *lines)).encode()


def propose(world: PayWorld, data: bytes, *, name: str = "prepares", month: date = OCTOBER, fund: Fund = Fund.CNR) -> TakeoverReceipt:
    with batch():
        return propose_takeover_file(data, fund=fund, first_month=month, by=world.accounts[name], at=WHEN)


def approve(world: PayWorld, data: bytes, *, name: str = "agrees", fund: Fund = Fund.CNR) -> TakeoverKnown:
    with batch():
        return approve_takeover_file(data, fund=fund, by=world.accounts[name], at=LATER)


def taken(world: PayWorld, *lines: str, month: date = OCTOBER) -> TakeoverKnown:
    data = file_of(*lines)
    assert propose(world, data, month=month).takeover_id is not None
    return approve(world, data)


def awards(person: int) -> tuple[AwardKnown, ...]:
    with batch():
        return tuple(one for one in awards_of_person(person) if one.person_id == person)


def differing(world: PayWorld, when: Any) -> tuple[int, int, int]:
    """Verified and computed again: how many agree, differ, could not be computed; verification finds nothing."""
    with connect_as("audit"):
        assert verify_awards().differing == ()
    with batch():
        found = recompute_awards(Fund.CNR, by=world.system, at=when)
    return found.agreeing, found.differing, found.uncomputed


def died(world: PayWorld, person: int, day: str, told: str) -> None:
    with batch():
        record_civil_event(EventDraft(person, EventKind.DEATH, date.fromisoformat(day)), by=world.system, at=at(told))


def test_two_people_take_over_and_the_month_pays_by_the_law(world: PayWorld) -> None:
    small, large = world.person(), world.person()
    data = file_of(line("R-1", small, SMALL, state_adds="5000", **MINIMUM), line("R-2", large, LARGE, supplement="2500"))
    receipt = propose(world, data)
    assert (receipt.awards, receipt.left_out, receipt.gross) == (2, 0, SMALL + 500_000 + LARGE + 250_000)
    assert awards(small) == ()
    with pytest.raises(Refused, match="takeover_needs_another_person"):
        approve(world, data, name="prepares")
    kept = approve(world, data)
    assert (kept.state, kept.awards, kept.written, kept.net) == (TakeoverState.ENDED, 2, 2, receipt.net)
    (award,) = awards(large)
    (term,) = award.live()
    law = deduct(LARGE + 250_000, on=OCTOBER)  # type: ignore[arg-type]
    assert (award.starts_on, term.starts_on, term.ends_on) == (date(2012, 3, 1), OCTOBER, None)
    assert (term.parts.gross, term.parts.social_insurance, term.parts.net) == (LARGE + 250_000, law.social_insurance, law.net)
    assert awards(small)[0].live()[0].least == ("pension", 2_000_000, 2_000_000)
    with batch():
        claim, decision = claim_of(award.claim_id), decision_of(award.first_decision_id)
    assert claim is not None
    assert decision is not None
    assert (claim.channel, claim.told, claim.steps) == (Channel.TAKEN_OVER, {}, ())
    assert (decision.decided_by, decision.proposed_by) == (world.accounts["agrees"], world.accounts["prepares"])
    assert (decision.record["file"], decision.record["awards"][0]["ref"]) == (kept.content_hash, "R-2")
    run_known = world.approve(world.prepare("2025-10").id, "2025-10")
    with batch():
        paid = rows("SELECT sum(gross_m), sum(net_m), count(*) FROM benefits_instalment WHERE run_id = %s", [run_known.id])
    assert paid == [(receipt.gross, receipt.net, 2)]
    assert differing(world, at("2025-10-11")) == (2, 0, 0)


def test_each_line_that_can_not_be_taken_is_told_and_the_others_go_on(world: PayWorld) -> None:
    alive, gone, twice = world.person(), world.person(), world.person()
    died(world, gone, "2025-03-10", "2025-03-12")
    world.award(person=twice, since="2025-02-01")
    lines = (
        line("R-1", alive, LARGE, net="1.00"), line("R-2", gone, LARGE), line("R-3", twice, LARGE),
        line("R-4", alive, LARGE, since="2025-11-01"),
        line("R-5", alive, LARGE, until="2025-10-01"), line("R-6", alive, LARGE, benefit="invalidity"),
        line("R-7", alive, LARGE).replace(nss_of(alive), f"5000099999{nss_key('5000099999'):02d}"),
        line("R-8", alive, LARGE, benefit="survivors", of_nss=nss_of(twice)),
        line("R-9", alive, LARGE).replace(";60000.00;", ";60.000.00;"),
    )  # fmt: skip
    receipt = propose(world, file_of(*lines))
    assert (receipt.awards, receipt.left_out) == (1, 8)
    found = {one.line: (one.code, one.severity.value) for one in receipt.anomalies}
    assert found == {
        2: ("existing_award_net", "warning"), 3: ("existing_award_dead", "error"), 4: ("existing_award_paid", "error"),
        5: ("existing_award_ended", "error"), 6: ("existing_award_ended", "error"), 7: ("existing_award_kind", "error"),
        8: ("existing_award_unknown", "error"), 9: ("existing_award_alive", "error"), 10: ("existing_award_amount", "error"),
    }  # fmt: skip


def test_a_number_is_taken_once_for_ever_and_a_file_is_proposed_once(world: PayWorld) -> None:
    first, second = world.person(), world.person()
    one = line("R-1", first, LARGE)
    propose(world, file_of(one))
    with pytest.raises(Refused, match="takeover_known"):
        propose(world, file_of(one))
    approve(world, file_of(one))
    assert propose(world, file_of(one)).repeated == 1
    with pytest.raises(Refused, match="takeover_not_so"):
        approve(world, file_of(one))
    receipt = propose(world, file_of(one, line("R-2", second, SMALL)))
    assert (receipt.awards, receipt.repeated, receipt.left_out) == (1, 1, 0)
    assert [told.code for told in receipt.anomalies] == ["existing_award_taken"]
    # The same person under another number is paid the same already.
    assert propose(world, file_of(line("R-9", first, LARGE))).takeover_id is None


def test_what_moved_since_the_proposal_is_not_approved_and_may_be_given_up(world: PayWorld) -> None:
    first, second = world.person(), world.person()
    data = file_of(line("R-1", first, LARGE), line("R-2", second, LARGE))
    propose(world, data)
    died(world, second, "2025-08-10", "2025-08-12")
    with pytest.raises(Refused, match="takeover_moved"):
        approve(world, data)
    assert awards(first) == ()
    with batch(), pytest.raises(Refused, match="ground_missing"):
        cancel_takeover_file(data, fund=Fund.CNR, reason=" ", by=world.accounts["agrees"], at=LATER)
    with batch():
        given_up = cancel_takeover_file(data, fund=Fund.CNR, reason="Un décès depuis.", by=world.accounts["agrees"], at=LATER)
    assert given_up.state is TakeoverState.CANCELLED
    assert propose(world, data).awards == 1
    assert approve(world, data).written == 1


def test_only_accountants_of_the_fund_and_only_their_own_see_it(world: PayWorld) -> None:
    data = file_of(line("R-1", world.person(), LARGE))
    with pytest.raises(Refused, match="account_pays_nobody"):
        propose(world, data, name="cnas")
    with pytest.raises(Refused, match="takeover_month"):
        propose(world, data, month=date(2025, 10, 2))
    propose(world, data)
    with pytest.raises(Refused, match="account_pays_nobody"):
        approve(world, data, name="cnas")
    with world.acting("fourth"):
        assert len(takeovers_of()) == 1
        with pytest.raises(DatabaseError):
            run(STEP, ["approved"])
    with world.acting("cnas"):
        assert takeovers_of() == ()


def test_the_database_holds_two_people_and_the_file_even_against_the_batch_role(world: PayWorld) -> None:
    data = file_of(line("R-1", world.person(), LARGE))
    propose(world, data)
    with batch(), pytest.raises(DatabaseError, match="another person approves"):
        run(STEP, ["approved"])
    with batch(), pytest.raises(DatabaseError, match="does not follow"):
        run(STEP, ["ended"])
    approve(world, data)
    # The file has ended: it gives no decision any more.
    with batch(), pytest.raises(DatabaseError, match="no approved file"), connection.cursor() as cursor:
        cursor.execute(COPIED)


def test_increases_since_are_in_and_those_before_are_refused(world: PayWorld) -> None:
    small, large = world.person(), world.person()
    taken(world, line("R-1", small, SMALL, state_adds="5000", **MINIMUM), line("R-2", large, LARGE))
    with world.acting("prepares") as by:
        increase = prepare_increase(fund=Fund.CNR, on=date(2026, 1, 1), by=by, at=at("2026-03-10"))
    with world.acting("agrees") as by:
        approve_increase(increase.id, by=by, at=at("2026-03-10"))
    assert all(len(awards(person)[0].live()) == 2 for person in (small, large))
    assert differing(world, at("2026-03-11")) == (2, 0, 0)
    # What is taken over later, from a month before the increase, gets it at once.
    late = world.person()
    taken(world, line("R-3", late, LARGE))
    assert [one.parts for one in awards(late)[0].live()] == [one.parts for one in awards(large)[0].live()]
    assert differing(world, at("2026-03-12")) == (3, 0, 0)


def test_an_increase_that_the_amounts_hold_already_is_refused(world: PayWorld) -> None:
    data = file_of(line("R-1", world.person(), LARGE))
    propose(world, data, month=date(2026, 2, 1))
    approve(world, data)
    with world.acting("prepares") as by, pytest.raises(Refused, match="increase_before_takeover"):
        prepare_increase(fund=Fund.CNR, on=date(2026, 1, 1), by=by, at=at("2026-03-10"))


def test_a_death_ends_it_and_the_night_finds_nothing_else(world: PayWorld) -> None:
    person = world.person()
    taken(world, line("R-1", person, LARGE))
    died(world, person, "2025-12-05", "2025-12-20")
    with batch():
        assert take_news(by=world.system, at=at("2025-12-21")) == 1
    (award,) = awards(person)
    assert award.on(date(2026, 1, 1)) is None
    assert award.on(OCTOBER) is not None
    assert differing(world, at("2026-01-05")) == (1, 0, 0)
    with batch(), transaction.atomic():
        decision = live_decision_of_claim(award.claim_id)
        assert decision is not None
        open_file([person], purpose="decision", route="test", by=world.system, at=at("2026-01-06"))
        # A letter tells what became of it here; what the former system decided, it told.
        assert letter_of(decision.id, "fr", address="https://mizan.example").startswith(b"%PDF")
        with pytest.raises(Refused, match="decision_taken_over"):
            letter_of(award.first_decision_id, "fr", address="https://mizan.example")


def test_a_reversion_is_shared_again_only_when_somebody_says_what_the_deceased_drew(world: PayWorld) -> None:
    dead, widow, child = world.person(), world.person(), world.person()
    died(world, dead, "2019-05-10", "2025-01-10")
    of = {"benefit": "survivors", "of_nss": nss_of(dead), "since": "2019-06-01"}
    taken(world, line("V-1", widow, 2_250_000, **of), line("V-2", child, 1_350_000, until="2026-08-01", **of))
    (hers,) = awards(widow)
    (its,) = awards(child)
    assert hers.claim_id == its.claim_id
    assert its.live()[0].ends_on == date(2026, 8, 1)
    with batch():
        assert relive(day=date(2025, 11, 3), by=world.system, at=at("2025-11-03")) == 0
    assert differing(world, at("2025-11-04")) == (2, 0, 0)
    # The widow marries again: the share of the child may grow, and nobody here knows of what.
    with batch():
        record_civil_event(
            EventDraft(widow, EventKind.MARRIAGE, date(2025, 12, 1), world.person()), by=world.system, at=at("2025-12-10")
        )  # fmt: skip
        told: list[Any] = []
        take_news(by=world.system, at=at("2025-12-11"), tell=told.append)
        claim = claim_of(hers.claim_id)
    assert claim is not None
    assert [step.kind for step in claim.steps] == [StepKind.TO_JUDGE]
    assert len(told) == 1
    assert awards(widow)[0].live() == hers.live()


def test_survivors_of_who_was_taken_over_are_given_what_the_law_gives_of_it(world: PayWorld) -> None:
    person = world.person()
    taken(world, line("R-1", person, LARGE, supplement="2500"))
    died(world, person, "2025-12-05", "2025-12-20")
    with batch():
        case = Case(Fund.CNR, Kind.SURVIVORS, person, person, date(2025, 12, 5), date(2026, 1, 1), at("2026-01-05"), {})
        held = benefit_of(Kind.SURVIVORS).gather(case)
    assert held.facts["deceased_pension"].value == "60000.00"


def test_who_died_since_the_first_month_is_paid_until_then_whenever_it_was_known(world: PayWorld) -> None:
    person, other = world.person(), world.person()
    died(world, person, "2025-12-05", "2025-12-20")
    with batch():
        # The night has acted on it: nothing was paid here then.
        assert take_news(by=world.system, at=at("2025-12-21")) == 0
    data = file_of(line("R-1", person, LARGE), line("R-2", other, LARGE))
    with batch():
        for name, act in (("prepares", propose_takeover_file), ("agrees", approve_takeover_file)):
            more = {"first_month": OCTOBER} if name == "prepares" else {}
            act(data, fund=Fund.CNR, by=world.accounts[name], at=at("2026-01-05"), **more)  # type: ignore[operator]
    (award,) = awards(person)
    assert [(one.starts_on, one.ends_on) for one in award.live()] == [(OCTOBER, date(2026, 1, 1))]
    assert differing(world, at("2026-01-06")) == (2, 0, 0)


def test_what_is_told_between_two_blocks_neither_stops_the_file_nor_pays_the_dead(world: PayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = world.person(), world.person()
    data = file_of(line("R-1", first, LARGE), line("R-2", second, LARGE))
    propose(world, data)

    def cut_short(name: str) -> None:
        if name == "take_over.block_committed":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch, batch():
        patch.setattr(take_over_awards, "point", cut_short)
        with pytest.raises(KeyboardInterrupt):
            approve_takeover_file(data, fund=Fund.CNR, by=world.accounts["agrees"], at=LATER, block=1)
    died(world, second, "2025-09-10", "2025-09-22")
    with batch():
        take_news(by=world.system, at=at("2025-09-23"))
        kept = approve_takeover_file(data, fund=Fund.CNR, by=world.accounts["agrees"], at=at("2025-09-24"), block=1)
    assert (kept.state, kept.written) == (TakeoverState.ENDED, 2)
    assert awards(first)[0].on(OCTOBER) is not None
    assert awards(second)[0].on(OCTOBER) is None
    assert differing(world, at("2025-10-01")) == (2, 0, 0)


def test_a_month_that_was_paid_here_is_no_first_month(world: PayWorld) -> None:
    world.award(since="2025-10-01")
    world.paid("2025-10")
    data = file_of(line("R-1", world.person(), LARGE))
    with batch(), pytest.raises(Refused, match="takeover_month_paid"):
        propose_takeover_file(data, fund=Fund.CNR, first_month=OCTOBER, by=world.accounts["prepares"], at=at("2025-10-12"))
    with batch():
        propose_takeover_file(data, fund=Fund.CNR, first_month=date(2025, 11, 1), by=world.accounts["prepares"], at=at("2025-10-12"))
    world.paid("2025-11")
    with batch(), pytest.raises(Refused, match="takeover_month_paid"):
        approve_takeover_file(data, fund=Fund.CNR, by=world.accounts["agrees"], at=at("2025-11-12"))


def test_nobody_takes_over_the_award_of_their_own_household(world: PayWorld) -> None:
    own, other = world.person(), world.person()
    with batch():
        declare_own_person(world.accounts["prepares"], own, by=world.system, at=WHEN)
        declare_own_person(world.accounts["agrees"], other, by=world.system, at=WHEN)
    data = file_of(line("R-1", own, LARGE), line("R-2", other, LARGE))
    receipt = propose(world, data)
    assert (receipt.awards, [(one.line, one.code) for one in receipt.anomalies]) == (1, [(2, "existing_award_own")])
    with pytest.raises(Refused, match="own_file"):
        approve(world, data)
    assert approve(world, data, name="fourth").written == 1
