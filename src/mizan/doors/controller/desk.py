"""What the fund's pages share: who may read, who may act, and employers' names."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.funds.access.types import Role
from mizan.funds.people import queries as people
from mizan.kernel.funds import Fund

ACCOUNTANT = Role.FUND_ACCOUNTANT.value
CONTROLLER = Role.CONTROLLER.value
DIRECTOR = Role.DIRECTOR.value
AUDITOR = Role.AUDITOR.value
WORKS = (ACCOUNTANT, CONTROLLER)
COLLECTOR = Fund.CNAS.value


def acts_as(visit: Visit, role: str) -> bool:
    """Whether the visitor holds the role for the fund that collects, the same rule as the API's `collecting` operations.

    People of another fund read these pages as far as row-level security lets them; the acts of collection are not theirs.
    """
    return COLLECTOR in visit.scopes(role)


def names_of(ids: Iterable[int], lang: Lang) -> dict[int, str]:
    """The names of employers in the language of the page, the other script when one is missing."""
    found = people.employers_of(ids)
    return {key: (kept.name_ar or kept.name_fr) if lang == "ar" else (kept.name_fr or kept.name_ar) for key, kept in found.items()}
