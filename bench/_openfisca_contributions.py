"""The contribution rules of the statute book, written for OpenFisca-Core as its users write them: floats, one variable a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-10"
NORTH = 0

Line = build_entity(key="line", plural="lines", label="A worker's month", is_person=True)
WORKER = {"key": "worker", "plural": "workers", "label": "Worker"}
Employer = build_entity(key="employer", plural="employers", label="Those who declare together", roles=[WORKER])

EMPLOYER_LINES = (
    "social_insurance_employer",
    "work_accident_employer",
    "retirement_employer",
    "early_retirement_employer",
    "unemployment_employer",
)
WORKER_LINES = ("social_insurance_worker", "retirement_worker", "early_retirement_worker", "unemployment_worker")
LINES = (*EMPLOYER_LINES, *WORKER_LINES, "retirement_works_fund")

SUMS: Mapping[str, tuple[str, ...]] = {
    "employer_lines": EMPLOYER_LINES,
    "worker_lines": WORKER_LINES,
    "all_lines": LINES,
    "cnas_lines": ("social_insurance_employer", "social_insurance_worker", "work_accident_employer"),
    "cnr_lines": (
        "retirement_employer",
        "retirement_worker",
        "retirement_works_fund",
        "early_retirement_employer",
        "early_retirement_worker",
    ),
    "cnac_lines": ("unemployment_employer", "unemployment_worker"),
    "declaration_due": ("r22_due", "r98_due", "r38_due"),
    "employer_side": ("employer_share", "retirement_works_fund", "r98_due"),
}
RATED = {"employer_share": "employer_rate", "worker_share": "worker_rate", "r22_due": "r22_rate", "r98_due": "fnpos_rate"}

TARGETS = (
    *LINES,
    *SUMS,
    *RATED,
    "r38_due",
    "wage_net_of_contribution",
    "cnac_relief",
    "treasury_relief",
    "employer_pays_after_cnac",
    "employer_pays_after_both",
)
"""Every figure of the contribution rules for a line, by its name in the statute book."""


def cents(amount: Any) -> Any:
    """Dinars to the centime, half up."""
    return np.floor(amount * 100 + 0.5) / 100


def _input(name: str, kind: type) -> type[Variable]:
    common = {"value_type": kind, "entity": Line, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), common)


def _variable(name: str, formula: Callable[..., Any], entity: object = Line) -> type[Variable]:
    common = {"value_type": float, "entity": entity, "definition_period": DateUnit.MONTH, "label": name, "formula": formula}
    return type(name, (Variable,), common)


def _rated(name: str, rate: str) -> type[Variable]:
    return _variable(name, lambda lines, period, parameters: cents(lines("base", period) * parameters(period).rates[rate]))


def _sum(name: str, parts: Sequence[str]) -> type[Variable]:
    return _variable(name, lambda lines, period: sum(lines(part, period) for part in parts))


def _relief(name: str) -> type[Variable]:
    def formula(lines: Any, period: Any, parameters: Any) -> Any:
        rates = parameters(period).rates
        north = np.where(lines("first_time_jobseeker", period), rates[f"{name}_north_first"], rates[f"{name}_north_worked"])
        rate = np.where(lines("zone", period) == NORTH, north, rates[f"{name}_elsewhere"])
        return cents(lines("employer_share", period) * rate)

    return _variable(name, formula)


def _r38(lines: Any, period: Any, parameters: Any) -> Any:
    return np.where(lines("construction", period), cents(lines("base", period) * parameters(period).rates["oprebat_rate"]), 0)


def _less(whole: str, part: str) -> Callable[..., Any]:
    return lambda lines, period: lines(whole, period) - lines(part, period)


def _total(name: str) -> type[Variable]:
    return _variable(f"total_{name}", lambda employer, period: employer.sum(employer.members(name, period)), Employer)


def system(rates: Mapping[str, int]) -> TaxBenefitSystem:
    """The rules: `rates` in parts per million by name in the statute book. Each figure has its total by employer, `total_<name>`."""
    made = TaxBenefitSystem([Line, Employer])
    variables = [_input("base", float), _input("zone", int), _input("first_time_jobseeker", bool), _input("construction", bool)]
    variables += [_rated(name, f"{name}_rate") for name in LINES]
    variables += [_rated(name, rate) for name, rate in RATED.items()]
    variables += [_sum(name, parts) for name, parts in SUMS.items()]
    variables += [_relief("cnac_relief"), _relief("treasury_relief"), _variable("r38_due", _r38)]
    variables += [
        _variable("wage_net_of_contribution", _less("base", "worker_share")),
        _variable("employer_pays_after_cnac", _less("employer_share", "cnac_relief")),
        _variable("employer_pays_after_both", _less("employer_pays_after_cnac", "treasury_relief")),
    ]
    variables += [_total(name) for name in TARGETS]
    for variable in variables:
        made.add_variable(variable)
    node = {name: {"values": {"2006-10-01": {"value": rate / 1_000_000}}} for name, rate in rates.items()}
    made.parameters = ParameterNode("", data={"rates": node})
    return made


def simulation(made: TaxBenefitSystem, columns: Mapping[str, Any], employers: Any, size: int) -> Simulation:
    """A simulation over lines whose employers are numbered from 0 to `size` - 1; `columns` are the inputs, wages in dinars."""
    builder = SimulationBuilder()
    builder.create_entities(made)
    rows = len(employers)
    builder.declare_person_entity("line", np.arange(rows))
    group = builder.declare_entity("employer", np.arange(size))
    builder.join_with_persons(group, employers, roles=np.repeat("worker", rows))
    ready = builder.build(made)
    for name, column in columns.items():
        ready.set_input(name, PERIOD, column)
    return ready


def compute(ready: Simulation) -> None:
    """Every figure of every line and every total by employer, computed anew."""
    for name in TARGETS:
        ready.delete_arrays(name)
        ready.delete_arrays(f"total_{name}")
    for name in TARGETS:
        ready.calculate(f"total_{name}", PERIOD)
