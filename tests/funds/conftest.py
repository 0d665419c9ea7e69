"""A few people with known rights, for tests on the real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import django
import pytest

# Models can not be imported before.
django.setup()

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SINCE = date(2024, 1, 1)
PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class People:
    """Account ids by name, the employers' ids, and the system's own account."""

    system: int
    ids: dict[str, int]
    employers: dict[str, int]
    at: datetime = AT
    since: date = SINCE
    password: str = PASSWORD

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


@pytest.fixture
def people(db: object) -> People:
    """Two employers with their accountants, and one account per role."""
    return people_of()


def people_of() -> People:
    """The same in the database at hand; made by the real actions as ``batch``."""
    from mizan.config.database import connect_as
    from mizan.funds.access import queries
    from mizan.funds.people.actions import register_employers
    from mizan.funds.people.types import EmployerDraft

    with connect_as("batch"):
        system = queries.system_account()
        drafts = [
            EmployerDraft(number, name, name, "SERVICES", False, 16, agency, SINCE)
            for number, name, agency in (("1600000001", "ALPHA", "16000"), ("3100000002", "BETA", "31000"))
        ]
        by_number = register_employers(drafts, by=system, at=AT)
        employers = {"alpha": by_number["1600000001"], "beta": by_number["3100000002"]}
        ids = _accounts(employers, system)
    return People(system, ids, employers)


def _accounts(employers: dict[str, int], system: int) -> dict[str, int]:
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    wanted: dict[str, tuple[Role, Scope, str]] = {
        "alpha": (Role.EMPLOYER_ACCOUNTANT, Scope.EMPLOYER, str(employers["alpha"])),
        "beta": (Role.EMPLOYER_ACCOUNTANT, Scope.EMPLOYER, str(employers["beta"])),
        "cnas": (Role.FUND_ACCOUNTANT, Scope.FUND, "CNAS"),
        "cnas2": (Role.FUND_ACCOUNTANT, Scope.FUND, "CNAS"),
        "cnas_director": (Role.DIRECTOR, Scope.FUND, "CNAS"),
        "controller": (Role.CONTROLLER, Scope.FUND, "CNAS"),
        "agent": (Role.CONTROLLER, Scope.AGENCY, "16000"),
        "cnr": (Role.FUND_ACCOUNTANT, Scope.FUND, "CNR"),
        "cnr_director": (Role.DIRECTOR, Scope.FUND, "CNR"),
        "minister": (Role.MINISTER, Scope.NATION, ""),
        "auditor": (Role.AUDITOR, Scope.NATION, ""),
    }
    ids = {}
    for name, (role, kind, scope) in wanted.items():
        ids[name] = open_account(
            username=name, name_ar=name, name_fr=name, language="fr", password=PASSWORD, by=system, at=AT, iterations=10
        )
        grant_role(account_id=ids[name], role=role, scope_kind=kind, scope_id=scope, valid_from=SINCE, by=system, at=AT)
    return ids
