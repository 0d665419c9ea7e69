"""The whitelist of what a rule may say. A rule that could not be compiled can not be written: it is refused at import."""

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from mizan.kernel.rounding import Rounding
from mizan.law.engine.errors import BookError
from mizan.law.engine.primitives import PRIMITIVES, ROUNDING_OF

HELPER = "__law_helper__"
"""The attribute of a function that rules may call: see `helpers`."""

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod)
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
CALLS = frozenset(PRIMITIVES) | {"min", "max", "len"}


@lru_cache(maxsize=64)
def functions_of(filename: str) -> Mapping[int, ast.FunctionDef]:
    """Every function of a file by the line of its first decorator (or of its `def`)."""
    tree = ast.parse(Path(filename).read_text(encoding="utf-8"), filename)
    found: dict[int, ast.FunctionDef] = {}
    names: dict[str, int] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            if node.name in names:
                raise BookError(f"{filename}:{node.lineno}: {node.name} is written twice; an earlier wording goes to another file")
            names[node.name] = node.lineno
            found[min([node.lineno, *(d.lineno for d in node.decorator_list)])] = node
    return found


class _Linter:
    """Walks one rule; the first thing not on the whitelist raises BookError with its line."""

    def __init__(self, filename: str, node: ast.FunctionDef, constants: Mapping[str, object]) -> None:
        self.filename, self.node, self.constants = filename, node, constants
        self.known = {argument.arg for argument in node.args.args}
        self.calls: set[str] = set()

    def fail(self, node: ast.AST, why: str) -> BookError:
        return BookError(f"{self.filename}:{getattr(node, 'lineno', self.node.lineno)}: rule {self.node.name}: {why}")

    def body(self, statements: list[ast.stmt]) -> bool:
        """Whether every path through the statements returns."""
        for place, statement in enumerate(statements):
            if self.statement(statement):
                if place + 1 < len(statements):
                    raise self.fail(statements[place + 1], "is never reached")
                return True
        return False

    def statement(self, node: ast.stmt) -> bool:
        if isinstance(node, ast.Return) and node.value is not None:
            self.expression(node.value)
            return True
        if isinstance(node, ast.If):
            self.expression(node.test)
            before = set(self.known)
            ends = self.body(node.body)
            after_if, self.known = self.known, set(before)
            else_ends = self.body(node.orelse)
            self.known = after_if & self.known if not (ends or else_ends) else (self.known if ends else after_if)
            return ends and bool(node.orelse) and else_ends
        if isinstance(node, ast.For):
            return self.loop(node)
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else getattr(node, "target", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name) and node.value is not None:
            self.expression(node.value)
            self.known.add(target.id)
            return False
        raise self.fail(node, f"{type(node).__name__} is not allowed")

    def loop(self, node: ast.For) -> bool:
        """A loop over `range(...)`: what it names is unknown after it, since it may run no time at all."""
        count = node.iter
        if not (isinstance(count, ast.Call) and isinstance(count.func, ast.Name) and count.func.id == "range" and not count.keywords):
            raise self.fail(node, "loops over range(...) only")
        if node.orelse or not isinstance(node.target, ast.Name):
            raise self.fail(node, "loops over range(...) with one name, and no else")
        for argument in count.args:
            self.expression(argument)
        before = set(self.known)
        self.known.add(node.target.id)
        self.body(node.body)
        self.known = before
        return False

    def expression(self, node: ast.expr) -> None:
        if isinstance(node, ast.Constant):
            if type(node.value) is not int:
                raise self.fail(node, f"{node.value!r} is not a whole number")
        elif isinstance(node, ast.Name):
            if node.id not in self.known and type(self.constants.get(node.id)) is not int:
                raise self.fail(node, f"{node.id} is neither an argument nor a whole-number constant")
        elif isinstance(node, ast.Call):
            self.call(node)
        else:
            for part in self.parts(node):
                self.expression(part)

    def parts(self, node: ast.expr) -> Sequence[ast.expr]:
        """The parts of an allowed operation."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, _OPERATORS):
            if isinstance(node.op, ast.FloorDiv | ast.Mod) and not (isinstance(node.right, ast.Constant) and node.right.value):
                raise self.fail(node, "divide by a constant, or by a primitive")
            return (node.left, node.right)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
            return (node.operand,)
        if isinstance(node, ast.BoolOp):
            return node.values
        if isinstance(node, ast.Compare) and all(isinstance(op, _COMPARISONS) for op in node.ops):
            return (node.left, *node.comparators)
        if isinstance(node, ast.IfExp):
            return (node.test, node.body, node.orelse)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and not isinstance(node.slice, ast.Slice):
            return (node.value, node.slice)
        raise self.fail(node, f"{type(node).__name__} is not allowed")

    def call(self, node: ast.Call) -> None:
        # A NewType only names the unit again, so it may wrap a result: the generator drops it.
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        called = self.constants.get(name)
        if node.keywords or not (name in CALLS or is_unit(called) or hasattr(called, HELPER)):
            raise self.fail(node, f"calls {ast.unparse(node.func)}, which is not on the whitelist")
        self.calls.add(name)
        for argument in node.args:
            self.expression(argument)


def is_unit(value: object) -> bool:
    """Whether a global is a unit (a NewType), which a rule may put around its result."""
    return type(value).__name__ == "NewType"


def _linted(filename: str, node: ast.FunctionDef, constants: Mapping[str, object]) -> _Linter:
    linter = _Linter(filename, node, constants)
    if not ast.get_docstring(node):
        raise linter.fail(node, "has no docstring")
    arguments = node.args
    if arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg or arguments.defaults:
        raise linter.fail(node, "takes plain arguments only")
    if not linter.body(node.body[1:]):
        raise linter.fail(node, "does not return on every path")
    return linter


def lint(filename: str, node: ast.FunctionDef, constants: Mapping[str, object], rounding: Rounding | None) -> set[str]:
    """Refuses a rule that says anything outside the whitelist, lacks a docstring, may not return, or rounds without naming it.

    Gives the names it calls. What a helper rounds, the rule that calls it names.
    """
    linter = _linted(filename, node, constants)
    rounds = set(linter.calls)
    for name in linter.calls:
        made = getattr(constants.get(name), HELPER, None)
        for below in (*made.helpers, made) if made is not None else ():
            rounds |= {call.id for call in ast.walk(ast.parse(below.text)) if isinstance(call, ast.Name)}
    named = [ROUNDING_OF[call] for call in sorted(rounds & ROUNDING_OF.keys())]
    if bool(named) != (rounding is not None) or any(rounding not in allowed for allowed in named):
        raise linter.fail(node, "must name the rounding of the primitives it calls, and no other")
    return linter.calls


def lint_helper(filename: str, node: ast.FunctionDef, constants: Mapping[str, object]) -> set[str]:
    """Refuses a helper that says anything outside the whitelist; gives the names it calls."""
    return _linted(filename, node, constants).calls
