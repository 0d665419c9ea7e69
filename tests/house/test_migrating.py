"""Migrations that render only what is new make the very tables Django's own way makes."""

from __future__ import annotations

from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState

from mizan.config import database, postgres
from mizan.config.migrating import rendering_only_what_is_new

CATALOGUE = (
    """SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default, identity_generation
         FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2""",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    """SELECT oid::regprocedure::text, md5(prosrc), proacl::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1""",
    """SELECT relname, relacl::text, relrowsecurity, relforcerowsecurity FROM pg_class
        WHERE relnamespace = 'public'::regnamespace ORDER BY 1""",
    "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "SELECT app, name FROM django_migrations ORDER BY 1, 2",
)


def test_the_same_tables_are_made(cluster: postgres.Server) -> None:
    named = {"narrow": _made(cluster, "migrating_narrow", narrow=True), "whole": _made(cluster, "migrating_whole", narrow=False)}
    for question, narrow, whole in zip(CATALOGUE, named["narrow"], named["whole"], strict=True):
        assert len(narrow) > 20, question
        assert narrow == whole, question


def test_it_ends_with_what_it_was_asked_for() -> None:
    before = ProjectState._find_reload_model  # type: ignore[attr-defined]
    with rendering_only_what_is_new():
        assert ProjectState._find_reload_model is not before  # type: ignore[attr-defined]
    assert ProjectState._find_reload_model is before  # type: ignore[attr-defined]


def _made(server: postgres.Server, name: str, *, narrow: bool) -> list[list[Any]]:
    database.prepare(server.url(database="postgres"), name)
    former = connection.settings_dict
    connection.close()
    connection.settings_dict = {**former, "NAME": name}
    try:
        if narrow:
            database.migrate()
        else:
            with database.connect_as("owner"):
                call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict = former
    with psycopg.connect(server.url(database=name)) as asked:
        return [asked.execute(question).fetchall() for question in CATALOGUE]
