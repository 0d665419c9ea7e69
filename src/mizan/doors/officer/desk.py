"""What the officer's pages share: why a file is opened, whose it is, and how people are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from mizan.doors import wording
from mizan.doors.errors import Missing
from mizan.doors.pages import Visit
from mizan.doors.shown import Lang
from mizan.funds.access import queries as access
from mizan.funds.access.types import Role
from mizan.funds.people import queries as people
from mizan.funds.people.actions import open_file
from mizan.funds.people.types import PersonKnown

OFFICER = Role.OFFICER.value
PURPOSES = ("claim", "question", "dispute", "appeal", "payment", "proof")
"""Why an officer may open a file; the word goes into the log that the person can read."""
WHY = "for"
LONGEST = 2000
TABS = ("person", "career", "household", "disputes", "proof")


@dataclass(frozen=True, slots=True)
class FileHere:
    """A file that is open for this request: whose, and why."""

    person: PersonKnown
    why: str


def reason(visit: Visit) -> str:
    """The reason the address gives; empty when it gives none that is known."""
    given = visit.request.GET.get(WHY, "")
    return given if given in PURPOSES else ""


def open_files(visit: Visit, person_ids: Iterable[int], why: str) -> None:
    """Log that these files are opened and why; from here to the end of the request the database shows what is in the officer's scope."""
    match = visit.request.resolver_match
    open_file(person_ids, purpose=why, route=match.view_name if match is not None else "", by=visit.account_id, at=visit.now)


def file_here(visit: Visit, person_id: int) -> FileHere | HttpResponseBase:
    """The person's file, opened for the reason the address gives; without one, the page that asks for it. Raises Missing out of scope."""
    why = reason(visit)
    if not why:
        return ask_why(visit)
    open_files(visit, [person_id], why)
    person = people.person_by_id(person_id)
    if person is None:
        raise Missing(person_id)
    return FileHere(person, why)


def ask_why(visit: Visit) -> HttpResponse:
    """The page that asks why a file is to be opened; nothing of the file is on it."""
    return visit.page("officer/why.html", {"options": reasons(visit.lang), "kept": dict(visit.request.GET.items())})


def reasons(lang: Lang) -> list[dict[str, str]]:
    """The reasons an officer chooses from."""
    return [{"value": one, "text": wording.text(f"officer.why.{one}", lang)} for one in PURPOSES]


def file_address(visit: Visit, name: str, person_id: int, why: str, **more: object) -> str:
    """The address of a page of a file, which keeps the reason."""
    return f"{visit.address(f'officer:{name}', person_id=person_id, **more)}?{WHY}={why}"


def tabs(visit: Visit, here: FileHere, current: str) -> list[dict[str, object]]:
    """The pages of one file."""
    return [
        {
            "text": wording.text(f"officer.tab.{name}", visit.lang),
            "href": file_address(visit, name, here.person.id, here.why),
            "current": name == current,
        }
        for name in TABS
    ]


def called(person: PersonKnown | None, lang: Lang) -> str:
    """The name of a person in a language, in the other script when one is missing; a dash for a file that is not open."""
    if person is None:
        return "—"
    ar, fr = f"{person.surname_ar} {person.given_name_ar}".strip(), f"{person.surname_fr} {person.given_name_fr}".strip()
    return (ar or fr) if lang == "ar" else (fr or ar)


def accounts_called(ids: Iterable[int | None], lang: Lang) -> dict[int, str]:
    """The names of accounts, by id."""
    found = access.names_of(one for one in ids if one)
    return {key: str(getattr(one, f"name_{lang}")) for key, one in found.items()}


def written(visit: Visit, name: str) -> str:
    """A text of the form, trimmed and bounded."""
    return visit.request.POST.get(name, "").strip()[:LONGEST]
