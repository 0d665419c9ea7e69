"""Whatever the order of acts: due = received + arrears, each sub-ledger equals its control account, the pairs of funds agree."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from mizan.kernel.periods import month, quarter
from mizan.kernel.refusals import Refused

REFERENCES = ("{number} {period}", "{number}", "VIREMENT", "رقم {number} شهر {period}")


class Country:
    """Does random acts; refusals are lawful answers, anything else is a fault."""

    def __init__(self, world: Any, person: Any, seed: int) -> None:
        self.world, self.person, self.random = world, person, random.Random(seed)
        self.day = date(2025, 4, 1)
        self.statements = 0
        self.lines: list[tuple[str, int]] = []
        self.told: list[str] = []

    def step(self) -> None:
        self.day += timedelta(days=self.random.randint(0, 9))
        acts = (
            [self.declare] * 5
            + [self.rectify, self.assess, self.give_back]
            + [self.pay, self.wages, self.answer] * 2
            + [self.apportion] * 2
        )
        try:
            self.random.choice(acts)()
        except Refused as refused:
            self.told.append(refused.refusal.code)

    def who(self) -> str:
        return self.random.choice(("monthly", "quarterly", "builder"))

    def period(self, name: str) -> str:
        index = self.random.randint(1, 4)
        return quarter(2025, index).key if name == "quarterly" else month(2025, index).key

    def declare(self, kind: str = "normal") -> None:
        name = self.who()
        self.world.file_dac(name, self.period(name), self.random.choice((0, 1, 33_33, 120_000_00, 120_000_01)), self.day.isoformat(), kind)

    def rectify(self) -> None:
        self.declare("rectifying")

    def pay(self) -> None:
        from mizan.flows.settle_receipt import match_by_hand
        from mizan.funds.contributions.queries import receipts_waiting

        name = self.who()
        number = {"monthly": "1600000101", "quarterly": "1600000202", "builder": "3100000303"}[name]
        self.statements += 1
        text = self.random.choice(REFERENCES).format(number=number, period=self.period(name))
        amount = self.random.choice((1, 7, 10_000_00, 42_000_00, 1_000_000_00))
        ref = f"L{self.statements}"
        self.world.pay([(ref, amount, text)], self.day.isoformat(), str(self.statements))
        self.lines.append((ref, amount))
        with self.world.acting("cnas") as by:
            for waiting in receipts_waiting():
                if waiting.amount > 0 and self.random.random() < 0.5:
                    match_by_hand(waiting.id, employer_id=self.world.employers[self.who()], by=by, at=self.world.at(self.day.isoformat()))

    def give_back(self) -> None:
        if self.lines:
            ref, amount = self.lines.pop(self.random.randrange(len(self.lines)))
            self.statements += 1
            line = [(f"R{self.statements}", -amount, "IMPAYE")]
            self.world.pay(line, self.day.isoformat(), str(self.statements), is_return=True, returns_ref=ref)

    def wages(self) -> None:
        amounts = tuple(self.random.choice((60_000_00, 120_000_00, 120_000_01)) for _ in range(4))
        kind = self.random.choice("NNCR")
        self.world.file_das(self.who(), 2025, [(self.person(self.random.randint(1, 1)), amounts)], self.day.isoformat(), kind)

    def assess(self) -> None:
        from mizan.flows.assess_missing import assess_missing

        with self.world.batch() as by:
            assess_missing(day=self.day, since=date(2025, 1, 1), by=by, at=self.world.at(self.day.isoformat()))

    def answer(self) -> None:
        from mizan.flows.reconcile import confirm_difference, contest_difference, lapse_differences
        from mizan.flows.use_credits import use_credits
        from mizan.funds.contributions.queries import cases_of

        at = self.world.at(self.day.isoformat())
        name = self.who()
        with self.world.acting(name) as by:
            for case in cases_of(self.world.employers[name], open_only=True)[:1]:
                if self.random.random() < 0.3:
                    contest_difference(case_id=case.id, note="", by=by, at=at)
                else:
                    confirm_difference(case_id=case.id, by=by, at=at)
        with self.world.batch() as by:
            lapse_differences(day=self.day, by=by, at=at)
            use_credits(by=by, at=at)

    def apportion(self) -> None:
        from mizan.flows.apportion_month import apportion_month, settle_transfer
        from mizan.kernel.periods import month_of, previous

        with self.world.acting("cnas") as by:
            at = self.world.at(self.day.isoformat())
            for order in apportion_month(previous(month_of(self.day)), by=by, at=at):
                if order.settled_on is None and self.random.random() < 0.7:
                    settle_transfer(order.id, by=by, at=at)


@pytest.mark.parametrize("seed", range(5))
def test_the_books_stay_sound(world: Any, person: Any, seed: int) -> None:
    from mizan.funds.contributions.queries import balance_table

    country = Country(world, person, seed)
    for _ in range(6):
        for _ in range(14):
            country.step()
        assert world.faults() == []
    assert set(country.told) <= {
        "dac_already_filed", "dac_nothing_to_rectify", "dac_period_overlaps", "das_already_filed", "das_no_normal", "period_in_future",
        "month_not_over", "case_closed",
    }  # fmt: skip
    with world.batch():
        from mizan.funds.contributions.sql import one

        bank = one("SELECT COALESCE(sum(amount), 0)::bigint FROM contributions_receipt")
        table = balance_table(country.day)
    assert sum(row.due for row in table.rows) == sum(row.received for row in table.rows) + sum(row.arrears for row in table.rows)
    # What came in is laid on dues, kept as credit or waiting; credit notes laid on negative dues are matched by their own credit.
    assert bank == (sum(row.received for row in table.rows) + table.credit + table.waiting,)
