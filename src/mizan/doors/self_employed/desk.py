"""What the self-employed person's pages share: the affiliation they are about."""

from __future__ import annotations

from mizan.doors.errors import Missing
from mizan.doors.pages import Visit
from mizan.funds.access.types import Role
from mizan.funds.self_employed.queries import affiliation_of, affiliations_of_persons
from mizan.funds.self_employed.types import AffiliationKnown

PERSON = Role.SELF_EMPLOYED.value


def affiliation_here(visit: Visit, affiliation_id: int) -> AffiliationKnown:
    """The affiliation the address names, if it is the visitor's own; raises Missing for any other, known or not."""
    found = affiliation_of(affiliation_id)
    if found is None or str(found.person_id) not in visit.scopes(PERSON):
        raise Missing(affiliation_id)
    return found


def affiliations_here(visit: Visit) -> tuple[AffiliationKnown, ...]:
    """The visitor's affiliations: one, unless they act for several persons."""
    return affiliations_of_persons(int(scope) for scope in visit.scopes(PERSON))
