"""The same ten branch lines, their totals by payer and by employer, written for OpenFisca-Core as its users write them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-10"

Line = build_entity(key="line", plural="lines", label="A worker's month", is_person=True)
Employer = build_entity(
    key="employer",
    plural="employers",
    label="Those who declare together",
    roles=[{"key": "worker", "plural": "workers", "label": "Worker"}],
)


class base(Variable):  # noqa: N801 - OpenFisca takes the name of the class
    """The contributory wage of the month, in dinars."""

    value_type = float
    entity = Line
    definition_period = DateUnit.MONTH
    label = "Contributory wage"
    set_input = set_input_divide_by_period


def _branch(name: str) -> type[Variable]:
    def formula(lines, period, parameters):
        return np.floor(lines("base", period) * parameters(period).rates[name] * 100 + 0.5) / 100

    return type(name, (Variable,), _common(Line, formula))


def _sum(name: str, parts: tuple[str, ...]) -> type[Variable]:
    def formula(lines, period):
        return sum(lines(part, period) for part in parts)

    return type(name, (Variable,), _common(Line, formula))


def _total(name: str, part: str) -> type[Variable]:
    def formula(employer, period):
        return employer.sum(employer.members(part, period))

    return type(name, (Variable,), _common(Employer, formula))


def _common(entity: object, formula: object) -> dict[str, object]:
    return {"value_type": float, "entity": entity, "definition_period": DateUnit.MONTH, "label": "x", "formula": formula}


def system(rates: Mapping[str, int], sums: Mapping[str, tuple[str, ...]]) -> TaxBenefitSystem:
    """The rules: `rates` in parts per million by line, `sums` of lines by payer; each has a total by employer, `total_<name>`."""
    made = TaxBenefitSystem([Line, Employer])
    made.add_variable(base)
    for name in rates:
        made.add_variable(_branch(name))
    for name, parts in sums.items():
        made.add_variable(_sum(name, parts))
    for name in (*rates, *sums):
        made.add_variable(_total(f"total_{name}", name))
    node = {name: {"values": {"2006-10-01": {"value": rate / 1_000_000}}} for name, rate in rates.items()}
    made.parameters = ParameterNode("", data={"rates": node})
    return made


def simulation(made: TaxBenefitSystem, wages: np.ndarray, employers: np.ndarray, size: int) -> Simulation:
    """A simulation over the wages in dinars of lines whose employers are numbered from 0 to `size` - 1."""
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("line", np.arange(len(wages)))
    group = builder.declare_entity("employer", np.arange(size))
    builder.join_with_persons(group, employers, roles=np.repeat("worker", len(wages)))
    ready = builder.build(made)
    ready.set_input("base", PERIOD, wages)
    return ready


def forget(ready: Simulation, names: tuple[str, ...]) -> None:
    """Drop what was computed, so that the next call computes it again."""
    for name in names:
        ready.delete_arrays(name)
