"""The whole declared world in the order of time, cut at a day."""

from dataclasses import dataclass
from datetime import date

from mizan.doors.console.demo.country.types import TrueJob, TrueWorld
from mizan.doors.console.demo.declared.acts import EmployerPlan, FileDac, FileDas, Payment, SendStatement
from mizan.doors.console.demo.declared.deviations import Deviation
from mizan.doors.console.demo.declared.filings import plan_of
from mizan.doors.console.demo.declared.self_employed import DeclaredYears, declare_years
from mizan.doors.console.demo.declared.statements import statements_of


@dataclass(frozen=True, slots=True)
class DeclaredWorld:
    """Acts up to the day the demo stops, each list in the order of time; `deviations` are those of all 24 months."""

    dacs: tuple[FileDac, ...]
    dass: tuple[FileDas, ...]
    payments: tuple[Payment, ...]
    statements: tuple[SendStatement, ...]
    deviations: tuple[Deviation, ...]
    declared_persons: tuple[int, ...]
    years: DeclaredYears
    """What the self-employed declare and pay."""


def declare(world: TrueWorld, today: date) -> DeclaredWorld:
    """What employers declare and pay of `world` until the end of `today`."""
    by_employer: list[list[TrueJob]] = [[] for _ in world.employers]
    for job in world.jobs:
        by_employer[job.employer].append(job)
    plans = [plan_of(world, employer, tuple(by_employer[employer.rank])) for employer in world.employers]
    payments = _ranked(plans, today)
    return DeclaredWorld(
        dacs=tuple(sorted((a for p in plans for a in p.dacs if a.at.date() <= today), key=lambda act: (act.at, act.employer))),
        dass=tuple(sorted((a for p in plans for a in p.dass if a.at.date() <= today), key=lambda act: (act.at, act.employer))),
        payments=payments,
        statements=statements_of(payments, today),
        deviations=tuple(deviation for plan in plans for deviation in plan.deviations),
        declared_persons=_declared(world, plans),
        years=declare_years(world, today),
    )


def _ranked(plans: list[EmployerPlan], today: date) -> tuple[Payment, ...]:
    """The payments in order of time, each with its rank; a return names the payment it takes back as ranked."""
    flat = [(payment.at, plan.employer.rank, number, payment) for plan in plans for number, payment in enumerate(plan.payments)]
    ranked: dict[tuple[int, int], Payment] = {}
    places = {id(payment): (owner, number) for _, owner, number, payment in flat}
    for at, owner, number, payment in sorted(flat, key=lambda entry: entry[:3]):
        if at.date() <= today:
            returns = None if payment.returns is None else ranked[places[id(payment.returns)]]
            ranked[owner, number] = payment._replace(rank=len(ranked) + 1, returns=returns)
    return tuple(ranked.values())


def _declared(world: TrueWorld, plans: list[EmployerPlan]) -> tuple[int, ...]:
    """The persons with a job told of by its employer."""
    hidden = {d.job for plan in plans for d in plan.deviations if d.kind == "hidden_worker"}
    return tuple(sorted({job.person for job in world.jobs if job.rank not in hidden}))
