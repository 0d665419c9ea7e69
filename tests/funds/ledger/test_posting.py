"""Posting, reversing and reading the books back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.ledger import actions, queries
from mizan.funds.ledger.types import EntryDraft, Journal, Line, Nature
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 31)


def due(key: str = "due", amount: int = 900, booked_on: date = OCTOBER) -> EntryDraft:
    """What an employer's retirement contribution makes due: CNAS holds it for CNR, CNR claims it."""
    lines = (
        Line("CNAS", "receivable", "retirement", "employers", amount),
        Line("CNAS", "owed_assessed", "retirement", "CNR", -amount),
        Line("CNR", "claim_assessed", "retirement", "CNAS", amount),
        Line("CNR", "revenue", "retirement", "", -amount),
    )
    document = ("filing", "7", "ab" * 32)
    return EntryDraft(
        Journal.ASSESSMENT, booked_on, "assess", key, lines, document, "2026-01", ("employer", 1), "ledger.due", {"période": "2026-10"}
    )


@pytest.fixture
def batch(people: Any) -> Iterator[int]:
    with connect_as("batch"):
        yield people.system


def test_an_entry_reads_back_as_it_was_posted(batch: int) -> None:
    draft = due()
    entry = queries.entry_on(actions.post(draft, by=batch, at=AT))
    assert entry is not None
    assert (entry.journal, entry.booked_on, entry.verb, entry.act_key) == (draft.journal, draft.booked_on, draft.verb, draft.act_key)
    assert (entry.lines, entry.document, entry.law_version, entry.party) == (draft.lines, draft.document, draft.law_version, draft.party)
    assert (entry.memo_key, entry.memo, entry.actor_id, entry.recorded_at) == (draft.memo_key, draft.memo, batch, AT)
    assert (entry.reverses, entry.reversed_by) == (None, None)
    assert queries.entry_by_key("due") == entry
    assert queries.entries_on_document("filing", "7") == (entry,)
    assert queries.entry_on(entry.id + 1) is None


def test_the_same_act_is_posted_once(batch: int) -> None:
    first = actions.post(due(), by=batch, at=AT)
    assert actions.post(due(), by=batch, at=AT + timedelta(days=1)) == first
    with pytest.raises(Refused, match="act_key_reused"), transaction.atomic():
        actions.post(due(amount=901), by=batch, at=AT)
    with pytest.raises(Refused, match="act_key_reused"), transaction.atomic():
        actions.post(replace(due(), document=("filing", "7", "cd" * 32)), by=batch, at=AT)
    assert actions.post_set([due(), due("other")], by=batch, at=AT)["due"] == first
    assert len(queries.entries_on_document("filing", "7")) == 2


def test_two_processes_posting_one_act_at_once_post_it_once(batch: int) -> None:
    settings, made = connection.settings_dict, []

    def work() -> None:
        connection.settings_dict = settings
        try:
            made.append(actions.post(due(), by=batch, at=AT))
        finally:
            connection.close()

    with transaction.atomic():
        first = actions.post(due(), by=batch, at=AT)
        other = threading.Thread(target=work)
        other.start()
        other.join(0.3)
        assert other.is_alive(), "the second waits for the first to commit"
    other.join(20)
    assert made == [first]


def test_a_reversal_is_the_mirror_and_comes_once(batch: int) -> None:
    entry_id = actions.post(due(), by=batch, at=AT)
    with pytest.raises(Refused, match="entry_not_reversible"), transaction.atomic():  # not before what it reverses
        actions.reverse(entry_id, booked_on=OCTOBER - timedelta(days=1), act_key="undo", reason="error", by=batch, at=AT)
    undo = actions.reverse(entry_id, booked_on=date(2026, 11, 5), act_key="undo", reason="error", by=batch, at=AT)
    mirror, entry = queries.entry_on(undo), queries.entry_on(entry_id)
    assert mirror is not None
    assert entry is not None
    assert (mirror.reverses, entry.reversed_by, mirror.journal, mirror.party) == (entry_id, undo, entry.journal, entry.party)
    assert mirror.lines == tuple(line._replace(amount=-line.amount) for line in entry.lines)
    assert actions.reverse(entry_id, booked_on=date(2026, 11, 5), act_key="undo", reason="error", by=batch, at=AT) == undo
    for target, key, code in ((entry_id, "again", "entry_already_reversed"), (undo, "undo the undoing", "entry_not_reversible")):
        with pytest.raises(Refused, match=code), transaction.atomic():
            actions.reverse(target, booked_on=date(2026, 11, 6), act_key=key, reason="x", by=batch, at=AT)
    with pytest.raises(Refused, match="entry_unknown"), transaction.atomic():
        actions.reverse(999, booked_on=OCTOBER, act_key="none", reason="x", by=batch, at=AT)


def test_balances_at_a_cut_off_and_as_then_known(batch: int) -> None:
    actions.post(due("a", 100, date(2026, 9, 30)), by=batch, at=AT)
    actions.post(due("b", 30, date(2026, 10, 31)), by=batch, at=AT + timedelta(hours=1))
    retirement = {"funds": [Fund.CNR], "natures": [Nature.CLAIM_ASSESSED]}
    assert [b.amount for b in queries.balances(until=date(2026, 11, 1), **retirement)] == [130]
    assert [b.amount for b in queries.balances(until=date(2026, 10, 31), **retirement)] == [100]
    assert [b.amount for b in queries.balances(until=date(2026, 11, 1), known_until=AT + timedelta(minutes=1), **retirement)] == [100]
    assert queries.balances(until=date(2026, 9, 30)) == ()
    months = queries.movements(since=date(2026, 1, 1), until=date(2027, 1, 1), **retirement)
    assert [(m.month, m.debit, m.credit) for m in months] == [(date(2026, 9, 1), 100, 0), (date(2026, 10, 1), 30, 0)]
    assert {b.fund for b in queries.balances(until=date(2027, 1, 1))} == {Fund.CNAS, Fund.CNR}


def test_pairs_that_disagree_are_named(batch: int) -> None:
    actions.post(due(), by=batch, at=AT)
    assert queries.pairs_disagree() == ()
    lonely = (Line("CNAS", "receivable", "unemployment", "employers", 7), Line("CNAS", "owed_assessed", "unemployment", "CNAC", -7))
    actions.post(replace(due("lonely"), lines=lonely), by=batch, at=AT)
    relief = (Line("CNAS", "receivable", "retirement", "CNAC", 5), Line("CNAS", "revenue", "social_insurance", "", -5))
    actions.post(replace(due("relief"), lines=relief), by=batch, at=AT)
    found = {(d.debtor, d.creditor, d.branch, d.nature, d.owed, d.claimed) for d in queries.pairs_disagree()}
    assert found == {
        (Fund.CNAS, Fund.CNAC, "unemployment", Nature.OWED_ASSESSED, 7, 0),
        (Fund.CNAC, Fund.CNAS, "retirement", Nature.RELIEF_PAYABLE, 0, 5),
    }
    assert queries.pairs_disagree(until=OCTOBER) == ()


def test_a_set_is_all_or_none_and_leaves_no_staging(batch: int) -> None:
    bad = replace(due("bad"), lines=(Line("CNAS", "bank", "", "", 5), Line("CNAS", "suspense", "", "", -6)))
    for broken in (bad, replace(bad, lines=()), replace(due("general"), journal=Journal.GENERAL)):
        with pytest.raises((IntegrityError, Refused)):
            actions.post_set([due("good"), broken], by=batch, at=AT)
    assert not queries.is_open()
    made = actions.post_set([due(str(n), n + 1) for n in range(500)], by=batch, at=AT)
    assert len(made) == 500
    assert queries.pairs_disagree() == ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM ledger_staged_entry) + (SELECT count(*) FROM ledger_staged_posting)")
        assert cursor.fetchone() == (0,)


def test_each_fund_reads_its_own_lines(people: Any) -> None:
    with connect_as("batch"):
        entry_id = actions.post(due(), by=people.system, at=AT)
    funds = {}
    for person in ("alpha", "cnas", "cnr", "minister"):
        with acting_as(people[person]):
            entry = queries.entry_on(entry_id)
            funds[person] = None if entry is None else {line.fund for line in entry.lines}
    assert funds == {"alpha": None, "cnas": {"CNAS"}, "cnr": {"CNR"}, "minister": {"CNAS", "CNR"}}
