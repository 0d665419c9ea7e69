"""Rules over columns: the generated module is kept under the hash of its text and tools, compiled, and checked to hold no float."""

import hashlib
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue
from types import ModuleType
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from mizan.kernel.refusals import refused
from mizan.law.engine.book import Book
from mizan.law.engine.errors import BookError
from mizan.law.engine.generate import generate, shape
from mizan.law.engine.inputs import DEFAULTS, Switches
from mizan.law.engine.plan import Plan
from mizan.law.engine.tables import Whole, column, like, ragged, whole

CHUNK = 1 << 17
"""Rows given to a thread at a time."""


def _cache_root() -> Path:
    """Where compiled modules are kept: `MIZAN_LAW_CACHE`, else the user's cache, else a private temporary folder."""
    named = os.environ.get("MIZAN_LAW_CACHE")
    root = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mizan-law"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root):
            return root
    except OSError:
        return Path(tempfile.mkdtemp(prefix="mizan-law-"))


def _load(key: str, folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"mizan_law_kernel_{key}", folder / "kernel.py")
    if spec is None or spec.loader is None:
        raise BookError(f"{folder}: the compiled law can not be read")
    module = importlib.util.module_from_spec(spec)
    # numba finds a kept function's globals by the module's name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _ready(text: str, warm: Callable[[ModuleType], None]) -> ModuleType:
    """The module of a text, compiled by `warm` and found free of floats.

    It is kept in a folder named by the hash of the text and of the tools, so that another text, numba or Python never meets it. The folder
    is made aside and put in place whole once it has passed: two processes that compile at once do not disturb each other.
    """
    tools = f"{numba.__version__} {np.__version__} {sys.version}"
    key = hashlib.sha256(f"{tools}\n{text}".encode()).hexdigest()[:24]
    root = _cache_root()
    folder = root.joinpath(key)
    if (folder / "kernel.py").exists() and (folder / "kernel.py").read_text(encoding="utf-8") == text:
        module = _load(key, folder)
        warm(module)
        return module
    aside = Path(tempfile.mkdtemp(prefix=f".{key}-", dir=root))
    (aside / "kernel.py").write_text(text, encoding="utf-8")
    module = _load(key, aside)
    try:
        warm(module)
        _refuse_floats(module, key)
        aside.rename(folder)
    except BookError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    except OSError:
        # Another process has put the same text in place; this one keeps what it has in memory.
        shutil.rmtree(aside, ignore_errors=True)
    return module


def _refuse_floats(module: ModuleType, place: str) -> None:
    """Raises BookError if numba inferred a float anywhere: money would have left the whole numbers."""
    for name, function in vars(module).items():
        for overload in getattr(function, "overloads", {}).values():
            kinds: Mapping[str, Any] = getattr(overload.type_annotation, "typemap", {})
            floats = sorted(variable for variable, kind in kinds.items() if isinstance(kind, numba.types.Float | numba.types.Complex))
            if floats:
                raise BookError(f"{place}: {name}: {floats[0]} was inferred as a float")


class Columns:
    """Some targets compiled for a day; the rules are in the module, the values of the day in an array."""

    def __init__(self, plan: Plan, switches: Switches) -> None:
        self.plan, self.shape = plan, shape(plan)
        fixed = plan.constants(switches)
        self._values = np.array(list(fixed.values()) or [0], dtype=np.int64)
        self._text = generate(plan, {name: place for place, name in enumerate(fixed)})
        self._modules: dict[tuple[str, ...], ModuleType] = {}
        self._module(self._narrow({}))

    def _narrow(self, given: Mapping[str, Whole]) -> tuple[str, ...]:
        """The facts held in 32 bits: each set of them is compiled for itself."""
        return tuple(name for name, held in given.items() if held.dtype == np.int32)

    def _module(self, narrow: tuple[str, ...]) -> ModuleType:
        if narrow not in self._modules:
            text = self._text + (f"\n# 32 bits: {', '.join(narrow)}\n" if narrow else "")
            self._modules[narrow] = _ready(text, lambda module: self._warm(module, narrow))
        return self._modules[narrow]

    def _warm(self, module: ModuleType, narrow: tuple[str, ...]) -> None:
        """Compiles for the types every call will have, on no row."""
        given: list[Any] = [np.zeros(1, dtype=np.int64) for _ in self.shape.entities]
        given += [np.empty(0, dtype=np.int32 if fact.name in narrow else np.int64) for fact in self.shape.facts]
        status, out = np.empty(0, dtype=np.uint8), np.empty((0, len(self.plan.targets)), dtype=np.int64)
        module.kernel(*given, self._values, out, status)
        module.sums(*given, self._values, np.empty(0, dtype=np.int64), out, status)

    def run(
        self, columns: Any, out: NDArray[np.int64] | None = None, *, starts: Mapping[str, NDArray[np.int64]] | None = None
    ) -> NDArray[np.int64]:
        """The targets of every row, shape (rows, targets); of every member, for targets of an entity. `out` may be given to be reused.

        `columns` is a mapping, an Arrow table or a Polars frame. The series of an entity (the months of a career) is a column of lists,
        or its values end to end with `starts[entity]`, the rows + 1 places where each row's begin. What is held in 32 bits stays so.
        Raises Refused: `fact_missing`; `fact_unreadable` for a column that is not of whole numbers, or of another length than the first;
        `amount_out_of_range` with the row.
        """
        given = _Given(self, columns, starts or {})
        size = int(given.starts[self.shape.entity][-1]) if self.shape.entity else given.rows
        result = np.empty((size, len(self.plan.targets)), dtype=np.int64) if out is None else out
        kernel: Any = self._module(self._narrow(given.columns)).kernel
        member_level = bool(self.shape.entity)

        def run(cut: slice, status: NDArray[np.uint8]) -> None:
            kernel(*given.cut(cut), self._values, result if member_level else result[cut], status)

        given.on_threads(run)
        return result

    def table(self, columns: Any, *, starts: Mapping[str, NDArray[np.int64]] | None = None) -> Any:
        """`run`, given back as it was given: a Polars frame, an Arrow table, or a mapping of arrays, one column a target."""
        return like(columns, self.plan.targets, self.run(columns, starts=starts))

    def totals(
        self, columns: Any, groups: Any = None, size: int = 1, *, starts: Mapping[str, NDArray[np.int64]] | None = None
    ) -> NDArray[np.int64]:
        """The targets added up by group, shape (size, targets): nothing is kept for each row. Rows need not be sorted.

        `groups` gives each row's group, from 0 to `size` - 1; without it all rows are one group. Raises Refused with `amount_out_of_range`
        for a total beyond ten million billion dinars, rather than wrap it.
        """
        given = _Given(self, columns, starts or {})
        of_rows = np.zeros(given.rows, dtype=np.int64) if groups is None else whole(groups, "groups")
        if len(of_rows) != given.rows:
            raise refused("fact_unreadable", "groups", given=str(len(of_rows)), expected=str(given.rows))
        kernel: Any = self._module(self._narrow(given.columns)).sums
        threads = min(_THREADS, max(1, given.rows // CHUNK))
        tables = [np.zeros((size, len(self.plan.targets)), dtype=np.int64) for _ in range(threads)]
        free = SimpleQueue[NDArray[np.int64]]()
        for table in tables:
            free.put(table)

        def run(cut: slice, status: NDArray[np.uint8]) -> None:
            table = free.get()
            try:
                kernel(*given.cut(cut), self._values, of_rows[cut], table, status)
            finally:
                free.put(table)

        given.on_threads(run, threads)
        for table in tables[1:]:
            tables[0] += table
        return tables[0]


_THREADS = min(4, os.cpu_count() or 1)


class _Given:
    """The columns of a call, read and checked, and cut into chunks of rows."""

    def __init__(self, made: Columns, columns: Any, starts: Mapping[str, NDArray[np.int64]]) -> None:
        self.columns: dict[str, Whole] = {}
        self.starts = {entity: whole(held, entity).astype(np.int64, copy=False) for entity, held in starts.items()}
        self.made = made
        inputs = made.plan.inputs
        for fact in made.shape.facts:
            held = column(columns, fact.name, inputs.expected(fact.unit))
            if not fact.entity:
                self.columns[fact.name] = whole(held, fact.name)
                continue
            self.columns[fact.name], own = ragged(held, fact.name)
            if own is not None and not np.array_equal(self.starts.setdefault(fact.entity, own), own):
                raise refused("fact_unreadable", fact.name, given="lists of other lengths", expected=fact.entity)
        self.rows = self._rows()
        self._check()

    def _rows(self) -> int:
        for fact in self.made.shape.facts:
            if not fact.entity:
                return len(self.columns[fact.name])
        for entity in self.made.shape.entities:
            return len(self.starts.get(entity, [0])) - 1
        return 1

    def _check(self) -> None:
        for entity in self.made.shape.entities:
            if entity not in self.starts:
                raise refused("fact_missing", entity, expected="starts")
            held = self.starts[entity]
            if len(held) != self.rows + 1 or held[0] < 0 or (np.diff(held) < 0).any():
                raise refused("fact_unreadable", entity, given="starts", expected=f"{self.rows + 1} places in order")
        for fact in self.made.shape.facts:
            size = int(self.starts[fact.entity][-1]) if fact.entity else self.rows
            if len(self.columns[fact.name]) != size:
                raise refused("fact_unreadable", fact.name, given=f"{len(self.columns[fact.name])} rows", expected=f"{size}")

    def cut(self, cut: slice) -> list[Any]:
        """The arguments of a kernel for some rows; members stay whole, since starts count from their beginning."""
        shape = self.made.shape
        starts = [self.starts[entity][cut.start : cut.stop + 1] for entity in shape.entities]
        return starts + [self.columns[fact.name] if fact.entity else self.columns[fact.name][cut] for fact in shape.facts]

    def on_threads(self, run: Callable[[slice, NDArray[np.uint8]], None], threads: int = _THREADS) -> None:
        """Runs every chunk of rows. Raises Refused with `amount_out_of_range` naming the first row that a kernel refused."""
        status = np.zeros(self.rows, dtype=np.uint8)
        longest = max([self.rows, *(int(held[-1]) for held in self.starts.values())])
        step = max(1, CHUNK * self.rows // max(longest, 1))
        cuts = [slice(start, min(start + step, self.rows)) for start in range(0, self.rows, step)]
        try:
            if len(cuts) <= 2 or threads == 1:
                for cut in cuts:
                    run(cut, status[cut])
            else:
                with ThreadPoolExecutor(threads) as pool:
                    list(pool.map(lambda cut: run(cut, status[cut]), cuts))
        except OverflowError:
            raise refused("amount_out_of_range", "row", amount=0) from None
        if status.any():
            row = int(status.argmax())
            first = next((self.columns[fact.name][row] for fact in self.made.shape.facts if not fact.entity), 0)
            raise refused("amount_out_of_range", "row", amount=int(first), row=row)


@lru_cache(maxsize=64)
def _by_text(book: Book, targets: tuple[str, ...], on: date, chosen: tuple[tuple[str, str | int], ...]) -> Columns:
    return Columns(book.plan(targets, on), Switches(dict(chosen)))


def compiled(book: Book, targets: tuple[str, ...], on: date, switches: Switches = DEFAULTS) -> Columns:
    """The targets ready to run over columns under the law of a day. Raises Refused where that day has no law."""
    return _by_text(book, targets, on, tuple(sorted(switches.chosen.items())))
