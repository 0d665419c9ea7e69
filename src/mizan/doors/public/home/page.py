"""The first page: what Mizan is, and the doors of whoever has signed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from mizan.doors import wording
from mizan.doors.pages import Visit, page

AUDIENCES = tuple(f"public.home.{name}" for name in ("employer", "self_employed", "accountant", "officer", "director"))
PROMISES = tuple(f"public.home.{name}" for name in ("centime", "article", "both", "trace"))
DOORS = {
    "employer_accountant": ("employer", "employer:choose"),
    "self_employed": ("self_employed", "self_employed:choose"),
    "fund_accountant": ("accountant", "controller:home"),
    "controller": ("accountant", "controller:home"),
    "officer": ("officer", "officer:home"),
    "director": ("director", "steering:balance"),
    "minister": ("director", "steering:balance"),
    "auditor": ("director", "steering:balance"),
}


@dataclass(frozen=True, slots=True)
class Door:
    """A way in for one of the visitor's roles."""

    heading: str
    text: str
    href: str


def doors_of(visit: Visit) -> tuple[Door, ...]:
    """The visitor's doors, each once."""
    found: dict[str, Door] = {}
    for role in sorted(visit.roles):
        if role in DOORS:
            name, address = DOORS[role]
            heading = wording.text(f"public.home.{name}.heading", visit.lang)
            found[address] = Door(heading, wording.text(f"public.home.{name}.text", visit.lang), visit.address(address))
    return tuple(found.values())


@page(public=True)
def home(visit: Visit) -> HttpResponse:
    """Show the first page."""
    return visit.page("public/home/page.html", {"audiences": AUDIENCES, "promises": PROMISES, "doors": doors_of(visit)})
