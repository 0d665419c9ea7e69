"""Several hands do the acts of employers at the same time: each employer's acts stay with one hand, in the order of time.

One more does beside them what nobody waits for, and one what the other side of the books does meanwhile.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from django.db import connection

from mizan.doors.console.demo.run.roles import Role, Roles
from mizan.doors.console.demo.run.types import ConnectAs

T = TypeVar("T")
TURN = 0.0005  # no money: seconds of a turn
"""How long a hand may keep the interpreter while another's answer from the database has come; by default it would be ten times as long."""


class Task(NamedTuple):
    """An act of one employer (or of one agency, by its rank), to be done as the web does it, or as batch does sets."""

    employer: int
    act: Callable[[], object]
    role: Role = "web"


class Hands:
    """Threads with a database connection each; what one employer does never depends on what another does in the same stretch."""

    def __init__(self, count: int, connect_as: ConnectAs) -> None:
        self._pools = [ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"hand-{number}") for number in range(count)]
        self._other = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")
        self._side = ThreadPoolExecutor(max_workers=1, thread_name_prefix="side")
        self.roles = Roles(connect_as)
        """Those of each thread here, and of the calling one, which ends its own."""

    def __enter__(self) -> Self:
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        # A thread's connection begins from the settings: it is told which database the calling thread works on.
        address = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "NAME")}

        def begin() -> None:
            connection.settings_dict = {**connection.settings_dict, **address}

        self._everywhere(begin)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        sys.setswitchinterval(self._turn)
        self._everywhere(self.roles.end)
        for pool in (*self._pools, self._other, self._side):
            pool.shutdown()

    def _everywhere(self, act: Callable[[], None]) -> None:
        for future in [pool.submit(act) for pool in (*self._pools, self._other, self._side)]:
            future.result()

    def __len__(self) -> int:
        return len(self._pools)

    def of(self, employer: int) -> int:
        """The hand that does the acts of an employer."""
        return employer % len(self._pools)

    def do(self, tasks: Iterable[Task]) -> None:
        """Do the tasks, those of one employer in the order given; comes back when all are done. The first error is raised."""
        self.finish(self.begin(tasks))

    def begin(self, tasks: Iterable[Task]) -> Sequence[Future[None]]:
        """Set the hands to the tasks and come back at once."""
        shares: list[list[Task]] = [[] for _ in self._pools]
        for task in tasks:
            shares[self.of(task.employer)].append(task)
        return [pool.submit(_each, share, self.roles) for pool, share in zip(self._pools, shares, strict=True) if share]

    def beside(self, act: Callable[[Callable[[], None]], None], *, role: Role) -> Future[None]:
        """Begin an act that others may go on beside; comes back when it says, by calling what it is given, that they may.

        One of these follows another. An error is raised by `finish`.
        """
        may_go_on: Future[None] = Future()

        def done() -> None:
            try:
                self.roles.become(role)
                act(lambda: may_go_on.set_result(None))
            finally:
                if not may_go_on.done():
                    may_go_on.set_result(None)

        begun = self._other.submit(done)
        may_go_on.result()
        return begun

    def meanwhile(self, act: Callable[[], None]) -> Future[None]:
        """Begin what the other side of the books does, and come back at once. An error is raised by `finish`."""
        return self._side.submit(act)

    def finish(self, begun: Sequence[Future[None]]) -> None:
        """Wait until what was begun is done. The first error is raised."""
        for future in begun:
            future.result()


def _each(tasks: Sequence[Task], roles: Roles) -> None:
    for task in tasks:
        roles.become(task.role)
        task.act()
