"""What the base is since decree 15-289."""

from mizan.law.algeria.self_employed.base.rules import DECREE
from mizan.law.algeria.self_employed.units import DECLARED, BaseKind
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE)
def casnos_base_kind() -> BaseKind:
    """What the yearly base is drawn from: the person's own declaration."""
    return BaseKind(DECLARED)
