"""Say that one has seen an alert: it is kept with the name and the moment, and the alert goes on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.sql import run
from mizan.funds.indicators.alert_queries import alert_of
from mizan.funds.indicators.errors import translated
from mizan.kernel.refusals import refused


def see_alert(alert_id: int, *, by: int, at: datetime) -> bool:
    """Keep that `by` has seen an alert; False if that was known. Refused: ``alert_unknown``, ``alert_not_yours`` (who only reads)."""
    found = alert_of(alert_id)
    if found is None:
        raise refused("alert_unknown", "alert")
    if any(account == by for account, _ in found.seen):
        return False
    with transaction.atomic():
        with translated():
            run("INSERT INTO indicators_alert_seen (alert_id, by_id, at) VALUES (%s, %s, %s)", [alert_id, by, at])
        record_act(verb="see_alert", subject=("alert", alert_id), by=by, at=at)
    return True
