"""What comes back and what is undone: posted, explained, never deleted; and nothing else stops or lowers an instalment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from tests.flows.pay_world import ADDRESS, HOLD, PAYER, PAYER_ACCOUNT, PayWorld, at, make_world, parts_of
from tests.flows.test_pay_month import _admin, balance, faults, refusal

from mizan.flows.pay_files import payment_file, write_payment_file
from mizan.flows.pay_month import cancel_run
from mizan.flows.pay_returns import approve_reversal_of, propose_reversal_of, reissue_payment, take_return
from mizan.funds.benefits.actions.answer_finding import answer_finding
from mizan.funds.benefits.actions.hold_payment import hold_payment
from mizan.funds.benefits.queries import award_of
from mizan.funds.benefits.queries.instalments import instalments_of, returns_of
from mizan.funds.benefits.queries.runs import changes_of, findings_of
from mizan.kernel.refusals import Refused

NET = parts_of(4_000_000).net
MESSAGE = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId>'
    "<GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>{lines}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
)
LINE = (
    "<TxInfAndSts><OrgnlEndToEndId>{ref}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>"
    '<OrgnlTxRef><Amt><InstdAmt Ccy="DZD">{amount}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
)


@pytest.fixture
def world(db: object) -> PayWorld:
    return make_world()


def report(*lines: tuple[str, int], order: str = "", group: str = "PART") -> bytes:
    said = "".join(LINE.format(ref=ref, amount=f"{amount // 100}.{amount % 100:02d}") for ref, amount in lines)
    return MESSAGE.format(order=order, group=group, lines=said).encode()


def ref_of(world: PayWorld, award: int) -> str:
    with world.acting("prepares"):
        return f"I{instalments_of(award)[0].id}"


def returned(world: PayWorld, data: bytes, day: str = "2026-09-22"):
    with world.acting("prepares") as by:
        return take_return(data, by=by, at=at(day))


def test_a_file_made_twice_is_the_same_file(world: PayWorld, tmp_path: Path) -> None:
    holder = world.person()
    world.award(person=holder)
    run = world.paid("2026-09", tmp_path / "one.xml")
    world.pay_on(holder, "00100600030012345695", "rib", "2026-10-01")
    assert world.file(run.id, tmp_path / "two.xml", name="fourth").sha256
    assert (tmp_path / "one.xml").read_bytes() == (tmp_path / "two.xml").read_bytes()
    with world.acting("agrees") as by:
        assert b"".join(payment_file(run.id, by=by)) == (tmp_path / "one.xml").read_bytes()
    with pytest.raises(Refused) as caught:
        world.file(run.id, tmp_path / "three.xml", profile="csv")
    assert refusal(caught) == "payment_file_kept"
    assert not (tmp_path / "three.xml").exists()


def test_no_file_before_the_second_approval(world: PayWorld, tmp_path: Path) -> None:
    world.award()
    run = world.prepare()
    with pytest.raises(Refused) as caught, world.acting("prepares") as by:
        write_payment_file(run.id, tmp_path / "f", profile="csv", payer=PAYER, account=PAYER_ACCOUNT, by=by, at=at("2026-10-10"))
    assert refusal(caught) == "run_not_so"


def test_a_returned_payment_waits_and_is_paid_again_on_the_new_account(world: PayWorld, tmp_path: Path) -> None:
    holder = world.person()
    award = world.award(person=holder)
    world.award()
    run = world.paid("2026-09", tmp_path / "sept.xml")
    data = report((ref_of(world, award), NET), order="CNR-2026-09-1")
    taken = returned(world, data)
    assert (taken.returned, taken.amount, taken.repeated) == (1, NET, False)
    assert returned(world, data).repeated
    assert balance("CNR", "benefit_unpaid") == -NET
    assert faults() == []
    with world.acting("prepares") as by:
        (back,) = returns_of(run.id)
        assert (back.code, back.amount, back.reissue) == ("AC04", NET, False)
        assert instalments_of(award)[0].state == "returned"
    world.paid("2026-10", tmp_path / "oct.xml")
    with world.acting("prepares") as by:
        assert instalments_of(award)[0].paid == NET
        reissue_payment(back.id, ground="nouveau compte", by=by, at=at("2026-10-25"))
    world.pay_on(holder, "00100600030012345695", "rib", "2026-10-26")
    last = world.paid("2026-11", tmp_path / "nov.xml")
    with world.acting("prepares"):
        now, _, before = instalments_of(award)
        assert (now.reissued, now.paid, before.state) == (NET, 2 * NET, "settled")
        assert {one.reason: one.amount for one in changes_of(last.id)} == {"reissued": NET}
    assert balance("CNR", "benefit_unpaid") == 0
    assert faults() == []


def test_a_file_of_returns_that_does_not_fit_is_refused_whole(world: PayWorld, tmp_path: Path) -> None:
    one, two = world.award(), world.award()
    world.paid("2026-09", tmp_path / "f.xml")
    good = (ref_of(world, one), NET)
    for lines, code in (
        ([good, ("I999999", NET)], "return_unknown"), ([good, ("X1", NET)], "return_unknown"),
        ([(good[0], NET - 1)], "return_amount_differs"),
    ):  # fmt: skip
        with pytest.raises(Refused) as caught:
            returned(world, report(*lines))
        assert refusal(caught) == code
    with pytest.raises(Refused) as caught:
        returned(world, report(good, order="CNR-2026-08-1"))
    assert refusal(caught) == "return_unknown"
    assert returned(world, b"rubbish").outcome == "refused"
    returned(world, report(good))
    with pytest.raises(Refused) as caught:
        returned(world, report(good, (ref_of(world, two), NET)))
    assert refusal(caught) == "return_known"
    assert balance("CNR", "benefit_unpaid") == -NET
    assert faults() == []


def test_an_order_refused_altogether_returns_every_payment(world: PayWorld, tmp_path: Path) -> None:
    for _ in range(3):
        world.award()
    run = world.paid("2026-09", tmp_path / "f.xml")
    taken = returned(world, report(order="CNR-2026-09-1", group="RJCT"))
    assert (taken.returned, taken.amount) == (3, 3 * NET)
    with world.acting("prepares"):
        assert len(returns_of(run.id)) == 3
    assert balance("CNR", "bank") == 0
    assert faults() == []


def test_a_wrong_payment_is_reversed_by_two_people_and_stays_readable(world: PayWorld, tmp_path: Path) -> None:
    award = world.award()
    run = world.paid("2026-09", tmp_path / "f.xml")
    with world.acting("prepares") as by:
        number = instalments_of(award)[0].id
        proposal = propose_reversal_of(number, ground="payé à tort", by=by, at=at("2026-09-25"))
    with pytest.raises(Refused) as caught, world.acting("prepares") as by:
        approve_reversal_of(proposal, address=ADDRESS, by=by, at=at("2026-09-25"))
    assert refusal(caught) == "reversal_needs_another_person"
    with world.acting("agrees") as by:
        approve_reversal_of(proposal, address=ADDRESS, by=by, at=at("2026-09-26"))
        (kept,) = instalments_of(award)
        assert (kept.state, kept.paid, kept.run_id) == ("reversed", NET, run.id)
    assert faults() == []
    assert balance("CNR", "benefit_recoverable") == NET
    assert balance("CNR", "benefit_expense") == 0
    assert balance("CNR", "benefit_payable") == 0
    assert balance("CNR", "owed_social_insurance") == 0


def test_what_a_reversal_asks_back_is_recovered_within_the_share_of_the_law(world: PayWorld, tmp_path: Path) -> None:
    award = world.award()
    world.paid("2026-09", tmp_path / "f.xml")
    with world.acting("prepares") as by:
        proposal = propose_reversal_of(instalments_of(award)[0].id, ground="payé à tort", by=by, at=at("2026-09-25"))
    with world.acting("agrees") as by:
        approve_reversal_of(proposal, address=ADDRESS, by=by, at=at("2026-09-26"))
        known = award_of(award)
        assert known is not None
        (debt,) = known.adjustments
        assert (debt.kind, debt.amount, debt.decision_id) == ("debt", NET, None)
    taken = NET // 10
    for month, left in (("2026-10", NET - taken), ("2026-11", NET - 2 * taken)):
        world.paid(month)
        with world.acting("prepares"):
            assert (instalments_of(award)[0].recovered, instalments_of(award)[0].paid) == (taken, NET - taken)
        assert balance("CNR", "benefit_recoverable") == left
        assert faults() == []


def test_money_a_person_has_not_received_is_not_taken_away_by_a_reversal(world: PayWorld, tmp_path: Path) -> None:
    """Proposed by one, it changes nothing; agreed to by two, it is refused unless a control that was upheld says that it is not due."""
    sent_back, waits = world.award(), world.award(person=world.person(account=None))
    world.award()
    world.paid("2026-09", tmp_path / "f.xml")
    returned(world, report((ref_of(world, sent_back), NET)))
    proposals = {}
    for one in (sent_back, waits):
        with world.acting("prepares") as by:
            proposals[one] = propose_reversal_of(instalments_of(one)[0].id, ground="payé à tort", by=by, at=at("2026-09-25"))
        with pytest.raises(Refused) as caught, world.acting("agrees") as by:
            approve_reversal_of(proposals[one], address=ADDRESS, by=by, at=at("2026-09-26"))
        assert refusal(caught) == "reversal_without_cause"
    with world.acting("prepares") as by:
        holder = award_of(waits)
        assert holder is not None
    world.pay_on(holder.person_id, "00100600030012345695", "rib", "2026-09-27")
    world.paid("2026-10")
    with world.acting("prepares") as by:
        assert instalments_of(waits)[0].paid == 2 * NET
    with pytest.raises(Refused) as caught, world.acting("agrees") as by:
        approve_reversal_of(proposals[waits], address=ADDRESS, by=by, at=at("2026-10-26"))
    assert refusal(caught) == "reversal_not_possible"
    assert faults() == []


def test_the_same_right_twice_is_let_go_by_two_people_once_the_control_is_upheld(world: PayWorld) -> None:
    holder = world.person()
    world.award(person=holder)
    second = world.award(person=holder)
    run = world.paid("2026-09")
    with world.acting("prepares") as by:
        (found,) = [one for one in findings_of(run.id) if one.control == "duplicate"]
        answer_finding(found.id, clears=False, ground="déjà servi", by=by, at=at("2026-09-15"))
        proposal = propose_reversal_of(instalments_of(second)[0].id, ground="double", by=by, at=at("2026-09-15"))
    with world.acting("agrees") as by:
        approve_reversal_of(proposal, address=ADDRESS, by=by, at=at("2026-09-16"))
        assert instalments_of(second)[0].state == "reversed"
    assert balance("CNR", "benefit_recoverable") == 0
    assert faults() == []


def test_a_finding_that_is_answered_lets_the_next_run_pay(world: PayWorld) -> None:
    shared = [world.award(person=world.person(account="00100600030012345695")) for _ in range(2)]
    run = world.paid("2026-09")
    with world.acting("prepares") as by:
        found = {one.award_id: one for one in findings_of(run.id)}
        answer_finding(found[shared[0]].id, clears=True, ground="compte joint des époux", by=by, at=at("2026-09-15"))
        answer_finding(found[shared[1]].id, clears=False, ground="compte d'un tiers", by=by, at=at("2026-09-15"))
        with pytest.raises(Refused) as caught:
            answer_finding(found[shared[1]].id, clears=True, ground="x", by=by, at=at("2026-09-15"))
    assert refusal(caught) == "finding_answered"
    world.paid("2026-10")
    with world.acting("prepares"):
        assert instalments_of(shared[0])[0].paid == 2 * NET
        assert instalments_of(shared[1])[0].waits == "account_shared"
    assert faults() == []


def test_a_wrong_deduction_is_found_and_does_not_stop_the_payment(world: PayWorld) -> None:
    right = parts_of(9_000_000)
    award = world.award(parts=right._replace(income_tax=right.income_tax - 100))
    world.award()
    run = world.prepare("2026-10")
    with world.acting("prepares") as by:
        (found,) = findings_of(run.id)
        # Whoever answers, either way, lets the run go on.
        answer_finding(found.id, clears=False, ground="retenue fausse", by=by, at=at("2026-10-10", 9))
    world.approve(run.id)
    with world.acting("prepares"):
        assert (found.award_id, found.control, found.stops) == (award, "above_recomputation", False)
        assert (found.detail["given"], found.detail["expected"]) == (right.net + 100, right.net)
        assert instalments_of(award)[0].paid == right.net + 100


LOWERS = {
    "lowered": "UPDATE benefits_instalment SET paid = paid - 1",
    "recovered without a debt": "UPDATE benefits_instalment SET recovered = 100, paid = paid - 100",
    "waits without a reason": "UPDATE benefits_instalment SET waits = 'duplicate', paid = 0",
    "net below its term": "UPDATE benefits_instalment SET (pension_m, gross_m, net_m, paid) = (pension_m-9, gross_m-9, net_m-9, paid-9)",
    "held by a hold nobody agreed": "UPDATE benefits_instalment SET waits = 'held', hold_id = (SELECT id FROM benefits_hold), paid = 0",
    "sent elsewhere": "UPDATE benefits_instalment SET account = '00100600030012345695'",
    "left out": "DELETE FROM benefits_instalment WHERE award_id = (SELECT max(award_id) FROM benefits_instalment)",
}


@pytest.mark.parametrize("way", LOWERS)
def test_no_path_of_the_database_stops_or_lowers_an_instalment(world: PayWorld, way: str) -> None:
    """The owner itself, its append-only guard off, changes an instalment: the run can not be approved, and nobody is paid less."""
    award = world.award()
    world.award()
    with world.acting("prepares") as by:
        hold_payment(replace(HOLD, award_id=award), by=by, at=at("2026-08-25"))
    run = world.prepare("2026-10")
    with _admin() as cursor:
        with pytest.raises(psycopg.Error):
            cursor.execute(LOWERS[way])
        cursor.execute("ALTER TABLE benefits_instalment DISABLE TRIGGER benefits_instalment_append_only")
        try:
            cursor.execute(LOWERS[way])
        except psycopg.errors.CheckViolation:
            return
    with pytest.raises(Refused) as caught:
        world.approve(run.id)
    assert refusal(caught) == "run_changed"
    with world.acting("prepares") as by:
        cancel_run(run.id, reason="altérée", by=by, at=at("2026-10-10", 14))


def test_no_role_of_the_service_writes_an_instalment_or_ends_a_term(world: PayWorld) -> None:
    """Every write an instalment could be stopped or lowered by, tried by each role that works."""
    award = world.award()
    world.paid("2026-10")
    tries = (
        "UPDATE benefits_instalment SET paid = 0", "DELETE FROM benefits_instalment", "TRUNCATE benefits_instalment",
        "INSERT INTO benefits_instalment SELECT * FROM benefits_instalment", "UPDATE benefits_award_term SET net_m = 0",
        "UPDATE benefits_award_term SET known_until = now()", "DELETE FROM benefits_award_term",
        "UPDATE benefits_run SET recovery_ppm = 1000000",
        "UPDATE benefits_payee_account SET account = '1'", f"SELECT benefits_close_terms({award}, 1, '2026-01-01', now())",
        "SELECT * FROM benefits_due('CNR', '2026-11-01', '2026-11-01', 0, NULL)", "DELETE FROM benefits_run_step",
    )  # fmt: skip
    from django.db import connection

    settings = connection.settings_dict
    for role in ("mizan_web", "mizan_batch", "mizan_audit"):
        with psycopg.connect(
            f"host={settings['HOST']} port={settings['PORT']} user={role} dbname={settings['NAME']}", autocommit=True
        ) as session:
            for statement in tries:
                with pytest.raises(psycopg.Error):
                    session.execute(statement)


def test_every_code_that_writes_instalments_or_holds_is_known() -> None:
    """Who writes the tables a payment hangs on: the one preparation in SQL, and the acts named here. Anything new must be looked at."""
    import re

    import mizan

    root = Path(mizan.flows.__path__[0]).parent if hasattr(mizan, "flows") else Path("src/mizan")
    tables = "instalment|hold|hold_step|instalment_adjustment|instalment_settled|award_term"
    writes = re.compile(rf"(INSERT INTO|UPDATE|DELETE FROM|COPY) benefits_({tables})\b(?! (?:ON|FOR))")
    found = {
        (path.relative_to(root).as_posix(), kind, table)
        for path in root.rglob("*")
        if path.suffix in {".py", ".sql"}
        for kind, table in writes.findall(path.read_text(encoding="utf-8"))
    }
    assert found == {
        ("funds/benefits/migrations/prepare.sql", "INSERT INTO", "instalment"),
        ("funds/benefits/migrations/prepare.sql", "INSERT INTO", "instalment_adjustment"),
        ("funds/benefits/migrations/prepare.sql", "INSERT INTO", "instalment_settled"),
        ("funds/benefits/migrations/core.sql", "UPDATE", "award_term"),
        # The increase of all awards: former terms stop being held true, raised ones stand for them; its lines are held against both.
        ("funds/benefits/migrations/revalue.sql", "UPDATE", "award_term"),
        ("funds/benefits/migrations/revalue.sql", "INSERT INTO", "award_term"),
        ("funds/benefits/migrations/walls_of_pay.sql", "UPDATE", "award_term"),
        ("funds/benefits/actions/write_decision.py", "INSERT INTO", "award_term"),
        ("funds/benefits/actions/take_over.py", "INSERT INTO", "award_term"),
        ("funds/benefits/actions/hold_payment.py", "INSERT INTO", "hold"),
        ("funds/benefits/actions/hold_payment.py", "INSERT INTO", "hold_step"),
    }
