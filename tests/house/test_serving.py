"""The web process: large and slow bodies, and an end that leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from mizan.config import postgres


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A migrated home of its own, served by the real command; the address and the process."""
    home = tmp_path / "home"
    environment = {**os.environ, "MIZAN_HOME": str(home)}
    command = [sys.executable, "-c", "from mizan.config.console import entry; entry()"]
    subprocess.run([*command, "migrate"], env=environment, check=True, capture_output=True)
    port = _free_port()
    process = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/fr/", timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address, process
    if process.poll() is None:
        process.terminate()
        process.wait(timeout=30)
    running = postgres._running(home / postgres.MAJOR)
    if running:
        os.kill(running, signal.SIGINT)


def _post(address: str, size: int) -> int:
    request = urllib.request.Request(address, data=b"x" * size, headers={"Content-Type": "application/x-www-form-urlencoded"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code


def test_serving(served: tuple[str, subprocess.Popen[bytes]], tmp_path: Path) -> None:
    address, process = served
    host, port = address.removeprefix("http://").split(":")
    assert _post(f"{address}/fr/sign-in", 200_000) == 413
    assert _post(f"{address}/fr/sign-in", 2_000) == 403  # no form protection: read, then refused

    slow = [socket.create_connection((host, int(port))) for _ in range(4)]
    for one in slow:
        one.sendall(b"POST /fr/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nabc")
    with urllib.request.urlopen(f"{address}/fr/about", timeout=10) as page:
        assert page.status == 200
    for one in slow:
        one.close()

    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert postgres._running(tmp_path / "home" / postgres.MAJOR) is None, "the database outlived the command that started it"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((host, int(port)), timeout=2)
