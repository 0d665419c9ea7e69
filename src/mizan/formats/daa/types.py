"""A yearly base declaration as it is said, and what reading many gives."""

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from mizan.formats.anomalies import Anomaly, Outcome


class DaaReturn(NamedTuple):
    """One person's declaration: number, year, income of the activity in centimes; `kind` is normal or rectifying."""

    nss: str
    year: int
    income: int
    kind: str = "normal"


@dataclass(frozen=True, slots=True)
class DaaCheck:
    """What a table holds: the declarations that could be read with their lines, everything found wrong, and how many rows there were."""

    outcome: Outcome
    rows: int
    declarations: tuple[tuple[int, DaaReturn], ...]
    anomalies: tuple[Anomaly, ...]


def canonical_hash(declaration: DaaReturn) -> str:
    """SHA-256 over what the declaration says."""
    words = (declaration.nss, str(declaration.year), str(declaration.income), declaration.kind)
    return hashlib.sha256(b"mizan-daa-1\0" + "\x1f".join(words).encode("utf-8", "replace")).hexdigest()
