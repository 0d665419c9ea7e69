"""Where a hand works: in a process of its own, since two threads of one process never compute at the same time; else in its thread."""

from __future__ import annotations

import gc
import pickle
import sys
import threading
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from mizan.doors.console.demo.run.roles import Role, Roles
from mizan.doors.console.demo.run.types import ConnectAs, DemoError
from mizan.funds.access.context import acting_as

Address = Mapping[str, Any]
"""Of Django's settings of a connection: which server and database, and how it is spoken to."""


class Asked(NamedTuple):
    """What a hand is asked to do: in which database role, for whom (None: for nobody, as sets are), which act with which arguments.

    The act is a function of a module, and what it takes and gives are plain values: they go from one process to the other.
    """

    role: Role
    account: int | None
    function: Callable[..., Any]
    args: tuple[Any, ...]
    words: Mapping[str, Any]


class Worker(ABC):
    """Does what it is asked, one thing after the other."""

    @abstractmethod
    def ask(self, asked: Asked) -> Any:
        """What the act gives; what it raises is raised."""

    @abstractmethod
    def end(self) -> None:
        """Close what was opened; nothing is asked any more."""


class Here(Worker):
    """Works in the thread that asks."""

    def __init__(self, connect_as: ConnectAs) -> None:
        self._roles = Roles(connect_as)

    def ask(self, asked: Asked) -> Any:
        """As `Worker.ask`."""
        self._roles.become(asked.role)
        with nullcontext() if asked.account is None else acting_as(asked.account):
            return asked.function(*asked.args, **asked.words)

    def end(self) -> None:
        """As `Worker.end`, from the thread that asked."""
        self._roles.end()


class Apart(Worker):
    """Works in a process of its own, which begins at once and ends with this one, whatever becomes of it."""

    def __init__(self, connect_as: ConnectAs, address: Address) -> None:
        """Raises OSError where the machine lets no process be made.

        A process with a single thread is copied, so that what it has loaded is not loaded again; no connection may be open then.
        """
        self._pipe, theirs = Pipe()
        if sys.platform == "linux" and threading.active_count() == 1:
            copied = (theirs, connect_as, dict(address), self._pipe)
            self._process: BaseProcess = get_context("fork").Process(target=_work, args=copied, daemon=True)
        else:
            self._process = get_context("spawn").Process(target=_work, args=(theirs, connect_as, dict(address)), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, asked: Asked) -> Any:
        """As `Worker.ask`; raises EOFError when the process was ended by somebody else."""
        self._pipe.send(asked)
        done, answer = self._pipe.recv()
        if not done:
            raise answer
        return answer

    def end(self) -> None:
        """As `Worker.end`."""
        # One that was copied later holds this pipe too: closing it would not tell.
        with suppress(ConnectionError):
            self._pipe.send(None)
        self._pipe.close()
        self._process.join()


def _work(pipe: Connection, connect_as: ConnectAs, address: dict[str, Any], copied: Connection | None = None) -> None:
    """What the process does until nobody asks any more; `copied` is the other end of its pipe, where it has that one too."""
    if copied is not None:
        copied.close()
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict = {**connection.settings_dict, **address}
    worker = Here(connect_as)
    gc.freeze()
    gc.enable()
    while True:
        try:
            asked = pipe.recv()
        except EOFError:
            break
        if asked is None:
            break
        try:
            answer: tuple[bool, Any] = True, worker.ask(asked)
        except Exception as error:
            answer = False, _told(error)
        pipe.send(answer)
    worker.end()


def _told(error: Exception) -> Exception:
    """The error with where it came from, as it can be told to another process."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, just written
    except (TypeError, AttributeError, pickle.PickleError):
        return DemoError("".join(traceback.format_exception(error)))
    return error
