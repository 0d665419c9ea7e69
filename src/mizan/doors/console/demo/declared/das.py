"""The yearly wage declaration an employer would file, line by line, as a pair in the official format."""

from collections.abc import Iterable
from datetime import date

from mizan.doors.console.demo.country.employers import ascii_upper
from mizan.doors.console.demo.country.types import DurationUnit, TrueEmployer, TrueMonth, TrueWorld, index_of
from mizan.doors.console.demo.declared.jobs import DeclaredJob
from mizan.formats.das import write_pair
from mizan.formats.das.types import DasHeader, DasRow, QuarterPay
from mizan.kernel.money import Centimes

QUARTER_HOURS = 520
QUARTER_DAYS = 90
MONTH_DAYS = 30


def quarter_pay(months: Iterable[TrueMonth], unit: DurationUnit) -> QuarterPay:
    """One quarter of a job in the employer's unit: days of thirty a month, 520 hours for ninety days, or whole months.

    Part of a month cannot be told in months: such a quarter is told in days.
    """
    kept = list(months)
    days, wage = sum(month.days for month in kept), sum(month.wage for month in kept)
    if not days:
        return QuarterPay(0, unit, Centimes(0))
    if unit == "H":
        return QuarterPay(max(1, days * QUARTER_HOURS // QUARTER_DAYS), "H", Centimes(wage))
    if unit == "M" and days == MONTH_DAYS * len(kept):
        return QuarterPay(len(kept), "M", Centimes(wage))
    return QuarterPay(days, "J", Centimes(wage))


def rows_of(world: TrueWorld, employer: TrueEmployer, jobs: tuple[DeclaredJob, ...], year: int) -> tuple[tuple[int, DasRow], ...]:
    """The lines of `year` in the order of the jobs, each with the rank of its job; jobs without a wage that year have none."""
    starts = [index_of(date(year, month, 1)) for month in (1, 4, 7, 10)]
    rows: list[tuple[int, DasRow]] = []
    for told in jobs:
        pays = [quarter_pay((m for m in told.months if start <= m.month < start + 3), employer.pay_unit) for start in starts]
        total = sum(pay.amount for pay in pays)
        if not total:
            continue
        person, job = world.persons[told.job.person], told.job
        left_on = job.left_on if job.left_on is not None and job.left_on.year <= year else None
        row = DasRow(
            line_no=len(rows) + 1,
            nss=person.nss,
            surname=person.surname,
            given_name=person.given_name,
            birth_date=person.birth_date,
            quarters=(pays[0], pays[1], pays[2], pays[3]),
            total=Centimes(total),
            entered_on=job.hired_on,
            left_on=left_on,
        )
        rows.append((job.rank, row))
    return tuple(rows)


def pair_of(employer: TrueEmployer, city: str, year: int, kind: str, rows: Iterable[DasRow]) -> tuple[bytes, bytes]:
    """The header and detail files of a declaration of `kind` (N, C or R); the lines are numbered again from 1."""
    header = DasHeader(
        employer_number=employer.number,
        kind=kind,
        year=year,
        centre=employer.agency_code,
        employer_name=employer.name_file,
        activity=ascii_upper(employer.activity_fr)[:30].strip(),
        city=ascii_upper(city)[:11].strip(),
    )
    return write_pair(header, rows)
