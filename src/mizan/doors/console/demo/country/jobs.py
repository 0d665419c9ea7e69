"""Who works where, month by month: staff at the opening, leaves, hires out of those without a job, days paid and wages."""

from datetime import date

from mizan.doors.console.demo.country.types import MONTHS, Decision, TrueEmployer, TrueJob, TrueMonth, TruePerson, month_at
from mizan.doors.console.demo.country.wages import Pay, draw_pay, full_wage, kind_of, month_wage
from mizan.doors.console.demo.streams import Stream
from mizan.kernel.periods import Period, add_days, add_months

LEAVES_PER_MILLE_M = {"private": 12, "public": 3}
ABSENCES_PER_MILLE_M = 30
OVERTIME_PER_MILLE_M = 120
ABATED_HIRES_PER_MILLE = 220
"""Hires of private employers that come with an abatement decision of law 06-21."""
FULL_MONTH_DAYS = 30
MONTHLY_FROM = 10
WINTER = (1, 2, 3)


class _Open:
    """A job being filled in."""

    __slots__ = ("decision", "employer", "hired_on", "left_on", "months", "pay", "person", "rank")

    def __init__(self, rank: int, employer: TrueEmployer, person: int, hired_on: date, pay: Pay, decision: Decision | None) -> None:
        self.rank, self.employer, self.person, self.hired_on, self.pay, self.decision = rank, employer, person, hired_on, pay, decision
        self.left_on: date | None = None
        self.months: list[TrueMonth] = []

    def closed(self) -> TrueJob:
        """The job as told to others."""
        return TrueJob(self.rank, self.employer.rank, self.person, self.hired_on, self.left_on, self.decision, tuple(self.months))


class JobMarket:
    """The country's jobs, advanced one month at a time."""

    def __init__(self, employers: tuple[TrueEmployer, ...], persons: tuple[TruePerson, ...], seed: int) -> None:
        self.employers, self.persons = employers, persons
        self.stream = Stream(seed, "jobs")
        self.pool = self.stream.shuffled(range(len(persons)))
        self.leavers: list[int] = []
        self.jobs: list[_Open] = []
        self.staff: list[list[_Open]] = [[] for _ in employers]

    def run(self) -> tuple[TrueJob, ...]:
        """Every job of the demo's months, in the order they began."""
        for index in range(MONTHS):
            for employer in self.employers:
                self._month(employer, index)
            # Those who left are hired again from the next month on: nobody has two jobs at once.
            self.pool += self.leavers
            self.leavers.clear()
        return tuple(job.closed() for job in self.jobs)

    def _month(self, employer: TrueEmployer, index: int) -> None:
        """One employer's month: its hires, then each job's days and wage, then its leaves."""
        period = month_at(index)
        if employer.opened_on >= period.end or (employer.seasonal and period.start.month in WINTER):
            return
        staff = self.staff[employer.rank]
        for _ in range(self._openings(employer, index, len(staff))):
            if self.pool:
                self._hire(employer, index, period)
        kind = kind_of(employer)
        leaving, present = LEAVES_PER_MILLE_M[kind], len(staff)
        # An employer of ten workers or more keeps ten, so that it declares by months throughout.
        least = MONTHLY_FROM if employer.size >= MONTHLY_FROM else 1
        kept = []
        season_ends = employer.seasonal and period.end.month in WINTER
        for job in staff:
            if season_ends:
                job.left_on = period.last_day
            elif present > least and job.hired_on < period.start and self.stream.chance(leaving):
                present -= 1
                job.left_on = add_days(period.start, self.stream.below(28))
            if job.left_on is not None:
                self.leavers.append(job.person)
            else:
                kept.append(job)
            self._pay(job, index, period, kind)
        self.staff[employer.rank] = kept

    def _openings(self, employer: TrueEmployer, index: int, staff: int) -> int:
        """How many to hire this month: all the missing at the start, then about a third of them a month."""
        missing = employer.size - staff
        if index == 0 or not staff:
            return missing
        return sum(self.stream.chance(330) for _ in range(missing))

    def _hire(self, employer: TrueEmployer, index: int, period: Period) -> None:
        """Someone without a job joins; those there at the opening joined in the years before."""
        place = self.stream.below(len(self.pool))
        self.pool[place], self.pool[-1] = self.pool[-1], self.pool[place]
        person = self.pool.pop()
        adult_on = add_months(self.persons[person].birth_date, 12 * 18)
        if index == 0 and employer.opened_on < period.start:
            earliest = max(employer.opened_on, adult_on)
            hired_on = add_days(earliest, self.stream.below(max(1, (period.start - earliest).days)))
        else:
            first = max(period.start, employer.opened_on)
            hired_on = add_days(first, self.stream.below(max(1, (period.end - first).days - 3)))
        decision = None
        recent = (period.start - hired_on).days < 700
        if not employer.public and recent and self.stream.chance(ABATED_HIRES_PER_MILLE):
            code = "R06" if self.stream.chance(600) else "R07"
            number = f"{employer.wilaya:02d}/{hired_on.year}/{self.stream.digits(5)}"
            starts_on = hired_on.replace(day=1)
            decision = Decision(code, number, starts_on, add_months(starts_on, 36))
        job = _Open(len(self.jobs), employer, person, hired_on, draw_pay(employer, self.stream), decision)
        self.jobs.append(job)
        self.staff[employer.rank].append(job)

    def _pay(self, job: _Open, index: int, period: Period, kind: str) -> None:
        """Days of thirty from the dates and a rare absence; the wage from them, with overtime now and then."""
        first = max(job.hired_on, period.start)
        days = FULL_MONTH_DAYS - (first.day - 1)
        if job.left_on is not None:
            days = min(days, job.left_on.day - first.day + 1)
        drawn = self.stream.below(1000)
        bonus = 0
        if drawn < ABSENCES_PER_MILLE_M:
            days = max(1, days - self.stream.between(1, 8))
        elif drawn < ABSENCES_PER_MILLE_M + OVERTIME_PER_MILLE_M:
            bonus = self.stream.between(20, 120)
        days = max(1, min(days, FULL_MONTH_DAYS))
        job.months.append(TrueMonth(index, days, month_wage(full_wage(kind, job.pay, index), days, bonus)))
