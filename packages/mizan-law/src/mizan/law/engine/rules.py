"""A rule is a plain typed function of whole numbers whose argument names are its inputs; `@rule` gives it a source and its days."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mizan.kernel.rounding import Rounding
from mizan.law.engine.errors import BookError
from mizan.law.engine.fingerprint import canonical
from mizan.law.engine.helpers import Helper, called
from mizan.law.engine.knowledge import heard
from mizan.law.engine.lint import functions_of, lint
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import units_of

F = TypeVar("F", bound=Callable[..., int])

ATTRIBUTE = "__law_rule__"


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of a rule, in force from `since` to `until` (excluded).

    A rule of an `entity` (the month of a career, the member of a household) is run for each of its members; any other once a case.
    `known_from` is the day from which the book says it: a correction of an earlier wording, which stays for what was decided before.
    """

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
    """The wording itself, without its decorator."""
    canonical: str
    """What the wording says, the same on every machine: what the law version is made of, with the source and the first day."""
    entity: str = ""
    published_on: date | None = None
    known_from: date | None = None
    helpers: tuple[Helper, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether this wording applies on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def rule(
    *,
    source: str,
    standing: Standing,
    since: date,
    until: date | None = None,
    rounding: Rounding | None = None,
    entity: str = "",
    published_on: date | None = None,
    known_from: date | None = None,
) -> Callable[[F], F]:
    """Makes a function a rule of the statute book. The function stays callable as it is.

    `source` names the article (`law-83-14.art-15`), `standing` how it was read, `rounding` the rounding of the primitives it calls,
    `published_on` the day of the text where it reaches back, `entity` whose members it is run for.
    An earlier wording is a function of the same name in another file, with other dates; a correction of what the book said is one with
    `known_from`. Raises BookError for anything off the whitelist.
    """

    def register(function: F) -> F:
        code = function.__code__
        node = functions_of(code.co_filename).get(code.co_firstlineno)
        if node is None:
            raise BookError(f"{code.co_filename}:{code.co_firstlineno}: a rule is a function at the top of its file")
        if until is not None and until <= since:
            raise BookError(f"{code.co_filename}:{node.lineno}: rule {node.name} ends before it begins")
        calls = lint(code.co_filename, node, function.__globals__, rounding)
        try:
            inputs, unit = units_of(function)
        except BookError as error:
            raise BookError(f"{code.co_filename}:{node.lineno}: rule {node.name}: {error}") from error
        made = Rule(
            name=node.name,
            function=function,
            inputs=inputs,
            unit=unit,
            source=source,
            standing=standing,
            since=since,
            until=until,
            rounding=rounding,
            place=f"{code.co_filename}:{node.lineno}",
            text=ast.unparse(ast.FunctionDef(**{**vars(node), "decorator_list": []})),
            canonical=canonical(node, function.__globals__, inputs, unit),
            entity=entity,
            published_on=published_on,
            known_from=known_from,
            helpers=called(function, calls),
        )
        setattr(function, ATTRIBUTE, made)
        return function

    return register


def wordings_known(wordings: tuple[Rule, ...], known: date | None = None) -> tuple[Rule, ...]:
    """The wordings as they were known on a day (None: now): without what was published later, or corrected in the book later."""
    if known is None:
        return wordings
    first = heard((wording for wording in wordings if wording.known_from is None), known)
    return (*first, *(wording for wording in wordings if wording.known_from is not None and wording.known_from <= known))


def wording_of(wordings: tuple[Rule, ...], on: date, known: date | None = None) -> Rule | None:
    """The wording in force on a day, as known on the day `known` (None: now); a later correction wins over what it corrects."""
    best = None
    for wording in wordings_known(wordings, known):
        if wording.in_force(on) and (best is None or (wording.known_from or date.min) > (best.known_from or date.min)):
            best = wording
    return best
