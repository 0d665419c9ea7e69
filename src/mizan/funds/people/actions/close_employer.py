"""Strike an employer off."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.people.models import Employer
from mizan.kernel.refusals import refused


def close_employer(*, employer_id: int, on: date, by: int, at: datetime) -> None:
    """End an affiliation: ``on`` is the first day the employer owes no declaration; batch role. Refused: ``employer_not_open``."""
    with transaction.atomic():
        if not Employer.objects.filter(pk=employer_id, closed_on__isnull=True, opened_on__lt=on).update(closed_on=on):
            raise refused("employer_not_open", "employer", employer=employer_id)
        record_act(verb="close_employer", subject=("employer", employer_id), by=by, at=at, detail={"on": on.isoformat()})
