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
from mizan.law.engine.generate import generate
from mizan.law.engine.inputs import DEFAULTS, Switches
from mizan.law.engine.plan import Plan

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
        self.plan = plan
        fixed = plan.constants(switches)
        self._values = np.array(list(fixed.values()) or [0], dtype=np.int64)
        text = generate(plan, {name: place for place, name in enumerate(fixed)})
        self._kernel: Any = _ready(text, self._warm).kernel

    def _warm(self, module: ModuleType) -> None:
        """Compiles for the types every call will have, on no row."""
        nothing = [np.empty(0, dtype=np.int64) for _ in self.plan.facts]
        module.kernel(*nothing, self._values, np.empty((0, len(self.plan.targets)), dtype=np.int64), np.empty(0, dtype=np.uint8))

    def run(self, columns: Mapping[str, NDArray[np.int64]], out: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """The targets of every row, shape (rows, targets). `out` may be given to be reused.

        Raises Refused: `fact_missing`, `fact_unreadable` for a column that is not of whole numbers, `amount_out_of_range` with the row.
        """
        given = [self._column(name, columns) for name in self.plan.facts]
        rows = len(given[0]) if given else 1
        if any(len(column) != rows for column in given):
            raise refused("fact_unreadable", self.plan.facts[0], given="columns of unequal length", expected=f"{rows}")
        result = np.empty((rows, len(self.plan.targets)), dtype=np.int64) if out is None else out
        status = np.zeros(rows, dtype=np.uint8)
        try:
            self._run(given, result, status)
        except OverflowError:
            raise refused("amount_out_of_range", "row", amount=0) from None
        if status.any():
            row = int(status.argmax())
            raise refused("amount_out_of_range", "row", amount=int(given[0][row]) if given else 0, row=row)
        return result

    def _run(self, given: list[NDArray[np.int64]], result: NDArray[np.int64], status: NDArray[np.uint8]) -> None:
        rows = len(result)
        if rows <= 2 * CHUNK:
            self._kernel(*given, self._values, result, status)
            return
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            starts = range(0, rows, CHUNK)
            cuts = [slice(start, start + CHUNK) for start in starts]
            list(pool.map(lambda cut: self._kernel(*(c[cut] for c in given), self._values, result[cut], status[cut]), cuts))

    def _column(self, name: str, columns: Mapping[str, NDArray[np.int64]]) -> NDArray[np.int64]:
        if name not in columns:
            raise refused("fact_missing", name, expected=self.plan.inputs.facts[name].unit)
        column = np.asarray(columns[name])
        if column.ndim != 1 or column.dtype.kind not in "iu" or (column.dtype.kind == "u" and column.dtype.itemsize == 8):
            raise refused("fact_unreadable", name, given=str(column.dtype), expected="int64")
        return np.ascontiguousarray(column, dtype=np.int64)


@lru_cache(maxsize=64)
def _by_text(book: Book, targets: tuple[str, ...], on: date, chosen: tuple[tuple[str, str | int], ...]) -> Columns:
    return Columns(book.plan(targets, on), Switches(dict(chosen)))


def compiled(book: Book, targets: tuple[str, ...], on: date, switches: Switches = DEFAULTS) -> Columns:
    """The targets ready to run over columns under the law of a day. Raises Refused where that day has no law."""
    return _by_text(book, targets, on, tuple(sorted(switches.chosen.items())))
