"""What the demo gives back, and why it may refuse to start."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

ConnectAs = Callable[[Literal["owner", "web", "batch", "audit"]], AbstractContextManager[None]]
"""Lets the default connection work as a database role for the length of a `with`."""

Progress = Callable[[str], None]
"""Receives one line of news."""


class DemoError(Exception):
    """The demo can not run on this data folder; the message says what to do."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo, with the password to show."""

    role: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The closing figures (whole centimes, see `closing_of`) and one account per role."""

    closing: dict[str, int]
    accounts: tuple[DemoAccount, ...]
    reused: bool
