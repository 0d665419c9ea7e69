"""Confirm a draft: it becomes an instruction, with an owner and the indicators it must move."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.steering.errors import translated
from mizan.funds.steering.figures import Source, live_source
from mizan.funds.steering.terms import check, write_terms
from mizan.funds.steering.types.instructions import TermsGiven
from mizan.funds.steering.undecided import undecided


def confirm_instruction(draft_id: int, given: TermsGiven, *, by: int, at: datetime, source: Source = live_source) -> int:
    """Make an instruction of a draft and return its number.

    Its text is what was read; its baselines are the live figures' last whole month.

    `by` is the minister, or the director of the fund concerned. Refused: ``instruction_without_owner``,
    ``instruction_without_indicator``, ``indicator_unknown``, ``draft_unknown``, ``draft_decided``, ``steering_not_yours``.
    """
    check(given)
    draft = undecided(draft_id)
    with transaction.atomic():
        with translated():
            made = write_terms(draft, given, None, "", source=source, by=by, at=at)
        detail = {"draft": draft_id, "indicators": list(given.indicators), "fund": given.fund.value if given.fund else ""}
        record_act(verb="confirm_instruction", subject=("instruction", made.number), by=by, at=at, detail=detail)
    return made.number
