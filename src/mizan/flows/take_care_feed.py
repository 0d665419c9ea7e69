"""Take a file of the care system: each event once, good lines taken whatever the others are, bad ones told. Nothing of care is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.feed_receipt import FeedReceipt, Verdict
from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.care_feed import CareEvent, CareLine, read
from mizan.formats.care_feed.refusals import AFTER_DEATH, ANNULS_UNKNOWN, DAY, DIFFERS, UNKNOWN
from mizan.funds.access.actions import record_act
from mizan.funds.access.queries import may
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.actions.prove_life import annul_proof, prove_life, prove_lives, release_proved
from mizan.funds.benefits.queries.proofs import care_annulled, care_heard, care_told
from mizan.funds.benefits.types.proofs import EvidenceDraft, EvidenceKind
from mizan.funds.people.queries import find
from mizan.kernel.refusals import Refused, refused

PORTION = 100
"""Lines of one transaction; a file begun again after a crash finds what was taken and goes on."""
UNTRUE = "annulled by the care system"


def take_care_feed(data: bytes, *, by: int, at: datetime) -> FeedReceipt:
    """Take a feed (docs/formats/care-feed.md) in the name of `by`, the care system's account or the system's.

    An event's id is taken once for ever, and again with the same content it is `repeated`. A payment that waited for the proof waits no
    longer. Raises `Refused`: `not_allowed` (the account is not the care system's).
    """
    system = may(by, Role.SYSTEM, on=at.date())
    if not (system or may(by, Role.REGISTRAR, on=at.date(), scope=(Scope.REGISTER, "care"))):
        raise refused("not_allowed", needed="registrar: care")
    check = read(data)
    receipt = FeedReceipt(lines=len(check.lines), anomalies=list(check.anomalies))
    for first in range(0, len(check.lines), PORTION):
        portion = check.lines[first : first + PORTION]
        with transaction.atomic():
            point("take_care.begun")
            taken = _take_portion(portion, receipt, by=by, at=at)
            if taken:
                detail = {"count": len(taken), "first": taken[0], "last": taken[-1]}
                record_act(verb="take_care_feed", subject=("care_feed", taken[0]), by=by, at=at, detail=detail)
            point("take_care.before_commit")
        point("take_care.committed")
    if system:
        # The care system's own account sees no award: the hold binds no longer all the same, and the night writes it down.
        release_proved(None, by=by, at=at)
    return receipt


def _take_portion(lines: Sequence[CareLine], receipt: FeedReceipt, *, by: int, at: datetime) -> list[str]:
    """Take what can be; returns the ids taken. Lines that only tell something new of somebody known are taken together."""
    ids = find(number for line in lines if line.event for number in (line.event.nin, line.event.nss) if number)
    drafts = _drafts(lines, ids)
    taken: list[str] = []
    for plain, found in groupby(lines, key=lambda line: line.line in drafts):
        group = tuple(found)
        if not (plain and _take_together([drafts[line.line] for line in group], by=by, at=at)):
            taken += [ref for line in group if (ref := _take_alone(line, ids, receipt, by=by, at=at)) is not None]
            continue
        for line in group:
            receipt.anomalies += line.anomalies
            receipt.count("taken")
            taken.append(drafts[line.line].source_ref)
            point("take_care.line_taken")
    return taken


def _drafts(lines: Sequence[CareLine], ids: dict[str, int]) -> dict[int, EvidenceDraft]:
    """What each line tells that tells something new of somebody known, by the number of the line."""
    heard = set(care_heard([line.event.id for line in lines if line.event is not None]))
    found: dict[int, EvidenceDraft] = {}
    for line in lines:
        event = line.event
        if event is None:
            continue
        person = ids.get(event.nss) or ids.get(event.nin)
        if person is not None and event.day is not None and not event.annuls and event.id not in heard:
            found[line.line] = _draft(event, person, event.day)
        # The same id again in these lines is looked at alone, when the first has been taken or left.
        heard.add(event.id)
    return found


def _draft(event: CareEvent, person_id: int, day: date) -> EvidenceDraft:
    return EvidenceDraft(person_id, EvidenceKind.CARE, day, event.system, source_ref=event.id, content_hash=event.content_hash)


def _take_together(drafts: Sequence[EvidenceDraft], *, by: int, at: datetime) -> bool:
    """Whether all were taken; where one can not be, none is, and each is looked at alone."""
    try:
        prove_lives(drafts, by=by, at=at)
    except Refused:
        return False
    return True


def _take_alone(line: CareLine, ids: dict[str, int], receipt: FeedReceipt, *, by: int, at: datetime) -> str | None:
    """Take a line by itself; its id where it was taken."""
    verdict, found = _take_line(line, ids, by=by, at=at)
    receipt.anomalies += found
    receipt.count(verdict)
    if verdict != "taken" or line.event is None:
        return None
    point("take_care.line_taken")
    return line.event.id


def _take_line(line: CareLine, ids: dict[str, int], *, by: int, at: datetime) -> tuple[Verdict, tuple[Anomaly, ...]]:
    """One line in a savepoint of its own."""
    event = line.event
    if event is None:
        return "left", line.anomalies

    def left(code: str, name: str, found: str) -> tuple[Verdict, tuple[Anomaly, ...]]:
        return "left", (*line.anomalies, anomaly(code, line=line.line, field=name, found=found))

    if event.annuls:
        return _annul(event, line, by=by, at=at)
    told = care_told(event.id)
    if told is not None or care_annulled(event.id) is not None:
        same = told is not None and told[1] == event.content_hash
        return ("repeated", line.anomalies) if same else left(DIFFERS, "id", event.id)
    person = ids.get(event.nss) or ids.get(event.nin)
    if person is None:
        return left(UNKNOWN, "nin", event.nin or event.nss)
    if event.day is None:
        raise ValueError("an event without a day was read")
    try:
        with transaction.atomic():
            prove_life(_draft(event, person, event.day), by=by, at=at)
    except Refused as caught:
        code = caught.refusal.code
        if code == "care_told":
            # Another hand took the same file in the same moment.
            return "repeated", line.anomalies
        if code in ("evidence_after_death", "evidence_day"):
            return left(AFTER_DEATH if code == "evidence_after_death" else DAY, "day", event.day.isoformat())
        raise
    return "taken", line.anomalies


def _annul(event: CareEvent, line: CareLine, *, by: int, at: datetime) -> tuple[Verdict, tuple[Anomaly, ...]]:
    """An event told before is untrue: it counts no longer."""
    before = care_annulled(event.id)
    if before is not None:
        if before == event.annuls:
            return "repeated", line.anomalies
        return "left", (*line.anomalies, anomaly(DIFFERS, line=line.line, field="id", found=event.id))
    told = care_told(event.annuls)
    if told is None or not told[2] or care_told(event.id) is not None:
        return "left", (*line.anomalies, anomaly(ANNULS_UNKNOWN, line=line.line, field="annuls", found=event.annuls))
    with transaction.atomic():
        annul_proof(told[0], told[3], ground=UNTRUE, source_ref=event.id, by=by, at=at)
    return "taken", line.anomalies
