"""The legal verbs of the app, one subject a file."""

from mizan.funds.people.actions.affiliate import affiliate
from mizan.funds.people.actions.close_employer import close_employer
from mizan.funds.people.actions.correct_identity import Correction, correct_identity
from mizan.funds.people.actions.link_dependant import end_dependant, link_dependant
from mizan.funds.people.actions.merge_duplicate import merge_duplicate, undo_merge
from mizan.funds.people.actions.note_workers import note_workers
from mizan.funds.people.actions.open_agencies import open_agencies
from mizan.funds.people.actions.open_file import open_file
from mizan.funds.people.actions.pass_changes import pass_changes
from mizan.funds.people.actions.record_civil_event import (
    annul_civil_event,
    correct_civil_event,
    record_civil_event,
    record_civil_events,
)
from mizan.funds.people.actions.register_employers import register_employers
from mizan.funds.people.actions.register_persons import register_person, register_persons
from mizan.funds.people.actions.take_changes import take_changes

__all__ = [
    "Correction",
    "affiliate",
    "annul_civil_event",
    "close_employer",
    "correct_civil_event",
    "correct_identity",
    "end_dependant",
    "link_dependant",
    "merge_duplicate",
    "note_workers",
    "open_agencies",
    "open_file",
    "pass_changes",
    "record_civil_event",
    "record_civil_events",
    "register_employers",
    "register_person",
    "register_persons",
    "take_changes",
    "undo_merge",
]
