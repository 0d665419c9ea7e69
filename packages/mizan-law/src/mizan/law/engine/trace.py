"""The tree of steps that led to a result: each value with its rule, article, dates, standing, rounding and the values it used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps of one result, root first, in the shape given to pages and machines."""

    tree: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """`{rule, value, unit, text{ar,fr}, article{source,title{ar,fr},number}, since, until, standing, rounding, uses[…]}`."""
        return dict(self.tree)
