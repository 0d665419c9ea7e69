"""Sums over blocks of rows, for rules that add, choose and apply rates: several rows advance together in the lanes of the processor.

A block's facts are widened into one piece of memory, one after the other; the rules run over it in a loop of fixed length, without a branch
or an exception; what they give stands in the same piece. One piece and one length are what lets the compiler see that rows are apart.
Nothing is looked at in that loop: it runs for blocks whose facts are so small that no rule can leave its bounds, as is shown of each rule
beforehand. Any other block is run row by row, with every check.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from mizan.law.engine.inputs import Fact
from mizan.law.engine.lint import is_unit
from mizan.law.engine.plan import Plan
from mizan.law.engine.reach import RATES, Reach, reach, within
from mizan.law.engine.rules import Rule
from mizan.law.engine.twins import JIT
from mizan.law.engine.units import BOUNDS

BLOCK = 256
"""Rows of a block: their facts and figures stay in the nearer caches."""

WIDTH = BLOCK + 8
"""Places of a figure: eight more than a block, since figures a power of two apart would share the same few places of a cache."""

TOGETHER = 9
"""Figures added up in one loop over the rows of a group: as many as leave registers for them all."""

SMALL = 2**32 - 1
"""The greatest amount, in centimes, of a fact or value for which rows are run in lanes; half of each product of a rate is then nothing."""

LANE = "lane_"
"""What the name of a rule's function begins with where it is run in lanes."""

TWINS = {name: f"{name}_lanes" for name in RATES}
"""What the rules of such kernels call instead of the guarded primitives: their arguments were shown to be within bounds."""

_TAB = "    "


def _lines(lines: Iterable[str], depth: int) -> str:
    return "".join(f"{_TAB * depth}{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Block:
    """What a block of rows is computed with: facts and what is known before them, each with the reach it must keep, then the rules."""

    facts: tuple[tuple[str, Reach], ...]
    before: tuple[tuple[str, Reach], ...]
    rules: tuple[Rule, ...]


def block(plan: Plan, facts: tuple[Fact, ...], fixed: tuple[str, ...]) -> Block | None:
    """The rules of a plan as they are run in lanes; None where one does more than add, choose and apply rates, or there are no rows."""
    if not facts or any(fact.entity for fact in facts):
        return None
    known = {name: _small(plan, name, BOUNDS.get(_unit(plan, name), (0, 1_000))) for name in plan.nodes}
    known |= {fact.name: _small(plan, fact.name, (fact.least, fact.most)) for fact in facts}
    before = tuple((name, known[name]) for name in plan.nodes if name in fixed or not isinstance(plan.nodes[name], Rule | Fact))
    moving = []
    for name, node in plan.nodes.items():
        if not isinstance(node, Rule) or name in fixed:
            continue
        found = reach(node, {argument: known[argument] for argument in node.inputs})
        if found is None or not within(found, BOUNDS.get(node.unit, (0, 1_000))):
            return None
        known[name] = found
        moving.append(node)
    return Block(tuple((fact.name, known[fact.name]) for fact in facts), before, tuple(moving))


def _small(plan: Plan, name: str, bounds: Reach) -> Reach:
    return (max(bounds[0], -SMALL), min(bounds[1], SMALL)) if _unit(plan, name) == "centimes" else bounds


def _unit(plan: Plan, name: str) -> str:
    node = plan.nodes[name]
    return str(getattr(node, "unit", "") or getattr(getattr(node, "value", None), "unit", ""))


def kernels(plan: Plan, made: Block, given: str, head: str, rows: list[str]) -> str:
    """The text of `sums` and `grouped`, with the blocks they run.

    `head` is what is read once for all rows, `rows` what is done for one, with every check. What writes every row is no concern of lanes:
    it waits for memory.
    """
    first = len(made.facts)
    add = ["row = first + place", "group = groups[row]"]
    add += ["if group < 0 or group >= totals.shape[0]:", f"{_TAB}status[row] = 1", f"{_TAB}continue"]
    add += [f"totals[group, {place}] += scratch[{(first + place) * WIDTH} + place]" for place in range(len(plan.targets))]
    body = ["for place in range(size):", *(f"{_TAB}{line}" for line in add)]
    summed, derived = _summed(plan, made)
    return (
        _block("block", made, given, head, plan.targets)
        + _rows("rows", made, given, head, rows, plan.targets)
        + _over_blocks("sums", ("block", "rows"), given, "groups, totals, status", first + len(plan.targets), [], body)
        + _block("summed_block", made, given, head, summed)
        + _rows("summed_rows", made, given, head, rows, summed)
        + _grouped(plan, made, given, summed, derived)
    )


def _keep(made: Block, kept: tuple[str, ...]) -> list[str]:
    return [f"scratch[{(len(made.facts) + place) * WIDTH} + place] = {name}" for place, name in enumerate(kept)]


def _block(name: str, made: Block, given: str, head: str, kept: tuple[str, ...]) -> str:
    """Computes the rows from `first` on and leaves `kept` in `scratch`, after the facts; False, and nothing done, where one is too large.

    The last row of a short block is repeated to its end.
    """
    lines = [f"{name} < {least} or {name} > {most}" for name, (least, most) in made.before]
    before = [line for condition in lines for line in (f"if {condition}:", f"{_TAB}return False")]
    before.append("large = False")
    for place, (fact, (least, most)) in enumerate(made.facts):
        before += [
            f"part = column_{fact}[first:first + size]",
            f"if size < {BLOCK}:",
            f"{_TAB}for place in range({BLOCK}):",
            f"{_TAB * 2}scratch[{place * WIDTH} + place] = part[size - 1]",
            "for place in range(size):",
            f"{_TAB}scratch[{place * WIDTH} + place] = part[place]",
            f"{_TAB}large |= (part[place] < {least}) | (part[place] > {most})",
        ]
    before += ["if large:", f"{_TAB}return False", f"for place in range({BLOCK}):"]
    # They are within already; said again, the compiler knows how small they are.
    rules = [f"{fact} = min(max(scratch[{place * WIDTH} + place], {a}), {b})" for place, (fact, (a, b)) in enumerate(made.facts)]
    rules += [f"{rule.name} = {LANE}{rule.name}({', '.join(rule.inputs)})" for rule in made.rules]
    body = _lines(before, 1) + _lines((*rules, *_keep(made, kept)), 2)
    return f"\n\n{JIT}\ndef {name}({given}, first, size, scratch, status):\n{head}{body}{_TAB}return True\n"


def _rows(name: str, made: Block, given: str, head: str, rows: list[str], kept: tuple[str, ...]) -> str:
    """The same row by row, with every check; a row that is refused is marked."""
    lines = ["for row in range(first, first + size):", *(f"{_TAB}{line}" for line in (*rows, "place = row - first", *_keep(made, kept)))]
    return f"\n\n{JIT}\ndef {name}({given}, first, size, scratch, status):\n{head}{_lines(lines, 1)}"


def _over_blocks(name: str, run: tuple[str, str], given: str, last: str, kept: int, before: list[str], body: list[str]) -> str:
    call = f"({given}, first, size, scratch, status)"
    lines = [
        f"scratch = np.zeros({kept * WIDTH}, np.int64)",
        *before,
        f"for first in range(0, status.shape[0], {BLOCK}):",
        f"{_TAB}size = min({BLOCK}, status.shape[0] - first)",
        f"{_TAB}if not {run[0]}{call}:",
        f"{_TAB * 2}{run[1]}{call}",
        *(f"{_TAB}{line}" for line in body),
    ]
    return f"\n\n{JIT}\ndef {name}({given}, {last}):\n{_lines(lines, 1)}"


def _summed(plan: Plan, made: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is added up row by row, and the rules whose total is the same rule applied to totals, in order.

    A rule that only adds and subtracts what rows give is one of these, where that leaves fewer figures to add up.
    """
    summed: dict[str, None] = {}
    derived: set[str] = set()
    of_rows = {name for name, _ in made.facts} | {rule.name for rule in made.rules}

    def visit(name: str) -> None:
        node = plan.nodes[name]
        if isinstance(node, Rule) and node.inputs.keys() <= of_rows and _adds_only(node):
            derived.add(name)
            for argument in node.inputs:
                visit(argument)
        else:
            summed[name] = None

    for target in plan.targets:
        visit(target)
    if len(summed) >= len(plan.targets):
        return plan.targets, ()
    return tuple(summed), tuple(name for name in plan.nodes if name in derived)


def _adds_only(rule: Rule) -> bool:
    """Whether a rule is a sum and difference of its arguments."""
    node = ast.parse(rule.text).body[0]
    own = set(rule.inputs)
    allowed = (ast.Assign, ast.Return, ast.BinOp, ast.Add, ast.Sub, ast.Name, ast.Load, ast.Store, ast.Call)
    for statement in node.body[1:] if isinstance(node, ast.FunctionDef) else ():
        for part in ast.walk(statement):
            if not isinstance(part, allowed):
                return False
            if isinstance(part, ast.Call) and not (
                isinstance(part.func, ast.Name) and is_unit(rule.function.__globals__.get(part.func.id))
            ):
                return False
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                own.add(part.id)
            elif isinstance(part, ast.Name) and part.id not in own and not is_unit(rule.function.__globals__.get(part.id)):
                return False
    return bool(rule.inputs)


def _grouped(plan: Plan, made: Block, given: str, summed: tuple[str, ...], derived: tuple[str, ...]) -> str:
    """Groups whose rows stand together: the part of a group within a block is added up, then added to its total."""
    lines = [
        "start = 0",
        "while start < size:",
        f"{_TAB}while runs[group + 1] <= first + start:",
        f"{_TAB * 2}group += 1",
        f"{_TAB}stop = min(runs[group + 1] - first, size)",
    ]
    for begin in range(0, len(summed), TOGETHER):
        names = list(enumerate(summed))[begin : begin + TOGETHER]
        lines += [f"{_TAB}{name} = 0" for _, name in names]
        lines.append(f"{_TAB}for place in range(np.uint64(start), np.uint64(stop)):")
        lines += [f"{_TAB * 2}{name} += scratch[np.uint64({(len(made.facts) + place) * WIDTH}) + place]" for place, name in names]
    for name in derived:
        node = plan.nodes[name]
        if isinstance(node, Rule):
            lines.append(f"{_TAB}{name} = {LANE}{name}({', '.join(node.inputs)})")
    lines += [f"{_TAB}totals[group, {place}] += {target}" for place, target in enumerate(plan.targets)]
    lines.append(f"{_TAB}start = stop")
    before = ["totals[:] = 0", "group = 0"]
    run = ("summed_block", "summed_rows")
    return _over_blocks("grouped", run, given, "runs, totals, status", len(made.facts) + len(summed), before, lines)
