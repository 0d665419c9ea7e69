"""What a line of the feed says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mizan.formats.anomalies import Anomaly


@dataclass(frozen=True, slots=True)
class Certificate:
    """A stop of work as it was signed; or, with `annuls`, that a certificate told before is untrue.

    `id` is the sender's own. `prescriber` is a number, never a name. There is no place for why somebody stops.
    """

    id: str
    prescriber: str
    nin: str
    nss: str
    signed_on: date | None
    starts_on: date | None
    days: int
    annuls: str
    content_hash: str
    """SHA-256 over everything the line says: the same id with another content is another telling."""


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One line: its place in the file, the certificate if it can be read, and what was found in it."""

    line: int
    certificate: Certificate | None
    anomalies: tuple[Anomaly, ...]


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """A file read: its lines in order, and what concerns the whole file (nothing can be taken then)."""

    lines: tuple[CertificateLine, ...]
    anomalies: tuple[Anomaly, ...]
