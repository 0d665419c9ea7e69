"""The words every migration uses to wall in a table: row-level security, grants by role, and append-only triggers.

Four roles: ``mizan_owner`` (tables are its own, used by migrations only), ``mizan_web`` (sees what the grants of the account of the
transaction allow), ``mizan_batch`` (named acts), ``mizan_audit`` (reads). A table without these words can be read by nobody but its owner.
Everything here returns SQL text built from constants of migrations, never from input.
"""

from __future__ import annotations

from collections.abc import Sequence

OWNER = "mizan_owner"
WEB = "mizan_web"
BATCH = "mizan_batch"
AUDIT = "mizan_audit"

SEARCH_PATH = "SET search_path = pg_catalog, public, pg_temp"
"""What every SECURITY DEFINER function must carry: a caller can not slip its own tables or functions under the owner's feet."""

EVERYBODY = "(SELECT access_account_id()) IS NOT NULL"
"""Any person who is signed in: reference data."""
NATION = "(SELECT access_is_nation())"
STAFF = "(SELECT access_is_staff())"
"""People of a fund or of the nation; an agency's people and employers' accountants are not."""
COLLECTS = "(SELECT access_collects())"
"""Staff of the fund that collects (CNAS), and the nation: they see every employer."""
WRITTEN_NOW = "written_at BETWEEN transaction_timestamp() AND clock_timestamp()"
"""True for rows that leave the hour of writing to the server."""
OFFICER = "(SELECT access_is_officer())"
"""Those who open persons' files, within their scope and with a purpose."""
REGISTRAR = "(SELECT access_is_registrar())"
"""The civil register's own account."""
CARE = "(SELECT access_is_care())"
"""The care system's own account."""
PERSONAL = "(SELECT access_reads_persons())"
"""Those whose work needs the personal data of any insured person; each read is logged."""


def own_account(column: str = "account_id") -> str:
    """True for rows of the account itself."""
    return f"{column} = (SELECT access_account_id())"


def own_employers(column: str = "employer_id") -> str:
    """True for rows of the employers granted to the account by name."""
    return f"{column} = ANY ((SELECT access_employers())::bigint[])"


def sees_employer(column: str = "employer_id") -> str:
    """True for rows of an employer the account may see: its own, its agency's, every one for the collecting fund and the nation."""
    return f"({COLLECTS} OR {column} = ANY ((SELECT people_employers())::bigint[]))"


def opened(column: str = "person_id") -> str:
    """True for rows of the persons whose file the account has opened in this transaction, with a purpose, and that are in its scope."""
    return f"{column} = ANY ((SELECT people_opened())::bigint[])"


def own_funds(column: str = "fund") -> str:
    """True for rows of the funds granted to the account (all of them for the nation)."""
    return f"{column} = ANY ((SELECT access_funds())::text[])"


def grant(table: str, role: str, verbs: Sequence[str]) -> str:
    """Give a role verbs on a table, with its sequence if it may insert (ids are then taken before the row)."""
    words = [f"GRANT {', '.join(verbs)} ON {table} TO {role};"]
    if "INSERT" in verbs:
        words.append(
            # Constant text: table and role come from migrations.
            f"""DO $do$ DECLARE sequence text; BEGIN
    SELECT pg_get_serial_sequence('{table}', attname) INTO sequence
      FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attidentity <> '' AND NOT attisdropped LIMIT 1;
    IF sequence IS NOT NULL THEN EXECUTE format('GRANT USAGE ON SEQUENCE %s TO {role}', sequence); END IF;
END $do$;"""  # noqa: S608
        )
    return "\n".join(words)


def protect(
    table: str,
    *,
    web_select: str | None = None,
    web_insert: str | None = None,
    web_update: str | None = None,
    batch: Sequence[str] = ("SELECT", "INSERT"),
    batch_insert: str = "true",
    audit: bool = True,
) -> str:
    """The whole wall of one table: forced row-level security, one named policy per role and verb, and the grants that go with them.

    ``web_select``, ``web_insert`` and ``web_update`` are SQL conditions on the row (``None``: the web role has no such right at all).
    ``batch`` lists the verbs of the batch role; ``batch_insert`` narrows what it may insert. ``audit`` reads everything unless False.
    """
    words = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;",
        f"REVOKE ALL ON {table} FROM PUBLIC, {WEB}, {BATCH}, {AUDIT};",
        f"CREATE POLICY {table}_owner ON {table} TO {OWNER} USING (true) WITH CHECK (true);",
    ]
    web = {"SELECT": web_select, "INSERT": web_insert, "UPDATE": web_update}
    for verb, condition in web.items():
        if condition is not None:
            words.append(_policy(table, "web", verb, condition))
    for verb in batch:
        words.append(_policy(table, "batch", verb, batch_insert if verb == "INSERT" else "true"))
    if audit:
        words.append(_policy(table, "audit", "SELECT", "true"))
    web_verbs = [verb for verb, condition in web.items() if condition is not None]
    for role, verbs in ((WEB, web_verbs), (BATCH, list(batch)), (AUDIT, ["SELECT"] if audit else [])):
        if verbs:
            words.append(grant(table, role, verbs))
    return "\n".join(words)


def staging(table: str) -> str:
    """A table the batch role may COPY into and empty again; nobody else reads it. COPY does not work under row-level security."""
    return f"REVOKE ALL ON {table} FROM PUBLIC, {WEB}, {BATCH}, {AUDIT};\n" + grant(
        table, BATCH, ("SELECT", "INSERT", "DELETE", "TRUNCATE")
    )


def append_only(table: str) -> str:
    """No row is ever changed or removed, by anybody: a trigger raises on UPDATE, DELETE and TRUNCATE (even for the owner)."""
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION access_append_only();"
    )


def known_once(table: str) -> str:
    """A bitemporal table: rows stay, and the one change they know is the end of the time they were held true, once."""
    return (
        f"CREATE TRIGGER {table}_known_once BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION access_known_once();\n"
        f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION access_append_only();"
    )


def executable(signature: str, *roles: str) -> str:
    """Only these roles may call the function (by default everybody may call a new one)."""
    closed = f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;"
    return f"{closed}\nGRANT EXECUTE ON FUNCTION {signature} TO {', '.join(roles)};" if roles else closed


def _policy(table: str, role: str, verb: str, condition: str) -> str:
    name = f"{table}_{role}_{verb.lower()}"
    checks = {"SELECT": f"USING ({condition})", "INSERT": f"WITH CHECK ({condition})", "DELETE": f"USING ({condition})"}
    rule = checks.get(verb, f"USING ({condition}) WITH CHECK ({condition})")
    return f"CREATE POLICY {name} ON {table} FOR {verb} TO mizan_{role} {rule};"
