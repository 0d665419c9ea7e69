"""Who a token speaks for."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from mizan.doors.api.problems import Sentence
from mizan.funds.access.types import Role, Scope


class GrantShown(Schema):
    """A role in force within its scope; `valid_until` is the first day it no longer holds (null: no end)."""

    role: Role
    scope_kind: Scope
    scope_id: str
    valid_until: date | None


class AccountShown(Schema):
    """The account of a token."""

    id: int
    username: str
    name: Sentence
    grants: list[GrantShown]
    scopes: list[str]
    today: date
