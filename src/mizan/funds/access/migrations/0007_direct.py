"""The same answers about grants, each from one look at the tables.

An act asks a dozen of these questions at the tables it writes. What one costs was mostly the way through the functions it called, each with
its own search path and its own rights; now each asks the tables itself, and keeps its plan for the whole session.
"""

from django.db import migrations

LIVE = """access_grant g JOIN access_account a ON a.id = g.account_id
             WHERE g.account_id = NULLIF(current_setting('mizan.account', true), '')::bigint AND a.is_active AND g.revoked_at IS NULL
               AND g.valid_from <= CURRENT_DATE AND (g.valid_until IS NULL OR CURRENT_DATE < g.valid_until)"""
"""The live grants of the account of the transaction: what `access_live_grants` answers."""


def _any(condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {LIVE} AND {condition})"  # noqa: S608 - constants


def _all(column: str, condition: str = "true") -> str:
    return f"(SELECT COALESCE(array_agg(DISTINCT g.{column}), '{{}}') FROM {LIVE} AND {condition})"  # noqa: S608 - constants


ANSWERS = {
    "access_employers() RETURNS bigint[]": _all("scope_id::bigint", "g.scope_kind = 'employer'"),
    "access_agencies() RETURNS text[]": _all("scope_id", "g.scope_kind = 'agency'"),
    "access_is_nation() RETURNS boolean": _any("g.scope_kind = 'nation'"),
    "access_is_staff() RETURNS boolean": _any("g.scope_kind IN ('fund', 'nation')"),
    "access_funds() RETURNS text[]": f"""CASE WHEN {_any("g.scope_kind = 'nation'")}
        THEN ARRAY['CNAS', 'CNR', 'CNAC', 'FNPOS', 'OPREBAT', 'CASNOS', 'TRESOR'] ELSE {_all("scope_id", "g.scope_kind = 'fund'")} END""",
    "access_roles() RETURNS text[]": _all("role"),
    "access_collects() RETURNS boolean": _any("(g.scope_kind = 'nation' OR (g.scope_kind = 'fund' AND g.scope_id = 'CNAS'))"),
    "access_reads_persons() RETURNS boolean": _any("""((g.role = 'controller' AND g.scope_kind = 'fund' AND g.scope_id = 'CNAS')
                    OR (g.role = 'auditor' AND g.scope_kind = 'nation'))"""),
    "access_may(wanted text[], fund text) RETURNS boolean": _any(
        "g.role = ANY (wanted) AND (g.scope_kind = 'nation' OR (g.scope_kind = 'fund' AND g.scope_id = fund))"
    ),
    "access_is_officer() RETURNS boolean": _any("g.role = 'officer'"),
    "access_is_registrar() RETURNS boolean": _any("g.role = 'registrar'"),
}
DIRECT = "\n".join(
    f"""CREATE OR REPLACE FUNCTION {head} LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN RETURN {answer}; END $$;"""
    for head, answer in ANSWERS.items()
)


class Migration(migrations.Migration):
    dependencies = [("access", "0006_officers")]
    operations = [migrations.RunSQL(DIRECT)]
