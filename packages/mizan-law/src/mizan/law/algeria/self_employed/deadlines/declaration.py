"""The last day to declare the base, since the fund's notice of 2026 that tolerates a later one."""

from datetime import date

from mizan.law.algeria.self_employed.units import LEGAL, CasnosDeclaration
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Day

NOTICE = date(2026, 1, 1)


@rule(source="decree-15-289", standing=Standing.SECONDARY, since=NOTICE)
def casnos_declaration_deadline(
    casnos_legal_declaration_day: Day, casnos_declaration_tolerance: Day, casnos_declaration_reading: CasnosDeclaration
) -> Day:
    """The last day to declare the base of a year: the decree's, or the fund's tolerance where the switch takes it."""
    return casnos_legal_declaration_day if casnos_declaration_reading == LEGAL else casnos_declaration_tolerance
