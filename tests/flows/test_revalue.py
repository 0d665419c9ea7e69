"""The increase of all the awards of a fund on its date: who, what, arrears, and what later decisions make of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from tests.flows.pay_world import PayWorld, at, make_world, parts_of
from tests.flows.test_pay_month import faults

from mizan.config.database import connect_as
from mizan.flows import revalue
from mizan.flows.pay_month import approve_run, prepare_run
from mizan.flows.revalue import approve_increase, cancel_increase, prepare_increase
from mizan.funds.benefits.actions.raise_awards import hold_increases
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.queries import award_of
from mizan.funds.benefits.queries.increases import increase_differences, increase_lines, increase_sums, increases_approved, whole_of
from mizan.funds.benefits.types import Kind, Parts
from mizan.funds.benefits.types.increases import IncreaseState
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused
from mizan.law.algeria.deductions import deduct
from mizan.law.algeria.revalorisation import revalue as revalue_one

JANUARY = date(2026, 1, 1)
MARCH = at("2026-03-10")


@pytest.fixture
def world(db: Any) -> PayWorld:
    return make_world()


def ask(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connect_as("batch"), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def refusal(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.refusal.code


def prepared(world: PayWorld, *, on: date = JANUARY, name: str = "prepares", when: Any = MARCH, fund: Fund = Fund.CNR) -> Any:
    with connect_as("web"), world.acting(name) as by:
        return prepare_increase(fund=fund, on=on, by=by, at=when)


def approved(world: PayWorld, increase_id: int, *, name: str = "agrees", when: Any = MARCH) -> Any:
    with connect_as("web"), world.acting(name) as by:
        return approve_increase(increase_id, by=by, at=when)


def live(award_id: int) -> list[tuple[date, date | None, int, int]]:
    with connect_as("batch"):
        award = award_of(award_id)
    assert award is not None
    return [(term.starts_on, term.ends_on, term.parts.gross, term.parts.net) for term in award.live()]


def expected(gross: int, on: date = JANUARY) -> Parts:
    new = revalue_one(gross, on=on).amount  # type: ignore[arg-type]
    taken = deduct(new, on=on)
    return Parts(new, 0, 0, 0, taken.social_insurance, taken.income_tax)


def test_every_award_is_raised_from_the_day_and_the_past_stays(world: PayWorld) -> None:
    grosses = (1_500_000, 2_000_000, 2_000_100, 4_000_000, 9_000_000)
    awards = {world.award(gross, since="2025-02-01"): gross for gross in grosses}
    increase = prepared(world)
    assert increase.state is IncreaseState.PREPARED
    assert increase.source == "press-revalorisation-2026"
    with connect_as("web"), world.acting("agrees"):
        whole = whole_of(increase_sums(increase.id))
        assert (whole.terms, whole.raised) == (5, 5)
        assert whole.gross_before == sum(grosses)
        assert whole.gross_after == sum(expected(gross).gross for gross in grosses)
        assert {line.award_id for line in increase_lines(increase.id)} == set(awards)
    assert [live(award) for award in awards] == [[(date(2025, 2, 1), None, gross, parts_of(gross).net)] for gross in grosses]
    approved(world, increase.id)
    for award, gross in awards.items():
        new = expected(gross)
        assert live(award) == [(date(2025, 2, 1), JANUARY, gross, parts_of(gross).net), (JANUARY, None, new.gross, new.net)]
        # No run of the fund is approved: instalments come for March on, January and February are arrears.
        assert ask("SELECT kind, amount, from_month, to_month FROM benefits_adjustment WHERE award_id = %s", award) == [
            ("arrears", 2 * (new.net - parts_of(gross).net), date(2026, 1, 1), date(2026, 2, 1))
        ]
    assert faults() == []
    with connect_as("audit"):
        (kept,) = increases_approved(Fund.CNR)
    assert (kept.id, kept.effective_on) == (increase.id, JANUARY)


def test_arrears_are_of_the_months_paid_and_the_next_run_pays_both(world: PayWorld) -> None:
    award = world.award(4_000_000, since="2025-02-01")
    late = world.award(4_000_000, since="2025-02-01", until="2026-02-01")
    for month in ("2026-01", "2026-02", "2026-03"):
        world.paid(month)
    increase = prepared(world, when=at("2026-04-02"))
    approved(world, increase.id, when=at("2026-04-02"))
    gain = expected(4_000_000).net - parts_of(4_000_000).net
    assert ask("SELECT award_id, amount, to_month FROM benefits_adjustment ORDER BY award_id") == [
        (award, 3 * gain, date(2026, 3, 1)),
        (late, gain, date(2026, 1, 1)),
    ]
    run = world.paid("2026-04")
    rows = ask("SELECT award_id, net_m, arrears, paid FROM benefits_instalment WHERE run_id = %s", run.id)
    found = {row[0]: row[1:] for row in rows}
    net = expected(4_000_000).net
    assert found == {award: (net, 3 * gain, net + 3 * gain), late: (0, gain, gain)}
    assert faults() == []


def test_the_entry_says_who_bears_what(world: PayWorld) -> None:
    world.award(since="2025-02-01", parts=Parts(1_400_000, 0, 600_000, 0, 0, 0))
    increase = prepared(world)
    approved(world, increase.id)
    rows = ask(
        "SELECT a.fund, a.nature, sum(p.amount)::bigint FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
        " JOIN ledger_entry e ON e.id = p.entry_id WHERE e.verb = 'revalue_benefits' GROUP BY 1, 2"
    )
    found = {(fund, nature): amount for fund, nature, amount in rows}
    # No part of a minimum is known of this award: what the State adds stays, what was earned rises by 10 %, twice (January, February).
    assert found[("CNR", "benefit_expense")] == 2 * 140_000
    assert ("CNR", "state_claim") not in found
    assert sum(amount for (fund, _), amount in found.items() if fund == "CNR") == 0


def test_who_may_not(world: PayWorld) -> None:
    world.award(since="2025-02-01")
    with pytest.raises(Refused) as caught:
        prepared(world, name="cnas")
    assert refusal(caught) == "account_pays_nobody"
    increase = prepared(world)
    with pytest.raises(Refused) as caught:
        approved(world, increase.id, name="prepares")
    assert refusal(caught) == "increase_needs_another_person"
    with pytest.raises(Refused) as caught:
        approved(world, increase.id, name="cnas")
    assert refusal(caught) == "increase_unknown"
    approved(world, increase.id)
    with pytest.raises(Refused) as caught:
        approved(world, increase.id, name="approves")
    assert refusal(caught) == "increase_not_so"
    with pytest.raises(Refused) as caught, connect_as("web"), world.acting("approves") as by:
        cancel_increase(increase.id, reason="too late", by=by, at=MARCH)
    assert refusal(caught) == "increase_not_so"


@pytest.mark.parametrize(
    ("on", "when", "code"),
    [
        (date(2025, 5, 1), MARCH, "no_increase_on"),
        (date(2026, 2, 1), MARCH, "no_increase_on"),
        (date(2023, 1, 1), MARCH, "increase_scale_unknown"),
        (JANUARY, at("2025-12-01"), "increase_not_decided"),
    ],
)
def test_the_law_says_on_which_days(world: PayWorld, on: date, when: Any, code: str) -> None:
    world.award(since="2022-02-01")
    with pytest.raises(Refused) as caught:
        prepared(world, on=on, when=when)
    assert refusal(caught) == code


def test_one_at_a_time_and_in_the_order_of_days(world: PayWorld) -> None:
    world.award(since="2024-02-01")
    first = prepared(world)
    with pytest.raises(Refused) as caught:
        prepared(world, name="agrees")
    assert refusal(caught) == "increase_stands"
    with connect_as("web"), world.acting("prepares") as by:
        assert cancel_increase(first.id, reason="wrong day", by=by, at=MARCH).state is IncreaseState.CANCELLED
    second = prepared(world, name="agrees")
    assert second.attempt == 2
    approved(world, second.id, name="prepares")
    with pytest.raises(Refused) as caught:
        prepared(world, on=date(2024, 5, 1))
    assert refusal(caught) == "increase_stands"


def test_increases_follow_one_another(world: PayWorld) -> None:
    award = world.award(3_000_000, since="2024-02-01")
    for on in (date(2024, 5, 1), JANUARY):
        approved(world, prepared(world, on=on).id)
    first = revalue_one(3_000_000, on=date(2024, 5, 1)).amount  # type: ignore[arg-type]
    second = revalue_one(first, on=JANUARY).amount
    assert [row[:3] for row in live(award)] == [
        (date(2024, 2, 1), date(2024, 5, 1), 3_000_000),
        (date(2024, 5, 1), JANUARY, first),
        (JANUARY, None, second),
    ]
    assert faults() == []


def test_awards_that_begin_later_are_left_as_they_are(world: PayWorld) -> None:
    old = world.award(3_000_000, since="2025-12-01")
    new = world.award(3_000_000, since="2026-01-01")
    ended = world.award(3_000_000, since="2024-02-01", until="2025-12-01")
    increase = prepared(world)
    approved(world, increase.id)
    assert len(live(old)) == 2
    assert [row[2] for row in live(new)] == [3_000_000]
    assert [row[:3] for row in live(ended)] == [(date(2024, 2, 1), date(2025, 12, 1), 3_000_000)]


def test_an_award_changed_since_is_told_and_refuses_the_approval(world: PayWorld) -> None:
    kept, changed = world.award(since="2025-02-01"), world.award(since="2025-02-01")
    increase = prepared(world)
    world.decide(changed, 5_000_000, "2025-06-01", "2026-03-11")
    fresh = world.award(since="2025-03-01")
    with pytest.raises(Refused) as caught:
        approved(world, increase.id, when=at("2026-03-12"))
    assert refusal(caught) == "increase_changed"
    with connect_as("web"), world.acting("agrees"):
        told = {(one.award_id, one.what) for one in increase_differences(increase.id)}
    assert told == {(changed, "changed"), (changed, "missing"), (fresh, "missing")}
    assert [len(live(one)) for one in (kept, fresh)] == [1, 1]
    with connect_as("web"), world.acting("agrees") as by:
        cancel_increase(increase.id, reason="awards changed", by=by, at=at("2026-03-12"))
    again = prepared(world, when=at("2026-03-12"))
    approved(world, again.id, when=at("2026-03-12"))
    assert [len(live(one)) for one in (kept, fresh)] == [2, 2]


def test_a_run_prepared_before_is_not_approved_after(world: PayWorld) -> None:
    world.award(since="2025-02-01")
    world.paid("2026-01")
    with world.acting("prepares") as by:
        run = prepare_run(fund=Fund.CNR, month=date(2026, 2, 1), pay_on=date(2026, 2, 20), by=by, at=at("2026-02-10"))
    with world.acting("agrees") as by:
        approve_run(run.id, by=by, at=at("2026-02-10", 10))
    approved(world, prepared(world).id)
    with pytest.raises(Refused) as caught, world.acting("approves") as by:
        approve_run(run.id, by=by, at=at("2026-02-10", 11))
    assert refusal(caught) == "run_changed"


def test_nobodys_gross_is_lowered_whoever_asks(world: PayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    world.award(since="2025-02-01")

    def lower(terms: Any, **_: Any) -> Any:
        return terms[:, 0], terms[:, 1] - 100, terms[:, 2], terms[:, 3], terms[:, 12], terms[:, 13]

    monkeypatch.setattr(revalue, "raised_block", lower)
    with pytest.raises(Refused) as caught:
        prepared(world)
    assert refusal(caught) == "increase_lowers"


@pytest.mark.parametrize("role", ["web", "batch"])
def test_no_term_is_written_outside_its_decision(world: PayWorld, role: str) -> None:
    world.award(since="2025-02-01")
    increase = prepared(world)
    decision = ask("SELECT min(id) FROM benefits_decision")[0][0]
    moment = MARCH
    for statement, values in (
        ("SELECT * FROM benefits_increase_write(%s, %s, 0, 10, %s)", [increase.id, decision, moment]),
        ("SELECT benefits_increase_adjust(%s, %s, 1, '2026-03-01', %s)", [increase.id, decision, moment]),
        ("DELETE FROM benefits_increase_line", []),
        ("UPDATE benefits_increase SET source = 'x'", []),
    ):
        with pytest.raises(DatabaseError), connect_as(role), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)


def test_small_blocks_give_what_one_block_gives(world: PayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    awards = [world.award(1_900_000 + 50_000 * n, since="2025-02-01") for n in range(7)]
    monkeypatch.setattr(revalue, "BLOCK", 2)
    approved(world, prepared(world).id)
    for n, award in enumerate(awards):
        assert live(award)[-1][2:] == (expected(1_900_000 + 50_000 * n).gross, expected(1_900_000 + 50_000 * n).net)


def test_where_nobody_rises_nothing_stands_in_the_way(world: PayWorld) -> None:
    world.award(since="2026-01-01")
    for _ in range(2):
        with pytest.raises(Refused) as caught, connect_as("batch"):
            prepare_increase(fund=Fund.CNR, on=JANUARY, by=world.accounts["prepares"], at=MARCH)
        assert refusal(caught) == "increase_empty"
    assert ask("SELECT count(*) FROM benefits_increase_step WHERE kind = 'cancelled'") == [(2,)]


def test_an_increase_cut_short_goes_on_by_the_same_hand(world: PayWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    awards = [world.award(2_500_000 + 10_000 * n, since="2025-02-01") for n in range(5)]
    monkeypatch.setattr(revalue, "BLOCK", 2)
    passed: list[str] = []

    def cut(name: str) -> None:
        passed.append(name)
        if passed.count("prepare_increase.block_done") == 1 and name == "prepare_increase.block_done":
            raise KeyboardInterrupt

    monkeypatch.setattr(revalue, "point", cut)
    with pytest.raises(KeyboardInterrupt), connect_as("batch"):
        prepare_increase(fund=Fund.CNR, on=JANUARY, by=world.accounts["prepares"], at=MARCH)
    assert ask("SELECT count(*) FROM benefits_increase_line") == [(2,)]
    with pytest.raises(Refused) as caught, connect_as("batch"):
        prepare_increase(fund=Fund.CNR, on=JANUARY, by=world.accounts["agrees"], at=MARCH)
    assert refusal(caught) == "increase_stands"
    with connect_as("batch"):
        kept = prepare_increase(fund=Fund.CNR, on=JANUARY, by=world.accounts["prepares"], at=MARCH)
    assert (kept.state, kept.attempt) == (IncreaseState.PREPARED, 1)
    assert ask("SELECT count(*) FROM benefits_increase_line") == [(len(awards),)]


def test_the_command_prepares_and_another_account_approves(world: PayWorld, capsys: pytest.CaptureFixture[str], db: Any) -> None:
    from argparse import Namespace

    from mizan.doors.console import benefits as commands

    award = world.award(4_000_000, since="2025-02-01")

    def command(by: str, **words: Any) -> int:
        given = {"fund": "CNR", "on": "2026-01-01", "by": f"pay_{by}", "approve": False, "cancel": None, **words}
        with connect_as("batch"):
            return commands.revalue(Namespace(**given))

    assert command("prepares", on="first of January") == 2
    assert command("nobody") == 2
    assert command("cnas") == 1
    assert command("prepares", on="2025-05-01") == 1
    assert "2025-05-01" in capsys.readouterr().err
    assert command("prepares", approve=True) == 1
    assert command("prepares") == 0
    assert "retirement: 1 of 1 changed, gross a month 40000.00 -> 42000.00, net" in capsys.readouterr().out
    assert command("prepares", approve=True) == 1
    assert command("agrees", cancel="") == 1
    assert command("agrees", approve=True) == 0
    assert "arrears of 1 awards" in capsys.readouterr().out
    assert live(award)[-1][2] == expected(4_000_000).gross
    with connect_as("batch"):
        from mizan.flows.nightly import check_books

        assert list(check_books()) == []


def test_a_decision_waits_for_increases_of_the_funds_that_pay_it_and_no_other(world: PayWorld, db: Any) -> None:
    """CNR's increase is being written: what CNAS alone pays is decided meanwhile, a retirement waits."""
    with db.raw() as writing:
        writing.execute("SELECT pg_advisory_lock(hashtextextended('benefits_increase:CNR', 0))")
        for kind, waits in ((Kind.SICKNESS, False), (Kind.INVALIDITY, False), (Kind.RETIREMENT, True), (Kind.SURVIVORS, True)):
            with connect_as("batch"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                if not waits:
                    hold_increases(benefit_of(kind).funds)
                    continue
                with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
                    hold_increases(benefit_of(kind).funds)
