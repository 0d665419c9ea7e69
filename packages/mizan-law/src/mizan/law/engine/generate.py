"""Writes one Python module that holds the rules some targets need, as plain functions of int64 and one loop over rows."""

import ast
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mizan.law.engine import lanes
from mizan.law.engine.errors import BookError
from mizan.law.engine.inputs import Fact
from mizan.law.engine.lint import CALLS, HELPER, is_unit
from mizan.law.engine.plan import Plan
from mizan.law.engine.rules import Rule
from mizan.law.engine.twins import INLINE, JIT, text
from mizan.law.engine.units import BOUNDS, SERIES
from mizan.law.engine.values import Dated

MEMBERS = 100_000
"""The most members of one entity that one case may have."""

SAFE = 2**60
"""A total below this takes a million rows more, or the members of the largest case, each of the largest amount, and stays within 64 bits;
so does the sum of what a few threads keep."""

_HEAD = '''"""Written by the engine from the statute book; the folder's name is the hash of this text."""

import numpy as np
from numba import njit
'''
_TAB = "    "


class _Plain(ast.NodeTransformer):
    """Makes a wording compilable: constants written out, units dropped, products guarded, helpers called by their place."""

    def __init__(self, function: Callable[..., int], node: ast.FunctionDef, place: str, twins: Mapping[str, str]) -> None:
        self.globals, self.place, self.twins = function.__globals__, place, twins
        self.local = {argument.arg for argument in node.args.args}
        self.local |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.globals.get(node.id)
        return ast.Constant(value) if type(value) is int and node.id not in self.local else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        arguments = [self.visit(argument) for argument in node.args]
        called = self.globals.get(name)
        if is_unit(called):
            return arguments[0] if isinstance(arguments[0], ast.expr) else node
        if hasattr(called, HELPER):
            return ast.Call(ast.Name(f"helper_{name}", ast.Load()), arguments, [])
        if name != "range" and name not in CALLS:
            raise BookError(f"{self.place}: {name} has no compiled twin")
        return ast.Call(ast.Name(self.twins.get(name, name), ast.Load()), arguments, [])

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Mult):
            return ast.Call(ast.Name("guarded_product", ast.Load()), [left, right], [])
        return ast.BinOp(left, node.op, right)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return node
        return ast.Assign([node.target], self.visit(node.value))


def _function(
    name: str,
    wording: str,
    function: Callable[..., int],
    arguments: Iterable[str],
    place: str,
    twins: Mapping[str, str] = MappingProxyType({}),
) -> str:
    node = ast.parse(wording).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise BookError(f"{place}: a function was expected")
    plain = _Plain(function, node, place, twins)
    body = [plain.visit(statement) for statement in node.body[1:]]
    given = ast.arguments([], [ast.arg(argument) for argument in arguments], None, [], [], None, [])
    made = ast.FunctionDef(name, given, body, [], None, None)
    return f"\n\n{INLINE if twins else JIT}\n{ast.unparse(ast.fix_missing_locations(made))}\n"


def _functions(plan: Plan, in_lanes: Collection[str] = ()) -> str:
    """The helpers, each once, then one function a rule, and one more for those also run in lanes."""
    rules = [node for node in plan.nodes.values() if isinstance(node, Rule)]
    helpers = {helper.name: helper for rule in rules for helper in rule.helpers}
    places = {helper.name: helper.place for rule in rules for helper in rule.helpers}
    for rule in rules:
        for helper in rule.helpers:
            if places[helper.name] != helper.place:
                raise BookError(f"{helper.place}: another helper is called {helper.name}: {places[helper.name]}")
    written = [_function(f"helper_{h.name}", h.text, h.function, h.arguments, h.place) for h in helpers.values()]
    written += [_function(f"rule_{r.name}", r.text, r.function, r.inputs, r.place) for r in rules]
    for r in rules:
        if r.name in in_lanes:
            written.append(_function(f"{lanes.LANE}{r.name}", r.text, r.function, r.inputs, r.place, lanes.TWINS))
    return "".join(written)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kernel takes: the facts in order, the entities whose members they belong to, and the entity of its targets."""

    facts: tuple[Fact, ...]
    entities: tuple[str, ...]
    entity: str

    @property
    def arguments(self) -> list[str]:
        """The first arguments of every kernel: where the members of each row start, then a column for each fact."""
        return [f"starts_{entity}" for entity in self.entities] + [f"column_{fact.name}" for fact in self.facts]


def shape(plan: Plan) -> Shape:
    """What the kernel of a plan takes. Raises BookError when its targets belong to different entities."""
    facts = tuple(plan.inputs.facts[name] for name in plan.facts)
    nodes = [node for node in plan.nodes.values() if isinstance(node, Rule | Fact)]
    of_targets = {getattr(plan.nodes[target], "entity", "") for target in plan.targets}
    if len(of_targets) > 1:
        raise BookError(f"{', '.join(plan.targets)}: targets of one kernel belong to one entity")
    return Shape(facts, tuple(sorted({node.entity for node in nodes if node.entity})), of_targets.pop())


def _refuse(condition: str, tab: str = "") -> list[str]:
    return [f"{tab}if {condition}:", f"{tab}{_TAB}status[row] = 1", f"{tab}{_TAB}continue"]


def _read(shape: Shape) -> list[str]:
    """A row's facts, each checked against its bounds."""
    lines = []
    for entity in shape.entities:
        lines += [f"first_{entity}, members_{entity} = starts_{entity}[row], starts_{entity}[row + 1] - starts_{entity}[row]"]
        lines += _refuse(f"members_{entity} < 0 or members_{entity} > {MEMBERS}")
    for fact in shape.facts:
        name, entity = fact.name, fact.entity
        if not entity:
            lines += [f"{name} = np.int64(column_{name}[row])", *_refuse(f"{name} < {fact.least} or {name} > {fact.most}")]
            continue
        lines += [
            f"{name} = column_{name}[first_{entity}:first_{entity} + members_{entity}]",
            "outside = False",
            f"for member in range(members_{entity}):",
            f"{_TAB}outside |= ({name}[member] < {fact.least}) | ({name}[member] > {fact.most})",
            *_refuse("outside"),
        ]
    return lines


def _compute(plan: Plan) -> list[str]:
    """Each rule once, in order; a rule of an entity in a loop over its members. Every result is checked against its bounds.

    The checks are gathered and looked at once: a branch for each would be more than numba can follow in a book of some hundred rules.
    """
    lines, fixed = ["outside = False"], _fixed(plan)
    for name, node in plan.nodes.items():
        if not isinstance(node, Rule) or name in fixed:
            continue
        least, most = BOUNDS.get(node.unit, (0, 1_000))
        if not node.entity:
            lines.append(f"{name} = rule_{name}({', '.join(node.inputs)})")
            lines.append(f"outside |= ({name} < {least}) | ({name} > {most})")
            continue
        given = [
            f"{argument}[member]" if _entity(plan, argument) == node.entity and not unit.endswith(SERIES) else argument
            for argument, unit in node.inputs.items()
        ]
        lines += [
            f"{name} = scratch_{name}[:members_{node.entity}]",
            f"for member in range(members_{node.entity}):",
            f"{_TAB}{name}[member] = rule_{name}({', '.join(given)})",
            f"{_TAB}outside |= ({name}[member] < {least}) | ({name}[member] > {most})",
        ]
    return [*lines, *_refuse("outside")]


def _fixed(plan: Plan) -> tuple[str, ...]:
    """The rules that depend on no fact, in order: every row shares them."""
    fixed: dict[str, None] = {}
    for name, node in plan.nodes.items():
        if not isinstance(node, Rule) or node.entity:
            continue
        if all(argument in fixed or not isinstance(plan.nodes[argument], Rule | Fact) for argument in node.inputs):
            fixed[name] = None
    return tuple(fixed)


def _unit(plan: Plan, name: str) -> str:
    node = plan.nodes[name]
    return node.value.unit if isinstance(node, Dated) else node.unit


def _entity(plan: Plan, name: str) -> str:
    return str(getattr(plan.nodes[name], "entity", ""))


def _before(plan: Plan, shape: Shape, values: Mapping[str, int]) -> list[str]:
    """Once a call: the day's values, and room for what the rules of entities give, as long as the longest row needs.

    Read here, a value can not change while the rows are run, so what is checked of it is checked once.
    """
    lines = []
    for name, place in values.items():
        least, most = BOUNDS.get(_unit(plan, name), (0, 1_000))
        # It is within the bounds of its unit already; said again, the compiler knows it and drops the checks that follow from it.
        lines.append(f"{name} = min(max(values[{place}], {least}), {most})")
    for name in _fixed(plan):
        node = plan.nodes[name]
        if isinstance(node, Rule):
            least, most = BOUNDS.get(node.unit, (0, 1_000))
            lines += [
                f"{name} = rule_{name}({', '.join(node.inputs)})",
                f"if {name} < {least} or {name} > {most}:",
                f"{_TAB}raise OverflowError",
            ]
    for entity in shape.entities:
        lines += [
            f"longest_{entity} = 0",
            "for row in range(status.shape[0]):",
            f"{_TAB}longest_{entity} = max(longest_{entity}, starts_{entity}[row + 1] - starts_{entity}[row])",
        ]
    for name, node in plan.nodes.items():
        if isinstance(node, Rule) and node.entity:
            lines.append(f"scratch_{name} = np.empty(max(longest_{node.entity}, 0), np.int64)")
    return lines


def _write(plan: Plan, shape: Shape) -> list[str]:
    if not shape.entity:
        return [f"out[row, {place}] = {target}" for place, target in enumerate(plan.targets)]
    lines = [f"for member in range(members_{shape.entity}):"]
    return lines + [f"{_TAB}out[first_{shape.entity} + member, {place}] = {target}[member]" for place, target in enumerate(plan.targets)]


def _add(plan: Plan, shape: Shape) -> list[str]:
    """What a row adds to the totals of its group."""
    lines = ["group = groups[row]", *_refuse("group < 0 or group >= totals.shape[0]")]
    if not shape.entity:
        return lines + [f"totals[group, {place}] += {target}" for place, target in enumerate(plan.targets)]
    lines.append(f"for member in range(members_{shape.entity}):")
    lines += [f"{_TAB}totals[group, {place}] += {target}[member]" for place, target in enumerate(plan.targets)]
    # A row may have many members: a sum that nears 64 bits is refused at once. Rows of one number are watched by the caller.
    for place in range(len(plan.targets)):
        lines += [f"if abs(totals[group, {place}]) > {SAFE}:", f"{_TAB}raise OverflowError"]
    return lines


def _grouped(plan: Plan, shape: Shape, given: str, head: str, common: list[str]) -> str:
    """A loop over groups whose rows stand together: their totals stay in registers and are written once."""
    sums = [f"sum_{place}" for place in range(len(plan.targets))]
    lines = ["for group in range(totals.shape[0]):", f"{_TAB}{', '.join(sums)} = {', '.join('0' for _ in sums)}"]
    lines.append(f"{_TAB}for row in range(runs[group], runs[group + 1]):")
    lines += [f"{_TAB * 2}{line}" for line in common]
    lines += [f"{_TAB * 2}{total} += {target}" for total, target in zip(sums, plan.targets, strict=True)]
    for place, total in enumerate(sums):
        lines.append(f"{_TAB}totals[group, {place}] = {total}")
    body = "".join(f"{_TAB}{line}\n" for line in lines)
    return f"\n\n{JIT}\ndef grouped({given}, runs, totals, status):\n{head}{body}"


def generate(plan: Plan, values: Mapping[str, int]) -> str:
    """The text of the module: twins of the primitives, helpers, one function a rule, and the kernels over the rows of some columns.

    `kernel(starts_…, column_…, values, out, status)` writes the targets of each row (of each member, for targets of an entity);
    `sums(starts_…, column_…, values, groups, totals, status)` adds them up by group; `both(…, groups, totals, out, status)` does the one
    and the other; `grouped(…, values, runs, totals, status)` adds up groups whose rows stand together. `values` gives the place of
    each dated value and switch in the array passed at run time: another set of values needs no compilation.
    Raises BookError naming the rule at fault.
    """
    made = shape(plan)
    given = ", ".join([*made.arguments, "values"])
    head = "".join(f"{_TAB}{line}\n" for line in _before(plan, made, values))
    common = [*_read(made), *_compute(plan)]
    write, add = _write(plan, made), _add(plan, made)
    block = lanes.block(plan, made.facts, _fixed(plan))
    kinds = {"kernel": ("out, status", write), "both": ("groups, totals, out, status", write + add)}
    if block is None:
        kinds["sums"] = ("groups, totals, status", add)
    kernels = []
    for name, (last, ends) in kinds.items():
        body = "".join(f"{_TAB * 2}{line}\n" for line in (*common, *ends))
        kernels.append(f"\n\n{JIT}\ndef {name}({given}, {last}):\n{head}{_TAB}for row in range(status.shape[0]):\n{body}")
    if block is not None:
        kernels.append(lanes.kernels(plan, block, given, head, common))
    elif not made.entity:
        kernels.append(_grouped(plan, made, given, head, common))
    in_lanes = [rule.name for rule in block.rules] if block is not None else []
    return f"{_HEAD}{text()}{_functions(plan, in_lanes)}{''.join(kernels)}"
