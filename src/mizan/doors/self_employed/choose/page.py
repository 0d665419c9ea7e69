"""The affiliations a person acts for; with only one, straight to its page."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors.pages import Visit, page
from mizan.doors.self_employed.desk import PERSON, affiliations_here


@page(PERSON)
def choose(visit: Visit) -> HttpResponse:
    """Show the list, or open the only one."""
    found = affiliations_here(visit)
    if len(found) == 1:
        return visit.go("self_employed:home", affiliation_id=found[0].id)
    return visit.page("self_employed/choose/page.html", {"affiliations": found})
