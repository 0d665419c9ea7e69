"""The questions the book answers, branch by branch."""

from __future__ import annotations

from django.http import HttpResponse

from mizan.doors.law.bookcase import shelves
from mizan.doors.law.desk import branch_address, show
from mizan.doors.pages import Visit, page
from mizan.law.engine.browse import Branch


@page(public=True)
def questions(visit: Visit) -> HttpResponse:
    """List every question under its branch, in the order of the book."""
    found = [
        {"title": branch.title[visit.lang], "href": branch_address(visit, branch), "questions": asked}
        for branch in shelves().root.walk()
        if (asked := asked_in(visit, branch))
    ]
    return show(visit, "law/questions/page.html", "questions", {"branches": found})


def asked_in(visit: Visit, branch: Branch) -> list[dict[str, str]]:
    """The questions whose answer is written in a branch (not in those inside it)."""
    found = shelves()
    return [
        {"text": topic.title[visit.lang], "href": visit.address("law:ask", topic=name)}
        for name, topic in found.topics.items()
        if found.branch_of(topic) is branch
    ]
