"""What the database itself says of its walls, today: which role may do what, and which tables answer by row."""

from __future__ import annotations

from typing import NamedTuple

from mizan.funds.access.sql import one_row

_WALLS = """
SELECT count(*) FILTER (WHERE has_table_privilege('mizan_web', c.oid, 'SELECT')),
       count(*) FILTER (WHERE has_table_privilege('mizan_web', c.oid, 'SELECT') AND c.relname <> ALL (%(outside)s)
                          AND NOT (c.relrowsecurity AND c.relforcerowsecurity)),
       count(*) FILTER (WHERE has_table_privilege('mizan_audit', c.oid, 'SELECT')),
       count(*) FILTER (WHERE has_table_privilege('mizan_audit', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')),
       (SELECT count(*) FROM pg_roles r WHERE r.rolname IN ('mizan_web', 'mizan_batch', 'mizan_audit') AND (r.rolsuper OR r.rolbypassrls))
  FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""
OUTSIDE = ["django_migrations", "django_content_type", "django_session"]
"""Tables of the framework: they hold nobody's data."""


class Walls(NamedTuple):
    """Tables the web role reads, and those of them that do not answer by row; tables the audit role reads, and may write.

    `passing`: roles that no policy binds.
    """

    web_reads: int
    web_open: int
    audit_reads: int
    audit_writes: int
    passing: int


def walls() -> Walls:
    """The walls as they stand now; anybody may ask, the catalogue of the database is no secret."""
    return Walls(*(int(value) for value in one_row(_WALLS, {"outside": OUTSIDE})))
