"""The civil register's feed (docs/formats/civil-register.md): one event a line, as JSON or as CSV, each with its own id."""

from mizan.formats.civil_register.reader import read
from mizan.formats.civil_register.refusals import REFUSALS, refusal_code
from mizan.formats.civil_register.types import CivilCheck, CivilEvent, CivilKind, CivilLine, Names, Numbers

__all__ = ["REFUSALS", "CivilCheck", "CivilEvent", "CivilKind", "CivilLine", "Names", "Numbers", "read", "refusal_code"]
