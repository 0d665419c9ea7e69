"""A rule is a plain typed function of whole numbers whose argument names are its inputs; `@rule` gives it a source and its days."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mizan.kernel.rounding import Rounding
from mizan.law.engine.errors import BookError
from mizan.law.engine.lint import functions_of, lint
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import units_of

F = TypeVar("F", bound=Callable[..., int])

ATTRIBUTE = "__law_rule__"


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of a rule, in force from `since` to `until` (excluded)."""

    name: str
    function: Callable[..., int]
    inputs: Mapping[str, str]
    unit: str
    source: str
    standing: Standing
    since: date
    until: date | None
    rounding: Rounding | None
    place: str
    text: str
    """The wording itself, without its decorator: what the law version is made of, with the source and the first day."""

    def in_force(self, day: date) -> bool:
        """Whether this wording applies on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def rule(*, source: str, standing: Standing, since: date, until: date | None = None, rounding: Rounding | None = None) -> Callable[[F], F]:
    """Makes a function a rule of the statute book. The function stays callable as it is.

    `source` names the article (`law-83-14.art-15`), `standing` how it was read, `rounding` the rounding of the primitive it calls.
    An earlier wording is a function of the same name in another file, with other dates. Raises BookError for anything off the whitelist.
    """

    def register(function: F) -> F:
        code = function.__code__
        node = functions_of(code.co_filename).get(code.co_firstlineno)
        if node is None:
            raise BookError(f"{code.co_filename}:{code.co_firstlineno}: a rule is a function at the top of its file")
        if until is not None and until <= since:
            raise BookError(f"{code.co_filename}:{node.lineno}: rule {node.name} ends before it begins")
        lint(code.co_filename, node, function.__globals__, rounding)
        try:
            inputs, unit = units_of(function)
        except BookError as error:
            raise BookError(f"{code.co_filename}:{node.lineno}: rule {node.name}: {error}") from error
        place = f"{code.co_filename}:{node.lineno}"
        text = ast.unparse(ast.FunctionDef(**{**vars(node), "decorator_list": []}))
        made = Rule(node.name, function, inputs, unit, source, standing, since, until, rounding, place, text)
        setattr(function, ATTRIBUTE, made)
        return function

    return register
