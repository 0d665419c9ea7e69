"""What the pages of controls share: who reads, who acts, and a finding in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import resolve

from mizan.doors import tables, wording
from mizan.doors.pages import Visit, rule_of
from mizan.doors.tables import Tone
from mizan.funds.access.types import Role
from mizan.funds.controls.catalogue import controls
from mizan.funds.controls.types import Conclusion, FindingKnown, Severity, State

WORKS = Role.CONTROLLER.value
BOOKS = Role.FUND_ACCOUNTANT.value
READERS = (WORKS, Role.AUDITOR.value, BOOKS)
"""Row-level security shows an accountant only what a controller asks of the accountants of that fund."""
COUNTED = (*READERS, Role.DIRECTOR.value, Role.MINISTER.value)
"""Who reads what controls are worth, with nobody named."""
TONES: Mapping[State, Tone] = {State.OPEN: "late", State.TAKEN: "soon", State.FRAUD_PROPOSED: "soon", State.CONCLUDED: "done"}
SEVERITY_TONES: Mapping[Severity, Tone] = {Severity.HIGH: "late", Severity.MEDIUM: "soon", Severity.LOW: "quiet"}


def called(control: str, visit: Visit) -> str:
    """A control in words; its id for one the book no longer holds."""
    found = controls().get(control)
    return found.name[visit.lang] if found is not None else control


def why(found: FindingKnown, visit: Visit) -> str:
    """Why a finding stands there: the sentence of its control with the values the query gave."""
    shared = found.control == "shared_account" and bool(found.reasons.get("household"))
    key = f"controls.why.{found.control}{'_household' if shared else ''}"
    if not wording.has(key, visit.lang):
        return ""
    return wording.text(key, visit.lang, **{name: _value(name, value) for name, value in found.reasons.items()})


def _value(name: str, value: object) -> object:
    return date.fromisoformat(value) if name.endswith("_on") and isinstance(value, str) else value


def about(found: FindingKnown, visit: Visit) -> str:
    """What a finding is about, nobody named."""
    return wording.text(f"controls.subject.{found.subject_kind}", visit.lang, number=found.subject)


def state_cell(found: FindingKnown, visit: Visit) -> tables.Cell:
    """Where a finding stands, or what it was concluded to be."""
    if found.state is State.CONCLUDED:
        tone: Tone = "quiet" if found.conclusion == Conclusion.UNFOUNDED else "done"
        return tables.status(wording.text(f"controls.conclusion.{found.conclusion}", visit.lang), tone)
    if not found.present:
        return tables.status(wording.text("controls.state.gone", visit.lang), "quiet")
    return tables.status(wording.text(f"controls.state.{found.state.value}", visit.lang), TONES[found.state])


def opens(visit: Visit, name: str, **parameters: object) -> str:
    """The address of a page, if its own rule lets the visitor pass; "" otherwise."""
    address = visit.address(name, **parameters)
    return address if rule_of(resolve(address).func).roles & visit.roles else ""
