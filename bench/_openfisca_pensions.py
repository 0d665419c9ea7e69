"""The rules of the benchmark of pensions as users of OpenFisca-Core write them: a variable for the wage of each month, floats, vectors."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from _careers import ACCRUAL, CAP, CEILING, FLOOR, MONTHS, PPM, REFERENCE, Careers
from openfisca_core.entities import build_entity
from openfisca_core.experimental import MemoryConfig
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026-10"
_ALL = [f"{year}-{month:02d}" for year in range(1986, 2027) for month in range(1, 13)]
PERIODS = _ALL[_ALL.index(PERIOD) - MONTHS + 1 : _ALL.index(PERIOD) + 1]

Person = build_entity(key="person", plural="persons", label="A person", is_person=True)
Household = build_entity(key="household", plural="households", label="x", roles=[{"key": "m", "plural": "ms", "label": "x"}])


def cents(amount: Any) -> Any:
    """Dinars to the centime, half up."""
    return np.floor(amount * 100 + 0.5) / 100


def reference(persons: Any, period: Any) -> Any:
    """The better mean of the last and of the best months."""
    wages = np.stack([persons("wage", month) for month in PERIODS], axis=1)
    last = wages[:, -REFERENCE:].sum(axis=1)
    best = np.partition(wages, -REFERENCE, axis=1)[:, -REFERENCE:].sum(axis=1)
    return cents(np.maximum(last, best) / REFERENCE)


def reference_in_place(persons: Any, period: Any) -> Any:
    """The same, the months being put in order where they lie rather than in a copy."""
    wages = np.stack([persons("wage", month) for month in PERIODS], axis=1)
    last = wages[:, -REFERENCE:].sum(axis=1)
    wages.partition(MONTHS - REFERENCE, axis=1)
    return cents(np.maximum(last, wages[:, -REFERENCE:].sum(axis=1)) / REFERENCE)


def pension(persons: Any, period: Any) -> Any:
    """The pension within its ceiling and not below its minimum."""
    rate = np.minimum(persons("quarters", period) * (ACCRUAL / PPM / 4), CAP / PPM)
    raw = cents(persons("reference", period) * rate)
    capped = np.minimum(raw, CEILING / 100)
    return np.where(persons("quarters", period) >= REFERENCE, np.maximum(capped, FLOOR / 100), 0)


def _variable(name: str, kind: type, formula: Callable[..., Any] | None = None) -> type[Variable]:
    common = {"value_type": kind, "entity": Person, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), common | ({"formula": formula} if formula else {}))


def system(*, in_place: bool = False) -> TaxBenefitSystem:
    """The rules, ready for any people."""
    made = TaxBenefitSystem([Person, Household])
    for variable in (
        _variable("wage", float),
        _variable("quarters", int),
        _variable("reference", float, reference_in_place if in_place else reference),
        _variable("pension", float, pension),
    ):
        made.add_variable(variable)
    return made


def simulation(rules: TaxBenefitSystem, people: Careers, some: slice, *, on_disk: Path | None = None) -> Simulation:
    """A simulation over some people; their wages in dinars month by month, the last month common to all, 0 before a career begins.

    `on_disk` is a folder to keep its inputs in, by OpenFisca's own (experimental) memory configuration.
    """
    rows = some.stop - some.start
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("person", np.arange(rows))
    group = builder.declare_entity("household", np.arange(rows))
    builder.join_with_persons(group, np.arange(rows), roles=np.repeat("m", rows))
    made = builder.build(rules)
    if on_disk is not None:
        on_disk.mkdir(exist_ok=True)
        made._data_storage_dir = str(on_disk)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made.memory_config = MemoryConfig(max_memory_occupation=0.0)
        for entity in made.populations.values():
            entity._holders.clear()
    starts, ends = people.starts[some], people.starts[some.start + 1 : some.stop + 1]
    for back, period in zip(range(MONTHS, 0, -1), PERIODS, strict=True):
        places = ends - back
        column = np.where(places >= starts, people.wages[np.maximum(places, 0)] / 100, 0).astype(np.float32)
        made.set_input("wage", period, column)
    made.set_input("quarters", PERIOD, people.quarters[some].astype(np.int32))
    people.let_go(some)
    return made


def compute(made: Simulation) -> Any:
    """Every pension, in centimes, computed anew."""
    for name in ("reference", "pension"):
        made.delete_arrays(name)
    return np.rint(made.calculate("pension", PERIOD).astype(np.float64) * 100).astype(np.int64)
