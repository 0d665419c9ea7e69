"""The legal verbs of the app, one a file."""

from mizan.funds.people.actions.close_employer import close_employer
from mizan.funds.people.actions.note_workers import note_workers
from mizan.funds.people.actions.open_agencies import open_agencies
from mizan.funds.people.actions.register_employers import register_employers
from mizan.funds.people.actions.register_persons import register_persons

__all__ = ["close_employer", "note_workers", "open_agencies", "register_employers", "register_persons"]
