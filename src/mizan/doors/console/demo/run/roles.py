"""One database role at a time: the connection changes hands only when the next act needs another role."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal

from mizan.doors.console.demo.run.types import ConnectAs

Role = Literal["web", "batch"]


class Roles:
    """Keeps the connection in the role of the last act."""

    def __init__(self, connect_as: ConnectAs) -> None:
        self._connect_as = connect_as
        self._stack = ExitStack()
        self._now: Role | None = None

    def become(self, role: Role) -> None:
        """Work as `role` from now on."""
        if role != self._now:
            self._stack.close()
            self._stack.enter_context(self._connect_as(role))
            self._now = role

    def leave(self) -> None:
        """Give the connection back as it was."""
        self._stack.close()
        self._now = None


@contextmanager
def roles_of(connect_as: ConnectAs) -> Iterator[Roles]:
    """Roles for the length of a `with`."""
    roles = Roles(connect_as)
    try:
        yield roles
    finally:
        roles.leave()
