"""Take a role back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.models import Grant
from mizan.kernel.refusals import refused


def revoke_grant(*, grant_id: int, by: int, at: datetime) -> None:
    """Void a grant at once; batch role only. It stays readable as history. Refused: ``grant_not_live``."""
    with transaction.atomic():
        account_id = Grant.objects.filter(pk=grant_id).values_list("account_id", flat=True).first()
        if account_id is None or not Grant.objects.filter(pk=grant_id, revoked_at__isnull=True).update(revoked_at=at):
            raise refused("grant_not_live", grant=grant_id)
        record_act(verb="revoke_grant", subject=("account", account_id), by=by, at=at, detail={"grant": grant_id})
