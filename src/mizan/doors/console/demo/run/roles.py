"""The database roles of the acts of each thread: a connection for each role stays open, as a web server's and a night's do."""

from threading import local
from typing import Any, Literal

from django.db import connection, connections
from django.db.utils import DEFAULT_DB_ALIAS

from mizan.doors.console.demo.run.types import ConnectAs

Role = Literal["web", "batch"]


class Roles(local):
    """Lets a thread act in one role or the other; what the server has learnt on a connection serves its next acts.

    Each thread that asks has roles of its own, and ends them.
    """

    def __init__(self, connect_as: ConnectAs) -> None:
        self._connect_as = connect_as
        self._held: dict[Role, Any] = {}
        self._former: Any = None
        self._now: Role | None = None

    def become(self, role: Role) -> None:
        """Work as `role` from now on."""
        if role == self._now:
            return
        self.leave()
        if role not in self._held:
            with self._connect_as(role):
                settings = dict(connection.settings_dict)
            self._held[role] = connections.create_connection(DEFAULT_DB_ALIAS)
            self._held[role].settings_dict = settings
        self._former = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = self._held[role]
        self._now = role

    def leave(self) -> None:
        """Give the thread its connection back as it was; those of the roles stay open for the next act."""
        if self._now is not None:
            connections[DEFAULT_DB_ALIAS] = self._former
            self._former, self._now = None, None

    def end(self) -> None:
        """Leave, and close what was held."""
        self.leave()
        for held in self._held.values():
            held.close()
        self._held = {}
