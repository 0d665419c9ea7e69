"""What awards taken over from a former system should be now: a block of them over columns, with the increases of their fund since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from mizan.funds.benefits.expected import expected_terms
from mizan.funds.benefits.kinds.raised import Award, raised_columns
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.queries.recomputations import claim_persons
from mizan.funds.benefits.queries.takeovers import records_taken
from mizan.funds.benefits.raising import DEDUCTED
from mizan.funds.benefits.taken_over import Taken, later_than, taken_of, terms_taken
from mizan.funds.benefits.types import IncreaseInForce, Kind, TermDraft
from mizan.funds.people.queries.many import deaths_as_known
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused


def given_taken_over(claim_ids: Sequence[int], *, fund: Fund, at: datetime) -> dict[int, Mapping[tuple[Fund, int], tuple[TermDraft, ...]]]:
    """The terms of what was taken over on claims, by fund and person paid; those the law refuses are left out. Reads as the batch role."""
    if not claim_ids:
        return {}
    records = records_taken(claim_ids)
    persons = claim_persons(records)
    died = deaths_as_known(set(persons.values()), at=at)
    increases = increases_approved(fund)
    wanted: list[tuple[int, Taken, date]] = []
    for claim_id, (record, _) in records.items():
        rights_of = persons[claim_id]
        for one in taken_of(record):
            awarded_on = died.get(rights_of, one.since) if one.kind is Kind.SURVIVORS else one.since
            wanted.append((claim_id, one, awarded_on))
    found: dict[int, dict[tuple[Fund, int], tuple[TermDraft, ...]]] = {claim_id: {} for claim_id in records}
    lost: set[int] = set()
    for first_month in sorted({one.first_month for _, one, _ in wanted}):
        of_month = [row for row in wanted if row[1].first_month == first_month]
        for (claim_id, one, _), terms in zip(of_month, _terms(of_month, fund, later_than(first_month, increases)), strict=True):
            if terms is None:
                lost.add(claim_id)
            else:
                found[claim_id][fund, one.person_id] = expected_terms(terms, ends_on=one.until)
    return {claim_id: given for claim_id, given in found.items() if claim_id not in lost}


def _terms(
    wanted: Sequence[tuple[int, Taken, date]], fund: Fund, increases: Sequence[IncreaseInForce]
) -> list[tuple[TermDraft, ...] | None]:
    """The terms of each, pensions over columns, the few others one by one; None where the law refuses one."""
    places = [place for place, (_, one, _) in enumerate(wanted) if one.kind in DEDUCTED]
    awards = [
        Award(fund, one.kind, one.first_month, one.parts, one.least, awarded_on)
        for _, one, awarded_on in (wanted[place] for place in places)
    ]  # fmt: skip
    lost: set[int] = set()
    raised = raised_columns(awards, {fund: increases}, lost) if awards else []
    over_columns = {place: None if row in lost else raised[row] for row, place in enumerate(places)}
    return [over_columns[place] if place in over_columns else _one(*row, increases) for place, row in enumerate(wanted)]


def _one(_claim_id: int, one: Taken, awarded_on: date, increases: Sequence[IncreaseInForce]) -> tuple[TermDraft, ...] | None:
    try:
        return terms_taken(one, increases, awarded_on=awarded_on, law_version="")
    except Refused:
        return None
