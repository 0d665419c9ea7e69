"""Who may pass an operation: the token first, then its scope, then the roles of its account, then the kind and size of what it brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from mizan.doors import clock
from mizan.doors.api.problems import Stop
from mizan.funds.access import queries as access
from mizan.funds.access.context import set_account
from mizan.funds.access.types import GrantHeld, Role, Scope

MIB = 1024 * 1024
LONGEST_TOKEN = 200

CNAS, CASNOS = ("CNAS",), ("CASNOS",)
COLLECTORS = (*CNAS, *CASNOS)
"""The funds that collect: some operations only open to people of one of them (and to the nation's)."""

DECLARES = frozenset({Role.EMPLOYER_ACCOUNTANT})
SETTLES = frozenset({Role.FUND_ACCOUNTANT})
CONTROLS = frozenset({Role.CONTROLLER})
OVERSEES = frozenset({Role.DIRECTOR, Role.MINISTER, Role.AUDITOR})
REGISTERS = frozenset({Role.REGISTRAR})
HANDLES = frozenset({Role.OFFICER})
"""Those who open persons' files and handle claims."""
INSTRUCTS = frozenset({Role.DIRECTOR, Role.MINISTER})
"""Those who bring communiqués and confirm instructions."""
STAFF = SETTLES | CONTROLS | OVERSEES
DECLARES_BASES = frozenset({Role.SELF_EMPLOYED}) | SETTLES | CONTROLS
"""Those who declare yearly bases: a person for themselves, people of CASNOS for all."""
CHECKS = DECLARES | SETTLES | CONTROLS
"""Those who file declarations or work on them: a check tells what the register knows, so it is not for every token."""
ANYBODY = frozenset(Role)

SCOPES = ("declare", "read", "settle", "steer")
"""What a token may be limited to: filing, reading, the acts of collection and on claims, the figures of the whole."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The account behind a request with its roles in force, the day and the instant it is served at."""

    account_id: int
    grants: tuple[GrantHeld, ...]
    scopes: tuple[str, ...]
    today: date
    now: datetime

    @property
    def roles(self) -> frozenset[Role]:
        """The roles in force."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def employers(self) -> frozenset[int]:
        """The employers the account declares for."""
        return frozenset(int(g.scope_id) for g in self.grants if g.role is Role.EMPLOYER_ACCOUNTANT)

    @property
    def persons(self) -> frozenset[int]:
        """The self-employed persons the account acts for."""
        return frozenset(int(g.scope_id) for g in self.grants if g.role is Role.SELF_EMPLOYED)


@dataclass(frozen=True, slots=True)
class Brings:
    """What an operation takes in its body: one media type, and how many bytes at most."""

    media_type: str
    limit: int


JSON = Brings("application/json", MIB)
JSON_FORM = Brings("application/json", 16 * MIB)
FILES = Brings("multipart/form-data", 64 * MIB)
SMALL_FILE = Brings("multipart/form-data", 4 * MIB)


class Passport(HttpBearer):
    """The rule of one operation.

    `scope=None` lets any valid token pass; `roles` are those of its account on the day of the request; `collecting` asks that people of
    a fund be of one of these.
    """

    def __init__(
        self, scope: str | None, roles: frozenset[Role], *, collecting: tuple[str, ...] = (), brings: Brings | None = None
    ) -> None:
        super().__init__()
        if scope is not None and scope not in SCOPES:
            raise ValueError(f"unknown scope {scope!r}")
        self.scope = scope
        self.roles = roles
        self.collecting = collecting
        self.brings = brings
        self.parameters: frozenset[str] = frozenset()

    def __call__(self, request: HttpRequest) -> Caller | None:
        """The caller; `None` (401) without a live token. Whatever session the browser holds, only the token speaks here."""
        set_account(None)
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        caller = self.authenticate(request, secret.strip())
        if caller is not None:
            self._check_body(request)
            self._check_parameters(request)
        return caller

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Bind the transaction to the token's account and check the rule; raises `Stop` (403) when the rule does not let it pass."""
        if not token or len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        now = clock.now()
        held = access.token_holder(token, at=now)
        if held is None:
            return None
        set_account(held.account_id)
        if self.scope is not None and self.scope not in held.scopes:
            raise Stop(403, "token_lacks_scope", scope=self.scope)
        today = clock.today()
        caller = Caller(held.account_id, access.grants_of(held.account_id, on=today), held.scopes, today, now)
        if not any(self._opens(grant) for grant in caller.grants):
            raise Stop(403, "not_allowed", needed=", ".join(sorted(self.roles)))
        return caller

    def _opens(self, grant: GrantHeld) -> bool:
        if grant.role not in self.roles:
            return False
        return not self.collecting or grant.scope_kind is not Scope.FUND or grant.scope_id in self.collecting

    def _check_body(self, request: HttpRequest) -> None:
        """What is announced is refused before it is read; an operation that takes nothing bears a small body and does not look at it."""
        limit = MIB if self.brings is None else self.brings.limit
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            raise Stop(400)
        if self.brings is not None and request.content_type != self.brings.media_type:
            raise Stop(415, expected=self.brings.media_type)
        if len(length) > 18 or int(length) > limit:
            raise Stop(413, limit=limit)

    def _check_parameters(self, request: HttpRequest) -> None:
        """A parameter the operation does not know, or one given twice, is refused rather than passed over."""
        for name, values in request.GET.lists():
            if name not in self.parameters or len(values) > 1:
                raise Stop(422, "unknown_parameter", name[:80], name=name[:80])


def caller_of(request: HttpRequest) -> Caller:
    """The caller that the operation's passport let in."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller
