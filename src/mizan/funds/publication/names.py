"""The names of what is published, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


def name_of(item: str) -> Mapping[str, str]:
    """The name by language; raises KeyError for what has none."""
    found: Mapping[str, str] = table("names")[item]
    return found


@lru_cache(maxsize=8)
def table(name: str) -> Mapping[str, Any]:
    """A table of the app, as its file holds it."""
    return tomllib.loads(files("mizan.funds.publication").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
