"""What a declaration line owes: the due rounded once, shares that add up, reliefs that lose nothing."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.kernel.funds import OWNER, Branch, Fund, Payer, branch_rank, payer_rank
from mizan.kernel.money import MAX_CENTIMES, Centimes
from mizan.kernel.refusals import Refusal, Refused
from mizan.kernel.rounding import Rounding, apply_rate
from mizan.law.algeria import contributions as law

ON = date(2026, 10, 31)
bases = st.integers(-MAX_CENTIMES, MAX_CENTIMES)


def line(code: str, base: int, on: date = ON, **choices: str) -> law.AssessedLine:
    found = law.assess_line(code, Centimes(base), on=on, construction=True, switches=law.Switches(choices))
    assert isinstance(found, law.AssessedLine), found
    return found


@given(st.sampled_from(law.CODES), bases, st.sampled_from([date(2010, 3, 31), date(2015, 12, 31), ON]))
@settings(max_examples=150)
def test_shares_add_up_and_only_the_first_takes_the_residue(code: str, base: int, on: date) -> None:
    found = line(code, base, on)
    assert found.amount == apply_rate(base, found.rate_ppm, Rounding.HALF_UP)
    assert sum(share.amount for share in found.shares) == found.amount
    assert sum(share.rate_ppm for share in found.shares) == found.rate_ppm
    for share in found.shares[1:]:
        assert abs(share.amount) == abs(found.amount) * share.rate_ppm // found.rate_ppm
    assert [share.rank for share in found.shares] == sorted(share.rank for share in found.shares)
    assert all(share.fund is OWNER[share.branch] for share in found.shares)


@given(st.sampled_from(["R06", "R07"]), bases, st.sampled_from(["proportional", "by_rank"]))
@settings(max_examples=150)
def test_due_and_reliefs_together_are_the_general_line(code: str, base: int, spread: str) -> None:
    found = line(code, base, relief_spread=spread)
    full = line("R22", base)
    assert found.amount + sum(relief.amount for relief in found.reliefs) == full.amount
    assert [relief.debtor for relief in found.reliefs] == [Fund.CNAC, Fund.TRESOR]
    rates = {(share.branch, share.payer): share.rate_ppm for share in found.shares}
    for relief in found.reliefs:
        assert sum(share.amount for share in relief.shares) == relief.amount == relief.trace.to_json()["value"]
        assert {share.payer for share in relief.shares} <= {Payer.CNAC, Payer.TREASURY}
        for share in relief.shares:
            rates[share.branch, Payer.EMPLOYER] = rates.get((share.branch, Payer.EMPLOYER), 0) + share.rate_ppm
    assert rates == {(share.branch, share.payer): share.rate_ppm for share in full.shares}


def test_rates_of_the_codes() -> None:
    assert [line(code, 0).rate_ppm for code in law.CODES] == [345_000, 245_000, 145_000, 5_000, 1_300]
    assert [share.rate_ppm for share in line("R07", 1).shares if share.payer is Payer.EMPLOYER] == [23_000, 2_500, 22_000, 500, 2_000]


def test_the_residue_is_with_social_insurance() -> None:
    found = line("R22", 2_000_200)
    assert found.amount == 690_069
    first = found.shares[0]
    assert (first.branch, first.payer) == (Branch.SOCIAL_INSURANCE, Payer.EMPLOYER)
    assert first.amount > found.amount * 115_000 // 345_000


def test_by_rank_takes_social_insurance_first() -> None:
    found = line("R07", 10_000_000, relief_spread="by_rank")
    assert (found.shares[0].branch, found.shares[0].payer) == (Branch.SOCIAL_INSURANCE, Payer.WORKER)
    assert found.shares[0].rank == 1


def test_ten_lines_in_rank_order() -> None:
    lines = law.line_shares_ppm(ON)
    ranks = [(branch_rank(one.branch), payer_rank(one.payer)) for one in lines]
    assert ranks == sorted(ranks)
    assert len(lines) == 10
    assert sum(one.rate_ppm for one in lines) == 345_000


@pytest.mark.parametrize("on", [date(2006, 10, 1), date(2015, 9, 30), date(2015, 10, 1), date(2016, 1, 1), ON])
def test_history_keeps_25_and_9_and_a_half(on: date) -> None:
    by_payer = dict.fromkeys((Payer.EMPLOYER, Payer.WORKER, Payer.WORKS_FUND), 0)
    for one in law.line_shares_ppm(on):
        by_payer[one.payer] += one.rate_ppm
    assert list(by_payer.values()) == [250_000, 90_000, 5_000]


def test_one_point_moved_from_social_insurance_to_retirement_in_2015() -> None:
    before, after = law.line_shares_ppm(date(2015, 9, 30)), law.line_shares_ppm(date(2015, 10, 1))
    moved = {(b.branch, b.payer): a.rate_ppm - b.rate_ppm for b, a in zip(before, after, strict=True) if a != b}
    assert moved == {(Branch.SOCIAL_INSURANCE, Payer.EMPLOYER): -10_000, (Branch.RETIREMENT, Payer.EMPLOYER): 10_000}


def test_a_weak_start_date_is_told() -> None:
    outcome_2015 = line("R22", 1, date(2015, 11, 30)).trace.to_json()
    outcome_2016 = line("R22", 1, date(2016, 1, 31)).trace.to_json()
    assert "recall" in json.dumps(outcome_2015)
    assert '"standing": "recall"' not in json.dumps(outcome_2016)


@pytest.mark.parametrize(
    ("code", "on", "refusal"),
    [
        ("R08", ON, "rate_not_established"),
        ("R99", ON, "unknown_code"),
        ("R38", ON, "not_construction"),
        ("R22", date(2006, 9, 30), "no_law_on"),
        ("R06", date(2009, 7, 31), "no_law_on"),
    ],
)
def test_grounds_for_refusal(code: str, on: date, refusal: str) -> None:
    found = law.assess_line(code, Centimes(100), on=on)
    assert isinstance(found, Refusal)
    assert found.code == refusal


def test_a_base_beyond_what_is_counted_is_refused() -> None:
    found = law.assess_line("R22", Centimes(MAX_CENTIMES + 1), on=ON)
    assert isinstance(found, Refusal)
    assert found.code == "fact_out_of_bounds"


def test_a_kept_record_gives_the_same_line() -> None:
    for code in law.CODES:
        found = line(code, 17_378_180, **({"relief_spread": "by_rank"} if code == "R06" else {}))
        record = json.loads(json.dumps(found.trace.record()))
        again = law.assess_again(record)
        assert isinstance(again, law.AssessedLine)
        assert (again.code, again.shares, again.law_version) == (code, found.shares, record["law_version"])
        assert [relief.shares for relief in again.reliefs] == [relief.shares for relief in found.reliefs]
        assert again.trace.to_json() == found.trace.to_json()


def test_the_steps_of_a_line_end_with_its_shares() -> None:
    tree = line("R22", 2_000_200).trace.to_json()
    shares = [used for used in tree["uses"] if used["rule"] in ("first_share", "branch_share")]
    assert sum(used["value"] for used in shares) == tree["value"] == 690_069
    assert {"ar", "fr"} == set(tree["text"])


def test_dates() -> None:
    assert law.periodicity(9, ON) == "quarter"
    assert law.periodicity(10, ON) == "month"
    assert law.dac_deadline(date(2026, 10, 31)) == date(2026, 11, 30)
    assert law.das_deadline(2025) == date(2026, 1, 31)
    assert law.das_deadline(2025, law.Switches({"das_reading": "strict"})) == date(2026, 1, 30)
    assert law.affiliation_deadline(date(2026, 5, 3)) == date(2026, 5, 13)


def test_what_follows_a_missing_declaration() -> None:
    deadline = date(2026, 10, 30)
    assert law.provisional_assessment_on(deadline) == date(2026, 10, 31)
    assert law.provisional_assessment_on(deadline, law.Switches({"provisional_delay_days": 15})) == date(2026, 11, 15)
    assert law.reconciliation_confirmed_on(deadline) == date(2026, 11, 29)
    assert law.provisional_base() == "previous_month"
    increase = law.provisional_increase(Centimes(10_000_010), ON)
    assert increase.amount == 500_001
    assert increase.trace.to_json()["article"]["number"] == "15"
    with pytest.raises(Refused):
        law.provisional_assessment_on(deadline, law.Switches({"provisional_delay_days": 367}))


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("previous_month", 300), ("previous_quarter", 240), ("previous_year", 90), ("flat", 2 * 3 * 2_400_000)],
)
def test_base_of_a_provisional_assessment(choice: str, expected: int) -> None:
    found = law.provisional_base_amount(
        months=3,
        workers=2,
        on=ON,
        previous_month_base=100,
        previous_quarter_base=240,
        previous_year_base=360,
        switches=law.Switches({"provisional_base": choice}),
    )
    assert found.amount == expected


def test_minimum_wage() -> None:
    assert law.minimum_wage_m(date(1989, 12, 31)) is None
    assert law.minimum_wage_m(date(2020, 5, 31)) == 1_800_000
    assert law.minimum_wage_m(date(2020, 6, 1)) == 2_000_000
    assert law.minimum_wage_m(ON) == 2_400_000
