"""Bank statements: camt.053 and a plain table, read to the same frozen statement, and written."""

from mizan.formats.statement import camt053, statement_csv
from mizan.formats.statement.rules import canonical_hash, check_statement
from mizan.formats.statement.types import BankLine, BankStatement, StatementCheck

__all__ = ["BankLine", "BankStatement", "StatementCheck", "camt053", "canonical_hash", "check_statement", "statement_csv"]
