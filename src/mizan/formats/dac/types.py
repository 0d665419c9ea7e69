"""What a contribution declaration (DAC) says. Amounts are whole centimes."""

import dataclasses
from datetime import date
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Outcome


class DacLine(NamedTuple):
    """A line of the contributions table: its code (R22, R06, R07, R98, R38) and its base in centimes."""

    code: str
    base: int


class AbatementLine(NamedTuple):
    """A worker of an abated line (R06, R07): who, the base in centimes, and the decision with its first day and its end (excluded)."""

    code: str
    nss: str
    name: str
    birth: date | None
    base: int
    decision_no: str
    starts_on: date | None
    ends_on: date | None


class Movement(NamedTuple):
    """A hiring (E, entrée) or a departure (S, sortie) of the period."""

    nss: str
    name: str
    sense: str
    on: date | None
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DacReturn:
    """A contribution declaration as filed: `kind` is normal, nil or rectifying; `period_key` a month "2026-10" or a quarter "2026-Q3"."""

    employer_number: str
    period_key: str
    kind: str
    workers_total: int = 0
    hired: int = 0
    left: int = 0
    lines: tuple[DacLine, ...] = ()
    abatements: tuple[AbatementLine, ...] = ()
    movements: tuple[Movement, ...] = ()

    def base(self, code: str) -> int:
        """The base declared under a code, in centimes; 0 where the code is not declared."""
        return sum(line.base for line in self.lines if line.code == code)


@dataclasses.dataclass(frozen=True, slots=True)
class DacCheck:
    """The answer to a deposited DAC; `dac` is None where the file can not be read as one. A DAC is taken whole or not at all."""

    outcome: Outcome
    dac: DacReturn | None
    anomalies: tuple[Anomaly, ...]
    content_hash: str | None = None

    def to_json(self) -> dict[str, object]:
        """The return as `mizan dac check --json` prints it."""
        return {**self.head(), "anomalies": [found.to_json() for found in self.anomalies]}

    def head(self) -> dict[str, object]:
        """The return with the place of its anomalies left empty, for who writes them one by one."""
        lines = 0 if self.dac is None else len(self.dac.lines)
        return {
            "outcome": self.outcome.value,
            "lines": lines,
            "taken": 0 if self.outcome is Outcome.REFUSED else lines,
            "anomalies": [],
        }
