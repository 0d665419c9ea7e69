"""What was known of many persons at a moment, in a few statements; each answer is that of the question on one. Batch role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from mizan.funds.access.sql import array_of, rows

_KNOWN = "{0}.known_from <= %(at)s AND ({0}.known_until IS NULL OR {0}.known_until > %(at)s)"
_IDENTITIES = f"""
SELECT DISTINCT ON (i.person_id) i.person_id, i.birth_date, i.sex FROM people_identity i
 WHERE i.person_id = ANY (%(persons)s::bigint[]) AND {_KNOWN.format("i")} ORDER BY i.person_id, i.id DESC
"""  # noqa: S608 - built from constants of this file
_NUMBERS = "SELECT id, nss FROM people_person WHERE id = ANY (%(persons)s::bigint[]) AND nss <> ''"
_MERGED = f"SELECT DISTINCT m.kept_id FROM people_merge m WHERE m.kept_id = ANY (%(persons)s::bigint[]) AND {_KNOWN.format('m')}"  # noqa: S608
_DEATHS = f"""
SELECT e.person_id, min(e.on_day) FROM people_event e
 WHERE e.person_id = ANY (%(persons)s::bigint[]) AND e.kind = 'death' AND NOT e.annuls AND {_KNOWN.format("e")} GROUP BY e.person_id
"""  # noqa: S608 - built from constants of this file
_TIES = f"""
SELECT t.person_id, COALESCE(m.kept_id, t.member_id), t.relation, t.starts_on, t.ends_on FROM people_tie t
  LEFT JOIN people_merge m ON m.merged_id = t.member_id AND {_KNOWN.format("m")}
 WHERE t.person_id = ANY (%(persons)s::bigint[]) AND t.relation = ANY (%(relations)s::text[]) AND {_KNOWN.format("t")}
 ORDER BY t.person_id, t.rank, t.id
"""  # noqa: S608 - built from constants of this file
_NEWS = """
SELECT DISTINCT c.person_id FROM people_change c
 WHERE c.person_id = ANY (%(persons)s::bigint[]) AND NOT EXISTS (
       SELECT 1 FROM people_change_taken t WHERE t.change_id = c.id AND t.consumer = %(consumer)s)
"""


class IdentityCard(NamedTuple):
    """The birth date and the sex a person was known by."""

    born_on: date | None
    sex: str


class TieKnown(NamedTuple):
    """A member of a household and the days of it (`ends_on` excluded; None: no end known)."""

    member_id: int
    relation: str
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        """Whether the member belonged to the household on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def identities_as_known(persons: Iterable[int], *, at: datetime) -> dict[int, IdentityCard]:
    """As `identity_as_known`, by person."""
    found = rows(_IDENTITIES, {"persons": array_of(persons), "at": at})
    return {row[0]: IdentityCard(row[1], row[2]) for row in found}


def numbers_held(persons: Iterable[int]) -> dict[int, str]:
    """As `numbers_of`, without an object for each."""
    return dict(rows(_NUMBERS, {"persons": array_of(persons)}))


def merged_as_known(persons: Iterable[int], *, at: datetime) -> frozenset[int]:
    """Those whose person has more than one file."""
    return frozenset(row[0] for row in rows(_MERGED, {"persons": array_of(persons), "at": at}))


def deaths_as_known(persons: Iterable[int], *, at: datetime) -> dict[int, date]:
    """The day of death of those known to have died, in their own file."""
    return dict(rows(_DEATHS, {"persons": array_of(persons), "at": at}))


def ties_as_known(persons: Iterable[int], relations: Iterable[str], *, at: datetime) -> dict[int, list[TieKnown]]:
    """The members of households of some relations, by rank, whatever the day."""
    found: dict[int, list[TieKnown]] = defaultdict(list)
    for row in rows(_TIES, {"persons": array_of(persons), "relations": array_of(relations), "at": at}):
        found[row[0]].append(TieKnown(*row[1:]))
    return found


def news_waits(persons: Iterable[int], *, consumer: str) -> frozenset[int]:
    """Those of whom a consumer has not acted on some news yet."""
    return frozenset(row[0] for row in rows(_NEWS, {"persons": array_of(persons), "consumer": consumer}))
