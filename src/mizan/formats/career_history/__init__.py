"""Career histories (docs/formats/career-history.md): what was earned before declarations were kept here, as a signed table."""

from mizan.formats.career_history.reader import read
from mizan.formats.career_history.types import HistoryCheck, HistoryHead, PeriodLine, SpellLine
from mizan.formats.career_history.writer import write

__all__ = ["HistoryCheck", "HistoryHead", "PeriodLine", "SpellLine", "read", "write"]
