"""Serves the pages and the API with granian: WSGI, threads, as the database role ``web``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from types import FrameType

from mizan.config import database

THREADS = 16


def serve(host: str, port: int) -> int:
    """Serve until interrupted; starts the embedded database when no server is named. Returns the exit code."""
    server = database.ensure()
    try:
        return wait(web_process(host, port))
    finally:
        if server is not None and server.started_here:
            server.stop()


def wait(web: subprocess.Popen[bytes]) -> int:
    """Wait for the web process; SIGTERM and Ctrl-C end it first, so that it never outlives us. Returns its code, 0 when we ended it."""
    asked: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        web.terminate()

    former = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        code = web.wait()
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    return 0 if asked else code


def web_process(host: str, port: int, *, workers: int = 1) -> subprocess.Popen[bytes]:
    """Start granian as a child process that listens on ``host:port``; the caller waits for it or ends it."""
    environment = {**os.environ, "MIZAN_DATABASE_ROLE": "web", "DJANGO_SETTINGS_MODULE": "mizan.config.settings"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"]
    return subprocess.Popen([*command, "mizan.config.wsgi:application"], env=environment)
