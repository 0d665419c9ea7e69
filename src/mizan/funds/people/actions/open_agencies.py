"""Open local agencies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from mizan.funds.access.actions import record_act
from mizan.funds.people.models import Agency
from mizan.funds.people.types import AgencyKnown


def open_agencies(drafts: Sequence[AgencyKnown], *, on: date, by: int, at: datetime) -> None:
    """Open agencies from a day on; batch role. The database refuses a code already open that day."""
    rows = [Agency(code=d.code, name_ar=d.name_ar, name_fr=d.name_fr, wilaya_code=d.wilaya_code, valid_from=on) for d in drafts]
    with transaction.atomic():
        Agency.objects.bulk_create(rows)
        record_act(verb="open_agencies", subject=("agency", "set"), by=by, at=at, detail={"codes": [d.code for d in drafts]})
