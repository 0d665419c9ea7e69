"""Amend an instruction: a new version supersedes the last; what was asked until then stays readable."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mizan.funds.access.actions.record_act import record_act
from mizan.funds.steering.errors import translated
from mizan.funds.steering.figures import Source, live_source
from mizan.funds.steering.queries.communiques import draft_of
from mizan.funds.steering.queries.instructions import instruction_of
from mizan.funds.steering.terms import check, write_terms
from mizan.funds.steering.types.instructions import TermsGiven
from mizan.kernel.refusals import refused


def amend_instruction(
    number: int, given: TermsGiven, *, reason: str, version: int, by: int, at: datetime, source: Source = live_source
) -> int:
    """Supersede `version`, the last one the person saw; returns the new version. Indicators that stay keep their baselines.

    Refused: the codes of ``confirm_instruction``, ``instruction_unknown``, ``instruction_changed`` (another version came meanwhile),
    ``steering_text_missing`` (no reason).
    """
    check(given)
    former = instruction_of(number)
    draft = None if former is None else draft_of(former.draft_id)
    if former is None or draft is None:
        raise refused("instruction_unknown", "instruction")
    if former.version != version:
        raise refused("instruction_changed", "instruction")
    if not reason.strip():
        raise refused("steering_text_missing", "reason")
    with transaction.atomic():
        with translated():
            made = write_terms(draft, given, former, reason, source=source, by=by, at=at)
        record_act(
            verb="amend_instruction", subject=("instruction", number), by=by, at=at, detail={"version": made.version, "reason": reason}
        )
    return made.version
