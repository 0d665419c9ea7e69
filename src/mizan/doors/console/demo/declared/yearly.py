"""One employer's wage declaration of one year: the file, the correction of its bad lines, and what is regularised later."""

from datetime import UTC, date, datetime

from mizan.doors.console.demo.country.places import places
from mizan.doors.console.demo.country.types import TrueWorld, index_of
from mizan.doors.console.demo.declared.acts import EmployerPlan, FileDas
from mizan.doors.console.demo.declared.das import pair_of, rows_of
from mizan.doors.console.demo.declared.days import SET_TAKEN_AT, day_of_set, moment
from mizan.doors.console.demo.declared.deviations import Deviation, Kind
from mizan.doors.console.demo.declared.jobs import DeclaredJob
from mizan.doors.console.demo.declared.slips import raised, spoil
from mizan.doors.console.demo.streams import Stream
from mizan.formats.das.types import DasRow
from mizan.kernel.periods import add_days
from mizan.law.algeria.contributions import das_deadline

ALONE_PER_MILLE = 150
"""Wage declarations filed one by one rather than in the set of their day."""


def file_year(plan: EmployerPlan, world: TrueWorld, told: tuple[DeclaredJob, ...], year: int, stream: Stream) -> None:
    """File one year's wage declaration, its corrections, and what is regularised afterwards."""
    employer, habits = plan.employer, plan.habits
    rows = rows_of(world, employer, told, year)
    late, wrong, back_pay = stream.chance(habits.late_filing), stream.chance(habits.wrong_lines), stream.chance(habits.regularises)
    in_set = not stream.chance(ALONE_PER_MILLE)
    deadline = das_deadline(year)
    filed_on = add_days(deadline, stream.between(2, 60) if late else -stream.below(25))
    if in_set:
        filed_on = day_of_set(filed_on, deadline)
    if not rows:
        return
    first, last = index_of(date(year, 1, 1)), index_of(date(year, 12, 1))
    if habits.silent_yearly and habits.silent[0] <= last and first < habits.silent[1]:
        true = sum(row.total for _, row in rows)
        plan.deviations.append(Deviation(Kind.SILENT, "DAS", employer.rank, str(year), None, true, 0))
        return
    if late:
        plan.deviations.append(Deviation(Kind.LATE_FILING, "DAS", employer.rank, str(year), None, 0, (filed_on - deadline).days))
    yearly = _Yearly(plan, year, dict(rows), stream)
    spoiled = yearly.spoil() if wrong else {}
    yearly.file("N", filed_on, [spoiled.get(rank, row) for rank, row in rows], in_set)
    if spoiled and stream.chance(850):
        again = add_days(filed_on, stream.between(6, 24))
        yearly.correct(spoiled, again)
    if back_pay:
        yearly.regularise(spoiled, add_days(filed_on, stream.between(30, 80)))


class _Yearly:
    """The files of one employer and year."""

    def __init__(self, plan: EmployerPlan, year: int, rows: dict[int, DasRow], stream: Stream) -> None:
        self.plan, self.year, self.rows, self.stream = plan, year, rows, stream
        self.city = next(place.name_fr for place in places() if place.code == plan.employer.wilaya)

    def note(self, kind: Kind, job: int, true: int, declared: int, note: str = "") -> None:
        self.plan.deviations.append(Deviation(kind, "DAS", self.plan.employer.rank, str(self.year), job, true, declared, note))

    def file(self, kind: str, day: date, rows: list[DasRow], in_set: bool) -> None:
        """One pair."""
        header, detail = pair_of(self.plan.employer, self.city, self.year, kind, rows)
        at = datetime.combine(day, SET_TAKEN_AT, UTC) if in_set else moment(day, self.stream)
        self.plan.dass.append(FileDas(at, self.plan.employer.rank, self.year, kind, header, detail, in_set))

    def spoil(self) -> dict[int, DasRow]:
        """Up to three lines with a mistake each, by rank of job; at least one line of the file stays good."""
        count = min(self.stream.between(1, 3), len(self.rows) - 1)
        spoiled = {}
        for rank in self.stream.shuffled(list(self.rows))[: max(0, count)]:
            name, row = spoil(self.rows[rank], self.stream)
            spoiled[rank] = row
            self.note(Kind.WRONG, rank, self.rows[rank].total, row.total, name)
        return spoiled

    def correct(self, spoiled: dict[int, DasRow], day: date) -> None:
        """The lines that waited, right this time, as a complementary declaration."""
        self.file("C", day, [self.rows[rank] for rank in spoiled], False)
        for rank in spoiled:
            self.note(Kind.CORRECTED, rank, self.rows[rank].total, self.rows[rank].total)

    def regularise(self, spoiled: dict[int, DasRow], day: date) -> None:
        """Back pay for up to four lines, as a regularisation that supersedes them."""
        good = [rank for rank in self.rows if rank not in spoiled]
        chosen = self.stream.shuffled(good)[: self.stream.between(1, 4)]
        again = []
        for rank in chosen:
            row = raised(self.rows[rank], self.stream.between(30, 120))
            again.append(row)
            self.note(Kind.REGULARISED, rank, row.total, self.rows[rank].total)
        if again:
            self.file("R", day, again, False)
