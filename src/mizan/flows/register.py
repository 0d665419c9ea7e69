"""The fund's registers as a check asks them, without giving a person's registered name to whoever files a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Literal

from mizan.formats.anomalies import Anomaly, Findings, anomaly
from mizan.formats.das.types import DasRow, KnownPerson
from mizan.funds.people.queries import employers_by_number, may_compare, resemblances
from mizan.funds.people.types import EmployerKnown, Resemblance

_OTHER_DAY = date(1, 1, 1)
_PERSONAL = frozenset({"person_differs", "person_name_differs", "person_birth_differs"})
HIDDEN = "***"
"""Stands for the registered name: the filer is told that it differs, not what it is."""


class FundRegister:
    """Answers the checks of one file or of a set: employers by number, and how each declared identity compares with the register."""

    def __init__(self, numbers: Iterable[str]) -> None:
        """Look the employers up; those out of the asker's sight are unknown."""
        self.employers: dict[str, EmployerKnown] = employers_by_number(numbers)
        self._persons: dict[str, KnownPerson] = {}
        self.agrees = self.compared = True

    def compare(self, number: str, rows: Iterable[DasRow]) -> None:
        """Ask the register about the identities of these rows, declared by the employer of this number.

        Of an employer out of the asker's sight, or for whom it does not file, nothing is asked: its rows are taken as they stand.
        """
        declared = {row.nss: row for row in rows}
        employer = self.employers.get(number)
        if employer is None or not may_compare(employer.id):
            self.agrees = self.compared = False
            self._persons.update((row.nss, KnownPerson(row.surname, row.given_name, row.birth_date)) for row in declared.values())
            return
        asked = [(row.nss, row.surname, row.given_name, row.birth_date) for row in declared.values()]
        for nss, found in resemblances(employer.id, asked).items():
            known = _as_known(declared[nss], found)
            if known is not None:
                self._persons[nss] = known
            self.agrees &= found.known and found.name_matches and found.birth_date_matches

    def employer_status(self, number: str) -> Literal["active", "closed", "unknown"]:
        """Whether the employer is known (to the asker) and not struck off."""
        found = self.employers.get(number)
        if found is None:
            return "unknown"
        return "active" if found.closed_on is None else "closed"

    def persons(self, numbers: Sequence[str]) -> Mapping[str, KnownPerson]:
        """The persons compared, as the check's rules need them."""
        return self._persons


def _as_known(row: DasRow, found: Resemblance) -> KnownPerson | None:
    """A register entry that agrees or disagrees with the row exactly as the true one does."""
    if not found.known:
        return None
    surname, given = (row.surname, row.given_name) if found.name_matches else (HIDDEN, "")
    return KnownPerson(surname, given, row.birth_date if found.birth_date_matches else _OTHER_DAY)


def veiled(anomalies: Sequence[Anomaly]) -> Sequence[Anomaly]:
    """The anomalies without what the register says of a person."""
    return anomalies.changed(_veil) if isinstance(anomalies, Findings) else tuple(_veil(anomalies))


def with_unknown_employer(anomalies: Sequence[Anomaly], number: str) -> Sequence[Anomaly]:
    """The anomalies, and that the employer is not known to the asker, if they do not say it yet."""
    if any(one.code == "employer_unknown" for one in takewhile(lambda one: one.line == 0, anomalies)):
        return anomalies
    more = anomaly("employer_unknown", field="employer_number", found=number)
    return anomalies.changed(lambda held: (more, *held)) if isinstance(anomalies, Findings) else (*anomalies, more)


def _veil(anomalies: Iterable[Anomaly]) -> Iterator[Anomaly]:
    return (replace(one, expected=HIDDEN) if one.code in _PERSONAL else one for one in anomalies)
