"""A real PostgreSQL for the whole run; each test that asks for ``db`` gets its own fresh database, cloned from a migrated template."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import psycopg
import pytest

# Before anything imports Django: a home of our own, no server of somebody else's.
ROOM_IN_MEMORY = 6 * 2**30


def _in_memory() -> str | None:
    """A folder in memory, where there is room: a fresh database is a thousand small files, seven times as slow to make on a disk."""
    memory = "/dev/shm"
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_IN_MEMORY
    return memory if roomy else None


_HOME = Path(tempfile.mkdtemp(prefix="mizan-tests-", dir=_in_memory()))
os.environ["MIZAN_HOME"] = str(_HOME)
os.environ.pop("MIZAN_DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "mizan.config.settings"
os.environ["MIZAN_TODAY"] = "2026-11-23"

# Compiled once, whatever the machine wishes: else each of the processes that tests start compiles Django and all of Mizan for itself.
sys.dont_write_bytecode = False
sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).resolve().parents[1] / "build" / "bytecode")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A property says what is true, not how fast this machine is today.
hypothesis.settings.register_profile("mizan", deadline=None)
hypothesis.settings.load_profile("mizan")

TEMPLATE = "mizan_template"
NO_SKIPS = "MIZAN_NO_SKIPS"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class TestDatabase:
    """A database of this test alone: ``url("mizan_web")`` is its address for a role, ``url()`` for the administrator."""

    __test__ = False
    name: str
    socket: str

    def url(self, user: str = "mizan_admin") -> str:
        return f"host={self.socket} port=5432 user={user} dbname={self.name}"

    def raw(self, user: str = "mizan_admin", *, autocommit: bool = True) -> psycopg.Connection:
        """A raw connection as ``user``; the caller closes it (``with``)."""
        return psycopg.connect(self.url(user), autocommit=autocommit)


@pytest.fixture(scope="session")
def cluster() -> Iterator[object]:
    """The embedded server of this run and the migrated template database."""
    from mizan.config import postgres

    settings = {"shared_buffers": "128MB", "autovacuum": "off", "max_wal_size": "1GB"}
    server = postgres.start(_HOME, settings=settings, sync=False)
    _make_template(server)
    yield server
    server.stop()
    shutil.rmtree(_HOME, ignore_errors=True)


def _make_template(server: object) -> None:
    import django
    from django.db import connection
    from tests import sessions

    from mizan.config import database, postgres

    assert isinstance(server, postgres.Server)
    database.prepare(server.url(database="postgres"), TEMPLATE)
    django.setup()
    connection.settings_dict = {**connection.settings_dict, "NAME": TEMPLATE}
    database.migrate()
    connection.close()
    sessions.keep_sessions()


@pytest.fixture
def db(cluster: object) -> Iterator[TestDatabase]:
    """A fresh migrated database; Django's default connection works there as ``web``. Use ``connect_as("batch")`` for other roles."""
    from django.db import connection
    from tests import sessions

    from mizan.config import postgres

    assert isinstance(cluster, postgres.Server)
    name = f"test_{next(_numbers)}"
    with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" OWNER mizan_owner STRATEGY FILE_COPY')
    connection.close()
    former = connection.settings_dict
    connection.settings_dict = {**former, "NAME": name, "USER": "mizan_web"}
    try:
        yield TestDatabase(name, str(cluster.socket))
    finally:
        connection.close()
        connection.settings_dict = former
        sessions.end_sessions()
        with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported and collected lives until the end: the garbage collector need not look through it again during every test."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
        gc.set_threshold(5_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that neither process is left alone with them at the end."""
    longest = (
        "test_kills.py", "test_every_rule_compiled.py", "test_kill_pay.py", "test_run.py", "test_self_employed.py", "test_kill_benefits.py",
        "test_browser.py", "test_pages.py", "test_das_bytes.py", "test_series.py", "test_enforcement_columns.py",
    )  # fmt: skip
    items.sort(key=lambda item: longest.index(item.path.name) if item.path.name in longest else len(longest))


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Says a line at the end of the run, whichever process the test ran in."""

    def told(line: str) -> None:
        request.node.user_properties.append(("told", line))

    return told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests told, in the order they ran."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, line in getattr(report, "user_properties", ()) if getattr(report, "when", "") == "call" else ():
                if name == "told":
                    terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything must run (CI sets ``MIZAN_NO_SKIPS``) a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get(NO_SKIPS) and skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} tests skipped, and {NO_SKIPS} is set: the run fails", red=True)
