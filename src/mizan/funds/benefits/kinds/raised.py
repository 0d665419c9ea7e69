"""Awards given over columns become terms: what the law takes of each, then every increase of its fund, as `raising` does one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from mizan.funds.benefits.raising import PLACE_OF_KIND, PLACES, RISES
from mizan.funds.benefits.types import IncreaseInForce, Kind, Least, Parts, TermDraft
from mizan.funds.benefits.types.increases import Reach
from mizan.funds.careers.columns import Ints
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book
from mizan.law.algeria.deductions import deduct_columns
from mizan.law.algeria.revalorisation import InPayment, raise_award, raise_columns
from mizan.law.engine.inputs import Switches
from mizan.law.engine.spans import span_of

Increases = Mapping[Fund, Sequence[IncreaseInForce]]
NO_INCREASES: Increases = {}
FEW = 200
"""Awards of a block raised one by one: compiling the law of a day would take longer."""
Terms = list[TermDraft]


class Award(NamedTuple):
    """What is given monthly: whose fund, what, from which day, its parts before anything is taken, and its minimum.

    `awarded_on` is the day an increase looks at, where it is not the first day: a reversion goes on from the death.
    """

    fund: Fund
    kind: Kind
    starts_on: date
    parts: Parts
    least: Least
    awarded_on: date | None = None


def raised_columns(awards: Sequence[Award], increases: Increases, lost: set[int]) -> list[tuple[TermDraft, ...]]:
    """The terms of each award, which is deducted; the places of those the law refuses are put in `lost`."""
    made: list[Terms] = [[TermDraft(one.starts_on, None, one.parts, "", one.least)] for one in awards]
    _deducted(made, list(range(len(awards))), None, lost)
    for fund, of_fund in increases.items():
        places = [place for place, one in enumerate(awards) if one.fund is fund and one.kind in RISES]
        for increase in of_fund:
            _raise([place for place in places if place not in lost], awards, made, increase, lost)
    return [tuple(terms) for terms in made]


def _raise(places: list[int], awards: Sequence[Award], made: list[Terms], increase: IncreaseInForce, lost: set[int]) -> None:
    """The last term of each award after an increase: cut on its day where the law changes it, or replaced where it begins later."""
    if not places:
        return
    table = np.array([_in_payment(awards[place], made[place][-1].parts) for place in places], np.int64)
    try:
        new = (_one_by_one if len(table) <= FEW else _together)(table, increase)
    except Refused:
        lost.update(places)
        return
    changed = (new != table[:, :3]).any(axis=1)
    looked_at = np.flatnonzero(changed | (increase.reach is not Reach.RAISED)).tolist()
    former = {places[row]: made[places[row]][-1] for row in looked_at}
    for row in looked_at:
        place = places[row]
        last = former[place]
        earned, fund_adds, state_adds = new[row].tolist()
        parts = Parts(earned, fund_adds, state_adds, last.parts.supplement, 0, 0)
        made[place][-1] = last._replace(starts_on=max(last.starts_on, increase.effective_on), parts=parts)
    _deducted(made, [places[row] for row in looked_at], Switches(increase.switches), lost)
    for place, last in former.items():
        after = made[place][-1]
        if after.parts == last.parts:
            made[place][-1] = last
        elif last.starts_on < after.starts_on:
            made[place][-1:] = [last._replace(ends_on=after.starts_on), after]


def _together(table: Ints, increase: IncreaseInForce) -> Ints:
    if increase.reach is Reach.DEDUCTIONS:
        return table[:, :3]
    return raise_columns(table, on=increase.effective_on, known=increase.known_on, switches=Switches(increase.switches))


def _one_by_one(table: Ints, increase: IncreaseInForce) -> Ints:
    if increase.reach is Reach.DEDUCTIONS:
        return table[:, :3]
    switches = Switches(increase.switches)
    raised = [raise_award(InPayment(*row), on=increase.effective_on, known=increase.known_on, switches=switches) for row in table.tolist()]
    return np.array(raised, np.int64).reshape(-1, 3)


def _in_payment(award: Award, parts: Parts) -> tuple[int, ...]:
    """An award as the law of an increase takes it."""
    least = award.least
    place = PLACES.index(least.kind) if least.kind else PLACE_OF_KIND.get(award.kind, 0)
    day = award.awarded_on or award.starts_on
    return (*parts[:3], place, least.amount, least.of, int(award.kind is Kind.SURVIVORS), day.toordinal())


def _deducted(made: list[Terms], places: Sequence[int], switches: Switches | None, lost: set[int]) -> None:
    """What the law of its first day takes of the last term of each award, a span of days with the same law at a time."""
    by_span: dict[date, list[int]] = {}
    for place in places:
        by_span.setdefault(span_of(book(), made[place][-1].starts_on), []).append(place)
    for of_span in by_span.values():
        left = of_span
        while left:
            gross: Ints = np.array([made[place][-1].parts.gross for place in left], np.int64)
            try:
                taken = deduct_columns(gross, on=made[left[0]][-1].starts_on, switches=switches)
            except Refused as error:
                row = error.refusal.params.get("row")
                gone = left if not isinstance(row, int) else left[row : row + 1]
                lost.update(gone)
                left = [place for place in left if place not in lost]
                continue
            for place, (_, social, tax) in zip(left, taken.tolist(), strict=True):
                last = made[place][-1]
                made[place][-1] = last._replace(parts=last.parts._replace(social_insurance=social, income_tax=tax))
            break
