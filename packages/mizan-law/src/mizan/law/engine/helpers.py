"""A step that several rules share, or that one rule repeats: plain, linted like a rule, without a source of its own."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from mizan.law.engine.errors import BookError
from mizan.law.engine.fingerprint import canonical
from mizan.law.engine.lint import HELPER, functions_of, lint_helper

F = TypeVar("F", bound=Callable[..., int])


@dataclass(frozen=True, slots=True)
class Helper:
    """A linted function that rules may call; its text is part of the law version of each rule that does."""

    name: str
    function: Callable[..., int]
    arguments: tuple[str, ...]
    text: str
    canonical: str
    """What it says, the same on every machine."""
    place: str
    helpers: "tuple[Helper, ...]"


def helper(function: F) -> F:
    """Makes a function something rules may call. It rounds only through primitives, and says so in its docstring."""
    code = function.__code__
    node = functions_of(code.co_filename).get(code.co_firstlineno)
    if node is None:
        raise BookError(f"{code.co_filename}:{code.co_firstlineno}: a helper is a function at the top of its file")
    calls = lint_helper(code.co_filename, node, function.__globals__)
    text = ast.unparse(ast.FunctionDef(**{**vars(node), "decorator_list": []}))
    names = tuple(argument.arg for argument in node.args.args)
    known_by = canonical(node, function.__globals__, {}, "")
    made = Helper(node.name, function, names, text, known_by, f"{code.co_filename}:{node.lineno}", called(function, calls))
    setattr(function, HELPER, made)
    return function


def called(function: Callable[..., int], calls: set[str]) -> tuple[Helper, ...]:
    """The helpers among the names a function calls, by name, with those they call before them."""
    found: dict[str, Helper] = {}
    for name in sorted(calls):
        made = getattr(function.__globals__.get(name), HELPER, None)
        if isinstance(made, Helper):
            for below in made.helpers:
                found[below.name] = below
            found[made.name] = made
    return tuple(found.values())
