"""The launcher: one server a home, two starters agree, a killed server comes back with its data."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mizan.config import database, postgres

SMALL = {"shared_buffers": "16MB", "max_connections": "10", "max_wal_size": "128MB"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    running = postgres._running(tmp_path / postgres.MAJOR)
    if running:
        postgres.Server(postgres.socket_folder(tmp_path), tmp_path / postgres.MAJOR, running).stop()


def test_two_starters_share_one_server(home: Path) -> None:
    servers: list[postgres.Server] = []
    threads = [threading.Thread(target=lambda: servers.append(postgres.start(home, settings=SMALL))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert servers[0].pid == servers[1].pid
    assert sorted(server.started_here for server in servers) == [False, True]


def test_a_killed_server_comes_back_with_its_rows(home: Path) -> None:
    server = postgres.start(home, settings=SMALL)
    with psycopg.connect(server.url(database="postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    os.kill(server.pid, signal.SIGKILL)
    while postgres._alive(server.pid):
        time.sleep(0.02)
    again = postgres.start(home, settings=SMALL)
    assert again.started_here
    with psycopg.connect(again.url(database="postgres")) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_no_network_address_and_a_closed_folder(home: Path) -> None:
    server = postgres.start(home, settings=SMALL)
    with psycopg.connect(server.url(database="postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert server.socket.stat().st_mode & 0o077 == 0


def test_a_socket_folder_others_may_enter_is_refused(home: Path) -> None:
    (home / "run").mkdir(mode=0o777)
    (home / "run").chmod(0o777)
    with pytest.raises(postgres.LauncherError, match="0700"):
        postgres.start(home, settings=SMALL)


def test_a_server_address_keeps_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(database.URL_VARIABLE, "postgresql://admin@db:6432/books?sslmode=verify-full&sslrootcert=/ca.pem")
    settings = database.django_settings()
    assert settings["OPTIONS"]["sslmode"] == "verify-full"
    assert settings["OPTIONS"]["sslrootcert"] == "/ca.pem"
    assert (settings["HOST"], settings["PORT"], settings["NAME"], settings["USER"]) == ("db", "6432", "books", "mizan_web")


def test_migrate_prepares_a_named_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = postgres.start(home, settings=SMALL)
    monkeypatch.setenv(database.URL_VARIABLE, f"postgresql:///books?host={server.socket}&port={postgres.PORT}&user={postgres.ADMIN}")
    database.prepare_server()
    with psycopg.connect(server.url(database="books")) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("books",)


def test_a_long_home_gets_a_short_socket(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 120)
    assert len(str(postgres.socket_folder(long))) <= postgres.LONGEST_SOCKET_FOLDER


def test_roles_are_not_privileged(home: Path) -> None:
    server = postgres.start(home, settings=SMALL)
    for _ in range(2):  # repeatable
        database.prepare(server.url(database="postgres"), "roles")
    with psycopg.connect(server.url(database="postgres")) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles"
            " WHERE rolname LIKE 'mizan\\_%' AND rolname <> 'mizan_admin'"
        ).fetchall()
    assert sorted(rows) == [("mizan_audit", False), ("mizan_batch", False), ("mizan_owner", False), ("mizan_web", False)]


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    with pytest.raises(postgres.LauncherError, match="shared_buffers"):
        postgres.start(home, settings={"shared_buffers": "nonsense"})
