"""What each agent may do."""

from datetime import date

from mizan.law.algeria.enforcement.units import ACCREDITED_CONTROLLER, BAILIFF, LABOUR_INSPECTOR, Recorder
from mizan.law.engine.rules import rule
from mizan.law.engine.sources import Standing
from mizan.law.engine.units import Flag

SINCE = date(2008, 3, 2)


@rule(source="law-08-08.art-81", standing=Standing.GAZETTE, since=SINCE)
def may_record(recorder: Recorder) -> Flag:
    """Whether a person may record infringements of law 08-08."""
    return Flag(LABOUR_INSPECTOR <= recorder <= ACCREDITED_CONTROLLER)


@rule(source="law-08-08.art-9", standing=Standing.GAZETTE, since=SINCE)
def may_serve_decision(recorder: Recorder) -> Flag:
    """Whether a person may bring the decision of a commission, against a signed record (articles 9, 14 and 34)."""
    return Flag(recorder == ACCREDITED_CONTROLLER)


@rule(source="law-08-08.art-46", standing=Standing.GAZETTE, since=SINCE)
def may_serve_notice(recorder: Recorder) -> Flag:
    """Whether a person may serve a formal notice or a constraint, against a signed record (articles 46 and 53)."""
    return Flag(ACCREDITED_CONTROLLER <= recorder <= BAILIFF)
