"""Where Mizan keeps its data on this machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

HOME_VARIABLE = "MIZAN_HOME"
DEFAULT_HOME = ".mizan"


def home() -> Path:
    """The data folder: ``MIZAN_HOME``, by default ``./.mizan``; absolute, not created."""
    return Path(os.environ.get(HOME_VARIABLE, DEFAULT_HOME)).absolute()


def secret_key() -> str:
    """The signing key of sessions: ``MIZAN_SECRET_KEY``, else a random one kept in the data folder, readable by its owner only."""
    named = os.environ.get("MIZAN_SECRET_KEY")
    if named:
        return named
    path = home() / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(64))
    return path.read_text()
