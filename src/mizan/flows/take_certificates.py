"""Take a file of sick-leave certificates: each once, good lines whatever the others are, bad ones told. No diagnosis has a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.flows.feed_receipt import FeedReceipt, Verdict
from mizan.formats.anomalies import Anomaly, anomaly
from mizan.formats.certificates import CertificateLine, read
from mizan.formats.certificates.refusals import ANNULS_UNKNOWN, DAY, DIFFERS, UNKNOWN
from mizan.funds.access.actions import record_act
from mizan.funds.access.queries import may
from mizan.funds.access.types import Role, Scope
from mizan.funds.contributions.days import accounting_day
from mizan.funds.controls.actions.tell_certificates import ToldDraft, ToldKnown, tell_certificates, told_before
from mizan.funds.people.queries import find
from mizan.kernel.refusals import refused

PORTION = 500
"""Lines of one transaction; a file begun again after a crash finds what was taken and goes on."""


def take_certificates(data: bytes, *, by: int, at: datetime) -> FeedReceipt:
    """Take a feed (docs/formats/certificates.md) in the name of `by`, the care system's account or the system's.

    An id is taken once for ever, and again with the same content it is `repeated`. Raises `Refused`: `not_allowed` (another account).
    """
    if not (may(by, Role.SYSTEM, on=at.date()) or may(by, Role.REGISTRAR, on=at.date(), scope=(Scope.REGISTER, "care"))):
        raise refused("not_allowed", needed="registrar: care")
    check = read(data)
    receipt = FeedReceipt(lines=len(check.lines), anomalies=list(check.anomalies))
    for first in range(0, len(check.lines), PORTION):
        with transaction.atomic():
            point("take_certificates.begun")
            _take(check.lines[first : first + PORTION], receipt, by=by, at=at)
            point("take_certificates.before_commit")
        point("take_certificates.committed")
    return receipt


def _take(lines: Sequence[CertificateLine], receipt: FeedReceipt, *, by: int, at: datetime) -> None:
    told = [line.certificate for line in lines if line.certificate is not None]
    people = find(number for one in told for number in (one.nin, one.nss) if number)
    known = told_before([name for one in told for name in (one.id, one.annuls) if name])
    drafts: list[ToldDraft] = []
    for line in lines:
        verdict, draft, found = _judge(line, people, known, at)
        receipt.anomalies += found
        receipt.count(verdict)
        if draft is not None:
            drafts.append(draft)
            # A line further down may annul this one.
            known[draft.ref] = ToldKnown(draft.content_hash, draft.annuls, annulled=False)
            if draft.annuls:
                known[draft.annuls] = known[draft.annuls]._replace(annulled=True)
    made = tell_certificates(drafts, by=by, at=at)
    # Another hand took the same lines in the same moment.
    receipt.taken, receipt.repeated = receipt.taken - (len(drafts) - len(made)), receipt.repeated + len(drafts) - len(made)
    if made:
        detail = {"count": len(made), "first": made[0], "last": made[-1]}
        record_act(verb="take_certificates", subject=("certificates", made[0]), by=by, at=at, detail=detail)


def _judge(
    line: CertificateLine, people: Mapping[str, int], known: Mapping[str, ToldKnown], at: datetime
) -> tuple[Verdict, ToldDraft | None, tuple[Anomaly, ...]]:
    """What becomes of one line, and what is kept of it."""
    one = line.certificate
    if one is None:
        return "left", None, line.anomalies

    def left(code: str, name: str, found: str) -> tuple[Verdict, None, tuple[Anomaly, ...]]:
        return "left", None, (*line.anomalies, anomaly(code, line=line.line, field=name, found=found))

    if one.id in known:
        return ("repeated", None, line.anomalies) if known[one.id].content_hash == one.content_hash else left(DIFFERS, "id", one.id)
    if one.annuls:
        before = known.get(one.annuls)
        if before is None or before.annuls or before.annulled:
            return left(ANNULS_UNKNOWN, "annuls", one.annuls)
        return "taken", ToldDraft(one.id, one.annuls, "", None, None, None, None, one.content_hash), line.anomalies
    person = people.get(one.nss) or people.get(one.nin)
    if person is None:
        return left(UNKNOWN, "nss", one.nss or one.nin)
    if one.signed_on is None or one.signed_on > accounting_day(at):
        return left(DAY, "signed_on", one.signed_on.isoformat() if one.signed_on else "")
    draft = ToldDraft(one.id, "", one.prescriber, person, one.signed_on, one.starts_on, one.days, one.content_hash)
    return "taken", draft, line.anomalies
