"""How far a rule can reach: the least and the greatest whole number it may give, found from its text and from what it is given."""

import ast
from collections.abc import Mapping

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.rounding import PPM
from mizan.law.engine.lint import is_unit
from mizan.law.engine.rules import Rule

Reach = tuple[int, int]

_MOST = 2**62
"""Beyond this nothing is said: what a rule adds up on its way must itself stay within 64 bits."""

RATES = frozenset({"rate_half_up", "rate_down"})


def within(reach: Reach, bounds: Reach) -> bool:
    """Whether all of a reach is within some bounds."""
    return bounds[0] <= reach[0] and reach[1] <= bounds[1]


def reach(rule: Rule, given: Mapping[str, Reach]) -> Reach | None:
    """The least and the greatest a rule may give when each argument stays within `given`.

    None where the rule does more than add, subtract, compare, choose and apply a rate, or may apply what is no rate to what is no amount.
    """
    node = ast.parse(rule.text).body[0]
    if not isinstance(node, ast.FunctionDef):
        return None
    walk = _Walk(rule.function.__globals__)
    try:
        walk.body(node.body[1:], dict(given))
    except _UnknownError:
        return None
    return _hull(walk.returned)


class _UnknownError(Exception):
    """The rule says something of which no reach is known."""


def _hull(parts: list[Reach]) -> Reach:
    return min(least for least, _ in parts), max(most for _, most in parts)


class _Walk:
    """Walks every path of a rule with a reach for each name; what is returned on any of them is kept."""

    def __init__(self, constants: Mapping[str, object]) -> None:
        self.constants = constants
        self.returned: list[Reach] = []

    def body(self, statements: list[ast.stmt], known: dict[str, Reach]) -> dict[str, Reach] | None:
        """The reach of each name after the statements; None where every path has returned."""
        for statement in statements:
            if isinstance(statement, ast.Return) and statement.value is not None:
                self.returned.append(self.value(statement.value, known))
                return None
            if isinstance(statement, ast.If):
                after = self.branches(statement, known)
                if after is None:
                    return None
                known = after
                continue
            target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
            if not isinstance(statement, ast.Assign | ast.AnnAssign) or not isinstance(target, ast.Name) or statement.value is None:
                raise _UnknownError
            known = known | {target.id: self.value(statement.value, known)}
        return known

    def branches(self, node: ast.If, known: dict[str, Reach]) -> dict[str, Reach] | None:
        self.value(node.test, known)
        ends = [end for end in (self.body(node.body, known), self.body(node.orelse, known)) if end is not None]
        if not ends:
            return None
        shared = set.intersection(*(set(end) for end in ends))
        return {name: _hull([end[name] for end in ends]) for name in shared}

    def value(self, node: ast.expr, known: Mapping[str, Reach]) -> Reach:
        found = self.part(node, known)
        if not within(found, (-_MOST, _MOST)):
            raise _UnknownError
        return found

    def part(self, node: ast.expr, known: Mapping[str, Reach]) -> Reach:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value, node.value
        if isinstance(node, ast.Name):
            return self.named(node.id, known)
        if isinstance(node, ast.Call):
            return self.call(node, known)
        if isinstance(node, ast.IfExp):
            self.value(node.test, known)
            return _hull([self.value(node.body, known), self.value(node.orelse, known)])
        return self.operation(node, known)

    def named(self, name: str, known: Mapping[str, Reach]) -> Reach:
        if name in known:
            return known[name]
        constant = self.constants.get(name)
        if type(constant) is not int:
            raise _UnknownError
        return constant, constant

    def operation(self, node: ast.expr, known: Mapping[str, Reach]) -> Reach:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
            (a, b), (c, d) = self.value(node.left, known), self.value(node.right, known)
            return (a + c, b + d) if isinstance(node.op, ast.Add) else (a - d, b - c)
        if isinstance(node, ast.UnaryOp):
            least, most = self.value(node.operand, known)
            return (-most, -least) if isinstance(node.op, ast.USub) else (0, 1)
        if isinstance(node, ast.BoolOp):
            return _hull([self.value(part, known) for part in node.values])
        if isinstance(node, ast.Compare):
            for part in (node.left, *node.comparators):
                self.value(part, known)
            return 0, 1
        raise _UnknownError

    def call(self, node: ast.Call, known: Mapping[str, Reach]) -> Reach:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        given = [self.value(argument, known) for argument in node.args]
        if is_unit(self.constants.get(name)):
            return given[0]
        if name in ("min", "max"):
            pick = min if name == "min" else max
            return pick(least for least, _ in given), pick(most for _, most in given)
        if name in RATES and within(given[0], (-MAX_CENTIMES, MAX_CENTIMES)) and within(given[1], (0, PPM)):
            # A share of a whole is no further from nothing than the whole.
            return min(given[0][0], 0), max(given[0][1], 0)
        raise _UnknownError
