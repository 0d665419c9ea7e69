"""Give a role to an account."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.models import Grant
from mizan.funds.access.types import Role, Scope
from mizan.kernel.refusals import refused


def grant_role(
    *,
    account_id: int,
    role: Role,
    scope_kind: Scope,
    scope_id: str | int = "",
    valid_from: date,
    valid_until: date | None = None,
    by: int,
    at: datetime,
) -> int:
    """Give ``role`` within a scope (employer id, fund code, agency code, "" for the nation); batch role only. Returns the grant's id.

    The day a grant is in force is read on the database's own clock. Refused: ``grant_exists``.
    """
    try:
        with transaction.atomic():
            grant = Grant.objects.create(
                account_id=account_id,
                role=role.value,
                scope_kind=scope_kind.value,
                scope_id=str(scope_id),
                valid_from=valid_from,
                valid_until=valid_until,
            )
            detail = {"grant": grant.pk, "role": role.value, "scope": f"{scope_kind.value}:{scope_id}"}
            record_act(verb="grant_role", subject=("account", account_id), by=by, at=at, detail=detail)
    except IntegrityError as error:
        if "access_grant_live" not in str(error):
            raise
        raise refused("grant_exists", role=role.value, scope=str(scope_id)) from error
    return grant.pk
