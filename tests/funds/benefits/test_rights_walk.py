"""Every path that writes what a payment hangs on is found by reading, run, and leaves nobody with less but by one of the law's ways.

What is due is asked of the database after each act, and compared with what was due before it. A new act, page, command or function
that writes one of these tables makes this test fail until it is walked here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.flows.pay_world import ADDRESS, HOLD, PAYER, PAYER_ACCOUNT, PayWorld, at, parts_of
from tests.flows.proof_world import GROUND, ProofWorld, make_proof_world
from tests.flows.test_pay_returns import NET, report
from tests.flows.test_take_over_awards import file_of, line
from tests.funds.benefits.benefit_world import NOW, World, benefit_world
from tests.funds.benefits.due_after import Walk
from tests.funds.benefits.paths_of_money import Walked, read_catalogue, read_code
from tests.funds.controls.control_world import ControlWorld, control_world_of

from mizan.config.database import connect_as
from mizan.flows.decide_again import decide_again, looked_at_again, propose_reassessment
from mizan.flows.decide_benefit import claim_benefit, decide_alone, decide_claim
from mizan.flows.follow_finding import HoldDays, hold_on_finding, reverse_on_finding
from mizan.flows.hold_payment import agree_hold
from mizan.flows.hold_unproved import ProposedHold, propose_hold
from mizan.flows.nightly import run_night
from mizan.flows.pay_files import write_payment_file
from mizan.flows.pay_month import cancel_run
from mizan.flows.pay_returns import approve_reversal_of, propose_reversal_of, reissue_payment, take_return
from mizan.flows.reassess import relive, take_news
from mizan.flows.revalue import approve_increase, cancel_increase, prepare_increase
from mizan.flows.take_care_feed import take_care_feed
from mizan.flows.take_over_awards import approve_takeover_file, propose_takeover_file
from mizan.funds.access.context import acting_as
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.actions import set_payee_account
from mizan.funds.benefits.actions.answer_finding import answer_finding
from mizan.funds.benefits.actions.hold_payment import hold_payment, release_payment
from mizan.funds.benefits.actions.prove_life import annul_proof
from mizan.funds.benefits.queries.instalments import instalments_of, returns_of
from mizan.funds.benefits.queries.proofs import asks_of
from mizan.funds.benefits.queries.runs import findings_of
from mizan.funds.benefits.types import Kind
from mizan.funds.controls.actions import ask_hold, conclude_finding, take_finding
from mizan.funds.controls.types import Cause, Conclusion
from mizan.funds.people.actions import Correction, correct_identity, open_file
from mizan.funds.people.types import EventKind
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import rip_from_ccp

NIN = "108950160000000011"


def test_every_path_that_writes_a_payment_is_walked_and_takes_nothing_by_another_way(db: Any, people: Any, tmp_path: Path) -> None:
    with db.raw() as admin:
        catalogue = read_catalogue(admin)
        code = read_code(catalogue)
        walked = Walked()
        paying = Walk(admin, walked, date(2026, 10, 1), date(2026, 10, 5))
        world = make_proof_world()
        _pay(paying, control_world_of(world.pay, db), tmp_path)
        assert paying.ways == {"decision", "law", "hold", "control", "debt"}
        silent = Walk(admin, walked, date(2027, 4, 1), date(2027, 4, 5))
        _be_silent(silent, world)
        assert silent.ways == {"hold"}
        living = Walk(admin, walked, date(2028, 8, 1), date(2028, 8, 5))
        _live(living, people)
        assert living.ways == {"decision"}
        empty = [table for table in sorted(catalogue.tables) if admin.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None]
    assert code.writers - walked.functions == set()
    assert code.entries() - walked.functions == set()
    assert [name for name in sorted(catalogue.writers) if not walked.ran(name)] == []
    assert empty == []


def test_the_service_may_only_add_rows_to_what_a_payment_hangs_on(db: Any) -> None:
    """By no role of the service is a row changed or removed: whatever it wants to undo, it adds."""
    with db.raw() as admin:
        catalogue = read_catalogue(admin)
    assert {"benefits_award_term", "benefits_hold", "benefits_instalment", "benefits_notice", "benefits_run"} <= catalogue.tables
    assert {verb for _, _, verb in catalogue.direct} == {"INSERT"}
    added = {table for _, table, _ in catalogue.direct}
    assert not added & {
        "benefits_instalment",
        "benefits_instalment_adjustment",
        "benefits_instalment_settled",
        "benefits_finding",
        "benefits_payee_account",
    }


def test_the_doors_write_nothing_themselves(db: Any) -> None:
    with db.raw() as admin:
        code = read_code(read_catalogue(admin))
    assert [place for place in sorted(code.writers) if place[0].startswith(("mizan.doors", "mizan.config"))] == []
    assert len(code.entries()) >= 15


def _pay(walk: Walk, controls: ControlWorld, folder: Path) -> None:
    """A fund that pays: everything that is held, given back, undone, answered, cancelled and written for the bank."""
    world = controls.pay
    held, lapsing, lowered, wrong, sent_back, _, shared = (world.award() for _ in range(7))
    world.award(since="2025-02-01")
    nowhere = world.award(person=world.person(account=None))
    twice = world.person()
    world.award(person=twice)
    second = world.award(person=twice)
    pensions_of_two_funds = [_second_pension(world) for _ in range(2)]
    right = parts_of(9_000_000)
    world.award(parts=right._replace(income_tax=right.income_tax - 100))

    def as_(name: str, act: Callable[[int], Any]) -> Any:
        def acted() -> Any:
            with world.acting(name) as by:
                return act(by)

        return walk.do(acted)

    def number_of(award: int) -> int:
        with world.acting("prepares"):
            return instalments_of(award)[0].id

    run = walk.do(lambda: _paid(world, "2026-08"))
    file = folder / "august.xml"
    as_(
        "prepares",
        lambda by: write_payment_file(run.id, file, profile="pain001", payer=PAYER, account=PAYER_ACCOUNT, by=by, at=at("2026-08-11")),
    )
    back = report((f"I{number_of(sent_back)}", NET))
    as_("prepares", lambda by: take_return(back, by=by, at=at("2026-08-20")))
    with world.acting("prepares"):
        (returned,) = returns_of(run.id)
        found = {(one.award_id, one.control): one.id for one in findings_of(run.id)}
    as_("prepares", lambda by: reissue_payment(returned.id, ground="nouveau compte", by=by, at=at("2026-08-21")))
    as_("prepares", lambda by: answer_finding(found[(second, "duplicate")], clears=False, ground="déjà servi", by=by, at=at("2026-08-22")))
    as_("prepares", lambda by: answer_finding(found[(nowhere, "account")], clears=False, ground="à joindre", by=by, at=at("2026-08-22")))
    doubled = as_("prepares", lambda by: propose_reversal_of(number_of(second), ground="double", by=by, at=at("2026-08-23")))
    as_("agrees", lambda by: approve_reversal_of(doubled, address=ADDRESS, by=by, at=at("2026-08-23")))
    for award in (held, lapsing):
        placed = as_("prepares", lambda by, a=award: hold_payment(HOLD.__class__(a, *_of(HOLD)), by=by, at=at("2026-08-25")))
        as_("agrees", lambda by, h=placed: agree_hold(h, address=ADDRESS, by=by, at=at("2026-08-26")))
        if award == held:
            first = placed
    undone = as_("prepares", lambda by: propose_reversal_of(number_of(wrong), ground="payé à tort", by=by, at=at("2026-08-27")))
    as_("agrees", lambda by: approve_reversal_of(undone, address=ADDRESS, by=by, at=at("2026-08-27")))
    walk.do(lambda: world.decide(lowered, 3_000_000, "2026-08-01", "2026-08-28", months=("2026-08", "2026-08")))
    given_up = walk.do(lambda: world.prepare("2026-09"))
    as_("prepares", lambda by: cancel_run(given_up.id, reason="à refaire", by=by, at=at("2026-09-10", 14)))
    walk.do(lambda: _paid(world, "2026-09"))
    as_("agrees", lambda by: release_payment(first, ground="pièce reçue", by=by, at=at("2026-09-20")))
    asked, confirmed = _looked_at(controls, pensions_of_two_funds)
    days = HoldDays(date(2026, 10, 1), date(2026, 10, 31))
    placed = as_("prepares", lambda by: hold_on_finding(asked, days, by=by, at=at("2026-09-21")))
    as_("agrees", lambda by: agree_hold(placed, address=ADDRESS, by=by, at=at("2026-09-21")))
    paid = number_of(pensions_of_two_funds[1])
    not_due = as_("prepares", lambda by: reverse_on_finding(confirmed, paid, by=by, at=at("2026-09-21")))
    as_("agrees", lambda by: approve_reversal_of(not_due, address=ADDRESS, by=by, at=at("2026-09-21")))
    walk.do(lambda: world.pay_on(_holder(world, shared), "0000000000", "ccp", "2026-09-21"))
    walk.do(lambda: world.decide(lowered, None, "2026-10-01", "2026-09-25"))

    def night() -> None:
        with connect_as("batch"):
            run_night(at=at("2026-10-16", 22))

    walk.do(night)
    later = at("2026-10-17")

    def over() -> None:
        """What another system paid goes on being paid here."""
        data = file_of(line("R-1", world.person(account=None), 5_000_000))
        with connect_as("batch"):
            propose_takeover_file(data, fund=Fund.CNR, first_month=date(2026, 10, 1), by=world.accounts["prepares"], at=later)
            approve_takeover_file(data, fund=Fund.CNR, by=world.accounts["agrees"], at=later)

    left = as_("prepares", lambda by: prepare_increase(fund=Fund.CNR, on=date(2026, 1, 1), by=by, at=later))
    as_("prepares", lambda by: cancel_increase(left.id, reason="à refaire", by=by, at=later))
    raised = as_("prepares", lambda by: prepare_increase(fund=Fund.CNR, on=date(2026, 1, 1), by=by, at=later))
    as_("agrees", lambda by: approve_increase(raised.id, by=by, at=later))
    walk.do(over)


def _be_silent(walk: Walk, world: ProofWorld) -> None:
    """A pensioner of November who does not answer, for whom a hold is agreed; then shown alive, by mistake, and by another sign."""
    proof_switches.instruct({proof_switches.GROUND: GROUND})
    try:
        person = world.pensioner("1950-11-09", since="2026-11-01")
        with connect_as("batch"):
            correct_identity(person, Correction(nin=NIN), on_day=date(2026, 10, 1), by=world.system, at=at("2026-10-01"))
        walk.do(lambda: world.night("2026-11-02"))
        world.send(person, "2026-11-03")
        world.tried(person, "2027-02-10")

        def propose() -> int:
            proposed = ProposedHold("Sans nouvelles", date(2027, 3, 21), date(2027, 5, 20))
            with world.desk(person) as by:
                (made,) = propose_hold(asks_of(person)[-1].id, proposed, by=by, at=at("2027-03-01"))
            return made

        def care() -> None:
            with acting_as(world.pay.accounts["care"]):
                line = f"id;day;nin;nss;system\nC-1;2027-03-05;{NIN};;CHIFA\n".encode()
                assert take_care_feed(line, by=world.pay.accounts["care"], at=at("2027-03-06")).taken == 1

        def agree() -> None:
            with world.desk(person, "second") as by:
                agree_hold(hold, address=ADDRESS, by=by, at=at("2027-03-01", 10))

        def annul() -> None:
            with world.desk(person) as by:
                annul_proof(seen, person, ground="une homonyme", by=by, at=at("2027-03-04"))

        hold = walk.do(propose)
        walk.do(agree)
        seen = walk.do(lambda: world.see(person, "2027-03-03"))
        walk.do(annul)
        walk.do(care)
    finally:
        proof_switches.instruct({})


def _second_pension(world: PayWorld) -> int:
    """An award to somebody whom another fund pays already."""
    person = world.person()
    world.award(person=person, fund=Fund.CASNOS)
    return world.award(person=person)


def _looked_at(controls: ControlWorld, awards: Sequence[int]) -> tuple[int, int]:
    """What the control of two pensions finds of these awards: on the first a controller asks a hold, the second is concluded an error."""
    moment = at("2026-09-20", 15)
    found = {one.award_id: one.id for one in controls.found("two_pensions", moment=moment)}
    asked, confirmed = (found[award] for award in awards)
    for finding in (asked, confirmed):
        with controls.acting("controls") as by:
            take_finding(finding, by=by, at=moment)
    with controls.acting("controls") as by:
        ask_hold(asked, ground="same_year_twice", reason="deux pensions", by=by, at=moment)
    with controls.acting("controls") as by:
        conclude_finding(confirmed, Conclusion.ERROR, cause=Cause.COMPLEXITY, reason="vérifié sur pièces", by=by, at=moment)
    return asked, confirmed


def _paid(world: PayWorld, month: str) -> Any:
    """A month prepared, answered where more is paid than the law gives, and approved."""
    run = world.prepare(month)
    with world.acting("prepares") as by:
        for one in findings_of(run.id):
            if one.control == "above_recomputation":
                answer_finding(one.id, clears=False, ground="retenue à corriger", by=by, at=at(f"{month}-10", 11))
    return world.approve(run.id, month)


def _of(draft: Any) -> tuple[Any, ...]:
    """All of a draft of a hold but the award."""
    return (draft.ground, draft.reason, draft.starts_on, draft.deadline)


def _holder(world: PayWorld, award: int) -> int:
    from mizan.funds.benefits.queries import award_of

    with world.acting("prepares"):
        found = award_of(award)
    assert found is not None
    return found.person_id


def _live(walk: Walk, people: Any) -> None:
    """Awards that live: granted by the law or by somebody, lowered by two, ended by a death, shared again by time."""
    after, grown = datetime(2027, 3, 20, 9, tzinfo=UTC), datetime(2028, 8, 1, 5, tzinfo=UTC)
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        claim = walk.do(lambda: claim_benefit(made.claim("omar"), by=made.system, at=NOW))
        walk.do(lambda: decide_alone(claim, by=made.system, at=NOW))
        walk.do(lambda: take_news(by=made.system, at=NOW))
        walk.do(lambda: _paid_on(made, "omar", "1234567", NOW))
        made.work("omar", 1993, 2025, 40_000_00, at=after)
        walk.do(lambda: _lowered_at_the_desk(made, claim, after))
        walk.do(lambda: _paid_on(made, "sara", "7654321", after))
        late = datetime(2027, 7, 5, 9, tzinfo=UTC)
        made.tell(EventKind.DEATH, "omar", date(2027, 3, 12), late)
        walk.do(lambda: take_news(by=made.system, at=late))
        survivors = walk.do(lambda: claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=late))
        walk.do(lambda: decide_alone(survivors, by=made.system, at=late))
        walk.do(lambda: take_news(by=made.system, at=late))
        walk.do(lambda: relive(day=date(2028, 8, 1), by=made.system, at=grown))
        made.work("omar", 2023, 2026, 60_000_00, at=grown)
        walk.do(lambda: _judged(made))


def _lowered_at_the_desk(made: World, claim: int, at_: datetime) -> None:
    with made.desk("two") as by:
        propose_reassessment(claim, reason="carrière corrigée", by=by, at=at_)
    with made.desk("one") as by:
        found = looked_at_again(claim, by=by, at=at_)
        assert found is not None
        assert decide_again(claim, seen=found.seen, by=by, at=at_)


def _paid_on(made: World, who: str, ccp: str, at_: datetime) -> None:
    with made.desk("one") as by:
        open_file([made[who]], purpose="payment", route="test", by=by, at=at_)
        set_payee_account(made[who], account=rip_from_ccp(ccp), account_kind="ccp", holder_name=who.upper(), by=by, at=at_)


def _judged(made: World) -> None:
    with made.desk("insurer") as by:
        draft = made.claim("omar", Kind.INVALIDITY, Fund.CNAS, category="2", capacity_cut="0.6")
        claim = claim_benefit(draft, by=by, at=NOW)
        decide_claim(claim, grant=True, by=by, at=NOW)
