"""Who is known: employers and places, persons, their civil status and their households."""

from mizan.funds.people.models.civil import Change, ChangePassed, ChangeTaken, Event, Tie, WaitingEvent
from mizan.funds.people.models.persons import Affiliation, Identity, Merge, PaidBy, Person
from mizan.funds.people.models.register import Agency, Employer, Wilaya

__all__ = [
    "Affiliation",
    "Agency",
    "Change",
    "ChangePassed",
    "ChangeTaken",
    "Employer",
    "Event",
    "Identity",
    "Merge",
    "PaidBy",
    "Person",
    "Tie",
    "WaitingEvent",
    "Wilaya",
]
