"""The database role of the acts of one thread: the connection changes hands only when the next act needs another role."""

from contextlib import ExitStack
from typing import Literal

from mizan.doors.console.demo.run.types import ConnectAs

Role = Literal["web", "batch"]


class Roles:
    """Keeps this thread's connection in the role of its last act."""

    def __init__(self, connect_as: ConnectAs) -> None:
        self._connect_as = connect_as
        self._stack = ExitStack()
        self._now: Role | None = None

    def become(self, role: Role) -> None:
        """Work as `role` from now on."""
        if role != self._now:
            self.leave()
            self._stack.enter_context(self._connect_as(role))
            self._now = role

    def leave(self) -> None:
        """Give the connection back as it was."""
        self._stack.close()
        self._stack, self._now = ExitStack(), None
