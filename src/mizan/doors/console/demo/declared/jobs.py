"""What an employer says of each job: nothing of a hidden one, less of a short one, the truth of the others."""

from dataclasses import dataclass

from mizan.doors.console.demo.country.jobs import MONTHLY_FROM
from mizan.doors.console.demo.country.types import MONTHS, TrueEmployer, TrueJob, TrueMonth, TrueWorld, index_of
from mizan.doors.console.demo.country.wages import minimum_at
from mizan.doors.console.demo.declared.deviations import Deviation, Kind
from mizan.doors.console.demo.declared.habits import Habits
from mizan.doors.console.demo.streams import Stream

BOTH = "DAC+DAS"


@dataclass(frozen=True, slots=True)
class DeclaredJob:
    """A job as its employer tells it; the months carry the wage said, which may be less than the wage paid."""

    job: TrueJob
    months: tuple[TrueMonth, ...]

    def wage_of(self, first: int, last: int) -> int:
        """The wage said of the months of rank `first` to `last`, both included, in centimes."""
        # The months of a job follow each other without a gap.
        start = self.months[0].month
        return sum(month.wage for month in self.months[max(0, first - start) : max(0, last - start + 1)])


def _shortened(month: TrueMonth, per_mille: int) -> TrueMonth:
    """The month with part of its wage left out, never below the guaranteed minimum of its days."""
    floor = -(-minimum_at(month.month) * month.days // 30)
    return month._replace(wage=max(floor, month.wage * per_mille // 1000))


def declared_jobs(
    world: TrueWorld, employer: TrueEmployer, jobs: tuple[TrueJob, ...], habits: Habits, seed: int
) -> tuple[tuple[DeclaredJob, ...], tuple[Deviation, ...]]:
    """The jobs `employer` tells of, in their order, and what it hides or shortens (one departure a job, over all its months)."""
    stream = Stream(seed, f"declared:{employer.rank}")
    draws = [(stream.chance(habits.hidden_jobs), stream.chance(habits.short_jobs), stream.between(550, 850)) for _ in jobs]
    hidden = _hidden(employer, jobs, [draw[0] for draw in draws])
    told, departures = [], []
    for job, (_, short, part) in zip(jobs, draws, strict=True):
        if job.rank in hidden:
            departures.append(_departure(Kind.HIDDEN_WORKER, employer, job, ()))
            continue
        months = job.months
        if short:
            months = tuple(_shortened(month, part) for month in months)
            if months != job.months:
                departures.append(_departure(Kind.SHORT, employer, job, months))
        told.append(DeclaredJob(job, months))
    return tuple(told), tuple(departures)


def _hidden(employer: TrueEmployer, jobs: tuple[TrueJob, ...], wished: list[bool]) -> frozenset[int]:
    """The ranks of the jobs hidden among those wished: never so many that a month is left with too few told.

    One worker is told at least, since an employer that hides everybody would not be known at all; ten where it has ten.
    """
    least = MONTHLY_FROM if employer.size >= MONTHLY_FROM else 1
    spare = [-least] * MONTHS
    for job in jobs:
        for month in _staffed(job):
            spare[month] += 1
    hidden = set()
    for job, wish in zip(jobs, wished, strict=True):
        if wish and all(spare[month] > 0 for month in _staffed(job)):
            hidden.add(job.rank)
            for month in _staffed(job):
                spare[month] -= 1
    return frozenset(hidden)


def _staffed(job: TrueJob) -> list[int]:
    """The ranks of the months at whose end the person is on the staff."""
    return [month.month for month in job.months if job.left_on is None or month.month < index_of(job.left_on)]


def _departure(kind: Kind, employer: TrueEmployer, job: TrueJob, said: tuple[TrueMonth, ...]) -> Deviation:
    true, declared = (sum(month.wage for month in months) for months in (job.months, said))
    return Deviation(kind, BOTH, employer.rank, "all", job.rank, true, declared)
