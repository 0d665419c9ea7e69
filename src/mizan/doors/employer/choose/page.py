"""The employers an accountant declares for; with only one, straight to its page."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors.employer.desk import ACCOUNTANT, employers_here
from mizan.doors.pages import Visit, page


@page(ACCOUNTANT)
def choose(visit: Visit) -> HttpResponse:
    """Show the list, or open the only one."""
    employers = employers_here(visit)
    if len(employers) == 1:
        return visit.go("employer:home", number=employers[0].number)
    return visit.page("employer/choose/page.html", {"employers": employers})
