"""The entries each role finds at the top of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from mizan.doors.pages import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its label key, its address, and whether the person is there now."""

    key: str
    href: str
    here: bool


EMPLOYER = ("home", "deposit", "dac", "filings", "dues", "cases", "payments")
CONTROLLER = ("home", "queue", "statement", "transfers", "cases", "journals", "ledger")
STEERING = ("balance",)


def entries(visit: Visit | None) -> tuple[Entry, ...]:
    """What the visitor may open from anywhere; nothing before signing in."""
    if visit is None or visit.account is None:
        return ()
    found: list[Entry] = []
    number = visit.parameters.get("number")
    if number and "employer_accountant" in visit.roles:
        found += _door(visit, "employer", EMPLOYER, number=number)
    if visit.roles & {"fund_accountant", "controller"}:
        found += _door(visit, "controller", CONTROLLER)
    if visit.roles & {"director", "minister", "auditor", "controller"}:
        found += _door(visit, "steering", STEERING)
    return tuple(found)


def _door(visit: Visit, door: str, names: tuple[str, ...], **parameters: object) -> list[Entry]:
    found = []
    path = visit.request.path
    for name in names:
        href = visit.address(f"{door}:{name}", **parameters)
        first = name == names[0]
        found.append(Entry(f"nav.{door}_{name}", href, path == href or (not first and path.startswith(href))))
    return found
