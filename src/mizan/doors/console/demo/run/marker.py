"""The file that says which country a data folder holds, and that it is whole."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from mizan.doors.console.demo.run.types import DemoAccount, DemoError, DemoResult

FILE_NAME = "demo.json"
SHAPE = 1


def _key(scale: int, seed: int, today: date) -> dict[str, Any]:
    return {"shape": SHAPE, "scale": scale, "seed": seed, "today": today.isoformat()}


def begin(home: Path, scale: int, seed: int, today: date) -> None:
    """Note that a country is being made: until `finish`, the folder is not one to be taken up."""
    _write(home, {**_key(scale, seed, today), "complete": False})


def finish(home: Path, scale: int, seed: int, today: date, result: DemoResult) -> None:
    """Note that the country is whole, with its closing figures and its accounts (the file is for its owner only)."""
    accounts = [[account.role, account.username, account.password] for account in result.accounts]
    _write(home, {**_key(scale, seed, today), "complete": True, "closing": result.closing, "accounts": accounts})


def taken_up(home: Path, scale: int, seed: int, today: date) -> DemoResult | None:
    """The country already there, or None in a fresh folder.

    Raises DemoError when the folder holds another country, or one whose making was interrupted.
    """
    path = home / FILE_NAME
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    wanted = _key(scale, seed, today)
    if any(found.get(name) != value for name, value in wanted.items()):
        held = ", ".join(f"{name} {found.get(name)}" for name in ("scale", "seed", "today"))
        raise DemoError(f"{home} holds another country ({held}): run `mizan demo --fresh`, or name another folder in MIZAN_HOME.")
    if not found["complete"]:
        raise DemoError(f"{home} holds a country whose making was interrupted: run `mizan demo --fresh` to make it again.")
    return DemoResult(found["closing"], tuple(DemoAccount(*account) for account in found["accounts"]), reused=True)


def _write(home: Path, content: dict[str, Any]) -> None:
    draft = home / f"{FILE_NAME}.part"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(content, out, ensure_ascii=False, indent=1)
    draft.replace(home / FILE_NAME)
