"""What a self-employed person owes is read in CASNOS's books, asked of nobody, and stands as it was on the day of the claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from tests.funds.benefits.benefit_world import FIRST, NOW, World, benefit_world

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone, decide_claim, proposal_on, propose_decision
from mizan.flows.declare_base import declare_base
from mizan.flows.import_statement import import_statement
from mizan.flows.reassess import reassess_award, take_news
from mizan.flows.recompute_awards import recompute_awards
from mizan.flows.settle_statement import settle_statement
from mizan.formats.daa import DaaReturn
from mizan.formats.statement import BankLine, BankStatement, statement_csv
from mizan.funds.benefits.queries import awards_of_claim, decision_of, decisions_of_claim
from mizan.funds.benefits.queries.established import established_of
from mizan.funds.contributions.queries.dues import dues_of
from mizan.funds.people.actions import register_person
from mizan.funds.people.types import PersonDraft
from mizan.funds.self_employed.actions.affiliate import affiliate
from mizan.funds.self_employed.queries import affiliations_by_nss
from mizan.funds.self_employed.types import AffiliationDraft
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import nss_key
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refused

OWED = "contributions_unpaid"
NSS = f"6400000001{nss_key('6400000001'):02d}"
DECLARED = datetime(2026, 1, 20, 9, tzinfo=UTC)
WHEN = date(2026, 11, 20)
LATER = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Farmer:
    """Farid, in the fields since 1986 and known to CASNOS; how much he owes of 2025, and how it is paid."""

    def __init__(self, made: World) -> None:
        self.made, self.nss = made, NSS
        affiliate([AffiliationDraft(self.nss, "farmer", 16, "16000", date(1986, 1, 1))], by=made.system, at=DECLARED)
        self.id = affiliations_by_nss([self.nss])[self.nss].id

    def declare(self, year: int, at: datetime) -> int:
        """A year declared; what is due for it, in centimes."""
        declare_base(declaration=DaaReturn(self.nss, year, 480_000_00, "normal"), source="keyed", by=self.made.system, at=at)
        return sum(due.amount for due in dues_of(self.id, period_key=str(year)))

    def pay(self, amount: int, number: str, at: datetime) -> None:
        """A payment that reaches CASNOS's account."""
        line = BankLine("A", at.date(), at.date(), Centimes(amount), "SAIDI", "", self.nss)
        said = BankStatement("00700099990000000232", number, Centimes(0), Centimes(amount), at.date(), at.date(), (line,))
        kept = import_statement(statement_csv.write(said), fmt="csv", fund=Fund.CASNOS, by=self.made.system, at=at)
        (settled,) = settle_statement(kept, by=self.made.system, at=at)
        assert not settled.waits


@pytest.fixture
def farmer(people: Any) -> Iterator[Farmer]:
    with connect_as("batch"):
        made = benefit_world(people)
        draft = PersonDraft(NSS, "SAIDI", "FARID", date(1964, 5, 1), "سعيدي", "فريد", sex="M", fund="CASNOS", agency_code="16000")
        made.persons["farid"] = register_person(draft, by=made.system, at=FIRST).id
        made.trade("farid", 1986, 2025, 480_000_00)
        yield Farmer(made)


def claimed(farmer: Farmer) -> int:
    return claim_benefit(farmer.made.claim("farid", fund=Fund.CASNOS, claimed_on="2031-01-01"), by=farmer.made.system, at=NOW)


def test_who_owes_nothing_is_asked_nothing(farmer: Farmer) -> None:
    farmer.pay(farmer.declare(2025, DECLARED), "1", NOW)
    claim_id = claimed(farmer)
    written = decide_alone(claim_id, by=farmer.made.system, at=NOW)
    assert written is not None
    decision = decision_of(written.id)
    assert decision is not None
    given = decision.record["given"][OWED]
    assert (given["value"], given["source"]) == (
        "false", "contributions: of what CASNOS was owed before 2026-11-23, nothing remains"
    )  # fmt: skip


def test_who_owes_is_judged_by_people_and_paying_opens_the_right(farmer: Farmer) -> None:
    due, made = farmer.declare(2025, DECLARED), farmer.made
    claim_id = claimed(farmer)
    assert decide_alone(claim_id, by=made.system, at=NOW) is None
    with made.desk("other") as by:
        proposal = proposal_on(claim_id, by=by, at=NOW)
        assert proposal.missing == ()
        assert OWED in proposal.to_judge
        assert (proposal.awards, proposal.ground) == ((), "unpaid_contributions")
        assert f"{due // 100}.{due % 100:02d} DA remain, since 2025" in proposal.held.facts[OWED].source
        propose_decision(claim_id, grant=False, by=by, at=NOW)
        with pytest.raises(Refused, match="decision_needs_another_person"):
            decide_claim(claim_id, grant=False, by=by, at=NOW)
    farmer.pay(due, "1", LATER)
    assert decide_alone(claim_id, by=made.system, at=LATER) is not None
    assert len(awards_of_claim(claim_id)) == 1


def test_a_debt_known_later_closes_no_right(farmer: Farmer) -> None:
    farmer.pay(farmer.declare(2025, DECLARED), "1", NOW)
    claim_id = claimed(farmer)
    assert decide_alone(claim_id, by=farmer.made.system, at=NOW) is not None
    after = datetime(2031, 11, 25, 9, tzinfo=UTC)
    farmer.declare(2026, datetime(2027, 1, 20, 9, tzinfo=UTC))
    take_news(by=farmer.made.system, at=after)
    assert reassess_award(claim_id, reason={"kind": "test"}, by=farmer.made.system, at=after) is None
    assert len(decisions_of_claim(claim_id)) == 1
    assert established_of(claim_id, at=after)[OWED].value == "false"
    found = recompute_awards(Fund.CASNOS, by=farmer.made.system, at=after)
    assert (found.awards, found.differing) == (1, 0)


def test_nobody_but_the_books_says_it(farmer: Farmer, db: Any) -> None:
    farmer.declare(2025, DECLARED)
    claim_id, made = claimed(farmer), farmer.made
    with made.desk("other") as by:
        proposal_on(claim_id, by=by, at=NOW)
    with db.raw("mizan_web", autocommit=False) as raw:
        raw.execute("SELECT set_config('mizan.account', %s, true)", [str(made.accounts["other"])])
        for statement in (
            "INSERT INTO benefits_established (claim_id, fact, late, before, at) VALUES (%s, 'contributions_unpaid', 0, now(), now())",
            "UPDATE benefits_established SET late = 0 WHERE claim_id = %s",
            "DELETE FROM benefits_established WHERE claim_id = %s",
            "SELECT benefits_establish(%s, '2026-11-20', now())",
            "SELECT * FROM benefits_owed_to_casnos(%s, '2026-11-20')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), raw.transaction():
                raw.execute(statement, [claim_id])
        assert raw.execute("SELECT count(*) FROM benefits_established").fetchone() == (0,), "no file is open"
