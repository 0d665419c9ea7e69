"""The contribution declaration an employer would file for one of its periods, from the jobs it tells of."""

from datetime import date

from mizan.doors.console.demo.country.types import TrueEmployer, TrueWorld
from mizan.doors.console.demo.declared.days import Term
from mizan.doors.console.demo.declared.jobs import DeclaredJob
from mizan.formats.dac import AbatementLine, DacLine, DacReturn, Movement

GENERAL, WORKS, BUILDING = "R22", "R98", "R38"


def dac_of(world: TrueWorld, employer: TrueEmployer, jobs: tuple[DeclaredJob, ...], term: Term, left_out: int = 0) -> DacReturn:
    """The declaration of `term`; `left_out` centimes are missing from the general base. Nil when nobody worked."""
    bases: dict[str, int] = {}
    abatements = []
    for told in jobs:
        wage = told.wage_of(term.first, term.last)
        if not wage:
            continue
        decision = told.job.decision
        if decision is not None and decision.starts_on < term.period.end and term.period.start < decision.ends_on:
            person = world.persons[told.job.person]
            name = f"{person.surname} {person.given_name}"
            abatements.append(
                AbatementLine(
                    decision.code, person.nss, name, person.birth_date, wage, decision.number, decision.starts_on, decision.ends_on
                )
            )
            bases[decision.code] = bases.get(decision.code, 0) + wage
        else:
            bases[GENERAL] = bases.get(GENERAL, 0) + wage
    movements = _movements(world, jobs, term)
    if not bases:
        return DacReturn(employer.number, term.period.key, "nil", 0, 0, sum(m.sense == "S" for m in movements), (), (), movements)
    bases[GENERAL] = max(0, bases.get(GENERAL, 0) - left_out)
    return DacReturn(
        employer_number=employer.number,
        period_key=term.period.key,
        kind="normal",
        workers_total=sum(_works_on(told, term.period.last_day) for told in jobs),
        hired=sum(m.sense == "E" for m in movements),
        left=sum(m.sense == "S" for m in movements),
        lines=_lines(employer, bases),
        abatements=tuple(abatements),
        movements=movements,
    )


def _lines(employer: TrueEmployer, bases: dict[str, int]) -> tuple[DacLine, ...]:
    """The general and abated lines, then the works fund's on their sum and, in construction, the prevention body's."""
    lines = [DacLine(code, bases[code]) for code in (GENERAL, "R06", "R07") if bases.get(code)]
    total = sum(line.base for line in lines)
    lines.append(DacLine(WORKS, total))
    if employer.construction:
        lines.append(DacLine(BUILDING, total))
    return tuple(lines)


def _movements(world: TrueWorld, jobs: tuple[DeclaredJob, ...], term: Term) -> tuple[Movement, ...]:
    """Who came in and who left in the term, in the order of the days."""
    found = []
    for told in jobs:
        person = world.persons[told.job.person]
        name = f"{person.surname} {person.given_name}"
        if term.period.has(told.job.hired_on):
            found.append(Movement(person.nss, name, "E", told.job.hired_on, ""))
        if told.job.left_on is not None and term.period.has(told.job.left_on):
            found.append(Movement(person.nss, name, "S", told.job.left_on, ""))
    return tuple(sorted(found, key=lambda movement: (movement.on, movement.nss)))


def _works_on(told: DeclaredJob, day: date) -> bool:
    """Whether the person is on the staff at the end of `day`."""
    return told.job.hired_on <= day and (told.job.left_on is None or told.job.left_on > day)
