"""The declared world: it departs from the true one in the recorded ways and in no other."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from mizan.doors.console.demo.country.build import build_country
from mizan.doors.console.demo.country.types import TrueWorld, index_of
from mizan.doors.console.demo.declared.acts import FundLine
from mizan.doors.console.demo.declared.days import terms_of
from mizan.doors.console.demo.declared.deviations import Kind
from mizan.doors.console.demo.declared.payments import payable
from mizan.doors.console.demo.declared.plan import DeclaredWorld, declare
from mizan.doors.console.demo.declared.statements import file_of
from mizan.formats import dac as dac_format
from mizan.formats.das import check_pair
from mizan.formats.statement import camt053, statement_csv
from mizan.law.algeria.contributions import assess_line, das_deadline, minimum_wage_m

TODAY = date(2026, 11, 23)
DIGEST = """
import hashlib
from datetime import date
from mizan.doors.console.demo.country.build import build_country
from mizan.doors.console.demo.declared.plan import declare
print(hashlib.sha256(repr(declare(build_country(scale=5000, seed=7), date(2026, 11, 23))).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def world() -> TrueWorld:
    return build_country(scale=1000, seed=1)


@pytest.fixture(scope="module")
def declared(world: TrueWorld) -> DeclaredWorld:
    return declare(world, TODAY)


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_same_seed_same_files_in_another_process(hash_seed: str) -> None:
    here = hashlib.sha256(repr(declare(build_country(scale=5000, seed=7), TODAY)).encode()).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    there = subprocess.run([sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_every_kind_of_departure_happens(declared: DeclaredWorld) -> None:
    assert {deviation.kind for deviation in declared.deviations} == set(Kind)


def test_an_earlier_day_is_the_same_country_cut_short(world: TrueWorld, declared: DeclaredWorld) -> None:
    earlier = declare(world, date(2025, 6, 30))
    assert earlier.dacs == tuple(act for act in declared.dacs if act.at.date() <= date(2025, 6, 30))
    assert earlier.statements == declared.statements[: len(earlier.statements)]
    assert earlier.deviations == declared.deviations


def test_honest_wage_declarations_are_accepted_and_wrong_lines_wait(declared: DeclaredWorld) -> None:
    wrong = Counter((d.employer, d.period) for d in declared.deviations if d.kind is Kind.WRONG)
    outcomes = Counter()
    for act in declared.dass:
        check = check_pair(act.header, act.detail, minimum_wage_m=minimum_wage_m)
        bad = wrong[act.employer, str(act.year)] if act.kind == "N" else 0
        assert check.outcome.value == ("partly_taken" if bad else "accepted"), check.anomalies
        assert check.taken == check.lines - bad
        outcomes[act.kind, check.outcome.value] += 1
    assert outcomes["N", "accepted"] > 700
    assert outcomes["N", "partly_taken"] > 20
    assert outcomes["C", "accepted"] > 10
    assert outcomes["R", "accepted"] > 10


def test_contribution_declarations_pass_the_check_and_survive_csv(declared: DeclaredWorld) -> None:
    for act in declared.dacs:
        assert not dac_format.check(act.dac), (act, dac_format.check(act.dac))
        if act.in_set:
            assert dac_format.read_csv(dac_format.write_csv(act.dac)).dac == act.dac
    kinds = Counter(act.dac.kind for act in declared.dacs)
    assert kinds["nil"] > 5
    assert kinds["rectifying"] > 5
    codes = Counter(line.code for act in declared.dacs for line in act.dac.lines)
    assert all(codes[code] > 500 for code in ("R22", "R06", "R07", "R98", "R38"))


def test_bases_are_the_true_wages_unless_a_departure_says_otherwise(world: TrueWorld, declared: DeclaredWorld) -> None:
    true: Counter[tuple[int, int]] = Counter()
    for job in world.jobs:
        for month in job.months:
            true[job.employer, month.month] += month.wage
    hushed = {d.employer for d in declared.deviations if d.kind is Kind.HIDDEN_WORKER or (d.kind is Kind.SHORT and d.period == "all")}
    short = {(d.employer, d.period): d.true for d in declared.deviations if d.kind is Kind.SHORT and d.form == "DAC"}
    exact = 0
    for act in declared.dacs:
        if act.dac.kind == "rectifying":
            continue
        first, last = index_of(act.period.start), index_of(act.period.last_day)
        wages = sum(true[act.employer, month] for month in range(max(0, first), last + 1))
        base = sum(line.base for line in act.dac.lines if line.code in ("R22", "R06", "R07"))
        if (act.employer, act.dac.period_key) in short or act.employer in hushed:
            assert base <= wages
        else:
            assert base == wages
            exact += 1
    assert exact > 4000


def test_the_yearly_declaration_adds_up_to_the_periodic_ones(world: TrueWorld, declared: DeclaredWorld) -> None:
    apart = {d.employer for d in declared.deviations if d.form != "payment" and d.kind not in (Kind.LATE_FILING, Kind.HIDDEN_WORKER)}
    by_quarter: Counter[tuple[int, str]] = Counter()
    for act in declared.dacs:
        if act.dac.kind == "rectifying":
            continue
        quarter = f"{act.period.start.year}-Q{(act.period.start.month + 2) // 3}"
        by_quarter[act.employer, quarter] += sum(line.base for line in act.dac.lines if line.code in ("R22", "R06", "R07"))
    compared = 0
    for act in declared.dass:
        if act.kind != "N" or act.employer in apart:
            continue
        rows = check_pair(act.header, act.detail).rows
        for quarter in range(4):
            yearly = sum(row.quarters[quarter].amount for row in rows)
            assert yearly == by_quarter[act.employer, f"{act.year}-Q{quarter + 1}"]
            compared += 1
    assert compared > 1000


def test_what_employers_pay_is_what_the_law_assesses(world: TrueWorld, declared: DeclaredWorld) -> None:
    for act in declared.dacs[::25]:
        employer, on = world.employers[act.employer], act.period.last_day
        lines = [assess_line(line.code, line.base, on=on, construction=employer.construction) for line in act.dac.lines]
        assert payable(act.dac, employer, on) == sum(line.amount for line in lines)


def test_who_has_no_bad_habit_pays_what_is_due_in_time(world: TrueWorld, declared: DeclaredWorld) -> None:
    odd = {(d.employer, d.period) for d in declared.deviations}
    paid: Counter[tuple[int, str]] = Counter()
    for payment in declared.payments:
        paid[payment.employer, payment.reference[11:]] += payment.amount
    exact = 0
    for act in declared.dacs:
        if (act.employer, act.dac.period_key) not in odd and act.at.date() < date(2026, 11, 1):
            employer = world.employers[act.employer]
            assert paid[act.employer, act.dac.period_key] == payable(act.dac, employer, act.period.last_day)
            exact += 1
    assert exact > 3500


def test_statements_hold_every_payment_once_and_are_read_back(world: TrueWorld, declared: DeclaredWorld) -> None:
    balance = [0, 0]
    seen: list[str] = []
    returned = 0
    for act in declared.statements:
        paid_over = (FundLine(f"T{act.at:%Y%m%d}", act.span.start, "CNR", "VIREMENT CNR 2025-01", -123_456),) if act.account == 0 else ()
        fmt, data, closing = file_of(act, balance[act.account], paid_over, world.employers)
        check = (camt053 if fmt == "camt053" else statement_csv).read(data)
        statement = check.statement
        assert statement is not None, check.anomalies
        assert not check.anomalies
        assert (statement.opening, statement.closing) == (balance[act.account], closing)
        balance[act.account] = closing
        assert all(before.booked_on <= after.booked_on for before, after in pairwise(statement.lines))
        assert act.at.date() > statement.closed_on
        seen += [line.ref for line in statement.lines if not line.ref.startswith("T")]
        returned += sum(line.is_return for line in statement.lines)
    assert len(seen) == len(set(seen))
    assert len(declared.payments) - 150 < len(seen) <= len(declared.payments)
    assert returned > 10


def test_terms_are_months_from_ten_workers_and_quarters_below(world: TrueWorld, declared: DeclaredWorld) -> None:
    for employer in world.employers:
        keys = [term.period.key for term in terms_of(employer)]
        assert all(("Q" in key) == (employer.size < 10) for key in keys)
    for act in declared.dacs:
        assert (act.dac.workers_total >= 10) == ("Q" not in act.dac.period_key)


def test_late_wage_declarations_are_the_recorded_ones(declared: DeclaredWorld) -> None:
    recorded = {(d.employer, d.period) for d in declared.deviations if d.kind is Kind.LATE_FILING and d.form == "DAS"}
    late = {(act.employer, str(act.year)) for act in declared.dass if act.kind == "N" and act.at.date() > das_deadline(act.year)}
    assert late == recorded
