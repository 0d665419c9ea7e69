"""What every operation states when it is written: who may pass, what it answers, and every way it can refuse."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from mizan.doors.api.passport import Brings, Passport
from mizan.doors.api.problems import Problem
from mizan.funds.access.types import Role

READS = (400, 401, 403, 413, 422, 500)
"""What any operation may answer besides its success: the request can not be read, nobody, not this one, too long, wrong, our fault."""


def stated(
    answers: dict[int, type[Schema]],
    *,
    scope: str | None,
    roles: frozenset[Role],
    collecting: tuple[str, ...] = (),
    brings: Brings | None = None,
    missing: bool = False,
    writes: bool = False,
) -> dict[str, Any]:
    """The keyword arguments of a route: its passport and each status it may answer.

    `collecting`: of people of the funds, only those of these funds pass.
    `missing`: it names a record that may not exist or not be the caller's (404). `writes`: it may clash with what is kept (409).
    """
    statuses = set(READS)
    if missing:
        statuses.add(404)
    if writes:
        statuses.add(409)
    if brings is not None:
        statuses.add(415)
    responses: dict[int, Any] = {**answers, **dict.fromkeys(sorted(statuses), Problem)}
    return {
        "auth": Passport(scope, roles, collecting=collecting, brings=brings),
        "response": responses,
        "openapi_extra": _extra(scope, roles, collecting, brings),
    }


def _extra(scope: str | None, roles: frozenset[Role], collecting: tuple[str, ...], brings: Brings | None) -> dict[str, Any]:
    passes = {"scope": scope, "roles": sorted(roles) if roles != frozenset(Role) else None, "fund": " | ".join(collecting) or None}
    return {"x-passes": passes} | ({"x-largest-body": brings.limit} if brings else {})
