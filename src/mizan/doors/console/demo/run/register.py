"""Opens the registers and the accounts of the invented country; every act in the name of the system."""

import secrets
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from mizan.doors.console.demo.country.places import places
from mizan.doors.console.demo.country.types import FIRST_MONTH, TrueEmployer, TrueWorld
from mizan.doors.console.demo.declared.plan import DeclaredWorld
from mizan.doors.console.demo.run.lives import Known, draft_of
from mizan.doors.console.demo.run.types import DemoAccount
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.types import Role, Scope
from mizan.funds.people.actions import open_agencies, register_employers, register_persons
from mizan.funds.people.types import AgencyKnown, EmployerDraft

OPENED_AT = datetime.combine(FIRST_MONTH, time(6), UTC)
GRANTED_FROM = date(2020, 1, 1)
"""Long before any real clock: whether a grant is in force is read on the database's own clock, not on the demo's."""
EMPLOYERS_AN_OFFICE = 12
PASSWORD_ITERATIONS = 100_000
"""The passwords are random and long, so fewer rounds than for passwords people choose."""

ROLES = (
    (Role.FUND_ACCOUNTANT, Scope.FUND, "CNAS", "comptable", "محاسب الصندوق", "Comptable de la CNAS"),
    (Role.CONTROLLER, Scope.FUND, "CNAS", "controleur", "مراقب الصندوق", "Contrôleur de la CNAS"),
    (Role.DIRECTOR, Scope.FUND, "CNAS", "directeur", "مدير الصندوق", "Directeur de la CNAS"),
    (Role.DIRECTOR, Scope.FUND, "CNR", "directeur-cnr", "مدير صندوق التقاعد", "Directeur de la CNR"),
    (Role.MINISTER, Scope.NATION, "", "ministre", "الوزير", "Ministre"),
    (Role.AUDITOR, Scope.NATION, "", "auditeur", "مدقق الحسابات", "Auditeur"),
    (Role.OFFICER, Scope.FUND, "CNR", "liquidateur", "عون تصفية المعاشات", "Liquidateur de la CNR"),
)
SECOND = ("liquidateur-2", "عون التصفية الثاني", "Second liquidateur de la CNR")
"""What takes two people takes this account too."""


class Actors(NamedTuple):
    """Who acts: the system, who files for each employer (by rank), the fund's accountant, officers, controller; the accounts to print."""

    system: int
    employer_ids: tuple[int, ...]
    filers: tuple[int, ...]
    fund_accountant: int
    officers: tuple[int, int]
    controller: int
    printed: tuple[DemoAccount, ...]


def open_country(world: TrueWorld, declared: DeclaredWorld, known: Known, *, by: int) -> Actors:
    """Agencies, employers, persons told of, and accounts; as batch."""
    agencies = {place.agency_code: place for place in places() if place.mother is None}
    open_agencies(
        [AgencyKnown(code, f"وكالة {place.name_ar}", f"Agence de {place.name_fr}", place.code) for code, place in agencies.items()],
        on=date(1984, 1, 1),
        by=by,
        at=OPENED_AT,
    )
    staff = _opening_staff(world, declared)
    ids = register_employers([_employer(employer, staff[employer.rank]) for employer in world.employers], by=by, at=OPENED_AT)
    register_persons([draft_of(known.people[rank]) for rank in known.ranks], by=by, at=OPENED_AT)
    return _open_accounts(world, tuple(ids[employer.number] for employer in world.employers), by)


def _opening_staff(world: TrueWorld, declared: DeclaredWorld) -> list[int]:
    """The staff each employer told of before the demo: that of its first declaration, or what it keeps."""
    staff = [employer.size for employer in world.employers]
    for act in reversed(declared.dacs):
        if act.dac.kind == "normal":
            staff[act.employer] = act.dac.workers_total
    return staff


def _employer(employer: TrueEmployer, staff: int) -> EmployerDraft:
    return EmployerDraft(
        number=employer.number,
        name_ar=employer.name_ar,
        name_fr=employer.name_fr,
        activity=employer.activity_fr,
        construction=employer.construction,
        wilaya_code=employer.wilaya,
        agency_code=employer.agency_code,
        opened_on=employer.opened_on,
        nif=employer.nif,
        rib=employer.rib,
        workers_declared=staff,
    )


def _open_accounts(world: TrueWorld, employer_ids: tuple[int, ...], by: int) -> Actors:
    """One account per role with a password; accounting offices without one, each filing for a dozen employers."""
    shown = _shown_employer(world)
    printed, opened = [], {}
    for role, scope, scope_id, username, name_ar, name_fr in ROLES:
        account, password = account_opened(username, name_ar, name_fr, True, by)
        granted(account, role, scope, scope_id, by)
        printed.append(DemoAccount(role.value, username, password))
        opened[role] = account
    second, password = account_opened(*SECOND, True, by)
    granted(second, Role.OFFICER, Scope.FUND, "CNR", by)
    printed.append(DemoAccount(Role.OFFICER.value, SECOND[0], password))
    employer = world.employers[shown]
    theirs, password = account_opened("employeur", f"محاسب {employer.name_ar}", f"Comptable de {employer.name_fr}", True, by)
    printed.insert(0, DemoAccount(Role.EMPLOYER_ACCOUNTANT.value, "employeur", password))
    filers: list[int] = []
    office = 0
    for rank, employer_id in enumerate(employer_ids):
        if rank % EMPLOYERS_AN_OFFICE == 0:
            number = rank // EMPLOYERS_AN_OFFICE + 1
            office, _ = account_opened(f"cabinet-{number:03d}", f"مكتب المحاسبة {number}", f"Cabinet comptable {number}", False, by)
        filers.append(theirs if rank == shown else office)
        granted(filers[-1], Role.EMPLOYER_ACCOUNTANT, Scope.EMPLOYER, str(employer_id), by)
    return Actors(
        by,
        employer_ids,
        tuple(filers),
        opened[Role.FUND_ACCOUNTANT],
        (opened[Role.OFFICER], second),
        opened[Role.CONTROLLER],
        tuple(printed),
    )


def _shown_employer(world: TrueWorld) -> int:
    """The employer whose accountant's account is printed: a construction firm of some size, with reliefs to show if there is one."""
    helped = {job.employer for job in world.jobs if job.decision is not None}
    wanted = [e for e in world.employers if not e.public and e.construction]
    fit = [e for e in wanted if 10 <= e.size <= 40 and e.rank in helped] or wanted or list(world.employers)
    return max(fit, key=lambda employer: (employer.size, -employer.rank)).rank


def account_opened(username: str, name_ar: str, name_fr: str, opens: bool, by: int) -> tuple[int, str]:
    """An account of the demo and its password; nobody signs in to one that does not open."""
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    account = open_account(
        username=username,
        name_ar=name_ar,
        name_fr=name_fr,
        language="ar",
        password=password if opens else None,
        by=by,
        at=OPENED_AT,
        iterations=PASSWORD_ITERATIONS,
    )
    return account, password


def granted(account: int, role: Role, scope: Scope, scope_id: str, by: int) -> None:
    """Give an account of the demo its role."""
    grant_role(account_id=account, role=role, scope_kind=scope, scope_id=scope_id, valid_from=GRANTED_FROM, by=by, at=OPENED_AT)
