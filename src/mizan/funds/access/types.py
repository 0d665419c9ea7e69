"""What the app hands to others: frozen answers and the words for roles and scopes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account is trusted to do, always within a scope."""

    EMPLOYER_ACCOUNTANT = "employer_accountant"
    SELF_EMPLOYED = "self_employed"
    FUND_ACCOUNTANT = "fund_accountant"
    CONTROLLER = "controller"
    DIRECTOR = "director"
    MINISTER = "minister"
    AUDITOR = "auditor"
    OFFICER = "officer"
    """Opens persons' files of its fund or agency, each time with a purpose that is logged."""
    REGISTRAR = "registrar"
    """The civil register's own machine: brings civil events, reads no file."""
    SYSTEM = "system"


class Scope(StrEnum):
    """The kind of thing a role is given for."""

    EMPLOYER = "employer"
    PERSON = "person"
    FUND = "fund"
    AGENCY = "agency"
    NATION = "nation"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Person:
    """An account as others see it: its id, its names in both scripts and its language ("ar" or "fr")."""

    id: int
    username: str
    name_ar: str
    name_fr: str
    language: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class GrantHeld:
    """A role held by an account within a scope.

    ``scope_id`` is an employer or person id, a fund code, an agency code, "civil" for the civil register or "" for the nation.

    Valid from ``valid_from`` (included) until ``valid_until`` (excluded; ``None``: no end).
    """

    id: int
    account_id: int
    role: Role
    scope_kind: Scope
    scope_id: str
    valid_from: date
    valid_until: date | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenHeld:
    """A token of a machine client: what it may do and until when; its secret is shown once, when it is issued."""

    id: int
    account_id: int
    label: str
    scopes: tuple[str, ...]
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenIssued:
    """A new token and its secret, to be shown once and never kept."""

    id: int
    secret: str


@dataclass(frozen=True, slots=True)
class ActLogged:
    """One line of the log of acts: who did what, to what, when."""

    id: int
    at: datetime
    account_id: int
    verb: str
    subject_kind: str
    subject_id: str
    detail: dict[str, object]


@dataclass(frozen=True, slots=True)
class ReadLogged:
    """One line of the log of reads of personal data: who looked at what, why, from which page."""

    id: int
    at: datetime
    account_id: int
    purpose: str
    subject_kind: str
    subject_id: str
    route: str


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer to a keyed request: what was answered the first time, and whether this is a repetition."""

    status: int
    response: dict[str, object]
    repeated: bool


class Log(StrEnum):
    """The two append-only logs."""

    ACT = "act"
    READ = "read"


@dataclass(frozen=True, slots=True)
class LogBroken:
    """The first row of a log that does not agree with its seal, and what is wrong with it."""

    log: Log
    seq: int
    row_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class LogVerification:
    """The proof of the logs: rows that agree with their seals, rows not sealed yet, the first broken row of each log."""

    verified: int
    unsealed: int
    broken: tuple[LogBroken, ...]

    @property
    def sound(self) -> bool:
        """Nothing broken; an unsealed tail is normal between two sealings."""
        return not self.broken
