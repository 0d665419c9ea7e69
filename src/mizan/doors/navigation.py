"""The entries each role finds at the top of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import resolve

from mizan.doors.pages import Visit, rule_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its label key, its address, and whether the person is there now."""

    key: str
    href: str
    here: bool


EMPLOYER = ("home", "deposit", "dac", "filings", "dues", "cases", "payments")
SELF_EMPLOYED = ("home", "declare", "dues", "payments", "career")
CONTROLLER = ("home", "queue", "receipts", "statement", "bases", "ends", "transfers", "cases", "journals", "ledger")
PAYER = ("home", "increases", "takeovers", "holds", "reversals", "debts")
CONTROLS = ("home", "register")
OFFICER = ("home", "proofs", "find")
WHOLE = ("steering", "service", "instructions", "review")
"""Doors whose every page is below their first one."""
STEERING = ("balance",)
SERVICE = ("ages",)
INDICATORS = ("table", "alerts", "issa")
INSTRUCTIONS = ("home",)
REVIEW = ("home",)


def entries(visit: Visit | None) -> tuple[Entry, ...]:
    """What the visitor may open from anywhere: the doors of the roles held, and the open figures and the law, which are everybody's."""
    if visit is None:
        return ()
    law = visit.address("law:home")
    figures = visit.address("public:figures")
    last = (
        Entry("nav.public_figures", figures, visit.request.path.startswith(figures)),
        Entry("nav.law_home", law, visit.request.path.startswith(law)),
    )
    if visit.account is None:
        return last
    found: list[Entry] = []
    number = visit.parameters.get("number")
    if number:
        found += _door(visit, "employer", EMPLOYER, number=number)
    affiliation = visit.parameters.get("affiliation_id")
    if affiliation:
        found += _door(visit, "self_employed", SELF_EMPLOYED, affiliation_id=affiliation)
    doors = (
        ("officer", OFFICER),
        ("controller", CONTROLLER),
        ("payer", PAYER),
        ("controls", CONTROLS),
        ("indicators", INDICATORS),
        ("instructions", INSTRUCTIONS),
        ("review", REVIEW),
        ("steering", STEERING),
        ("service", SERVICE),
    )
    return (*found, *(entry for door, names in doors for entry in _door(visit, door, names)), *last)


def _door(visit: Visit, door: str, names: tuple[str, ...], **parameters: object) -> list[Entry]:
    """The entries of a door whose pages let the visitor pass, by the rule each page states."""
    found = []
    path = visit.request.path
    for name in names:
        href = visit.address(f"{door}:{name}", **parameters)
        if not rule_of(resolve(href).func).roles & visit.roles:
            continue
        first = name == names[0]
        found.append(Entry(f"nav.{door}_{name}", href, path == href or ((door in WHOLE or not first) and path.startswith(href))))
    return found
