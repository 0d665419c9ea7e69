"""What a result rests on that was not read in any source, or in a weak one: named, so that it can be checked."""

from collections.abc import Iterable
from typing import Any

from mizan.law.engine.inputs import Fact
from mizan.law.engine.plan import Outcome
from mizan.law.engine.rules import Rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.values import Dated

WEAK = frozenset({Standing.RECALL, Standing.UNVERIFIED})


def weak_of(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Each rule, value and switch of standing recall or unverified that was used: `{name, kind, standing, article}`, by name."""
    found: dict[str, dict[str, Any]] = {}
    for plan in {id(outcome.plan): outcome.plan for outcome in outcomes}.values():
        for name, node in plan.nodes.items():
            if isinstance(node, Fact):
                continue
            if isinstance(node, Rule):
                kind, standing, reference = "rule", node.standing, plan.references[name]
            elif isinstance(node, Dated):
                kind, standing, reference = "value", node.step.standing, node.step.reference
            else:
                kind, standing, reference = "switch", node.standing, node.reference
            if standing in WEAK:
                found[name] = {"name": name, "kind": kind, "standing": standing, "article": reference.to_json()}
    return [found[name] for name in sorted(found)]
