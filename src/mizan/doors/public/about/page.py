"""What Mizan is, what it keeps, and how to read it."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors.pages import Visit, page

PARAGRAPHS = tuple(f"public.about.{name}" for name in ("what", "numbers", "privacy", "open"))


@page(public=True)
def about(visit: Visit) -> HttpResponse:
    """Show the page."""
    return visit.page("public/about/page.html", {"paragraphs": PARAGRAPHS})
