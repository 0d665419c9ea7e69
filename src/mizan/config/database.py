"""The database: which server, which of the four roles, and how to make it ready.

``MIZAN_DATABASE_URL`` names a server; without it the embedded one of ``MIZAN_HOME`` is used. On a server the four roles get their
passwords from ``MIZAN_OWNER_PASSWORD``, ``MIZAN_WEB_PASSWORD``, ``MIZAN_BATCH_PASSWORD`` and ``MIZAN_AUDIT_PASSWORD``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal, get_args

import psycopg
from psycopg import conninfo, sql

from mizan.config import postgres
from mizan.config.home import home

Role = Literal["owner", "web", "batch", "audit"]
ROLES: tuple[Role, ...] = get_args(Role)
URL_VARIABLE = "MIZAN_DATABASE_URL"
ROLE_VARIABLE = "MIZAN_DATABASE_ROLE"


def user_of(role: Role) -> str:
    """The database user of a role, for instance ``mizan_web``."""
    return f"mizan_{role}"


def password_of(role: Role) -> str:
    """The role's password on a server; empty with the embedded database, whose socket is private."""
    return os.environ.get(f"MIZAN_{role.upper()}_PASSWORD", "")


NOT_OPTIONS = frozenset({"host", "port", "dbname", "user", "password"})


def server_address() -> dict[str, Any]:
    """Host, port and database name, from ``MIZAN_DATABASE_URL`` or the embedded server's socket (which may not run yet)."""
    url = os.environ.get(URL_VARIABLE)
    if not url:
        return {"HOST": str(postgres.socket_folder(home())), "PORT": str(postgres.PORT), "NAME": postgres.DATABASE}
    parts = conninfo.conninfo_to_dict(url)
    return {
        "HOST": str(parts.get("host") or "localhost"),
        "PORT": str(parts.get("port") or postgres.PORT),
        "NAME": str(parts.get("dbname") or postgres.DATABASE),
    }


def connection_options() -> dict[str, Any]:
    """What else the address asks for (``sslmode``, ``sslrootcert``, ``connect_timeout``…): handed to the driver as it stands."""
    url = os.environ.get(URL_VARIABLE)
    return {key: value for key, value in conninfo.conninfo_to_dict(url).items() if key not in NOT_OPTIONS} if url else {}


def django_settings() -> dict[str, Any]:
    """Django's ``DATABASES["default"]`` for the role this process works as (``MIZAN_DATABASE_ROLE``, by default web)."""
    role: Role = os.environ.get(ROLE_VARIABLE, "web")  # type: ignore[assignment]
    if role not in ROLES:
        raise ValueError(f"{ROLE_VARIABLE} must be one of {', '.join(ROLES)}, not {role!r}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        **server_address(),
        "USER": user_of(role),
        "PASSWORD": password_of(role),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Values travel apart from the text of a statement: never in the server's logs, and each statement is planned once a session.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, **connection_options(), "application_name": f"mizan-{role}"},
    }


QUIET = {"track_activities": "off", "log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0"}
"""What a role's statements carry of persons stays out of the list of activities, which its other sessions read, and of the server's log."""


@contextmanager
def connect_as(role: Role) -> Iterator[None]:
    """Let this thread's default connection work as ``role``; the former one comes back afterwards."""
    from django.db import connection

    former = connection.settings_dict
    connection.close()
    connection.settings_dict = {**former, "USER": user_of(role), "PASSWORD": password_of(role)}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = former


def ensure() -> postgres.Server | None:
    """Start the embedded server if that is what we use, with its roles and database; ``None`` when a server is named."""
    if os.environ.get(URL_VARIABLE):
        return None
    server = postgres.start(home())
    prepare(server.url(database="postgres"), postgres.DATABASE)
    return server


def prepare_server() -> None:
    """On a server named by ``MIZAN_DATABASE_URL``: make its roles and database with the administrator's rights the address gives.

    The administrator connects to the maintenance database ``postgres``; the password may come from ``PGPASSWORD`` or a password file.
    """
    url = os.environ[URL_VARIABLE]
    prepare(conninfo.make_conninfo(url, dbname="postgres"), str(server_address()["NAME"]))


def prepare(admin_url: str, database: str) -> None:
    """Create the four roles and the database if they are missing; run by an administrator of the server, repeatable."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        for role in ROLES:
            _create_role(admin, role)
        exists = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
        if not exists:
            owner = sql.Identifier(user_of("owner"))
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(database), owner))
    with psycopg.connect(admin_url, dbname=database, autocommit=True) as inside:
        inside.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        inside.execute("GRANT USAGE, CREATE ON SCHEMA public TO mizan_owner")
        inside.execute("GRANT USAGE ON SCHEMA public TO mizan_web, mizan_batch, mizan_audit")
        inside.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")


def _create_role(admin: psycopg.Connection[Any], role: Role) -> None:
    name = sql.Identifier(user_of(role))
    if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (user_of(role),)).fetchone():
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS").format(name))
    for setting, value in QUIET.items():
        # Some may be set by a superuser only; without one the administrator of the server decides.
        with suppress(psycopg.errors.InsufficientPrivilege):
            admin.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value)))
    password = password_of(role)
    if password:
        admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password)))


def migrate(*, verbosity: int = 0) -> None:
    """Bring the tables up to date, as the owner."""
    from django.core.management import call_command

    from mizan.config.migrating import rendering_only_what_is_new

    with connect_as("owner"), rendering_only_what_is_new():
        call_command("migrate", interactive=False, verbosity=verbosity)
