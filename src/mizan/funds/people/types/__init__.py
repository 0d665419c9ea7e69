"""What the app hands to others: frozen answers, and the drafts it takes."""

from mizan.funds.people.types.civil import (
    ChangeNews,
    EventDraft,
    EventKind,
    EventKnown,
    EventSource,
    Household,
    MemberKnown,
    Relation,
)
from mizan.funds.people.types.persons import IdentityKnown, PersonDraft, PersonKnown, PersonRegistered
from mizan.funds.people.types.register import AgencyKnown, EmployerDraft, EmployerKnown, Resemblance, WilayaKnown

__all__ = [
    "AgencyKnown",
    "ChangeNews",
    "EmployerDraft",
    "EmployerKnown",
    "EventDraft",
    "EventKind",
    "EventKnown",
    "EventSource",
    "Household",
    "IdentityKnown",
    "MemberKnown",
    "PersonDraft",
    "PersonKnown",
    "PersonRegistered",
    "Relation",
    "Resemblance",
    "WilayaKnown",
]
