"""What becomes of each pair of a set: taken with the others, filed on its own, taken before, or refused; and the answer to the set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mizan.formats.anomalies import Outcome
from mizan.formats.das.sets import PairScan
from mizan.funds.contributions.filed import Prior, same_yearly
from mizan.funds.contributions.line_shares import refusal_of
from mizan.funds.contributions.sets.filings import SetEmployer
from mizan.funds.contributions.types import FilingReceipt


@dataclass(frozen=True, slots=True)
class SetRefusal:
    """A pair that was not taken: its place in the set (from 0), the employer's number if it could be read, and why."""

    index: int
    employer_number: str | None
    code: str
    receipt: FilingReceipt | None = None


@dataclass(slots=True)
class SetReceipt:
    """The answer to a set: how many pairs were taken, had been taken before, or were refused; and the cases opened."""

    pairs: int = 0
    filed: int = 0
    repeated: int = 0
    lines: int = 0
    taken: int = 0
    case_ids: list[int] = field(default_factory=list)
    refused: list[SetRefusal] = field(default_factory=list)

    def summary(self) -> list[str]:
        """The answer in a few lines, for a console."""
        first = f"{self.pairs} pairs: {self.filed} taken, {self.repeated} taken before, {len(self.refused)} refused"
        second = f"{self.taken} of {self.lines} lines kept; {len(self.case_ids)} differences to confirm"
        return [first, second, *(f"refused: pair {one.index} ({one.employer_number or '?'}): {one.code}" for one in self.refused)]


def number_of(scan: PairScan) -> str | None:
    """The employer's number, if the header could be read."""
    return None if scan.header is None else scan.header.employer_number


TOGETHER, APART, ANSWERED = "together", "apart", "answered"


class Sorter:
    """Says of each pair of a portion whether it goes with the others, on its own, or is answered already."""

    def __init__(
        self,
        employers: Mapping[str, SetEmployer],
        priors: Mapping[tuple[int, int], list[Prior]],
        receipt: SetReceipt,
        first: int,
        this_year: int,
    ) -> None:
        self.employers, self.priors, self.receipt, self.first, self.this_year = employers, priors, receipt, first, this_year
        self.seen: set[tuple[int, int]] = set()

    def verdict(self, index: int, scan: PairScan) -> str:
        """The verdict on a pair; an answer is added to the receipt."""
        if scan.outcome is Outcome.REFUSED or scan.header is None:
            code = next((one.code for one in scan.anomalies if one.severity == "error"), "refused")
            return self._refuse(index, scan, code)
        employer = self.employers.get(scan.header.employer_number)
        if employer is None:
            return self._refuse(index, scan, "employer_unknown")
        if scan.header.year > self.this_year:
            return self._refuse(index, scan, "period_in_future")
        no_law = refusal_of(scan.header.year)
        if no_law is not None:
            return self._refuse(index, scan, no_law.code)
        key = (employer.id, scan.header.year)
        priors = self.priors.get(key, [])
        if same_yearly(priors, scan.header.kind, scan.content_hash) is not None:
            self.receipt.repeated += 1
            self.receipt.lines += scan.lines
            return ANSWERED
        plain = scan.header.kind == "N" and not priors and employer.closed_on is None and key not in self.seen
        self.seen.add(key)
        return TOGETHER if plain else APART

    def _refuse(self, index: int, scan: PairScan, code: str) -> str:
        answer = FilingReceipt(Outcome.REFUSED, "DAS", scan.lines, 0, scan.anomalies)
        self.receipt.lines += scan.lines
        self.receipt.refused.append(SetRefusal(self.first + index, number_of(scan), code, answer))
        return ANSWERED
