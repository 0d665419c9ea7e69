"""What was known of a person at a moment: identity, events, household; and the news nobody has acted on yet.

A row counts at the moment `at` when it was known by then and not yet held untrue: ``known_from <= at < known_until``.
"""

from __future__ import annotations

from datetime import date, datetime

from mizan.funds.access.sql import Row, one, rows
from mizan.funds.people.types import ChangeNews, EventKind, EventKnown, EventSource, Household, IdentityKnown, MemberKnown, Relation

_KNOWN = "{0}.known_from <= %(at)s AND ({0}.known_until IS NULL OR {0}.known_until > %(at)s)"
_MERGED = f"SELECT m.merged_id FROM people_merge m WHERE m.kept_id = %(person)s AND {_KNOWN.format('m')}"  # noqa: S608
_BEARERS = f"{_MERGED} ORDER BY 1"
_FILES = f"ANY (ARRAY(SELECT %(person)s::bigint UNION ALL {_MERGED}))"
"""Of any of the files that were known to be the person's, found by the statement itself."""
_NUMBERED = f"""
SELECT b.id, COALESCE(p.nss, '') FROM (SELECT %(person)s::bigint AS id, 0 AS place UNION ALL SELECT f.merged_id, 1 FROM ({_MERGED}) f) b
  LEFT JOIN people_person p ON p.id = b.id
 ORDER BY b.place, b.id
"""  # noqa: S608 - built from constants of this file
_IDENTITY = f"""
SELECT person_id, COALESCE(nss, ''), nin, surname_ar, given_name_ar, surname_fr, given_name_fr, birth_date, birth_presumed, birth_place,
       sex, event_id, known_from, known_until
  FROM people_identity i WHERE i.person_id = %(person)s AND {_KNOWN.format("i")} ORDER BY i.id DESC LIMIT 1
"""  # noqa: S608 - built from constants of this file
_EVENTS = f"""
SELECT e.id, e.person_id, e.kind, e.on_day, e.spouse_id, e.mother_id, e.father_id, e.place, e.note, e.source, e.source_ref, e.supersedes_id,
       e.known_from, e.known_until
  FROM people_event e
 WHERE (e.person_id = {_FILES} OR e.spouse_id = {_FILES}) AND NOT e.annuls AND {_KNOWN.format("e")}
 ORDER BY e.on_day, e.id
"""  # noqa: S608 - built from constants of this file
_HOUSEHOLD = f"""
SELECT t.id, COALESCE(m.kept_id, t.member_id), t.relation, t.rank, t.starts_on, t.ends_on, p.birth_date, p.sex
  FROM people_tie t
  LEFT JOIN people_merge m ON m.merged_id = t.member_id AND {_KNOWN.format("m")}
  LEFT JOIN people_identity p ON p.person_id = COALESCE(m.kept_id, t.member_id) AND {_KNOWN.format("p")}
 WHERE t.person_id = {_FILES} AND t.starts_on <= %(on)s AND (t.ends_on IS NULL OR t.ends_on > %(on)s)
   AND {_KNOWN.format("t")}
 ORDER BY t.rank, t.id
"""  # noqa: S608 - built from constants of this file
_BORN_AFTER = f"""
SELECT e.id, COALESCE(m.kept_id, e.person_id), e.on_day FROM people_event e
  LEFT JOIN people_merge m ON m.merged_id = e.person_id AND {_KNOWN.format("m")}
 WHERE e.kind = 'birth' AND NOT e.annuls AND (e.father_id = {_FILES} OR e.mother_id = {_FILES})
   AND e.on_day > %(after)s AND {_KNOWN.format("e")}
 ORDER BY e.on_day, e.id
"""  # noqa: S608 - built from constants of this file
_WAITING = """
SELECT c.id, c.person_id, c.kind, c.since, c.ref, c.known_from FROM people_change c
 WHERE c.id > %(passed)s
   AND NOT EXISTS (SELECT 1 FROM people_change_taken t WHERE t.change_id = c.id AND t.consumer = %(consumer)s) ORDER BY c.id LIMIT %(limit)s
"""


def bearers_of(person_id: int, *, at: datetime) -> tuple[int, ...]:
    """The files that were known to be this person's at a moment: its own first, then those merged into it."""
    return (person_id, *(row[0] for row in rows(_BEARERS, {"person": person_id, "at": at})))


def files_numbered(person_id: int, *, at: datetime) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """`bearers_of`, and the social-security numbers those files bear; a file without a number, or out of the asker's sight, has none."""
    found = rows(_NUMBERED, {"person": person_id, "at": at})
    return tuple(row[0] for row in found), tuple(row[1] for row in found if row[1])


def identity_as_known(person_id: int, *, at: datetime) -> IdentityKnown | None:
    """Who the person was known to be at a moment; None before it was known at all (or out of the asker's sight)."""
    row = one(_IDENTITY, {"person": person_id, "at": at})
    return None if row is None else IdentityKnown(*row)


def events_as_known(person_id: int, *, at: datetime) -> tuple[EventKnown, ...]:
    """The events held true of a person at a moment, by their day; those of a couple are found from both sides."""
    found = rows(_EVENTS, {"person": person_id, "at": at})
    return tuple(_event(row) for row in found)


def event_taken(source_ref: str) -> tuple[int, str, bool] | None:
    """The event taken from the civil register under this id: its own id, the hash of its content, whether it is still held true."""
    row = one(
        "SELECT id, content_hash, known_until IS NULL AND NOT annuls FROM people_event WHERE source = 'civil_register' AND source_ref = %s",
        [source_ref],
    )
    return None if row is None else (row[0], row[1], row[2])


def household_as_known(person_id: int, *, on: date, at: datetime) -> Household:
    """The household of a person on a day, as known at a moment. On the day of a death the dead still belong to it."""
    found = rows(_HOUSEHOLD, {"person": person_id, "on": on, "at": at})
    return Household(person_id, on, at, tuple(MemberKnown(row[0], row[1], Relation(row[2]), *row[3:]) for row in found))


def born_after(person_id: int, *, after: date, at: datetime) -> tuple[tuple[int, int, date], ...]:
    """The children of a person born after a day, as the civil register was known at a moment: the event, the child, the day.

    A household holds nobody after a death: who is born to the dead is found here.
    """
    found = rows(_BORN_AFTER, {"person": person_id, "after": after, "at": at})
    return tuple((event, child, day) for event, child, day in found)


def changes_waiting(consumer: str, *, limit: int = 1000) -> tuple[ChangeNews, ...]:
    """The news a consumer has not acted on yet, oldest first; acted on with `take_changes`. Batch role.

    What lies before the mark of `pass_changes` is not read again.
    """
    # Asked first: a number it is planned with. The mark only goes on, so that an older one hides nothing.
    passed = rows("SELECT people_changes_passed(%s)", [consumer])[0][0]
    return tuple(ChangeNews(*row) for row in rows(_WAITING, {"consumer": consumer, "passed": passed, "limit": limit}))


def _event(row: Row) -> EventKnown:
    head, kind, middle, source, tail = row[:2], EventKind(row[2]), row[3:9], EventSource(row[9]), row[10:]
    return EventKnown(*(*head, kind, *middle, source, *tail))
