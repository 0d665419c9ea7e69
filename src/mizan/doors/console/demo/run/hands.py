"""Several hands do the acts of employers at the same time: each employer's acts stay with one hand, in the order of time."""

import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from django.db import connection

from mizan.doors.console.demo.run.roles import Roles
from mizan.doors.console.demo.run.types import ConnectAs

T = TypeVar("T")
TURN = 0.0005  # no money: seconds of a turn
"""How long a hand may keep the interpreter while another's answer from the database has come; by default it would be ten times as long."""


class Task(NamedTuple):
    """An act of one employer (or of one agency, by its rank), to be done as the web does it."""

    employer: int
    act: Callable[[], object]


class Hands:
    """Threads with a database connection each; what one employer does never depends on what another does in the same stretch."""

    def __init__(self, count: int, connect_as: ConnectAs) -> None:
        self._pools = [ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"hand-{number}") for number in range(count)]
        self._roles = [Roles(connect_as) for _ in range(count)]

    def __enter__(self) -> Self:
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        # A thread's connection begins from the settings: it is told which database the calling thread works on.
        address = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "NAME")}

        def begin(roles: Roles) -> None:
            connection.settings_dict = {**connection.settings_dict, **address}
            roles.become("web")

        self._everywhere(begin)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        sys.setswitchinterval(self._turn)
        self._everywhere(lambda roles: roles.end())
        for pool in self._pools:
            pool.shutdown()

    def _everywhere(self, act: Callable[[Roles], None]) -> None:
        for future in [pool.submit(act, roles) for pool, roles in zip(self._pools, self._roles, strict=True)]:
            future.result()

    def do(self, tasks: Iterable[Task]) -> None:
        """Do the tasks, those of one employer in the order given; comes back when all are done. The first error is raised."""
        self.finish(self.begin(tasks))

    def begin(self, tasks: Iterable[Task]) -> Sequence[Future[None]]:
        """Set the hands to the tasks and come back at once."""
        shares: list[list[Callable[[], object]]] = [[] for _ in self._pools]
        for task in tasks:
            shares[task.employer % len(shares)].append(task.act)
        return [pool.submit(_each, share) for pool, share in zip(self._pools, shares, strict=True) if share]

    def finish(self, begun: Sequence[Future[None]]) -> None:
        """Wait until what was begun is done. The first error is raised."""
        for future in begun:
            future.result()


def _each(acts: Sequence[Callable[[], object]]) -> None:
    for act in acts:
        act()
