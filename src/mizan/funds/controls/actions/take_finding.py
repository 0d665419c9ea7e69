"""Take a finding, and ask for a hold on it: on a ground of the statute book, or not at all."""

from __future__ import annotations

from datetime import datetime

from mizan.funds.benefits.grounds import offered
from mizan.funds.benefits.types import Kind
from mizan.funds.controls.queries.findings import kind_of_award
from mizan.funds.controls.record import keep_step, known
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import refused
from mizan.law.algeria.holds.grounds import HoldGround


def take_finding(finding_id: int, *, by: int, at: datetime) -> None:
    """Say that one looks at a finding.

    Refused: ``control_finding_unknown``, ``own_file``, ``control_own_finding``, ``control_finding_concluded``.
    """
    keep_step(finding_id, "taken", verb="take_finding", by=by, at=at)


def grounds_for(fund: Fund, kind: Kind) -> tuple[HoldGround, ...]:
    """The grounds on which payments of a benefit may be held and that follow no ask: those a controller may name."""
    return tuple(one for one in offered() if one.fits(fund.value, kind.value) and not one.after)


def ask_hold(finding_id: int, *, ground: str, reason: str, by: int, at: datetime) -> None:
    """Ask the fund's accountants to hold the payments of the award a finding is about; by itself this holds nothing.

    Refused: ``control_no_ground`` (no award, or no text that permits a hold of this benefit on this ground), ``control_not_taken``,
    ``text_missing``, and what `take_finding` refuses.
    """
    found = known(finding_id)
    kind = None if found.award_id is None else kind_of_award(finding_id)
    if kind is None or ground not in {one.code for one in grounds_for(found.fund, kind)}:
        raise refused("control_no_ground", "ground")
    keep_step(finding_id, "hold_asked", verb="ask_hold", by=by, at=at, hold_ground=ground, reason=reason)
