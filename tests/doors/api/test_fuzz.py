"""Schemathesis against the whole API, in process, on a real database that holds a story: no fault, no status or body undeclared."""

from __future__ import annotations

import random
from typing import Any

import django
import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, settings
from tests.doors.api.conftest import World, build_world
from tests.doors.api.pay_story import tell_payments
from tests.doors.api.story import tell

from mizan.config.home import home

django.setup()
pytestmark = pytest.mark.fuzz

EXAMPLES = 12
PEOPLE = (
    "alif",
    "ba",
    "accountant",
    "controller",
    "director",
    "minister",
    "auditor",
    "retirement",
    "retirement2",
    "retirement3",
    "registrar",
    "reader",
    "officer",
    "officer2",
)
ABLE = {
    "employer_accountant": ("alif", "ba"),
    "fund_accountant": ("accountant", "retirement", "retirement2", "retirement3"),
    "controller": ("controller",),
    "registrar": ("registrar",),
    "officer": ("officer", "officer2"),
}
CONFIG: dict[str, Any] = {
    # A declaration may be well formed and refused by the law or by what is kept: that is 422, and declared.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "413", "415", "422"]}},
}


def _described() -> Any:
    (home() / "static").mkdir(exist_ok=True)
    from mizan.config.wsgi import application
    from mizan.doors.api import urls
    from mizan.doors.api.service import api

    assert urls.urlpatterns
    found = schemathesis.openapi.from_dict(dict(api.get_openapi_schema()), config=schemathesis.Config.from_dict(CONFIG))
    found.app = application
    return found


schema = _described()


@pytest.fixture(scope="module")
def told(database_of_module: object) -> World:
    """The story, once for all operations: the fuzz writes on it too."""
    world = build_world()
    client = Client(headers={"host": "localhost"})
    tell(client, world)
    tell_payments(client, world)
    return world


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_nothing_undeclared_is_answered(case: Any, told: World) -> None:
    chance = random.Random(repr((case.operation.label, case.path_parameters, case.query, case.body)))
    # Ids drawn from the whole range name nothing; some of them are made to name what the story left.
    for name, value in (case.path_parameters or {}).items():
        if isinstance(value, int) and chance.random() < 0.5:
            case.path_parameters[name] = chance.randint(1, 12)
    able = [who for role in case.operation.definition.raw["x-passes"]["roles"] or () for who in ABLE.get(role, ())] or list(PEOPLE)
    who = chance.choice(able) if chance.random() < 0.85 else chance.choice(PEOPLE)
    case.call_and_validate(headers={"Host": "localhost", **told.headers(who)})
