"""What writes the tables a payment hangs on, found by reading: the catalogue of PostgreSQL, and the code from the doors down."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType, FunctionType, ModuleType
from typing import Any

WRITE = r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY|TRUNCATE)\s+(?:ONLY\s+)?(benefits_\w+)"
SERVICE = ("mizan_web", "mizan_batch")
ROOT = "benefits_due"
"""The one question a run is made of: what is due, to whom, and what waits."""


@dataclass(frozen=True)
class Catalogue:
    """Of the database: the tables that what is due is read from, the functions the service calls that write them, who writes directly."""

    tables: frozenset[str]
    writers: frozenset[str]
    direct: frozenset[tuple[str, str, str]]


def read_catalogue(admin: Any) -> Catalogue:
    """Read the catalogue as the administrator: nothing here is a list somebody keeps."""
    sources = dict(
        admin.execute(
            "SELECT proname, prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND nspname = 'public'"
        ).fetchall()
    )
    known = {row[0] for row in admin.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'benefits_%'").fetchall()}
    seen, waiting = set(), [ROOT]
    while waiting:
        name = waiting.pop()
        if name in sources and name not in seen:
            seen.add(name)
            waiting += re.findall(r"\bbenefits_\w+", sources[name])
    hangs = {word for name in seen for word in re.findall(r"\bbenefits_\w+", sources[name])} & known
    # What a run is made of, and what moves it, hangs on the same thread.
    hangs |= {one for one in known if one.startswith(("benefits_instalment", "benefits_run"))}
    writers = {name for name, text in sources.items() if set(re.findall(WRITE, text)) & hangs}
    callable_by = {
        row[0]
        for role in SERVICE
        for row in admin.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.proname = ANY (%s) AND has_function_privilege(%s, p.oid, 'EXECUTE')"
            " AND p.prorettype <> 'trigger'::regtype",
            [list(writers), role],
        ).fetchall()
    }
    direct = {
        (role, table, verb)
        for role in SERVICE
        for table in hangs
        for verb in ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
        if admin.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, verb]).fetchone()[0]
    }
    return Catalogue(frozenset(hangs), frozenset(callable_by), frozenset(direct))


Place = tuple[str, str]


@dataclass
class Code:
    """Of the code: every function with the functions it names, and those whose own statements write."""

    calls: dict[Place, set[Place]] = field(default_factory=dict)
    writers: set[Place] = field(default_factory=set)

    def reaches(self) -> set[Place]:
        """The functions from which a writer is reached."""
        found = set(self.writers)
        while more := {place for place, named in self.calls.items() if place not in found and named & found}:
            found |= more
        return found

    def entries(self) -> set[Place]:
        """What the doors (pages, API, commands) call in flows or acts, and from which a writer is reached."""
        reach = self.reaches()
        called = {one for place, named in self.calls.items() if place[0].startswith(("mizan.doors", "mizan.config")) for one in named}
        return {one for one in called & reach if one[0].startswith(("mizan.flows", "mizan.funds"))}


def modules(*packages: str) -> Iterator[ModuleType]:
    """Every module of some packages, without migrations."""
    importlib.import_module("mizan.doors.urls")  # gives addresses their words, before the doors are read one by one
    for package in packages:
        root = importlib.import_module(package)
        yield root
        for found in pkgutil.walk_packages(root.__path__, f"{package}."):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def read_code(catalogue: Catalogue) -> Code:
    """Read every function of flows, funds and doors."""
    writes = re.compile(rf"{WRITE}\b|\b({'|'.join(sorted(catalogue.writers))})\s*\(")
    found = Code()
    for module in modules("mizan.flows", "mizan.funds", "mizan.doors"):
        tree = ast.parse(inspect.getsource(module))
        texts = {
            name.id: _text(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
            for name in node.targets
            if isinstance(name, ast.Name)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef):
                continue
            place = (module.__name__, node.name)
            said = _text(node) + " ".join(texts.get(one.id, "") for one in ast.walk(node) if isinstance(one, ast.Name))
            if any(first in catalogue.tables or second for first, second in writes.findall(said)):
                found.writers.add(place)
            found.calls.setdefault(place, set()).update(_named(module, node))
    return found


def _text(node: ast.AST) -> str:
    doc = ast.get_docstring(node, clean=False) if isinstance(node, ast.FunctionDef) else None
    return " ".join(
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value != doc
    )


def _named(module: ModuleType, node: ast.AST) -> Iterator[Place]:
    """The functions of the house a function names, called or handed on."""
    for one in ast.walk(node):
        thing: object = None
        if isinstance(one, ast.Name):
            thing = getattr(module, one.id, None)
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            thing = getattr(getattr(module, one.value.id, None), one.attr, None)
        thing = inspect.unwrap(thing) if callable(thing) else thing
        if isinstance(thing, FunctionType) and thing.__module__.startswith("mizan."):
            yield thing.__module__, thing.__name__


class Walked:
    """What really ran: functions of the house, and the statements sent to the database."""

    def __init__(self) -> None:
        self.functions: set[Place] = set()
        self.statements: list[str] = []

    def ran(self, name: str) -> bool:
        """Whether a function of the database was called by a statement."""
        return any(re.search(rf"\b{name}\s*\(", text) for text in self.statements)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch everything until the end of the block."""
        from django.db import connection

        def profile(frame: FrameType, event: str, arg: object) -> None:
            if event == "call":
                name = frame.f_globals.get("__name__", "")
                if name.startswith("mizan."):
                    self.functions.add((name, frame.f_code.co_name))

        def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            self.statements.append(sql)
            return execute(sql, params, many, context)

        former = sys.getprofile()
        sys.setprofile(profile)
        try:
            with connection.execute_wrapper(keep):
                yield
        finally:
            sys.setprofile(former)
