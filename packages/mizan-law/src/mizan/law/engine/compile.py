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
from mizan.law.engine.sums import THREADS, Tables, even_cuts
from mizan.law.engine.tables import Whole, column, like, ragged, whole, wide

CHUNK = 1 << 17
"""Rows given to a thread at a time."""

MEMBERS_OF_A_CHUNK = 1 << 20
"""Members (the months of careers) given to a thread at a time: a millisecond of work, against a few microseconds to hand it over."""


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


_SHARED: dict[Path, ModuleType] = {}
"""The modules this process has made ready, by the folder of their text."""


def _ready(text: str, warm: Callable[[ModuleType], None]) -> ModuleType:
    """The module of a text, compiled by `warm` and found free of floats.

    It is kept in a folder named by the hash of the text and of the tools, so that another text, numba or Python never meets it. The folder
    is made aside and put in place whole once it has passed: two processes that compile at once do not disturb each other.
    """
    tools = f"{numba.__version__} {np.__version__} {sys.version}"
    key = hashlib.sha256(f"{tools}\n{text}".encode()).hexdigest()[:24]
    root = _cache_root()
    folder = root.joinpath(key)
    if folder in _SHARED:
        # Other days whose rules are worded alike: only their values differ, and those are no part of the text.
        warm(_SHARED[folder])
        _refuse_floats(_SHARED[folder], key)
        return _SHARED[folder]
    module = _SHARED[folder] = _made_ready(text, key, root, folder, warm)
    return module


def _made_ready(text: str, key: str, root: Path, folder: Path, warm: Callable[[ModuleType], None]) -> ModuleType:
    if (folder / "kernel.py").exists() and (folder / "kernel.py").read_text(encoding="utf-8") == text:
        module = _load(key, folder)
        warm(module)
        _refuse_floats(module, key)
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
    """Some targets under the law of a day: the rules in a module, the values of the day in an array.

    What is asked of them is compiled when it is first asked, for the widths it is asked in, and kept from one process to the next.
    """

    def __init__(self, plan: Plan, switches: Switches) -> None:
        self.plan, self.shape = plan, shape(plan)
        fixed = plan.constants(switches)
        self._values = np.array(list(fixed.values()) or [0], dtype=np.int64)
        self._text = generate(plan, {name: place for place, name in enumerate(fixed)})
        self._modules: dict[tuple[str, ...], ModuleType] = {}
        self._warmed: set[tuple[tuple[str, ...], str]] = set()

    def _kernel(self, name: str, widths: tuple[str, ...]) -> Any:
        """A kernel of the module, compiled for the widths its facts are held in; each is compiled when it is first asked for."""
        if widths not in self._modules:
            text = self._text + (f"\n# {', '.join(widths)}\n" if widths else "")
            self._modules[widths] = _ready(text, lambda module: self._warm(module, name, widths))
            self._warmed.add((widths, name))
        module = self._modules[widths]
        if (widths, name) not in self._warmed:
            self._warm(module, name, widths)
            _refuse_floats(module, name)
            self._warmed.add((widths, name))
        return getattr(module, name)

    def _warm(self, module: ModuleType, name: str, widths: tuple[str, ...]) -> None:
        """Compiles for the types every call will have, on no row."""
        given: list[Any] = [np.zeros(1, dtype=np.int64) for _ in self.shape.entities]
        given += [np.empty(0, dtype=width) for width in widths or ["int64"] * len(self.shape.facts)]
        status, out = np.empty(0, dtype=np.uint8), np.empty((0, len(self.plan.targets)), dtype=np.int64)
        some = np.zeros(1, dtype=np.int64)
        last = {"kernel": (out,), "sums": (some, out), "both": (some, out, out), "grouped": (some, out)}[name]
        getattr(module, name)(*given, self._values, *last, status)

    def run(
        self, columns: Any, out: NDArray[np.int64] | None = None, *, starts: Mapping[str, NDArray[np.int64]] | None = None
    ) -> NDArray[np.int64]:
        """The targets of every row, shape (rows, targets); of every member, for targets of an entity. `out` may be given to be reused.

        `columns` is a mapping, an Arrow table or a Polars frame. The series of an entity (the months of a career) is a column of lists,
        or its values end to end with `starts[entity]`, the rows + 1 places where each row's begin. Columns of 8, 16 or 32 bits stay so.
        Raises Refused: `fact_missing`; `fact_unreadable` for a column that is not of whole numbers, or of another length than the first;
        `amount_out_of_range` with the row.
        """
        given = _Given(self, columns, starts or {})
        size = int(given.starts[self.shape.entity][-1]) if self.shape.entity else given.rows
        result = np.empty((size, len(self.plan.targets)), dtype=np.int64) if out is None else out
        kernel = self._kernel("kernel", given.widths)
        member_level = bool(self.shape.entity)

        def run(cut: slice, status: NDArray[np.uint8]) -> None:
            kernel(*given.cut(cut), self._values, result if member_level else result[cut], status)

        given.on_threads(run)
        return result

    def table(self, columns: Any, *, starts: Mapping[str, NDArray[np.int64]] | None = None) -> Any:
        """`run`, given back as it was given: a Polars frame, an Arrow table, or a mapping of arrays, one column a target."""
        return like(columns, self.plan.targets, self.run(columns, starts=starts))

    def totals(
        self,
        columns: Any,
        groups: Any = None,
        size: int = 1,
        *,
        out: NDArray[np.int64] | None = None,
        starts: Mapping[str, NDArray[np.int64]] | None = None,
    ) -> NDArray[np.int64]:
        """The targets added up by group, shape (size, targets); what each row gives is kept only where `out` is there to take it.

        `groups` gives each row's group, from 0 to `size` - 1; without it all rows are one group. Rows in the order of their groups, as
        declarations come, are the fastest; any order will do. Raises Refused with `amount_out_of_range` for a total beyond
        ten million billion dinars, rather than wrap it.
        """
        given = _Given(self, columns, starts or {})
        of_rows = np.zeros(given.rows, dtype=np.int64) if groups is None else wide(groups, "groups")
        if len(of_rows) != given.rows:
            raise refused("fact_unreadable", "groups", given=str(len(of_rows)), expected=str(given.rows))
        kernel = self._kernel("sums" if out is None else "both", given.widths)
        member_level = bool(self.shape.entity)
        tables = Tables(of_rows, size, len(self.plan.targets))

        def run(cut: slice, status: NDArray[np.uint8]) -> None:
            with tables.one(cut) as table:
                kept = () if out is None else (out if member_level else out[cut],)
                kernel(*given.cut(cut), self._values, of_rows[cut], table, *kept, status)

        given.on_threads(run, tables.cuts)
        try:
            return tables.total()
        except OverflowError:
            raise refused("amount_out_of_range", "row", amount=0) from None

    def totals_of_runs(
        self, columns: Any, runs: Any, *, out: NDArray[np.int64] | None = None, starts: Mapping[str, NDArray[np.int64]] | None = None
    ) -> NDArray[np.int64]:
        """The targets added up by group, where the rows of a group stand together: those of group g from `runs[g]` to `runs[g + 1]`.

        The shortest way from declarations to totals by employer: nothing is kept for each row, each total is written once.
        `out`, shape (groups, targets), may be given to be reused. A group may have a million rows, or is refused.
        """
        given = _Given(self, columns, starts or {})
        places = wide(runs, "runs")
        sizes = np.diff(places)
        if len(places) < 1 or places[0] != 0 or places[-1] != given.rows or (sizes < 0).any() or (sizes > GROUP).any():
            raise refused("fact_unreadable", "runs", given="runs", expected=f"places in order, from 0 to {given.rows}")
        kernel = self._kernel("grouped", given.widths)
        table = np.empty((len(sizes), len(self.plan.targets)), dtype=np.int64) if out is None else out

        def run(cut: slice, status: NDArray[np.uint8]) -> None:
            # A group without rows belongs to the chunk that begins where it stands.
            first, last = np.searchsorted(places, cut.start), np.searchsorted(places, cut.stop)
            kernel(*given.cut(cut), self._values, places[first : last + 1] - cut.start, table[first:last], status)

        def cuts(rows: int, step: int) -> list[slice]:
            ends = [int(places[np.searchsorted(places, cut.stop)]) for cut in even_cuts(rows, step)]
            return [slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True) if start < end]

        table[np.searchsorted(places, given.rows) :] = 0
        given.on_threads(run, cuts)
        return table


GROUP = 1_000_000
"""The most rows of one group: their sum, each of the largest amount, fits in 64 bits."""


class _Given:
    """The columns of a call, read and checked, and cut into chunks of rows."""

    def __init__(self, made: Columns, columns: Any, starts: Mapping[str, NDArray[np.int64]]) -> None:
        self.columns: dict[str, Whole] = {}
        self.starts = {entity: wide(held, entity) for entity, held in starts.items()}
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
        widths = tuple(str(held.dtype) for held in self.columns.values())
        self.widths = widths if set(widths) - {"int64"} else ()
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

    def on_threads(self, run: Callable[[slice, NDArray[np.uint8]], None], cuts_of: Callable[[int, int], list[slice]] | None = None) -> None:
        """Runs every chunk of rows. Raises Refused with `amount_out_of_range` naming the first row that a kernel refused."""
        status = np.zeros(self.rows, dtype=np.uint8)
        members = max([1, *(int(held[-1]) for held in self.starts.values())])
        step = max(1, min(CHUNK, MEMBERS_OF_A_CHUNK * self.rows // members))
        cuts = (cuts_of or even_cuts)(self.rows, step)
        try:
            if len(cuts) <= 2:
                for cut in cuts:
                    run(cut, status[cut])
            else:
                with ThreadPoolExecutor(THREADS) as pool:
                    list(pool.map(lambda cut: run(cut, status[cut]), cuts))
        except OverflowError:
            raise refused("amount_out_of_range", "row", amount=0) from None
        if status.any():
            row = int(status.argmax())
            first = next((self.columns[fact.name][row] for fact in self.made.shape.facts if not fact.entity), 0)
            raise refused("amount_out_of_range", "row", amount=int(first), row=row)


@lru_cache(maxsize=256)
def _by_text(book: Book, targets: tuple[str, ...], on: date, chosen: tuple[tuple[str, str | int], ...], known: date | None) -> Columns:
    return Columns(book.plan(targets, on, known), Switches(dict(chosen)))


def compiled(book: Book, targets: tuple[str, ...], on: date, switches: Switches = DEFAULTS, known: date | None = None) -> Columns:
    """The targets ready to run over columns under the law of a day, as known on the day `known` (None: now).

    Raises Refused where that day has no law.
    """
    return _by_text(book, targets, on, tuple(sorted(switches.chosen.items())), known)
