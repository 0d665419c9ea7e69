"""Several hands do the acts of employers at the same time: each employer's acts stay with one hand, in the order of time.

Each hand is a thread that decides what to do next and has it done by a worker, in a process of its own. One more thread does beside them
what nobody waits for, and one what the other side of the books does meanwhile.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import local
from types import TracebackType
from typing import NamedTuple, ParamSpec, Self, TypeVar

from django.db import connection

from mizan.doors.console.demo.run.roles import Role, Roles
from mizan.doors.console.demo.run.types import ConnectAs
from mizan.doors.console.demo.run.workers import Apart, Asked, Here, Worker

T = TypeVar("T")
P = ParamSpec("P")
TURN = 0.0005  # no money: seconds of a turn
"""How long a hand may keep the interpreter while another's answer from the database has come; by default it would be ten times as long."""


class Task(NamedTuple):
    """An act of one employer (or of one agency, by its rank), to be done as the web does it, or as batch does sets.

    It asks the hand for all that the database does (`Hands.ask`).
    """

    employer: int
    act: Callable[[], object]
    role: Role = "web"


class _Now(local):
    """Which hand a thread is, and in which role it works at this moment."""

    number: int = 0
    role: Role = "web"


class Hands:
    """Threads that each have a worker; what one employer does never depends on what another does in the same stretch."""

    def __init__(self, count: int, connect_as: ConnectAs) -> None:
        self._connect_as = connect_as
        self._pools = [self._thread(f"hand-{number}", number) for number in range(count)]
        self._other, self._side = self._thread("beside"), self._thread("side")
        self._workers: list[Worker | None] = [None] * count
        self._now = _Now()
        self.roles = Roles(connect_as)
        """Those of the threads that are no hands, and of the calling one, which ends its own."""

    def __enter__(self) -> Self:
        self._turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        self._address = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "NAME", "OPTIONS")}
        return self

    def _thread(self, name: str, number: int = 0) -> ThreadPoolExecutor:
        """A thread that begins when it has something to do."""

        def begin() -> None:
            # Who connects begins from the settings: each is told which database the calling thread works on, and how.
            connection.settings_dict = {**connection.settings_dict, **self._address}
            self._now.number = number

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name, initializer=begin)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        sys.setswitchinterval(self._turn)
        _on_each(self._pools, self._let_go)
        _on_each((self._other, self._side), self.roles.end)
        for pool in (*self._pools, self._other, self._side):
            pool.shutdown()

    def call_in(self) -> None:
        """Have the workers come before any hand begins, and before a connection is open: then they need load nothing again."""
        self._workers = [self._made() for _ in self._pools]

    def _made(self) -> Worker:
        """A process; for a single hand, or where the machine lets none be made, the thread that asks."""
        try:
            return Here(self._connect_as) if len(self) == 1 else Apart(self._connect_as, self._address)
        except OSError:
            return Here(self._connect_as)

    def _worker(self) -> Worker:
        """That of the hand who asks."""
        number = self._now.number
        worker = self._workers[number]
        if worker is None:
            worker = self._workers[number] = self._made()
        return worker

    def _let_go(self) -> None:
        """Let the worker of a hand go."""
        number = self._now.number
        worker, self._workers[number] = self._workers[number], None
        if worker is not None:
            worker.end()

    def ask(self, account: int | None, act: Callable[P, T], *args: P.args, **words: P.kwargs) -> T:
        """What an act gives, done by the worker of the hand that asks, for an account (None: for nobody); what it raises is raised.

        `act` is a function of a module; it takes and gives plain values.
        """
        found: T = self._worker().ask(Asked(self._now.role, account, act, args, words))
        return found

    def _each(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            self._now.role = task.role
            task.act()

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
        return [pool.submit(self._each, share) for pool, share in zip(self._pools, shares, strict=True) if share]

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


def _on_each(pools: Iterable[ThreadPoolExecutor], act: Callable[[], object]) -> None:
    for future in [pool.submit(act) for pool in pools]:
        future.result()
