"""The log read from the real tables: what each step becomes, who may read, months measured, groups hidden in the database itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError
from tests.flows.pay_world import at
from tests.funds.procedures.files_world import Files

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.access.measures import Window, measured
from mizan.funds.benefits.types import StepKind
from mizan.funds.procedures import queries
from mizan.funds.procedures.log import log_of
from mizan.funds.procedures.paths import hand_overs_of
from mizan.funds.procedures.queries.measured import ALGIERS
from mizan.funds.procedures.queries.measured_equity import DIMENSIONS, FUNDS, GAP
from mizan.funds.procedures.service import answered_between, delay_days, in_time, unanswered
from mizan.funds.procedures.spread import spread_of
from mizan.funds.procedures.types import Activity, Awaited
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month

SINCE = date(2025, 1, 1)
UNTIL = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def files(db: object) -> Files:
    return Files()


def test_a_long_way_is_told_step_by_step(files: Files) -> None:
    claim = files.long_way()
    with connect_as("batch"):
        (case,) = queries.log_known(since=SINCE, until=UNTIL).cases
        done, kept = queries.logged(since=SINCE, until=UNTIL)
    assert case.id == claim
    assert [one.value for one in case.path] == [
        "arrived", "received", "taken", "asked", "answered", "asked", "answered", "handed_over", "taken", "proposed", "refused",
    ]  # fmt: skip
    assert case.answered_at == at("2026-02-02") + timedelta(days=30)
    assert [one.facts for one in case.events if one.activity is Activity.ASKED] == [("contributions_unpaid",), ("wage",)]
    # By post on Friday at midnight in Algiers, written down on Monday at nine UTC.
    assert case.elapsed == 33 * 24 * 3600 + 10 * 3600
    waits = {who: sum(gap.seconds for gap in case.before_answer if gap.awaited is who) // (24 * 3600) for who in Awaited}
    assert (waits[Awaited.CITIZEN], waits[Awaited.SECOND]) == (14, 8)
    # Taken at another desk, proposed at the first again, refused at the second.
    assert hand_overs_of(case) == 3
    assert done == kept == 10


def test_what_is_read_names_nobody_and_a_desk_is_no_account(files: Files) -> None:
    files.long_way()
    with connect_as("batch"):
        told = queries.events(since=SINCE, until=UNTIL)
    text = repr(told)
    assert "NOM" not in text
    desks = {one.event.desk for one in told}
    assert desks <= {0, 1, 2}
    assert not desks & {files.world.accounts[name] for name in ("first", "second")}


def test_only_what_was_done_before_the_moment_is_told(files: Files) -> None:
    files.long_way()
    with connect_as("batch"):
        (case,) = queries.log_known(since=SINCE, until=at("2026-02-02") + timedelta(days=14)).cases
        assert queries.log_known(since=SINCE, until=at("2026-02-01")).cases == ()
        (waiting,) = queries.log_waiting(until=at("2026-02-02") + timedelta(days=14)).cases
        assert queries.log_waiting(until=UNTIL).cases == ()
    assert waiting.path == case.path
    assert case.state is Activity.ANSWERED
    assert case.waits_for is Awaited.OFFICER


def test_of_many_cases_the_same_few_are_drawn(files: Files) -> None:
    for _ in range(6):
        files.claim("2026-03-01")
    with connect_as("batch"):
        one, other = (queries.log_known(since=SINCE, until=UNTIL, most=4) for _ in range(2))
        told = queries.events(since=SINCE, until=UNTIL)
    assert [case.id for case in one.cases] == [case.id for case in other.cases]
    assert (len(one.cases), one.of, one.drawn) == (4, 6, True)
    assert log_of(reversed(told), fund=None, since=SINCE, until=UNTIL) == log_of(told, fund=None, since=SINCE, until=UNTIL)


def test_a_month_measured_is_what_its_cases_tell(files: Files) -> None:
    files.long_way()
    for day, days in (("2026-02-10", 3), ("2026-02-11", 40), ("2026-02-26", 1), ("2026-03-03", 70)):
        files.whole(day, days)
    left = files.claim("2026-02-20")
    files.step(left, StepKind.TAKEN, at("2026-02-21"))
    files.step(left, StepKind.WITHDRAWN, at("2026-03-05"))
    files.claim("2026-01-05")
    for number in (1, 2, 3, 4, 5, 6):
        wanted = month(2026, number)
        until = datetime.combine(wanted.end, datetime.min.time(), ALGIERS)
        with connect_as("batch"):
            log = queries.log_known(since=SINCE, until=until)
            found = queries.measured(wanted, Fund.CNR)
        answered = answered_between(log.cases, wanted.start, wanted.end, ALGIERS)
        waiting = unanswered(log.cases)
        assert (found.open, found.answered, found.in_time) == (len(waiting), len(answered), in_time(answered, ALGIERS))
        assert found.past_promise == sum(1 for case in waiting if case.promised_on < wanted.end)
        assert found.delay == spread_of([delay_days(case, ALGIERS) for case in answered])
        assert found.steps == spread_of([len(case.to_answer) for case in answered])
        assert found.cut_off == wanted.last_day
    with connect_as("batch"):
        empty = queries.measured(month(2026, 3), Fund.CASNOS)
    assert (empty.answered, empty.delay, empty.steps) == (0, None, None)


def test_a_month_that_runs_is_measured_up_to_now(files: Files) -> None:
    files.claim("2026-03-02")
    with connect_as("batch"):
        early = queries.measured(month(2026, 5), at=at("2026-05-01"))
        late = queries.measured(month(2026, 5), at=at("2026-05-02"))
    assert (early.past_promise, late.past_promise, late.cut_off) == (0, 1, date(2026, 5, 2))


def test_who_may_study_which_fund(files: Files) -> None:
    files.whole("2026-02-02", 3)
    files.whole("2026-02-02", 3, fund=Fund.CASNOS)
    seen: dict[str, Any] = {}
    for name in ("director", "casnos", "minister", "auditor"):
        with acting_as(files.world.accounts[name]):
            seen[name] = (len(queries.funds_studied()), len(queries.log_known(since=SINCE, until=UNTIL).cases))
            assert {case.fund for case in queries.log_known(since=SINCE, until=UNTIL, fund=Fund.CNR).cases} <= set(queries.funds_studied())
    assert seen == {"director": (1, 1), "casnos": (1, 1), "minister": (3, 2), "auditor": (3, 2)}


@pytest.mark.parametrize("name", ["agency", "controller", "first", "prepares"])
@pytest.mark.parametrize("question", ["events", "logged", "numbers_of", "measured", "equity"])
def test_others_are_refused_by_the_database(files: Files, name: str, question: str) -> None:
    asked = {
        "events": lambda: queries.events(since=SINCE, until=UNTIL),
        "logged": lambda: queries.logged(since=SINCE, until=UNTIL),
        "numbers_of": lambda: queries.numbers_of([1]),
        "measured": lambda: queries.measured(month(2026, 2)),
        "equity": lambda: queries.equity(month(2026, 2)),
    }[question]
    with pytest.raises(ProgrammingError, match="this account"), acting_as(files.world.accounts[name]):
        asked()


def test_case_numbers_are_for_directors_of_the_fund_and_auditors(files: Files) -> None:
    one, other = files.claim("2026-02-02"), files.claim("2026-02-02", fund=Fund.CASNOS)
    with acting_as(files.world.accounts["director"]):
        assert set(queries.numbers_of([one, other])) == {one}
    with acting_as(files.world.accounts["auditor"]):
        assert set(queries.numbers_of([one, other])) == {one, other}
    with pytest.raises(ProgrammingError, match="reads no case number"), acting_as(files.world.accounts["minister"]):
        queries.numbers_of([one])


def test_groups_under_ten_people_never_leave_the_database(files: Files) -> None:
    for number in range(12):
        files.whole("2026-02-02", number, sex="M", granted=number % 2 == 0)
    for number in range(9):
        files.whole("2026-02-02", number, sex="F", agency="31000")
    with connect_as("batch"):
        found = queries.equity(month(2026, 3), inside=True)
        from mizan.funds.access.sql import rows

        raw = rows("SELECT * FROM procedures_equity('', '2026-01-01', '2026-04-01') WHERE dimension = 'sex' AND value = 'F'")
    assert raw == [("sex", "F", None, None, None, None, None, None)]
    (whole,) = found.of("all")
    assert (whole.persons, whole.decided) == (21, 21)
    # Nine are hidden; the others with them, or the nine were the whole less the twelve.
    assert all(group.hidden for group in found.of("sex"))
    assert found.gap("sex") is None
    assert all(group.hidden for group in found.of("wilaya"))


def test_groups_of_ten_are_told_with_their_bounds(files: Files) -> None:
    for number in range(30):
        files.whole("2026-02-02", 10 + number, sex="M", granted=number % 3 != 0)
        files.whole("2026-02-02", number, sex="F", agency="31000")
    with connect_as("batch"):
        found, outside = (queries.equity(month(2026, 3), Fund.CNR, inside=inside) for inside in (True, False))
        none = queries.equity(month(2024, 1))
    women, men = found.of("sex")
    assert (women.value, women.granted, women.delay, women.persons) == ("F", 1_000_000, 14, 30)
    assert (men.granted, men.delay, men.compared, men.errors) == (666_666, 24, 0, None)
    assert men.granted_between is not None
    assert men.granted_between.low < 666_666 < men.granted_between.high
    assert men.delay_between is not None
    assert men.delay_between.low <= 24 <= men.delay_between.high
    assert found.gap("sex") == 333_334
    assert [group.value for group in found.of("wilaya") if not group.hidden] == ["16", "31"]
    # Ten of the men were refused: that can be told to anybody.
    assert outside.of("sex")[1].granted == 666_666
    assert none.groups == ()


def test_to_the_public_a_share_of_a_few_is_not_told(files: Files) -> None:
    for number in range(30):
        files.whole("2026-02-02", 3, granted=number > 3)
    with connect_as("batch"):
        inside, outside = (queries.equity(month(2026, 3), inside=inside).of("all")[0] for inside in (True, False))
    assert (inside.granted, outside.granted, outside.granted_between) == (866_666, None, None)
    assert outside.delay == 3


def test_a_fund_s_group_is_hidden_where_the_other_funds_few_could_be_subtracted(files: Files) -> None:
    for _ in range(12):
        files.whole("2026-02-02", 3)
    for _ in range(4):
        files.whole("2026-02-02", 3, fund=Fund.CASNOS)
    with connect_as("batch"):
        together, one = queries.equity(month(2026, 3)), queries.equity(month(2026, 3), Fund.CNR)
    assert together.of("all")[0].persons == 16
    assert one.of("all")[0].hidden
    # A director who sees no other fund has nothing to subtract from.
    with acting_as(files.world.accounts["director"]):
        assert queries.equity(month(2026, 3)).of("all")[0].persons == 12


def test_the_widest_gap_is_that_of_groups_told_to_everybody_and_none_where_nothing_may_be(files: Files) -> None:
    for number in range(60):
        files.whole("2026-02-02", 3, granted=number >= 20)
    for number in range(60):
        files.whole("2026-02-02", 3, fund=Fund.CASNOS, granted=number >= 40)
    march = month(2026, 3)
    window = Window(march.start, march.end, march.last_day, at("2026-04-02"))
    with connect_as("batch"):
        rows = measured(GAP, window)
        told = {fund: queries.equity(march, fund) for fund in FUNDS}
    for fund in FUNDS:
        of = [row for row in rows if row.fund == (fund.value if fund else "")]
        gaps = [gap for dimension in DIMENSIONS if (gap := told[fund].gap(dimension)) is not None]
        assert sum(row.amount for row in of) == max(gaps, default=0)
        assert sum(row.second for row in of) == (1 if gaps else 0)
    # By scheme, of all together: two thirds granted against one third.
    assert [row.amount for row in rows if row.fund == ""] == [666_666, -333_333]
    assert not [row for row in rows if row.fund == "CNAS"]
