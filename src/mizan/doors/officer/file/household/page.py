"""The household by rank and the civil events of a person, as they are known now."""

from __future__ import annotations

from django.http.response import HttpResponseBase

from mizan.doors import tables, wording
from mizan.doors.officer.desk import OFFICER, FileHere, called, file_address, file_here, open_files
from mizan.doors.officer.file.person.page import frame
from mizan.doors.pages import Visit, page
from mizan.doors.tables import Row, Table, columns
from mizan.funds.people import queries as people
from mizan.kernel.periods import add_days


@page(OFFICER)
def household(visit: Visit, person_id: int) -> HttpResponseBase:
    """Show both."""
    here = file_here(visit, person_id)
    if not isinstance(here, FileHere):
        return here
    context = {**frame(visit, here, "household"), "members": _members(visit, here), "events": _events(visit, here)}
    return visit.page("officer/file/household/page.html", context)


def _members(visit: Visit, here: FileHere) -> Table:
    """Members by rank. Their names are theirs: their files are opened too, as far as the officer's scope reaches."""
    lang, members = visit.lang, people.household_as_known(here.person.id, on=visit.today, at=visit.now).members
    if members:
        open_files(visit, {one.member_id for one in members}, here.why)
    rows = []
    for one in members:
        known = people.person_by_id(one.member_id)
        href = file_address(visit, "person", one.member_id, here.why) if known is not None else ""
        cells = (
            tables.text(
                wording.text(f"officer.relation.{one.relation}", lang), note=wording.text("officer.household.rank", lang, rank=one.rank)
            ),
            tables.text(called(known, lang), href=href),
            tables.day(one.birth_date),
            tables.day(one.starts_on),
            tables.day(add_days(one.ends_on, -1) if one.ends_on else None),
        )
        rows.append(Row(cells))
    heads = columns(lang, "officer.household", "relation", "name", "born_on", "from", "until")
    caption, empty = (wording.text(f"officer.household.{name}", lang) for name in ("caption", "none"))
    return Table("members", caption, heads, tuple(rows), empty=empty, sortable=False)


def _events(visit: Visit, here: FileHere) -> Table:
    lang = visit.lang
    rows = tuple(
        Row(
            (
                tables.text(wording.text(f"officer.event.{one.kind}", lang), note=one.place),
                tables.day(one.on_day),
                tables.text(wording.text(f"officer.event_source.{one.source}", lang), note=one.source_ref),
                tables.moment(one.known_from),
            )
        )
        for one in people.events_as_known(here.person.id, at=visit.now)
    )
    heads = columns(lang, "officer.event", "kind", "on", "source", "known_from")
    caption, empty = (wording.text(f"officer.event.{name}", lang) for name in ("caption", "none"))
    return Table("events", caption, heads, rows, empty=empty)
