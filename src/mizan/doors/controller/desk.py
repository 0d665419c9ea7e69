"""What the fund's pages share: who may read, who may act, and employers' names."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.doors.shown import Lang
from mizan.funds.access.types import Role
from mizan.funds.people import queries as people

ACCOUNTANT = Role.FUND_ACCOUNTANT.value
CONTROLLER = Role.CONTROLLER.value
DIRECTOR = Role.DIRECTOR.value
AUDITOR = Role.AUDITOR.value
WORKS = (ACCOUNTANT, CONTROLLER)


def names_of(ids: Iterable[int], lang: Lang) -> dict[int, str]:
    """The names of employers in the language of the page, the other script when one is missing."""
    found = people.employers_of(ids)
    return {key: (kept.name_ar or kept.name_fr) if lang == "ar" else (kept.name_fr or kept.name_ar) for key, kept in found.items()}
