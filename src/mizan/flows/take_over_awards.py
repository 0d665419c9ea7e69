"""Awards a fund paid before it began here, taken over from a file: one accountant proposes it, another approves the same bytes.

Every line that can be taken becomes an award from the first month on, with what the law takes of it; the others are told, and come again in
another file. Approving writes block by block, a transaction each: killed anywhere, the same act goes on, and each award is there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mizan.flows.crashpoints import point
from mizan.formats.anomalies import Anomaly, Outcome, anomaly
from mizan.formats.existing_awards import ExistingAward, ExistingAwardLine, read
from mizan.formats.existing_awards.refusals import ALIVE, DEAD, DEDUCTIONS, ENDED, NET, OWN, PAID, TAKEN, UNKNOWN
from mizan.funds.access.queries import may
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.actions.raise_awards import hold_increases
from mizan.funds.benefits.actions.take_over import Group, hold_takeovers, propose_takeover, step_takeover, write_taken_over
from mizan.funds.benefits.expected import expected_terms
from mizan.funds.benefits.kinds import benefit_of
from mizan.funds.benefits.kinds.facts import month_after_death
from mizan.funds.benefits.queries import fund_paid_until
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.queries.takeovers import kin_among, paid_already, refs_taken, takeover_known, takeover_standing
from mizan.funds.benefits.raising import DEDUCTED, raised_terms
from mizan.funds.benefits.taken_over import later_than
from mizan.funds.benefits.types import IncreaseInForce, Kind, Least, Parts, TermDraft
from mizan.funds.benefits.types.takeovers import Existing, TakeoverKnown, TakeoverState
from mizan.funds.people.queries import find
from mizan.funds.people.queries.many import deaths_as_known
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused, refused
from mizan.law.algeria.book import book
from mizan.law.algeria.deductions import deduct_columns
from mizan.law.algeria.deductions.from_gross import TARGETS

BLOCK = 500
"""Decisions of one transaction."""
FOUND_TOGETHER = 10_000
UNREADABLE = "existing_award_kind"


@dataclass(frozen=True, slots=True)
class TakeoverReceipt:
    """The answer to a file: what its good lines come to a month in centimes, how many lines are left out, what was found in each.

    `takeover_id` None: nothing in it can be taken. `repeated` are lines taken over before.
    """

    outcome: Outcome
    takeover_id: int | None
    awards: int
    left_out: int
    repeated: int
    gross: int
    net: int
    anomalies: tuple[Anomaly, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A file with the registers beside it: the awards that can be taken, and what was found in the others."""

    awards: tuple[Existing, ...]
    left_out: int
    repeated: int
    anomalies: tuple[Anomaly, ...]
    deaths: dict[int, date]
    """The day of death of those on whose rights survivors are paid."""
    content_hash: str

    @property
    def gross(self) -> int:
        """What they come to before deductions."""
        return sum(one.parts.gross for one in self.awards)

    @property
    def net(self) -> int:
        """What they come to."""
        return sum(one.parts.net for one in self.awards)

    @property
    def outcome(self) -> Outcome:
        """The answer in one word."""
        if not self.awards:
            return Outcome.REFUSED
        return Outcome.PARTLY_TAKEN if self.left_out else Outcome.ACCEPTED


def propose_takeover_file(data: bytes, *, fund: Fund, first_month: date, by: int, at: datetime) -> TakeoverReceipt:
    """Propose a file of existing awards (docs/formats/existing-awards.md) by its SHA-256; nothing is paid until `approve_takeover_file`.

    Batch role, in the name of an accountant of the fund. The file is not kept. Raises `Refused`: ``account_pays_nobody``,
    ``takeover_month`` (no first day of a month), ``takeover_month_paid`` (the fund has paid that month here),
    ``takeover_known`` (the same bytes were proposed before).
    """
    _pays(fund, by, at)
    if first_month.day != 1:
        raise refused("takeover_month", "first_month", given=first_month.isoformat())
    _not_paid(fund, first_month)
    with transaction.atomic():
        point("take_over.begun")
        found = judged(data, fund=fund, first_month=first_month, by=by, at=at)
        if not found.awards:
            return _receipt(found, None)
        takeover_id = propose_takeover(
            fund, first_month, found.content_hash, awards=len(found.awards), left_out=found.left_out, gross=found.gross, net=found.net,
            by=by, at=at,
        )  # fmt: skip
        point("take_over.proposed")
    return _receipt(found, takeover_id)


def approve_takeover_file(data: bytes, *, fund: Fund, by: int, at: datetime, block: int = BLOCK) -> TakeoverKnown:
    """Approve a proposed file as another person, with the same file in hand, and write its awards; cut short, the same act goes on.

    Raises `Refused`: ``takeover_unknown`` (these bytes were not proposed), ``takeover_needs_another_person``, ``takeover_moved`` (what can
    be taken of it is not what was proposed: the registers changed; give it up and propose it again), ``takeover_not_so`` (ended),
    ``takeover_month_paid``, ``own_file`` (somebody of one's own household is in it), ``account_pays_nobody``.
    """
    _pays(fund, by, at)
    kept = _standing(data, fund)
    found = judged(data, fund=fund, first_month=kept.first_month, by=kept.proposed_by, at=at, own=kept)
    if kept.state is TakeoverState.PROPOSED:
        with transaction.atomic():
            hold_takeovers(fund)
            _not_paid(fund, kept.first_month)
            if kin_among(by, (one for award in found.awards for one in (award.person_id, award.rights_of_id))):
                raise refused("own_file", "person")
            if (len(found.awards), found.gross, found.net) != (kept.awards, kept.gross, kept.net):
                raise refused("takeover_moved", "file", proposed=str(kept.awards), now=str(len(found.awards)))
            step_takeover(kept.id, "approved", by=by, at=at)
            point("take_over.approved")
        kept = takeover_known(kept.id)
    elif kept.state is TakeoverState.ENDED or kept.approved_by != by:
        raise refused("takeover_not_so", "takeover")
    _write(kept, found, block, by=by, at=at)
    with transaction.atomic():
        step_takeover(kept.id, "ended", by=by, at=at)
        point("take_over.ended")
    return takeover_known(kept.id)


def cancel_takeover_file(data: bytes, *, fund: Fund, reason: str, by: int, at: datetime) -> TakeoverKnown:
    """Give up a file that was proposed and not approved.

    Raises `Refused`: ``takeover_unknown``, ``takeover_not_so``, ``ground_missing``.
    """
    _pays(fund, by, at)
    kept = _standing(data, fund)
    with transaction.atomic():
        step_takeover(kept.id, "cancelled", reason=reason, by=by, at=at)
    return takeover_known(kept.id)


def _pays(fund: Fund, by: int, at: datetime) -> None:
    if not may(by, Role.FUND_ACCOUNTANT, on=at.date(), scope=(Scope.FUND, fund.value)):
        raise refused("account_pays_nobody", "by")


def _not_paid(fund: Fund, first_month: date) -> None:
    """Instalments come for the months after the last paid: what began before would never be paid for those."""
    paid = fund_paid_until(fund)
    if paid is not None and first_month < paid:
        raise refused("takeover_month_paid", "first_month", first=paid.isoformat())


def _standing(data: bytes, fund: Fund) -> TakeoverKnown:
    kept = takeover_standing(fund, read(data).content_hash)
    if kept is None:
        raise refused("takeover_unknown", "file")
    return kept


def _receipt(found: Judged, takeover_id: int | None) -> TakeoverReceipt:
    return TakeoverReceipt(
        found.outcome, takeover_id, len(found.awards), found.left_out, found.repeated, found.gross, found.net, found.anomalies
    )


def judged(data: bytes, *, fund: Fund, first_month: date, by: int, at: datetime, own: TakeoverKnown | None = None) -> Judged:
    """What can be taken of a file that `by` proposes for a fund from a month on, and why the rest can not. Batch role.

    Lines that the file `own` has written already can still be taken: they are. Once it is approved, what was known then is what counts.
    """
    approved_at = None if own is None else own.approved_at
    check = read(data)
    lines = [line for line in check.lines if line.award is not None]
    people = _people(lines)
    persons = set(people.values())
    deaths = deaths_as_known(persons, at=approved_at or at)
    taken = refs_taken(fund, (line.award.id for line in lines if line.award))
    before = paid_already(fund, persons, on=first_month, at=approved_at, save=None if own is None else own.id)
    kin = kin_among(by, persons)
    found: list[Anomaly] = [*check.anomalies, *(told for line in check.lines for told in line.anomalies)]
    kept: list[tuple[ExistingAward, Existing]] = []
    repeated = 0
    for line in lines:
        assert line.award is not None  # noqa: S101 - only such lines are looked at
        if line.award.id in taken and (own is None or taken[line.award.id] != own.id):
            repeated += 1
            found.append(anomaly(TAKEN, line=line.line, field="id", found=line.award.id))
            continue
        drawn = _existing(line.line, line.award, people)
        wrong = _wrong(fund, line.award, drawn, first_month, deaths, before, kin)
        if wrong is not None or drawn is None:
            code, name, value = wrong or (UNKNOWN, "nss", "")
            found.append(anomaly(code, line=line.line, field=name, found=value))
        else:
            kept.append((line.award, drawn))
    awards, told = _deducted(kept, first_month)
    died = {one.rights_of_id: deaths[one.rights_of_id] for one in awards if one.rights_of_id in deaths}
    left_out = len(check.lines) - len(awards) - repeated
    return Judged(tuple(awards), left_out, repeated, (*found, *told), died, check.content_hash)


def _people(lines: Sequence[ExistingAwardLine]) -> dict[str, int]:
    numbers = sorted(
        {
            number
            for line in lines
            if line.award is not None
            for number in (line.award.nin, line.award.nss, line.award.of_nin, line.award.of_nss)
            if number
        }
    )
    found: dict[str, int] = {}
    for first in range(0, len(numbers), FOUND_TOGETHER):
        found |= find(numbers[first : first + FOUND_TOGETHER])
    return found


def _existing(line: int, award: ExistingAward, people: Mapping[str, int]) -> Existing | None:
    """A line with its files; None where a file is unknown."""
    person = people.get(award.nss) or people.get(award.nin)
    rights_of = (people.get(award.of_nss) or people.get(award.of_nin)) if award.of_nin or award.of_nss else person
    if person is None or rights_of is None:
        return None
    parts = Parts(award.pension, award.fund_adds, award.state_adds, award.supplement, 0, 0)
    return Existing(
        line, award.id, award.content_hash, Kind(award.kind), person, rights_of, award.starts_on, award.ends_on, parts,
        Least(award.minimum.kind, award.minimum.amount, award.minimum.whole), award.account, award.account_kind, award.holder,
    )  # fmt: skip


def _wrong(
    fund: Fund,
    award: ExistingAward,
    drawn: Existing | None,
    first_month: date,
    deaths: Mapping[int, date],
    before: frozenset[tuple[int, str, int]],
    kin: frozenset[int],
) -> tuple[str, str, str] | None:
    """Why a line can not be taken: code, field, what was found; None where it can."""
    number, of_number = award.nss or award.nin, award.of_nss or award.of_nin
    if fund not in benefit_of(Kind(award.kind)).funds:
        return UNREADABLE, "benefit", award.kind
    if drawn is None:
        return UNKNOWN, "nss", number if not of_number else f"{number} / {of_number}"
    if kin & {drawn.person_id, drawn.rights_of_id}:
        return OWN, "nss", number
    if award.starts_on > first_month or (award.ends_on is not None and award.ends_on <= first_month):
        return ENDED, "since", (award.ends_on or award.starts_on).isoformat()
    died = deaths.get(drawn.person_id)
    if died is not None and month_after_death(died) <= first_month:
        return DEAD, "nss", number
    if drawn.kind is Kind.SURVIVORS and drawn.rights_of_id not in deaths:
        return ALIVE, "of_nss", of_number
    if (drawn.person_id, drawn.kind.value, drawn.rights_of_id) in before:
        return PAID, "nss", number
    return None


def _deducted(kept: Sequence[tuple[ExistingAward, Existing]], first_month: date) -> tuple[list[Existing], list[Anomaly]]:
    """The awards with what the law of the first month takes of each; what it does not say, and what the former system took otherwise."""
    import numpy as np

    found: list[Anomaly] = []
    left = list(kept)
    while True:
        taken = [one for _, one in left if one.kind in DEDUCTED]
        try:
            gross = np.array([one.parts.gross for one in taken], np.int64)
            numbers = iter(deduct_columns(gross, on=first_month).tolist() if taken else [])
            break
        except Refused as error:
            row = error.refusal.params.get("row")
            gone = taken if not isinstance(row, int) else taken[row : row + 1]
            lines = {one.line for one in gone}
            found += [anomaly(DEDUCTIONS, line=one.line, field="pension", found=str(one.parts.gross)) for one in gone]
            left = [pair for pair in left if pair[1].line not in lines]
    awards = []
    for award, one in left:
        _, social, tax = next(numbers) if one.kind in DEDUCTED else (0, 0, 0)
        drawn = one._replace(parts=one.parts._replace(social_insurance=social, income_tax=tax))
        if award.net is not None and award.net != drawn.parts.net:
            found.append(anomaly(NET, line=one.line, field="net", found=str(award.net), expected=str(drawn.parts.net)))
        awards.append(drawn)
    return awards, found


def _write(kept: TakeoverKnown, found: Judged, block: int, *, by: int, at: datetime) -> None:
    """Every group of the file that is not written yet, some a transaction."""
    law_version = book().plan(TARGETS, kept.first_month).law_version
    groups = list(_grouped(found.awards))
    for first in range(0, len(groups), block):
        with transaction.atomic():
            hold_takeovers(kept.fund)
            hold_increases((kept.fund,))
            written = refs_taken(kept.fund, (one.ref for group in groups[first : first + block] for one in group))
            waiting = [group for group in groups[first : first + block] if group[0].ref not in written]
            point("take_over.block_begun")
            if waiting:
                increases = later_than(kept.first_month, increases_approved(kept.fund))
                died = deaths_as_known({one.person_id for group in waiting for one in group}, at=at)
                deaths = found.deaths | died
                drafts = [Group(tuple((one, _terms(one, kept, increases, deaths, law_version)) for one in group)) for group in waiting]
                write_taken_over(kept, drafts, law_version=law_version, by=by, at=at)
            point("take_over.block_written")
        point("take_over.block_committed")


def _terms(
    one: Existing, kept: TakeoverKnown, increases: Sequence[IncreaseInForce], deaths: Mapping[int, date], law_version: str
) -> tuple[TermDraft, ...]:
    """The terms of an award here: what was taken over, with the increases of the fund since, until a death; none where it came before."""
    term = TermDraft(kept.first_month, one.until, one.parts, law_version, one.least)
    awarded_on = deaths.get(one.rights_of_id, one.since) if one.kind is Kind.SURVIVORS else one.since
    terms = raised_terms((term,), increases, kind=one.kind, awarded_on=awarded_on)
    died_on = deaths.get(one.person_id)
    return expected_terms(terms, ends_on=None if died_on is None else month_after_death(died_on))


def _grouped(awards: Iterable[Existing]) -> Iterator[tuple[Existing, ...]]:
    """The survivors of one person together, everybody else alone, in the order of the file."""
    groups: dict[tuple[str, int, int], list[Existing]] = {}
    for one in awards:
        alone = 0 if one.kind is Kind.SURVIVORS else one.person_id
        groups.setdefault((one.kind.value, one.rights_of_id, alone), []).append(one)
    return (tuple(group) for group in groups.values())
