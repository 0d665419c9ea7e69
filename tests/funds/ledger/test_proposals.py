"""Other flows take two people; the database itself sees to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import psycopg
import pytest

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.ledger import actions, queries
from mizan.funds.ledger.types import Journal
from mizan.kernel.refusals import Refused

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FILE = """mizan-journal;1
flow;reserve_fund
booked_on;2026-10-31
memo_ar;تحويل إلى صندوق الاحتياط
memo_fr;Versement au fonds de réserve
fund;nature;branch;party;debit;credit
CNR;reserve_fund;;;1 000,00;
CNR;bank;;;;1 000,00
"""


def propose(people: Any, by: str, text: str = FILE) -> int:
    with acting_as(people[by]):
        return actions.propose(text.encode(), by=people[by], at=AT)


def approve(people: Any, proposal: int, by: str) -> int:
    with acting_as(people[by]):
        return actions.approve(proposal, by=people[by], at=AT + timedelta(hours=1))


def test_a_file_is_posted_once_a_second_person_agrees(people: Any) -> None:
    proposal = propose(people, "cnr")
    assert propose(people, "cnr") == proposal, "the same bytes are the same proposal"
    with acting_as(people["cnr_director"]):
        assert [p.id for p in queries.proposals(waiting=True)] == [proposal]
        assert not queries.is_open()
    entry_id = approve(people, proposal, "cnr_director")
    with acting_as(people["cnr"]):
        entry, kept = queries.entry_on(entry_id), queries.proposal_on(proposal)
        assert entry is not None
        assert kept is not None
        assert (entry.journal, entry.verb, entry.booked_on) == (Journal.GENERAL, "post_reserve_fund", date(2026, 10, 31))
        assert entry.document == ("journal_file", str(proposal), sha256(FILE.encode()).hexdigest())
        assert entry.lines == kept.lines
        assert (kept.proposed_by, kept.decided_by, kept.approved, kept.entry_id) == (people["cnr"], people["cnr_director"], True, entry_id)
        assert queries.proposals(waiting=True) == ()


def test_the_proposer_never_approves(people: Any) -> None:
    proposal = propose(people, "cnr")
    with pytest.raises(Refused, match="proposal_needs_another_person"):
        approve(people, proposal, "cnr")
    approve(people, proposal, "cnr_director")


def test_a_proposal_is_decided_once(people: Any) -> None:
    proposal = propose(people, "cnr")
    approve(people, proposal, "cnr_director")
    with pytest.raises(Refused, match="proposal_decided"):
        approve(people, proposal, "cnr_director")
    with acting_as(people["cnr_director"]), pytest.raises(Refused, match="proposal_decided"):
        actions.decline(proposal, reason="late", by=people["cnr_director"], at=AT)
    other = propose(people, "cnr", FILE.replace("1 000,00", "2 000,00"))
    with acting_as(people["cnr_director"]):
        actions.decline(other, reason="wrong year", by=people["cnr_director"], at=AT)
        kept = queries.proposal_on(other)
        assert kept is not None
        assert (kept.approved, kept.entry_id) == (False, None)
    with pytest.raises(Refused, match="proposal_decided"):
        approve(people, other, "cnr_director")


@pytest.mark.parametrize("by", ["cnas", "alpha", "minister", "auditor", "agent", "controller"])
def test_only_people_of_every_fund_in_the_file_take_part(people: Any, by: str) -> None:
    with pytest.raises(Refused, match="posting_not_allowed"):
        propose(people, by)
    proposal = propose(people, "cnr")
    with pytest.raises(Refused, match="posting_not_allowed"):
        approve(people, proposal, by)


def test_a_general_entry_is_reversed_by_two_people_too(people: Any) -> None:
    entry_id = approve(people, propose(people, "cnr"), "cnr_director")
    november = date(2026, 11, 2)
    with acting_as(people["cnr"]), pytest.raises(Refused, match="posting_not_allowed"):
        actions.reverse(entry_id, booked_on=november, act_key="alone", reason="x", by=people["cnr"], at=AT)
    with connect_as("batch"), pytest.raises(Refused, match="posting_not_allowed"):
        actions.reverse(entry_id, booked_on=november, act_key="alone", reason="x", by=people.system, at=AT)
    with acting_as(people["cnr_director"]):
        with pytest.raises(Refused, match="proposal_not_reversible"):
            actions.propose_reversal(entry_id, booked_on=date(2026, 10, 1), reason="too early", by=people["cnr_director"], at=AT)
        proposal = actions.propose_reversal(entry_id, booked_on=november, reason="wrong account", by=people["cnr_director"], at=AT)
    with pytest.raises(Refused, match="proposal_needs_another_person"):
        approve(people, proposal, "cnr_director")
    undo = approve(people, proposal, "cnr")
    with acting_as(people["cnr"]):
        mirror = queries.entry_on(undo)
        assert mirror is not None
        assert mirror.reverses == entry_id
        assert all(balance.amount == 0 for balance in queries.balances(until=date(2027, 1, 1)))
        with pytest.raises(Refused, match="proposal_not_reversible"):
            actions.propose_reversal(undo, booked_on=november, reason="back again", by=people["cnr"], at=AT)
        second = actions.propose_reversal(entry_id, booked_on=november, reason="twice", by=people["cnr"], at=AT)
    with pytest.raises(Refused, match="entry_already_reversed"):
        approve(people, second, "cnr_director")


def test_raw_sql_can_not_go_round_the_second_person(db: Any, people: Any) -> None:
    proposal = propose(people, "cnr")
    values = [proposal, people["cnr"], people["cnr"]]
    with db.raw("mizan_owner") as owner:
        with pytest.raises(psycopg.errors.CheckViolation, match="two_people"):
            owner.execute("INSERT INTO ledger_approval VALUES (%s, now(), %s, %s)", [values[0], values[1], values[2]])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):  # lying about who proposed
            owner.execute(
                "INSERT INTO ledger_approval (proposal_id, proposed_by_id, decided_by_id, decided_at) VALUES (%s, %s, %s, now())",
                [proposal, people["cnr_director"], people["cnr"]],
            )
    with db.raw("mizan_batch") as batch, pytest.raises(psycopg.errors.InsufficientPrivilege):
        batch.execute("SELECT ledger_approve(%s, now())", [proposal])
