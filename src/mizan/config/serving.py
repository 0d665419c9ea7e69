"""Serves the pages and the API with granian: WSGI, threads, as the database role ``web``."""

from __future__ import annotations

import os
import subprocess
import sys

from mizan.config import database

THREADS = 4


def serve(host: str, port: int) -> int:
    """Serve until interrupted; starts the embedded database when no server is named. Returns the exit code."""
    server = database.ensure()
    try:
        return web_process(host, port).wait()
    except KeyboardInterrupt:
        return 0
    finally:
        if server is not None and server.started_here:
            server.stop()


def web_process(host: str, port: int, *, workers: int = 1) -> subprocess.Popen[bytes]:
    """Start granian as a child process that listens on ``host:port``; the caller waits for it or ends it."""
    environment = {**os.environ, "MIZAN_DATABASE_ROLE": "web", "DJANGO_SETTINGS_MODULE": "mizan.config.settings"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning"]
    return subprocess.Popen([*command, "mizan.config.wsgi:application"], env=environment)
