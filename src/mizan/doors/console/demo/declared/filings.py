"""What one employer declares and pays over the 24 months, and when."""

import dataclasses
from datetime import UTC, date, datetime

from mizan.doors.console.demo.country.types import TrueEmployer, TrueJob, TrueWorld
from mizan.doors.console.demo.declared.acts import EmployerPlan, FileDac
from mizan.doors.console.demo.declared.dac import dac_of
from mizan.doors.console.demo.declared.days import SET_TAKEN_AT, Term, day_of_set, moment, terms_of
from mizan.doors.console.demo.declared.deviations import Deviation, Kind
from mizan.doors.console.demo.declared.habits import draw_habits
from mizan.doors.console.demo.declared.jobs import DeclaredJob, declared_jobs
from mizan.doors.console.demo.declared.payments import paid_simply, payable, payments_of
from mizan.doors.console.demo.declared.yearly import file_year
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.periods import add_days
from mizan.law.algeria.contributions import dac_deadline

DAS_YEARS = (2024, 2025)
IN_SET_PER_MILLE = 900
"""Contribution declarations that wage software writes and deposits, taken in the set of their week; the others are keyed in."""
CATCHES_UP_PER_MILLE = 500
RECTIFIES_PER_MILLE = 450


def plan_of(world: TrueWorld, employer: TrueEmployer, jobs: tuple[TrueJob, ...]) -> EmployerPlan:
    """The plan of one employer, whatever the day the demo stops at."""
    habits = draw_habits(employer, world.seed)
    told, departures = declared_jobs(world, employer, jobs, habits, world.seed)
    plan = EmployerPlan(employer, habits, deviations=list(departures))
    stream = Stream(world.seed, f"filings:{employer.rank}")
    for term in terms_of(employer):
        _term(plan, world, told, term, stream)
    for year in DAS_YEARS:
        file_year(plan, world, told, year, Stream(world.seed, f"das:{employer.rank}:{year}"))
    return plan


def _term(plan: EmployerPlan, world: TrueWorld, told: tuple[DeclaredJob, ...], term: Term, stream: Stream) -> None:
    """File and pay one term, late or short by habit, or stay silent."""
    employer, habits = plan.employer, plan.habits
    base = sum(job.wage_of(term.first, term.last) for job in told)
    late, short = stream.chance(habits.late_filing), stream.chance(habits.short_dac)
    left_out = base * stream.between(80, 300) // 1000 * int(short)
    in_set, silent = stream.chance(IN_SET_PER_MILLE), habits.silent[0] <= term.last < habits.silent[1]
    deadline = dac_deadline(term.period.last_day)
    filed_on = _filing_day(deadline, late, silent, stream)

    def note(kind: Kind, true: int, declared: int, words: str = "") -> None:
        plan.deviations.append(Deviation(kind, "DAC", employer.rank, term.period.key, None, true, declared, words))

    if silent:
        note(Kind.SILENT, base, 0, "filed later" if filed_on else "")
    if filed_on is None:
        return
    in_set = in_set and not silent
    if in_set:
        filed_on = day_of_set(filed_on, deadline)
    if late and not silent:
        note(Kind.LATE_FILING, 0, (filed_on - deadline).days)
    if left_out:
        note(Kind.SHORT, base, base - left_out)
    dac = dac_of(world, employer, told, term, left_out)
    at = datetime.combine(filed_on, SET_TAKEN_AT, UTC) if in_set else moment(filed_on, stream)
    plan.dacs.append(FileDac(at, employer.rank, term.period, dac, in_set))
    amount = payable(dac, employer, term.period.last_day)
    planned = payments_of(employer, habits, term, amount, filed_on, deadline, stream)
    plan.payments += planned.payments
    plan.deviations += planned.deviations
    if left_out and stream.chance(RECTIFIES_PER_MILLE):
        again = dataclasses.replace(dac_of(world, employer, told, term), kind="rectifying")
        rectified_on = add_days(max(filed_on, deadline), stream.between(15, 80))
        note(Kind.RECTIFIED, base, base)
        plan.dacs.append(FileDac(moment(rectified_on, stream), employer.rank, term.period, again, in_set=False))
        missing = payable(again, employer, term.period.last_day) - amount
        plan.payments.append(paid_simply(employer, term, missing, add_days(rectified_on, stream.between(0, 20)), stream))


def _filing_day(deadline: date, late: bool, silent: bool, stream: Stream) -> date | None:
    """In the days before the deadline for most, after it when late; a silence is broken much later or never (None)."""
    early = add_days(deadline, -min(stream.below(24), stream.below(24)))
    delay, catches_up = stream.between(1, 75), stream.chance(CATCHES_UP_PER_MILLE)
    if silent:
        return add_days(deadline, 60 + delay) if catches_up else None
    return add_days(deadline, delay) if late else early
