"""Noting, on the page of what a notice tells of, that it reached its person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mizan.doors import wording
from mizan.doors.pages import Visit
from mizan.doors.payer.people import written
from mizan.funds.benefits.actions.keep_notice import CHANNELS, serve_notice
from mizan.funds.benefits.types.holds import NoticeKnown
from mizan.kernel.refusals import refused


def to_serve(visit: Visit, notices: Sequence[NoticeKnown]) -> dict[str, object]:
    """What the form offers: the notices that have not reached their person, the ways they may have, today."""
    return {
        "to_serve": [
            {"value": one.id, "text": wording.text(f"payer.hold.letter_{one.language}", visit.lang)}
            for one in notices
            if one.served_on is None
        ],
        "channels": [{"value": one, "text": wording.text(f"payer.channel.{one}", visit.lang)} for one in CHANNELS],
        "today": visit.today.isoformat(),
    }


def serve(visit: Visit, notices: Sequence[NoticeKnown]) -> None:
    """Note what the form says. Refused: ``notice_unknown`` (none of these), ``notice_day``, ``notice_channel``, as `serve_notice`."""
    chosen = visit.request.POST.get("notice", "")
    notice = next((one for one in notices if str(one.id) == chosen), None)
    if notice is None:
        raise refused("notice_unknown", "notice")
    try:
        day = date.fromisoformat(visit.request.POST.get("served_on", ""))
    except ValueError as error:
        raise refused("notice_day", "served_on") from error
    channel = visit.request.POST.get("channel", "")
    if channel not in CHANNELS:
        raise refused("notice_channel", "channel")
    serve_notice(notice.id, channel=channel, reference=written(visit, "reference", 64), served_on=day, by=visit.account_id, at=visit.now)
