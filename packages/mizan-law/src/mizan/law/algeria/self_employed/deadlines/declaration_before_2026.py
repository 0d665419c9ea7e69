"""The last day to declare the base, before the fund tolerated a later one."""

from mizan.law.algeria.self_employed.base.rules import DECREE
from mizan.law.algeria.self_employed.deadlines.declaration import NOTICE
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=DECREE, until=NOTICE)
def casnos_declaration_deadline(casnos_legal_declaration_day: Day) -> Day:
    """The last day to declare the base of a year: the decree's."""
    return casnos_legal_declaration_day
