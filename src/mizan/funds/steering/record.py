"""An instruction as machines read it; the command line's JSON and the API's are the same."""

from __future__ import annotations

from typing import Any

from mizan.funds.steering.types.instructions import AimKept, Standing


def standing_json(one: Standing) -> dict[str, Any]:
    """An instruction with its status as last kept (null before the first night); amounts and rates in the units of the catalogue."""
    terms, last = one.instruction, one.last
    return {
        "number": terms.number,
        "version": terms.version,
        "communique": terms.communique_id,
        "text_ar": terms.text_ar,
        "text_fr": terms.text_fr,
        "axis": terms.axis.value,
        "fund": terms.fund.value if terms.fund else None,
        "owner": terms.owner,
        "deadline": terms.deadline.isoformat() if terms.deadline else None,
        "indicators": [_aim(aim) for aim in terms.aims],
        "status": last.status.value if last else None,
        "why": last.why.value if last else None,
        "about": list(last.about) if last else [],
        "day": last.day.isoformat() if last else None,
        "since": one.since.isoformat() if one.since else None,
    }


def _aim(aim: AimKept) -> dict[str, object]:
    return {
        "id": aim.indicator,
        "baseline": aim.baseline,
        "baseline_month": f"{aim.baseline_month:%Y-%m}" if aim.baseline_month else None,
        "baseline_hash": aim.baseline_hash or None,
    }
