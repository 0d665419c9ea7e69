"""What an indicator counts, in a sentence of each language: kept beside the definitions, shown wherever the figure goes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("mizan.funds.indicators").joinpath("definitions.toml").read_text(encoding="utf-8"))


def sentence_of(indicator_id: str) -> Mapping[str, str]:
    """The sentence by language ("ar", "fr"); empty for an indicator without feed."""
    return _sentences().get(indicator_id, {})
