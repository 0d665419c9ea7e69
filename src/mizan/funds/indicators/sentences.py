"""What an indicator counts, in a sentence of each language, and when it alerts: kept beside the definitions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _told() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("mizan.funds.indicators").joinpath("definitions.toml").read_text(encoding="utf-8"))


def sentence_of(indicator_id: str) -> Mapping[str, str]:
    """The sentence by language ("ar", "fr"); empty for an indicator without feed."""
    return {lang: text for lang, text in _told().get(indicator_id, {}).items() if isinstance(text, str)}


def alert_of(indicator_id: str) -> Mapping[str, Any] | None:
    """When whoever answers for the indicator is told, as it is written beside its sentence; None where nothing is said."""
    return _told().get(indicator_id, {}).get("alert")
