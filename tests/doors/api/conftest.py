"""A small world for the API's tests: two employers, the people of the fund, and a token for each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.test import Client

from mizan.config.home import home

if TYPE_CHECKING:
    from mizan.funds.self_employed.types import AffiliationKnown

FROM = date(2020, 1, 1)

ALL_SCOPES = ("declare", "read", "settle", "steer")


@dataclass(frozen=True)
class World:
    """Ids and tokens by name: accounts "alif" and "ba" declare for employers of the same names."""

    employers: Mapping[str, int]
    numbers: Mapping[str, str]
    accounts: Mapping[str, int]
    tokens: Mapping[str, str]
    affiliations: Mapping[str, int]

    def headers(self, who: str) -> dict[str, str]:
        """The header that carries a token."""
        return {"Authorization": f"Bearer {self.tokens[who]}"}


PEOPLE = {
    "alif": ("employer_accountant", "employer", "alif"),
    "ba": ("employer_accountant", "employer", "ba"),
    "accountant": ("fund_accountant", "fund", "CNAS"),
    "controller": ("controller", "fund", "CNAS"),
    "director": ("director", "fund", "CNAS"),
    "minister": ("minister", "nation", ""),
    "auditor": ("auditor", "nation", ""),
    "registrar": ("registrar", "register", "civil"),
    "retirement": ("fund_accountant", "fund", "CNR"),
    "retirement2": ("fund_accountant", "fund", "CNR"),
    "retirement3": ("fund_accountant", "fund", "CNR"),
    "trader": ("self_employed", "person", "trader"),
    "farmer": ("self_employed", "person", "farmer"),
    "casnos": ("fund_accountant", "fund", "CASNOS"),
    "casnos_agency": ("controller", "fund", "CASNOS"),
    "officer": ("officer", "fund", "CNR"),
    "officer2": ("officer", "fund", "CNR"),
}
SELF_EMPLOYED = {"trader": ("880101000172", "NOMC"), "farmer": ("770202000272", "NOMD")}
INSURED = (("850012345648", "NOMA", date(1985, 3, 15)), ("900102030471", "NOMB", date(1990, 1, 2)))


def build_world() -> World:
    """Fill the database that Django's default connection works on."""
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import grant_role, issue_token, open_account
    from mizan.funds.access.types import Role, Scope
    from mizan.funds.people import queries as people
    from mizan.funds.people.actions import register_employers, register_persons
    from mizan.funds.people.types import EmployerDraft, PersonDraft

    at = clock.now()
    later = at.replace(year=at.year + 1)
    with connect_as("batch"):
        by = access.system_account()
        drafts = [
            EmployerDraft(number, f"مؤسسة {name}", f"SARL {name.upper()}", "", construction, 16, "16000", FROM, workers_declared=2)
            for name, number, construction in (("alif", "1600012345", False), ("ba", "1600054321", True))
        ]
        register_employers(drafts, by=by, at=at)
        register_persons([PersonDraft(nss, surname, "AMINE", born) for nss, surname, born in INSURED], by=by, at=at)
        numbers = {"alif": "1600012345", "ba": "1600054321"}
        known = people.employers_by_number(numbers.values())
        employers = {name: known[number].id for name, number in numbers.items()}
        made = _self_employed(by, at)
        persons = {name: found.person_id for name, found in made.items()}
        accounts: dict[str, int] = {}
        tokens: dict[str, str] = {}
        for name, (role, kind, scope) in PEOPLE.items():
            accounts[name] = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=by, at=at)
            scope_id: str | int = employers.get(scope, persons.get(scope, scope))
            grant_role(account_id=accounts[name], role=Role(role), scope_kind=Scope(kind), scope_id=scope_id, valid_from=FROM, by=by, at=at)
            tokens[name] = issue_token(label="test", scopes=ALL_SCOPES, expires_at=later, by=accounts[name], at=at).secret
        accounts["reader"] = accounts["alif"]
        tokens["reader"] = issue_token(label="reads", scopes=("read",), expires_at=later, by=accounts["alif"], at=at).secret
    return World(employers, numbers, accounts, tokens, {name: found.id for name, found in made.items()})


def _self_employed(by: int, at: datetime) -> dict[str, AffiliationKnown]:
    """A trader whose base before these books is known, and a farmer whose is not."""
    from mizan.funds.people.actions import register_persons
    from mizan.funds.people.types import PersonDraft
    from mizan.funds.self_employed.actions import affiliate
    from mizan.funds.self_employed.queries import affiliations_by_nss
    from mizan.funds.self_employed.types import AffiliationDraft

    register_persons(
        [PersonDraft(nss, surname, "SAMIR", date(1988, 1, 1), "لقب", "سمير") for nss, surname in SELF_EMPLOYED.values()], by=by, at=at
    )
    (trader, _), (farmer, _) = SELF_EMPLOYED.values()
    affiliate(
        [
            AffiliationDraft(trader, "trade", 16, "16000", FROM, opening_base=300_000_00, opening_year=2024),
            AffiliationDraft(farmer, "farmer", 16, "16000", FROM),
        ],
        by=by,
        at=at,
    )
    found = affiliations_by_nss([trader, farmer])
    return {name: found[nss] for name, (nss, _) in SELF_EMPLOYED.items()}


@pytest.fixture(scope="module")
def database_of_module(cluster: Any) -> Iterator[str]:
    """One fresh database for all tests of a module; Django's default connection works there as ``web``.

    It has the name of the module's before it, so that whoever serves one serves the next.
    """
    from django.db import connection
    from tests import sessions

    name = f"module_{os.getpid()}"
    with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE mizan_template OWNER mizan_owner STRATEGY FILE_COPY')
    connection.close()
    former = connection.settings_dict
    connection.settings_dict = {**former, "NAME": name, "USER": "mizan_web"}
    (home() / "static").mkdir(exist_ok=True)
    try:
        yield name
    finally:
        connection.close()
        connection.settings_dict = former
        sessions.end_sessions()
        with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def world(db: object) -> World:
    """The small world in a database of this test alone."""
    return build_world()


@pytest.fixture
def client() -> Client:
    """Django's client: a request through every middleware; an exception that escapes fails the test."""
    # WhiteNoise warns of a folder of static files that nobody has filled yet.
    (home() / "static").mkdir(exist_ok=True)
    return Client(headers={"host": "localhost"})
