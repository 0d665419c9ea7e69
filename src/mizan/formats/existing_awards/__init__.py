"""The file of awards a fund pays already when it begins with Mizan (docs/formats/existing-awards.md): one award a line."""

from mizan.formats.existing_awards.reader import COLUMNS, read
from mizan.formats.existing_awards.types import ExistingAward, ExistingAwardLine, ExistingAwardsCheck, Minimum

__all__ = ["COLUMNS", "ExistingAward", "ExistingAwardLine", "ExistingAwardsCheck", "Minimum", "read"]
