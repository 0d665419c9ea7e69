"""Whatever people do, every fund's books stay at zero, mirrors agree and the chain holds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.config.database import connect_as
from mizan.funds.ledger import actions, queries
from mizan.funds.ledger.types import EntryDraft, Journal, Line
from mizan.kernel.funds import OWNER, Branch, Fund
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST = date(2026, 1, 1)
runs = itertools.count()
THIRD_PARTY = [branch for branch in Branch if OWNER[branch] != Fund.CNAS]

amounts = st.integers(1, 10**13)
days = st.integers(0, 300).map(lambda n: FIRST + timedelta(days=n))
acts = st.one_of(
    st.tuples(st.just("assess"), st.sampled_from(list(Branch)), amounts, days),
    st.tuples(st.just("receive"), st.sampled_from(list(Branch)), amounts, days),
    st.tuples(st.just("transfer"), st.sampled_from(THIRD_PARTY), amounts, days),
    st.tuples(st.just("reverse"), st.integers(0, 30), st.just(0), days),
    st.tuples(st.just("repeat"), st.integers(0, 30), st.just(0), days),
    st.tuples(st.just("seal"), st.just(0), st.just(0), days),
)


def lines_of(verb: str, branch: Branch, amount: int) -> tuple[Line, ...]:
    """The posting scheme of dues, receipts and transfers."""
    owner = OWNER[branch]
    own = owner == Fund.CNAS
    if verb == "assess":
        cnas = [Line("CNAS", "receivable", branch, "employers", amount)]
        cnas.append(Line("CNAS", "revenue", branch, "", -amount) if own else Line("CNAS", "owed_assessed", branch, owner, -amount))
        theirs = [] if own else [Line(owner, "claim_assessed", branch, "CNAS", amount), Line(owner, "revenue", branch, "", -amount)]
    elif verb == "receive":
        cnas = [Line("CNAS", "bank", "", "", amount), Line("CNAS", "receivable", branch, "employers", -amount)]
        cnas += [] if own else [Line("CNAS", "owed_assessed", branch, owner, amount), Line("CNAS", "owed_received", branch, owner, -amount)]
        theirs = (
            [] if own else [Line(owner, "claim_received", branch, "CNAS", amount), Line(owner, "claim_assessed", branch, "CNAS", -amount)]
        )
    else:
        cnas = [Line("CNAS", "owed_received", branch, owner, amount), Line("CNAS", "bank", "", "", -amount)]
        theirs = [Line(owner, "bank", "", "", amount), Line(owner, "claim_received", branch, "CNAS", -amount)]
    return tuple(cnas + theirs)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(acts, min_size=1, max_size=12))
def test_books_stay_at_zero_and_mirrors_agree(people: Any, steps: Sequence[tuple[Any, Any, int, date]]) -> None:
    made: list[tuple[int, EntryDraft]] = []
    run = next(runs)  # the examples share one database: the books only grow
    with connect_as("batch"):
        for number, (verb, what, amount, day) in enumerate(steps):
            if verb == "seal":
                actions.seal(at=AT)
            elif verb == "repeat" and made:
                entry_id, draft = made[what % len(made)]
                assert actions.post(draft, by=people.system, at=AT) == entry_id
            elif verb == "reverse" and made:
                _reverse(people.system, made[what % len(made)][0], day, f"{run}:{number}")
            elif verb in ("assess", "receive", "transfer"):
                journal = {"assess": Journal.ASSESSMENT, "receive": Journal.RECEIPT, "transfer": Journal.TRANSFER}[verb]
                draft = EntryDraft(journal, day, verb, f"{run}:{number}", lines_of(verb, what, amount))
                made.append((actions.post(draft, by=people.system, at=AT), draft))
        assert queries.unbalanced_funds() == ()
        for cut in (FIRST, FIRST + timedelta(days=150), date(2027, 1, 1)):
            assert queries.pairs_disagree(until=cut) == ()
            by_fund: dict[Fund, int] = {}
            for balance in queries.balances(until=cut):
                by_fund[balance.fund] = by_fund.get(balance.fund, 0) + balance.amount
            assert set(by_fund.values()) <= {0}
        actions.seal(at=AT)
        found = queries.verify()
        assert found.sound
        assert found.unsealed == ()


def _reverse(by: int, entry_id: int, day: date, key: str) -> None:
    try:
        with transaction.atomic():
            actions.reverse(entry_id, booked_on=day, act_key=key, reason="test", by=by, at=AT)
    except Refused as refused:
        assert refused.refusal.code in ("entry_already_reversed", "entry_not_reversible")  # noqa: PT017
