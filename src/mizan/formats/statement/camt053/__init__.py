"""ISO 20022 camt.053, the bank's statement as XML: read (any version of the message) and written."""

from mizan.formats.statement.camt053.reader import read
from mizan.formats.statement.camt053.writer import write

__all__ = ["read", "write"]
