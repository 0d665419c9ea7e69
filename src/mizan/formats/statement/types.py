"""What a bank statement says. Amounts are whole centimes; what the account received is positive, what left it negative."""

import dataclasses
from datetime import date

from mizan.formats.anomalies import Anomaly, Outcome
from mizan.kernel.money import Centimes


@dataclasses.dataclass(frozen=True, slots=True)
class BankLine:
    """One line: the bank's own reference of it (`ref`), its days, its amount, who paid and with which reference.

    `is_return`: an earlier receipt comes back; `returns_ref` is the `ref` of that receipt's line, where the bank gives it.
    """

    ref: str
    booked_on: date
    value_on: date
    amount: Centimes
    payer_name: str = ""
    payer_account: str = ""
    reference: str = ""
    is_return: bool = False
    returns_ref: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class BankStatement:
    """A statement: the account (20 digits), the bank's number of the statement, its balances and its lines in order."""

    account: str
    statement_id: str
    opening: Centimes
    closing: Centimes
    opened_on: date
    closed_on: date
    lines: tuple[BankLine, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class StatementCheck:
    """The answer to an imported statement; `statement` is None unless it can be booked whole."""

    outcome: Outcome
    statement: BankStatement | None
    anomalies: tuple[Anomaly, ...]
    content_hash: str | None = None

    def to_json(self) -> dict[str, object]:
        """The return for a machine."""
        return {**self.head(), "anomalies": [found.to_json() for found in self.anomalies]}

    def head(self) -> dict[str, object]:
        """The return with the place of its anomalies left empty, for who writes them one by one."""
        lines = 0 if self.statement is None else len(self.statement.lines)
        return {
            "outcome": self.outcome.value,
            "lines": lines,
            "taken": 0 if self.outcome is Outcome.REFUSED else lines,
            "anomalies": [],
        }
