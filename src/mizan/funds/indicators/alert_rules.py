"""When each indicator alerts, read beside its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mizan.funds.indicators.alerts import Rule, rule_read
from mizan.funds.indicators.definitions import DEFINITIONS
from mizan.funds.indicators.sentences import alert_of


@cache
def rules() -> Mapping[str, Rule]:
    """The rule of each indicator that has one. Asked once every app has given its definitions."""
    return {name: rule_read(told) for name in DEFINITIONS if (told := alert_of(name)) is not None}
