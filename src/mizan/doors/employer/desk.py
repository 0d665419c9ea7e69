"""What the employer's pages share: the employer they are about, and how an outcome looks."""

from __future__ import annotations

from mizan.doors.errors import Missing
from mizan.doors.pages import Visit
from mizan.doors.tables import Tone
from mizan.funds.access.types import Role
from mizan.funds.people.queries import employer_on, employers_of
from mizan.funds.people.types import EmployerKnown

ACCOUNTANT = Role.EMPLOYER_ACCOUNTANT.value
OWN_DECLARATION = "own_declaration"
"""The purpose under which an employer's accountant reads the people of its own declarations."""

OUTCOME_TONES: dict[str, Tone] = {"accepted": "done", "accepted_with_corrections": "soon", "partly_taken": "soon", "refused": "late"}


def employer_here(visit: Visit, number: str) -> EmployerKnown:
    """The employer the address names, if the visitor is its accountant; raises Missing for any other, known or not."""
    found = employer_on(number)
    if found is None or str(found.id) not in visit.scopes(ACCOUNTANT):
        raise Missing(number)
    return found


def employers_here(visit: Visit) -> tuple[EmployerKnown, ...]:
    """The employers the visitor declares for, by number."""
    ids = [int(scope) for scope in visit.scopes(ACCOUNTANT)]
    return tuple(sorted(employers_of(ids).values(), key=lambda employer: employer.number))
