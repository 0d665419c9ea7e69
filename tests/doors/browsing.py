"""A real Chromium and the real web process, for the tests that look at pages; what they check of every page.

With ``MIZAN_SHOTS`` set to a folder, each page is also kept there as a picture.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ASSETS = any(Path(folder).joinpath("manifest.json").exists() for folder in settings.STATICFILES_DIRS)
BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install it (apt-get install chromium) to run the browser tests"),
    pytest.mark.skipif(not AXE.exists() or not ASSETS, reason="front end not built here: uv sync --reinstall-package mizan"),
]
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STARTS_WITHIN = 60


_served: dict[tuple[tuple[str, str], ...], tuple[Popen[bytes], str]] = {}


def web(database: str, cluster: Any) -> Iterator[str]:
    """A database served by the real web process; the address without its final slash.

    The process of a module serves the next ones too: their databases have one name, one after the other, and a session that was ended
    with its database is made again. Told other settings, there is another process.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIZAN_DATABASE_URL", f"host={cluster.socket} port=5432 user=mizan_web dbname={database}")
        told = tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith("MIZAN_")))
        if told not in _served:
            _served[told] = _started()
    process, address = _served[told]
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            urllib.request.urlopen(f"{address}/fr/", timeout=5).close()
            break
        except OSError:
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.2)
    yield address


def _started() -> tuple[Popen[bytes], str]:
    from mizan.config import serving

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return serving.web_process("127.0.0.1", port), f"http://127.0.0.1:{port}"


def end_web() -> None:
    """End every web process that was started."""
    while _served:
        process, _ = _served.popitem()[1]
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # The driver keeps an event loop in this thread, and Django would refuse to work beside it; the tests wait for one or the other.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def listened(context: Any) -> tuple[Any, list[str]]:
    """A page of a browser's context, and what the browser complains of."""
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def check(page: Any, address: str, size: str, lang: str, *, status: int = 200) -> list[tuple[str, ...]]:
    """What axe finds (nothing, please); nothing is wider than the screen, and the direction is right."""
    assert page.goto(address).status == status, address
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (address, size)
    # Evaluated by the driver, not by a script element: the page's own policy stays in force.
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    if folder := os.environ.get("MIZAN_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^a-z0-9]+", "-", address.partition("://")[2].partition("/")[2].lower()).strip("-")
        page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)
    return [(address, one["id"], one["help"], *(node["html"][:160] for node in one["nodes"][:3])) for one in found]
