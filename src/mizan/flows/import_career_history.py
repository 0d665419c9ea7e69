"""Import a career history: one person proposes the document, another approves the same bytes, and its rows become career months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.formats.anomalies import Anomaly, Outcome, anomaly
from mizan.formats.career_history import HistoryCheck, PeriodLine, SpellLine, read
from mizan.formats.career_history.types import UNKNOWN
from mizan.funds.careers.actions.keep_earnings import From, keep_earnings, open_spells
from mizan.funds.careers.actions.propose import decide, propose, waiting
from mizan.funds.careers.queries import employers_numbered
from mizan.funds.careers.types import EarningDraft, Scheme, SpellDraft
from mizan.funds.people.queries import find
from mizan.kernel.refusals import refused

FOUND_TOGETHER = 10_000


@dataclass(frozen=True, slots=True)
class HistoryReceipt:
    """The answer to a history: its rows and their total (centimes), what was found, and the proposal it became (None: refused)."""

    outcome: Outcome
    rows: int
    total: int
    anomalies: tuple[Anomaly, ...]
    proposal_id: int | None = None


def import_career_history(data: bytes, *, by: int, at: datetime) -> HistoryReceipt:
    """Propose a history (docs/formats/career-history.md) by its SHA-256; nothing counts until `approve_career_history`.

    Checked whole: one error and it is refused, nothing kept. The file itself is not kept. Raises `Refused`: ``history_kept`` (the same
    bytes were proposed before), ``file_not_open`` (not an officer).
    """
    check = known(read(data))
    if check.outcome is Outcome.REFUSED or check.head is None:
        return HistoryReceipt(Outcome.REFUSED, 0, 0, check.anomalies)
    content = {
        "reference": check.head.reference,
        "issuer": check.head.issuer,
        "issued_on": check.head.issued_on.isoformat(),
        "spells": len(check.spells),
        "periods": len(check.periods),
        "total": check.total,
    }
    with transaction.atomic():
        point("import_history.begun")
        proposal_id = propose("history", None, content, check.content_hash, by=by, at=at)
        point("import_history.proposed")
    return HistoryReceipt(check.outcome, len(check.spells) + len(check.periods), check.total, check.anomalies, proposal_id)


def approve_career_history(proposal_id: int, data: bytes, *, by: int, at: datetime) -> HistoryReceipt:
    """Approve a proposed history as another person, with the same document in hand: its rows are kept in the same transaction.

    Raises `Refused`: ``proposal_unknown``, ``proposal_decided``, ``proposal_needs_another_person``, ``history_differs`` (other bytes),
    ``history_refused`` (an error since it was proposed), ``spell_overlaps``, ``earning_overlaps``.
    """
    proposal = waiting(proposal_id)
    check = known(read(data))
    if proposal.kind != "history":
        raise refused("proposal_unknown", "proposal")
    if check.content_hash != proposal.document_hash:
        raise refused("history_differs", "document")
    if check.outcome is Outcome.REFUSED:
        raise refused("history_refused", "document")
    people, employers = _people(check), _employers(check)
    origin = From("history", str(proposal_id), check.content_hash)
    with transaction.atomic():
        point("import_history.approving")
        decide(proposal, granted=True, ground="", by=by, at=at)
        point("import_history.decided")
        open_spells([_spell(one, people, employers) for one in check.spells], origin, by=by, at=at)
        point("import_history.spells_kept")
        kept = keep_earnings([_earning(one, people, employers) for one in check.periods], origin, by=by, at=at)
        point("import_history.kept")
    return HistoryReceipt(check.outcome, kept + len(check.spells), check.total, check.anomalies, proposal_id)


def known(check: HistoryCheck) -> HistoryCheck:
    """The check with the register of persons beside it: nobody unknown is in a history."""
    if check.outcome is Outcome.REFUSED:
        return check
    people = _people(check)
    lost: dict[str, int] = {}
    for nss, line in sorted([*_named(check.spells), *_named(check.periods)], key=itemgetter(1)):
        if nss not in people:
            lost.setdefault(nss, line)
    if not lost:
        return check
    told = [anomaly(UNKNOWN, line=line, field="nss", found=nss) for nss, line in lost.items()]
    return replace(check, outcome=Outcome.REFUSED, anomalies=(*check.anomalies, *told))


def _named(rows: Sequence[SpellLine] | Sequence[PeriodLine]) -> Iterator[tuple[str, int]]:
    return ((one.nss, one.line) for one in rows)


def _people(check: HistoryCheck) -> dict[str, int]:
    numbers = sorted({one.nss for one in check.spells} | {one.nss for one in check.periods})
    found: dict[str, int] = {}
    for first in range(0, len(numbers), FOUND_TOGETHER):
        found |= find(numbers[first : first + FOUND_TOGETHER])
    return found


def _employers(check: HistoryCheck) -> dict[str, int]:
    """The employers the funds know; an unknown number stays in the employer's name."""
    numbers = {one.employer_number for one in check.spells} | {one.employer_number for one in check.periods}
    return employers_numbered(numbers - {""})


def _spell(one: SpellLine, people: Mapping[str, int], employers: Mapping[str, int]) -> SpellDraft:
    return SpellDraft(people[one.nss], Scheme(one.scheme), *_employer(one, employers), one.starts_on, one.ends_on)


def _earning(one: PeriodLine, people: Mapping[str, int], employers: Mapping[str, int]) -> EarningDraft:
    return EarningDraft(people[one.nss], Scheme(one.scheme), *_employer(one, employers), one.period, one.days, one.amount)


def _employer(one: SpellLine | PeriodLine, employers: Mapping[str, int]) -> tuple[int | None, str]:
    known_id = employers.get(one.employer_number)
    if known_id is not None:
        return known_id, ""
    return None, " ".join(part for part in (one.employer_number, one.employer_name) if part)
