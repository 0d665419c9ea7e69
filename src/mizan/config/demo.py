"""``mizan demo``: from nothing to a small country with its pages."""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mizan.config import database, postgres, serving
from mizan.config.home import home

if TYPE_CHECKING:
    from mizan.doors.console.demo.drawn import Drawn

DEMO_DAY = "2026-11-23"
SELDOM = (50_000, 20, 50)
"""How often the collector looks for what is out of reach: of the millions of short lives of a country's making hardly any is in a ring."""


def run(arguments: argparse.Namespace) -> int:
    """Make the country (or take up the one already made with the same scale and seed), then serve it; returns the exit code.

    Prints progress all the way, the addresses, one account per role, and closes with one line of JSON.
    """
    began = time.monotonic()
    os.environ.setdefault("MIZAN_TODAY", DEMO_DAY)
    if arguments.fresh:
        _forget(home())
    _say(f"Data folder: {home()}")
    drawn = _drawn(arguments)
    server = database.ensure()
    try:
        os.environ["MIZAN_DATABASE_ROLE"] = "web"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mizan.config.settings")
        import django

        django.setup()
        _say(f"PostgreSQL is ready ({time.monotonic() - began:.1f} s)")
        database.migrate()
        _say(f"Tables are ready ({time.monotonic() - began:.1f} s)")
        return _country_then_serve(arguments, began, drawn)
    finally:
        if server is not None and server.started_here:
            server.stop()


def _drawn(arguments: argparse.Namespace) -> Callable[[], Drawn] | None:
    """The country, drawn beside while the server starts and makes its tables; None when one is there already."""
    from mizan.doors.clock import today
    from mizan.doors.console.demo.drawn import draw_aside
    from mizan.doors.console.demo.run.marker import FILE_NAME

    if (home() / FILE_NAME).exists():
        return None
    answer = draw_aside(arguments.scale, arguments.seed, today())
    # The country, like what is loaded meanwhile, stays until the end: the collector need not look through it again and again.
    gc.disable()

    def asked() -> Drawn:
        try:
            return answer()
        finally:
            gc.freeze()
            gc.set_threshold(*SELDOM)
            gc.enable()

    return asked


def _country_then_serve(arguments: argparse.Namespace, began: float, drawn: Callable[[], Drawn] | None) -> int:
    from mizan.doors.clock import today
    from mizan.doors.console.demo.run import DemoError, run_demo

    try:
        result = run_demo(
            home=home(),
            scale=arguments.scale,
            seed=arguments.seed,
            today=today(),
            connect_as=database.connect_as,
            progress=_say,
            drawn=drawn,
        )
    except DemoError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    closing = {**result.closing, "seconds": round(time.monotonic() - began, 1)}
    _say("")
    for account in result.accounts:
        _say(f"  {account.role:<20} {account.username:<24} {account.password}")
    if arguments.no_serve:
        print(json.dumps(closing), flush=True)
        return 0
    web = serving.web_process("127.0.0.1", arguments.port)
    _say("")
    for language in ("ar", "fr"):
        _say(f"  http://127.0.0.1:{arguments.port}/{language}/")
    print(json.dumps(closing), flush=True)
    return serving.wait(web)


def _forget(folder: Path) -> None:
    """Stop the demo's server and delete its data; refuses a folder that holds no Mizan data."""
    if not folder.exists():
        return
    if not (folder / postgres.MAJOR).exists():
        raise SystemExit(f"{folder} does not look like a Mizan data folder: nothing deleted")
    postgres.start(folder).stop()
    shutil.rmtree(folder)


def _say(line: str) -> None:
    print(line, flush=True)
