"""The chain finds what a superuser changes behind the database's back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from mizan.config.database import connect_as
from mizan.funds.ledger import actions, queries
from mizan.funds.ledger.seals import EntryRow, PostingRow, canonical, origin
from mizan.funds.ledger.types import EntryDraft, Head, Journal, Line

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def receipt(key: str, amount: int = 500, journal: Journal = Journal.RECEIPT) -> EntryDraft:
    lines = (Line("CNAS", "bank", "", "", amount), Line("CNAS", "suspense", "", "", -amount))
    memo = {"payer": 'سونلغاز "EST"\n\t\\ é\x7f\u2028', "n": 1}
    return EntryDraft(
        journal, date(2026, 10, 31), "receive", key, lines, ("line", key, "0" * 64), "", ("employer", 3), "ledger.receipt", memo
    )


@pytest.fixture
def books(people: Any) -> Iterator[dict[str, int]]:
    """Five sealed receipts and one sealed transfer; the test works as batch."""
    with connect_as("batch"):
        ids = {str(n): actions.post(receipt(str(n), n + 1), by=people.system, at=AT) for n in range(5)}
        ids["t"] = actions.post(receipt("t", journal=Journal.TRANSFER), by=people.system, at=AT)
        assert actions.seal(at=AT) == 6
        yield ids | {"by": people.system}


def test_sound_books_verify_and_name_their_tail(books: dict[str, int]) -> None:
    late = actions.post(receipt("late"), by=books["by"], at=AT)
    found = queries.verify()
    assert (found.verified, found.unsealed, found.broken, found.guards_off, found.sound) == (6, (late,), (), (), True)
    assert {head.journal: head.seq for head in found.heads} == {Journal.RECEIPT: 5, Journal.TRANSFER: 1}
    assert actions.seal(at=AT) == 1
    assert actions.seal(at=AT) == 0
    assert queries.verify(expected=found.heads).verified == 7


TAMPERING: dict[str, tuple[str, str]] = {
    "an amount pair": ("UPDATE ledger_posting SET amount = amount * 2 WHERE entry_id = {3}", "differ"),
    "an account": ("UPDATE ledger_posting SET account_id = 3 - account_id WHERE entry_id = {3} AND line_no = 1", "differ"),
    "an account's words": ("UPDATE ledger_account SET nature = 'equity' WHERE nature = 'suspense'", "differ"),
    "the memo": ("UPDATE ledger_entry SET memo = '{{}}' WHERE id = {3}", "differ"),
    "the day": ("UPDATE ledger_entry SET booked_on = '2026-10-30' WHERE id = {3}", "differ"),
    "the day of lines": ("UPDATE ledger_posting SET booked_on = '2026-10-30' WHERE entry_id = {3}", "differ"),
    "the actor": ("UPDATE ledger_entry SET actor_id = actor_id + 1 WHERE id = {3}", "differ"),
    "the document": ("UPDATE ledger_entry SET document_hash = repeat('1', 64) WHERE id = {3}", "differ"),
    "the moment": ("UPDATE ledger_entry SET recorded_at = recorded_at + interval '1 microsecond' WHERE id = {3}", "differ"),
    "a line added": (
        (
            "INSERT INTO ledger_posting (entry_id, line_no, fund, account_id, booked_on, amount) "
            "SELECT entry_id, 3, fund, account_id, booked_on, 1 FROM ledger_posting WHERE entry_id = {3} AND line_no = 1"
        ),
        "differ",
    ),
    "lines removed": ("DELETE FROM ledger_posting WHERE entry_id = {3}", "differ"),
    "the entry removed": ("DELETE FROM ledger_entry WHERE id = {3}", "missing"),
    "the seal removed": ("DELETE FROM ledger_seal WHERE entry_id = {3}", "missing"),
    "the digest": ("UPDATE ledger_seal SET digest = sha256('x') WHERE entry_id = {3}", "does not follow"),
    "the link": ("UPDATE ledger_seal SET link = sha256('x') WHERE entry_id = {3}", "does not follow"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_as_superuser_is_found_at_the_first_broken_entry(db: Any, books: dict[str, int], what: str) -> None:
    statement, reason = TAMPERING[what]
    with db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        done = admin.execute(statement.format(*(books[str(n)] for n in range(5))))
        assert done.rowcount > 0
    found = queries.verify()
    first = found.broken[0]
    assert not found.sound
    assert first.journal == Journal.RECEIPT
    assert reason in first.reason
    if what != "an account's words":  # that one spoils every receipt, the first included
        assert (first.seq, first.entry_id) in {(4, books["3"]), (4, books["4"])}
        assert found.verified == 3 + 1


def test_a_chain_rewritten_to_its_end_is_found_by_a_head_kept_elsewhere(db: Any, books: dict[str, int]) -> None:
    kept = queries.verify().heads
    with db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM ledger_seal WHERE journal = 'receipt' AND seq >= 4")
        admin.execute("UPDATE ledger_posting SET amount = amount * 2 WHERE entry_id = %s", [books["3"]])
    actions.seal(at=AT)
    assert queries.verify().sound, "the chain alone can not see it"
    found = queries.verify(expected=kept)
    assert [(b.journal, b.seq, b.reason) for b in found.broken] == [(Journal.RECEIPT, 5, "the link differs from the one kept elsewhere")]
    with db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("DELETE FROM ledger_seal WHERE journal = 'receipt' AND seq >= 4")
    assert [(b.seq, b.reason) for b in queries.verify(expected=kept).broken] == [(4, "links kept elsewhere are missing here")]
    assert not queries.verify(expected=[Head(Journal.GENERAL, 1, "00")]).sound


def test_a_guard_taken_away_is_named(db: Any, books: dict[str, int]) -> None:
    with db.raw() as admin:
        admin.execute("ALTER TABLE ledger_posting DISABLE TRIGGER ledger_posting_guard")
        admin.execute("DROP TRIGGER ledger_entry_append_only ON ledger_entry")
    found = queries.verify()
    assert set(found.guards_off) == {"ledger_posting_guard", "ledger_entry_append_only"}
    assert not found.sound


def test_what_is_not_committed_is_not_sealed_and_joins_the_chain_later(books: dict[str, int]) -> None:
    """Ids are taken in one order and committed in another; the sealer follows commits."""
    settings, sealed = connection.settings_dict, []

    def sealer() -> None:
        connection.settings_dict = settings
        try:
            actions.post(receipt("second"), by=books["by"], at=AT)
            sealed.append(actions.seal(at=AT))
        finally:
            connection.close()

    with transaction.atomic():
        actions.post(receipt("first"), by=books["by"], at=AT)
        other = threading.Thread(target=sealer)
        other.start()
        other.join(20)
    assert sealed == [1]
    assert actions.seal(at=AT) == 1
    assert queries.verify().verified == 8


def test_two_sealers_at_once_make_one_chain(books: dict[str, int]) -> None:
    for n in range(40):
        actions.post(receipt(f"more {n}"), by=books["by"], at=AT)
    settings, sealed = connection.settings_dict, []

    def sealer() -> None:
        connection.settings_dict = settings
        try:
            sealed.append(actions.seal(at=AT))
        finally:
            connection.close()

    sealers = [threading.Thread(target=sealer) for _ in range(2)]
    for thread in sealers:
        thread.start()
    for thread in sealers:
        thread.join(30)
    assert sum(sealed) == 40
    found = queries.verify()
    assert (found.verified, found.sound) == (46, True)


def test_only_the_sealer_writes_seals(db: Any, books: dict[str, int]) -> None:
    for role in ("mizan_web", "mizan_audit"):
        with db.raw(role) as raw, pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute("SELECT ledger_seal_journal('receipt', now())")
    with connect_as("audit"):
        assert queries.verify().verified == 6


def test_python_and_sql_write_the_same_text(db: Any, books: dict[str, int]) -> None:
    """The proof does not rest on the database's own code, so the two must agree on every byte."""
    with db.raw("mizan_owner") as owner:
        rows = owner.execute(
            "SELECT ledger_canonical(e), e.id, journal, booked_on, verb, act_key, actor_id, recorded_at, written_at, document_kind, "
            "document_id, document_hash, law_version, reverses_id, party_kind, party_id, memo_key, memo::text, "
            "proposal_id, funds, posting_count FROM ledger_entry e"
        ).fetchall()
        for text, *columns in rows:
            lines = owner.execute(
                "SELECT line_no, p.fund, nature, branch, party, booked_on, amount "
                "FROM ledger_posting p JOIN ledger_account a ON a.id = account_id WHERE entry_id = %s ORDER BY line_no",
                [columns[0]],
            ).fetchall()
            assert canonical(EntryRow(*columns), [PostingRow(*line) for line in lines]) == text


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=40))
def test_any_text_is_quoted_alike(sql_json: Callable[[str], str], text: str) -> None:
    row = EntryRow(1, text, date(2026, 1, 1), "", "", 1, AT, AT, "", "", "", "", None, "", None, "", "{}", None, ["CNAS"], 2)
    moment = '"2026-11-23T09:00:00.000000Z"'
    rest = f'"2026-01-01", "", "", 1, {moment}, {moment}, "", "", "", "", null, "", null, "", "{{}}", null, ["CNAS"], 2, null'
    assert canonical(row, []) == f"[1, {sql_json(text)}, {rest}]"


@pytest.fixture(scope="module")
def sql_json(cluster: Any) -> Iterator[Callable[[str], str]]:
    with psycopg.connect(cluster.url(database="postgres"), autocommit=True) as raw:

        def quoted(text: str) -> str:
            row = raw.execute("SELECT to_jsonb(%s::text)::text", [text]).fetchone()
            assert row is not None
            return str(row[0])

        yield quoted


def test_each_journal_has_its_own_origin() -> None:
    assert len({origin(journal) for journal in Journal}) == len(Journal)


def test_a_later_journal_is_still_proved_when_one_is_broken(db: Any, books: dict[str, int]) -> None:
    with db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE ledger_entry SET verb = 'x' WHERE id IN (%s, %s)", [books["0"], books["t"]])
    assert {(b.journal, b.seq) for b in queries.verify().broken} == {(Journal.RECEIPT, 1), (Journal.TRANSFER, 1)}
