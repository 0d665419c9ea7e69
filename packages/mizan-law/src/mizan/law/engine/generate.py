"""Writes one Python module that holds the rules some targets need, as plain functions of int64 and one loop over rows."""

import ast
from collections.abc import Mapping

from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.rounding import PPM
from mizan.law.engine.errors import BookError
from mizan.law.engine.lint import is_unit
from mizan.law.engine.plan import Plan
from mizan.law.engine.rules import Rule
from mizan.law.engine.units import BOUNDS

_HEAD = '''"""Written by the engine from the statute book; the folder's name is the hash of this text."""

from numba import njit
'''

# Each twin refuses what could wrap, before it could: after a wrapped product LLVM may reason as if it had not.
_TWINS = f"""
@njit(nogil=True, cache=True)
def guarded_product(a, b):
    if b != 0 and abs(a) > {2**63 - 1} // abs(b):
        raise OverflowError
    return a * b


@njit(nogil=True, cache=True)
def rate_magnitude(base, rate):
    if base > {MAX_CENTIMES} or base < -{MAX_CENTIMES} or rate > {PPM} or rate < 0:
        raise OverflowError
    return abs(base) * rate


@njit(nogil=True, cache=True)
def rate_half_up(base, rate):
    rounded = (rate_magnitude(base, rate) + {PPM // 2}) // {PPM}
    return -rounded if base < 0 else rounded


@njit(nogil=True, cache=True)
def rate_down(base, rate):
    rounded = rate_magnitude(base, rate) // {PPM}
    return -rounded if base < 0 else rounded


@njit(nogil=True, cache=True)
def floor_share(total, weight, whole):
    if whole == 0:
        return 0
    part = guarded_product(abs(total), weight) // whole
    return -part if total < 0 else part
"""
_HAVE_TWINS = frozenset({"rate_half_up", "rate_down", "floor_share", "min", "max"})


class _Plain(ast.NodeTransformer):
    """Makes a rule's wording compilable: constants written out, units dropped, products guarded."""

    def __init__(self, rule: Rule) -> None:
        self.rule, self.globals = rule, rule.function.__globals__

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.globals.get(node.id)
        local = node.id in self.rule.inputs or isinstance(node.ctx, ast.Store)
        return ast.Constant(value) if type(value) is int and not local else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        arguments = [self.visit(argument) for argument in node.args]
        if is_unit(self.globals.get(name)):
            return arguments[0] if isinstance(arguments[0], ast.expr) else node
        if name not in _HAVE_TWINS:
            raise BookError(f"{self.rule.place}: rule {self.rule.name}: {name} has no compiled twin")
        return ast.Call(node.func, arguments, [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Mult):
            return ast.Call(ast.Name("guarded_product", ast.Load()), [left, right], [])
        return ast.BinOp(left, node.op, right)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return node
        return ast.Assign([node.target], self.visit(node.value))


def _function(rule: Rule) -> str:
    node = ast.parse(rule.text).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise BookError(f"{rule.place}: a rule is a function")
    body = [_Plain(rule).visit(statement) for statement in node.body[1:]]
    arguments = ast.arguments([], [ast.arg(name) for name in rule.inputs], None, [], [], None, [])
    plain = ast.FunctionDef(f"rule_{rule.name}", arguments, body, [], None, None)
    return f"\n\n@njit(nogil=True, cache=True)\n{ast.unparse(ast.fix_missing_locations(plain))}\n"


def _row(plan: Plan, values: Mapping[str, int]) -> list[str]:
    """The statements of one row: read, check, compute each rule once, check, write."""
    lines = []
    for name in plan.facts:
        fact = plan.inputs.facts[name]
        lines += [
            f"{name} = column_{name}[row]",
            f"if {name} < {fact.least} or {name} > {fact.most}:",
            "    status[row] = 1",
            "    continue",
        ]
    for name, node in plan.nodes.items():
        if isinstance(node, Rule):
            least, most = BOUNDS.get(node.unit, (0, 1_000))
            lines.append(f"{name} = rule_{name}({', '.join(node.inputs)})")
            lines += [f"if {name} < {least} or {name} > {most}:", "    status[row] = 1", "    continue"]
        elif name in values:
            lines.append(f"{name} = values[{values[name]}]")
    return [*lines, *(f"out[row, {place}] = {target}" for place, target in enumerate(plan.targets))]


def generate(plan: Plan, values: Mapping[str, int]) -> str:
    """The text of the module: twins of the primitives, one function a rule, `kernel(column_…, values, out, status)`.

    `values` gives the place of each dated value and switch in the array passed at run time: another set of values needs no compilation.
    Raises BookError naming the rule that calls something without a compiled twin.
    """
    functions = "".join(_function(node) for node in plan.nodes.values() if isinstance(node, Rule))
    columns = ", ".join(f"column_{name}" for name in plan.facts)
    body = "\n".join(f"        {line}" for line in _row(plan, values))
    kernel = (
        f"\n\n@njit(nogil=True, cache=True)\ndef kernel({columns}, values, out, status):\n    for row in range(out.shape[0]):\n{body}\n"
    )
    return f"{_HEAD}{_TWINS}{functions}{kernel}"
