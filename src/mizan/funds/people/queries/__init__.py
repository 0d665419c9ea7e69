"""Questions about employers, persons and places. As ``web`` row-level security narrows each answer to what the account may see."""

from mizan.funds.people.queries.civil import (
    bearers_of,
    born_after,
    changes_waiting,
    event_taken,
    events_as_known,
    household_as_known,
    identity_as_known,
)
from mizan.funds.people.queries.persons import agency_of, find, numbers_of, person_by_id, person_of, persons_by_nss, totals
from mizan.funds.people.queries.register import (
    agencies,
    employer_count,
    employer_of,
    employer_on,
    employers,
    employers_by_number,
    employers_by_rib,
    employers_of,
    may_compare,
    resemblances,
    wilayas,
)

__all__ = [
    "agencies",
    "agency_of",
    "bearers_of",
    "born_after",
    "changes_waiting",
    "employer_count",
    "employer_of",
    "employer_on",
    "employers",
    "employers_by_number",
    "employers_by_rib",
    "employers_of",
    "event_taken",
    "events_as_known",
    "find",
    "household_as_known",
    "identity_as_known",
    "may_compare",
    "numbers_of",
    "person_by_id",
    "person_of",
    "persons_by_nss",
    "resemblances",
    "totals",
    "wilayas",
]
