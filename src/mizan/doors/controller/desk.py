"""What the fund's pages share: who may read, who may act, and employers' names."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.access.types import Role
from mizan.funds.people import queries as people
from mizan.funds.self_employed.payers import is_self_employed
from mizan.funds.self_employed.queries import affiliations_by_nss, affiliations_of
from mizan.kernel.funds import Fund

ACCOUNTANT = Role.FUND_ACCOUNTANT.value
CONTROLLER = Role.CONTROLLER.value
DIRECTOR = Role.DIRECTOR.value
AUDITOR = Role.AUDITOR.value
WORKS = (ACCOUNTANT, CONTROLLER)
IDENTIFY, FOLLOW_UP = "identify_payment", "follow_account"
"""The purposes under which people of a fund read who stands behind a bank line or an account."""
COLLECTOR = Fund.CNAS.value
COLLECTORS = (Fund.CNAS, Fund.CASNOS)
"""The funds whose accounts receive contributions."""


def acts_as(visit: Visit, role: str) -> bool:
    """Whether the visitor holds the role for the fund that collects, the same rule as the API's `collecting` operations.

    People of another fund read these pages as far as row-level security lets them; the acts of collection are not theirs.
    """
    return COLLECTOR in visit.scopes(role)


def collecting(visit: Visit, role: str) -> tuple[Fund, ...]:
    """The funds that collect, among those the visitor holds the role for."""
    return tuple(fund for fund in COLLECTORS if fund.value in visit.scopes(role))


def names_of(ids: Iterable[int], lang: Lang) -> dict[int, str]:
    """The names of payers in the language of the page, the other script when one is missing; those out of sight are missing.

    Names of the self-employed are personal data: pages take them through `names_logged`.
    """
    wanted = set(ids)
    found: dict[int, tuple[str, str]] = {}
    for key, employer in people.employers_of(one for one in wanted if not is_self_employed(one)).items():
        found[key] = (employer.name_ar, employer.name_fr)
    for key, person in affiliations_of(one for one in wanted if is_self_employed(one)).items():
        found[key] = (person.name_ar, person.name_fr)
    return {key: (in_arabic or in_french) if lang == "ar" else (in_french or in_arabic) for key, (in_arabic, in_french) in found.items()}


def names_logged(visit: Visit, ids: Iterable[int], *, purpose: str, route: str) -> dict[int, str]:
    """The names of payers; each self-employed person whose name is given has the read logged first, under a purpose."""
    names = names_of(ids, visit.lang)
    for payer in sorted(names):
        if is_self_employed(payer):
            record_read(purpose=purpose, subject=("self_employed", payer), route=route, by=visit.account_id, at=visit.now)
    return names


def numbers_of(ids: Iterable[int]) -> dict[int, str]:
    """The numbers people know payers by: an employer's ten digits, an insured person's twelve."""
    wanted = set(ids)
    employers = people.employers_of(one for one in wanted if not is_self_employed(one))
    persons = affiliations_of(one for one in wanted if is_self_employed(one))
    return {**{key: kept.number for key, kept in employers.items()}, **{key: kept.nss for key, kept in persons.items()}}


def payer_numbered(number: str, fund: str) -> int | None:
    """The payer of a fund with this number, if the visitor may see it."""
    if fund == Fund.CASNOS:
        return next((found.id for found in affiliations_by_nss([number]).values()), None)
    employer = people.employer_on(number)
    return None if employer is None else employer.id
