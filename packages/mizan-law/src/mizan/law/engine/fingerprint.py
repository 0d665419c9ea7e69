"""What a wording says, as one stable text: the law version must not follow the Python that reads it, nor comments and layout.

`ast.unparse` and `ast.dump` change between versions of Python, so the few things a rule may say are written out here.
"""

import ast
import json
from collections.abc import Callable, Mapping
from typing import Any

Form = list[Any]


def canonical(node: ast.FunctionDef, constants: Mapping[str, object], units: Mapping[str, str], result: str) -> str:
    """The text a linted function is known by: its name, inputs with their units, docstring and statements.

    A constant counts by its value wherever it is written, a unit put around a result not at all; so the version moves when the law does.
    """
    writer = _Writer(node, constants)
    arguments = [[argument.arg, units.get(argument.arg, "")] for argument in node.args.args]
    sentence = " ".join((ast.get_docstring(node, clean=False) or "").split())
    return json.dumps([node.name, arguments, result, sentence, writer.body(node.body[1:])], ensure_ascii=True, separators=(",", ":"))


class _Writer:
    """Writes the statements the linter lets through; anything else is a mistake of the engine and raises TypeError."""

    def __init__(self, node: ast.FunctionDef, constants: Mapping[str, object]) -> None:
        stored = {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
        self.local = stored | {argument.arg for argument in node.args.args}
        self.constants = constants

    def body(self, statements: list[ast.stmt]) -> Form:
        return [self.statement(statement) for statement in statements]

    def statement(self, node: ast.stmt) -> Form:
        if isinstance(node, ast.Return) and node.value is not None:
            return ["return", self.expression(node.value)]
        if isinstance(node, ast.If):
            return ["if", self.expression(node.test), self.body(node.body), self.body(node.orelse)]
        if isinstance(node, ast.For):
            return ["for", self.expression(node.target), self.expression(node.iter), self.body(node.body)]
        if isinstance(node, ast.Assign):
            return ["set", self.expression(node.targets[0]), self.expression(node.value)]
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            return ["set", self.expression(node.target), self.expression(node.value)]
        raise TypeError(f"{type(node).__name__} has no stable text")

    def expression(self, node: ast.expr) -> Form:
        written = _FORMS.get(type(node))
        if written is None:
            raise TypeError(f"{type(node).__name__} has no stable text")
        return written(self, node)

    def name(self, node: Any) -> Form:
        if node.id in self.local:
            return ["name", node.id]
        return ["int", self.constants[node.id]]

    def call(self, node: Any) -> Form:
        called = self.constants.get(node.func.id)
        if type(called).__name__ == "NewType":
            return self.expression(node.args[0])
        return ["call", node.func.id, *map(self.expression, node.args)]

    def compare(self, node: Any) -> Form:
        pairs = zip(node.ops, node.comparators, strict=True)
        return ["compare", self.expression(node.left), *[[type(op).__name__, self.expression(right)] for op, right in pairs]]


_FORMS: Mapping[type[ast.expr], Callable[[_Writer, Any], Form]] = {
    ast.Constant: lambda writer, node: ["int", node.value],
    ast.Name: _Writer.name,
    ast.Call: _Writer.call,
    ast.Compare: _Writer.compare,
    ast.BinOp: lambda writer, node: [type(node.op).__name__, writer.expression(node.left), writer.expression(node.right)],
    ast.UnaryOp: lambda writer, node: [type(node.op).__name__, writer.expression(node.operand)],
    ast.BoolOp: lambda writer, node: [type(node.op).__name__, *map(writer.expression, node.values)],
    ast.IfExp: lambda writer, node: ["either", *map(writer.expression, (node.test, node.body, node.orelse))],
    ast.Subscript: lambda writer, node: ["element", writer.expression(node.value), writer.expression(node.slice)],
}
