"""The month's pay run: who is paid what, what waits and why, what two people approve, what the books say."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from lxml import etree
from tests.flows.pay_world import PayWorld, at, make_world, parts_of

from mizan.config.database import connect_as
from mizan.flows.nightly import check_books
from mizan.flows.pay_month import approve_run, cancel_run
from mizan.funds.benefits.queries.instalments import instalments_of, waiting_of
from mizan.funds.benefits.queries.runs import changes_of, findings_of, sums_of, total_of
from mizan.kernel.refusals import Refused


@pytest.fixture
def world(db: object) -> PayWorld:
    return make_world()


def balance(fund: str, nature: str) -> int:
    with connect_as("batch"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(sum(p.amount), 0) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
            " WHERE a.fund = %s AND a.nature = %s",
            [fund, nature],
        )
        return int(cursor.fetchone()[0])


def faults() -> list[object]:
    with connect_as("batch"):
        return list(check_books())


def refusal(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.refusal.code


def test_a_month_is_paid_and_posted(world: PayWorld, tmp_path: Path) -> None:
    one, two = world.award(4_000_000), world.award(9_000_000, state=500_000)
    run = world.prepare()
    assert run.state == "prepared"
    run = world.approve(run.id)
    assert run.state == "approved"
    file = world.file(run.id, tmp_path / "pay.xml")
    net = parts_of(4_000_000).net + parts_of(9_000_000, state=500_000).net
    assert (file.lines, file.total) == (2, net)
    root = etree.fromstring((tmp_path / "pay.xml").read_bytes())
    assert root.findtext(".//{*}CtrlSum").replace(".", "") == str(net)
    with world.acting("prepares"):
        found = {i.award_id: i for award in (one, two) for i in instalments_of(award)}
        assert [found[award].state for award in (one, two)] == ["ordered", "ordered"]
    assert balance("CNR", "bank") == -net
    assert balance("CNR", "benefit_expense") == 12_500_000
    assert balance("CNR", "state_claim") == 500_000
    assert balance("CNR", "benefit_payable") == 0
    si = parts_of(4_000_000).social_insurance + parts_of(9_000_000).social_insurance
    assert (balance("CNR", "owed_social_insurance"), balance("CNAS", "claim_social_insurance")) == (-si, si)
    assert balance("CNR", "tax_payable") == -(parts_of(4_000_000).income_tax + parts_of(9_000_000).income_tax)
    assert faults() == []


def test_a_run_takes_three_people(world: PayWorld) -> None:
    world.award()
    run = world.prepare()
    with pytest.raises(Refused) as caught, world.acting("prepares") as by:
        approve_run(run.id, by=by, at=at("2026-10-10"))
    assert refusal(caught) == "run_needs_other_people"
    with world.acting("agrees") as by:
        approve_run(run.id, by=by, at=at("2026-10-10"))
    for name in ("agrees", "prepares"):
        with pytest.raises(Refused) as caught, world.acting(name) as by:
            approve_run(run.id, by=by, at=at("2026-10-10"))
        assert refusal(caught) == "run_needs_other_people"
    with pytest.raises(Refused) as caught, world.acting("cnas") as by:
        approve_run(run.id, by=by, at=at("2026-10-10"))
    assert refusal(caught) == "run_unknown"


def test_a_run_whose_awards_changed_is_refused_with_the_differences(world: PayWorld) -> None:
    award, other = world.award(4_000_000), world.award(5_000_000)
    run = world.prepare()
    world.decide(award, 4_400_000, "2026-10-01", "2026-10-10")
    late = world.award(3_000_000, day="2026-10-10")
    with world.acting("agrees") as by:
        approve_run(run.id, by=by, at=at("2026-10-10"))
    with pytest.raises(Refused) as caught, world.acting("approves") as by:
        approve_run(run.id, by=by, at=at("2026-10-10", 12))
    assert refusal(caught) == "run_changed"
    differences = {one["award_id"]: one for one in caught.value.refusal.params["differences"]}  # type: ignore[attr-defined]
    assert set(differences) == {award, late}
    assert (differences[award]["what"], differences[late]["what"]) == ("amount", "missing")
    assert differences[award]["now_due"] - differences[award]["in_run"] == parts_of(4_400_000).net - parts_of(4_000_000).net
    with world.acting("prepares") as by:
        cancel_run(run.id, reason="à refaire", by=by, at=at("2026-10-10", 13))
    again = world.approve(world.prepare().id)
    assert (again.attempt, total_of(_sums(world, again.id)).lines) == (2, 3)
    with world.acting("prepares"):
        assert [i.run_id for i in instalments_of(other)] == [again.id]
    assert faults() == []


def _sums(world: PayWorld, run_id: int):
    with world.acting("prepares"):
        return sums_of(run_id)


def test_a_month_has_one_run_that_stands(world: PayWorld) -> None:
    world.award()
    run = world.prepare("2026-10")
    for month in ("2026-10", "2026-11", "2026-09"):
        with pytest.raises(Refused) as caught:
            world.prepare(month)
        assert refusal(caught) == "run_stands"
    world.approve(run.id)
    with pytest.raises(Refused) as caught:
        world.prepare("2026-10")
    assert refusal(caught) == "run_stands"
    with pytest.raises(Refused) as caught, world.acting("prepares") as by:
        cancel_run(run.id, reason="trop tard", by=by, at=at("2026-10-12"))
    assert refusal(caught) == "run_not_so"


def test_bad_facts_wait_with_their_reason_and_the_others_are_paid(world: PayWorld, tmp_path: Path) -> None:
    sound = world.award()
    nowhere = world.award(person=world.person(account=None))
    wrong = world.award(person=world.person(account="00799999002345678942"))
    shared = [world.award(person=world.person(account="00100600030012345695")) for _ in range(2)]
    dead = world.person()
    dead_award = world.award(person=dead)
    twin = world.person()
    first, second = world.award(person=twin), world.award(person=twin)
    with _admin() as cursor:
        cursor.execute("ALTER TABLE people_person DISABLE TRIGGER USER")
        cursor.execute("UPDATE people_person SET died_on = '2026-08-20' WHERE id = %s", [dead])
    run = world.approve(world.prepare().id)
    file = world.file(run.id, tmp_path / "pay.xml")
    with world.acting("prepares"):
        waits = {i.award_id: i.waits for i in waiting_of(run.id)}
        controls = {(f.award_id, f.control) for f in findings_of(run.id)}
    assert waits == {
        nowhere: "account_missing", wrong: "account_key", shared[0]: "account_shared", shared[1]: "account_shared",
        dead_award: "payee_dead", second: "duplicate",
    }  # fmt: skip
    assert controls == {
        (nowhere, "account"), (wrong, "account"), (shared[0], "account"), (shared[1], "account"), (dead_award, "dead_payee"),
        (second, "duplicate"),
    }  # fmt: skip
    assert (file.lines, file.total) == (2, 2 * parts_of(4_000_000).net)
    assert sound not in waits
    assert first not in waits
    assert balance("CNR", "benefit_payable") == -6 * parts_of(4_000_000).net
    assert faults() == []


def _admin():
    """The owner's hand, for what no act can do."""
    import contextlib

    @contextlib.contextmanager
    def opened():
        import psycopg

        settings = connection.settings_dict
        url = f"host={settings['HOST']} port={settings['PORT']} user=mizan_admin dbname={settings['NAME']}"
        with psycopg.connect(url, autocommit=True) as admin, admin.cursor() as cursor:
            yield cursor

    return opened()


def test_what_waited_is_paid_once_its_account_is_known(world: PayWorld, tmp_path: Path) -> None:
    holder = world.person(account=None)
    award = world.award(person=holder)
    world.award()
    world.paid("2026-09")
    world.pay_on(holder, "00100600030012345695", "rib", "2026-09-15")
    run = world.approve(world.prepare("2026-10").id, "2026-10")
    net = parts_of(4_000_000).net
    with world.acting("prepares"):
        now, before = instalments_of(award)
        changes = {one.reason: one.amount for one in changes_of(run.id)}
    assert (now.released, now.paid, before.state) == (net, 2 * net, "settled")
    assert changes == {"resumed": net, "released": net}
    assert balance("CNR", "benefit_payable") == 0
    assert faults() == []


def test_what_changed_since_last_month_sums_exactly(world: PayWorld) -> None:
    kept, raised, ended, lowered = world.award(), world.award(4_000_000), world.award(3_000_000), world.award(6_000_000)
    before = total_of(_sums(world, world.paid("2026-09").id)).paid
    world.decide(raised, 4_500_000, "2026-07-01", "2026-10-02", months=("2026-07", "2026-09"))
    world.decide(ended, None, "2026-10-01", "2026-10-02")
    world.decide(lowered, 5_500_000, "2026-08-01", "2026-10-02", months=("2026-08", "2026-09"))
    new = world.award(2_800_000, day="2026-10-03", since="2026-10-01")
    run = world.approve(world.prepare("2026-10").id)
    after = total_of(_sums(world, run.id)).paid
    with world.acting("prepares"):
        changes = {one.reason: (one.awards, one.amount) for one in changes_of(run.id)}
    assert sum(amount for _, amount in changes.values()) == after - before
    assert changes["new"] == (1, parts_of(2_800_000).net)
    assert changes["ended"] == (1, -parts_of(3_000_000).net)
    assert changes["arrears"] == (1, 3 * (parts_of(4_500_000).net - parts_of(4_000_000).net))
    assert changes["recovered"] == (1, -(parts_of(5_500_000).net // 10))
    assert changes["changed"][0] == 2
    assert kept
    assert new
    assert faults() == []


def test_a_debt_is_recovered_a_tenth_at_a_time_until_it_is_over(world: PayWorld) -> None:
    award = world.award(6_000_000, since="2026-01-01")
    world.paid("2026-04")
    world.decide(award, 5_000_000, "2026-03-01", "2026-05-02", months=("2026-03", "2026-04"))
    debt = 2 * (parts_of(6_000_000).net - parts_of(5_000_000).net)
    cap = parts_of(5_000_000).net // 10
    assert balance("CNR", "benefit_recoverable") == debt
    taken = []
    for month in ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09"):
        world.paid(month)
        with world.acting("prepares"):
            taken.append(instalments_of(award)[0].recovered)
        assert faults() == []
    assert sum(taken) == debt
    assert max(taken) == cap
    assert taken == sorted(taken, reverse=True)
    assert balance("CNR", "benefit_recoverable") == 0


def test_months_follow_one_another_and_none_is_paid_twice(world: PayWorld) -> None:
    """A run that is only prepared has paid nothing: what a decision makes up for ends before its month."""
    from mizan.funds.benefits.queries import paid_until

    award = world.award(4_000_000)

    def until() -> object:
        with connect_as("batch"):
            return paid_until(award)

    assert until() is None
    world.paid("2026-09")
    assert str(until()) == "2026-10-01"
    run = world.prepare("2026-10")
    assert str(until()) == "2026-10-01"
    with world.acting("prepares") as by:
        cancel_run(run.id, reason="à refaire", by=by, at=at("2026-10-11"))
    with pytest.raises(Refused) as caught:
        world.prepare("2026-11")
    assert refusal(caught) == "month_skipped"
    world.paid("2026-10")
    assert str(until()) == "2026-11-01"


def test_a_month_that_decisions_made_up_for_is_not_paid_again(world: PayWorld) -> None:
    award = world.award(4_000_000)
    world.decide(award, 4_400_000, "2026-08-01", "2026-10-02", months=("2026-08", "2026-09"))
    with pytest.raises(Refused) as caught:
        world.prepare("2026-09")
    assert refusal(caught) == "month_made_up"
    run = world.paid("2026-10")
    with world.acting("prepares"):
        assert instalments_of(award)[0].run_id == run.id
    assert faults() == []
