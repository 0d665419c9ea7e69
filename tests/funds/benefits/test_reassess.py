"""Awards that live: deaths, survivors, late months of a career; each piece of news acted on once, each change explained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.funds.benefits.benefit_world import DRAFTS, NOW, World, benefit_world

from mizan.config.database import connect_as
from mizan.flows import reassess
from mizan.flows.benefit_case import open_case
from mizan.flows.decide_again import propose_reassessment
from mizan.flows.decide_benefit import claim_benefit, decide_alone, decide_claim
from mizan.flows.declared_news import take_declared
from mizan.flows.file_das import file_das
from mizan.flows.reassess import CONSUMER, reassess_award, relive, take_news
from mizan.formats.das import DasHeader, DasRow, QuarterPay, write_pair
from mizan.funds.benefits.queries import (
    awards_of_claim,
    claims_aging,
    claims_living,
    decision_of,
    decisions_of_claim,
    live_decision_of_claim,
)
from mizan.funds.benefits.types import AwardKnown, Kind, Outcome
from mizan.funds.people.actions import register_person, register_persons
from mizan.funds.people.queries import changes_waiting
from mizan.funds.people.types import EventKind, PersonDraft
from mizan.kernel.identifiers import nss_key
from mizan.kernel.money import Centimes
from mizan.kernel.refusals import Refused

DIED = date(2027, 3, 12)
AFTER = datetime(2027, 3, 20, 9, tzinfo=UTC)
OTHER = "8500000001"
"""The number, without its key, of a worker nobody is paid for."""


@pytest.fixture
def paid(people: Any) -> Iterator[tuple[World, int]]:
    """Omar is retired since December 2026; the claim's id."""
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        claim_id = claim_benefit(made.claim("omar"), by=made.system, at=NOW)
        assert decide_alone(claim_id, by=made.system, at=NOW)
        take_news(by=made.system, at=NOW)
        yield made, claim_id


def crowd(by: int, number: int) -> None:
    """So many other persons in the register that nobody would read it whole to find one."""
    people = [
        PersonDraft(
            f"{serial:010d}{nss_key(f'{serial:010d}'):02d}",
            "FOULE",
            f"P{serial}",
            date(1980, 1, 1),
            sex="F",
            fund="CNAS",
            agency_code="16000",
        )
        for serial in range(8_000_000_000 + 1, 8_000_000_000 + 1 + number)
    ]
    register_persons(people, by=by, at=NOW)
    with connect_as("owner"), connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person")


def read_one_by_one(table: str) -> int:
    """Rows of a table read by going through all of them, in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = %s", [table])
        return int(cursor.fetchone()[0])


def nets(award: AwardKnown, *days: date) -> list[int]:
    return [term.parts.net if (term := award.on(day)) else 0 for day in days]


def test_news_that_changes_nothing_decides_nothing(paid: tuple[World, int]) -> None:
    made, claim_id = paid
    assert take_news(by=made.system, at=NOW) == 0
    assert len(decisions_of_claim(claim_id)) == 1
    assert reassess_award(claim_id, reason={"kind": "test"}, by=made.system, at=NOW) is None


def test_a_late_month_raises_from_the_first_day_and_gives_arrears(paid: tuple[World, int]) -> None:
    made, claim_id = paid
    (before,) = awards_of_claim(claim_id)
    made.work("omar", 1988, 1992, 90_000_00, at=AFTER)
    assert take_news(by=made.system, at=AFTER) == 1
    assert take_news(by=made.system, at=AFTER) == 0
    (award,) = awards_of_claim(claim_id)
    first, second = decisions_of_claim(claim_id)
    assert (second.supersedes_id, second.outcome, first.superseded_by) == (first.id, Outcome.CHANGED, second.id)
    assert {"cnr_quarters", "wages"} <= second.difference["facts"].keys()
    assert second.difference["reason"]["kind"] == "career"
    gain = award.live()[0].parts.net - before.live()[0].parts.net
    assert gain > 0
    # December, January and February are gone by; March is the instalment's.
    (arrears,) = award.adjustments
    assert (arrears.kind, arrears.amount, arrears.to_month) == ("arrears", 3 * gain, date(2027, 2, 1))
    (former,) = [term for term in award.terms if term.known_until is not None]
    assert former.parts == before.live()[0].parts


def test_a_corrected_career_that_lowers_needs_two_people_and_is_a_debt(paid: tuple[World, int]) -> None:
    made, claim_id = paid
    made.work("omar", 1993, 2025, 40_000_00, at=AFTER)
    with made.desk("one") as by:
        with pytest.raises(Refused, match="decision_needs_another_person"):
            reassess_award(claim_id, reason={"kind": "career"}, by=by, at=AFTER)
        with pytest.raises(Refused, match="decision_needs_another_person"):
            reassess_award(claim_id, reason={"kind": "career"}, proposed_by=by, by=by, at=AFTER)
        # Named as the one who proposed it, but they never did.
        with pytest.raises(Refused, match="decision_needs_another_person"):
            reassess_award(claim_id, reason={"kind": "career"}, proposed_by=made.accounts["two"], by=by, at=AFTER)
    with made.desk("two") as other:
        propose_reassessment(claim_id, reason="carrière corrigée", by=other, at=AFTER)
    with made.desk("one") as by:
        assert reassess_award(claim_id, reason={"kind": "career"}, proposed_by=made.accounts["two"], by=by, at=AFTER)
    (award,) = awards_of_claim(claim_id)
    (debt,) = award.adjustments
    lost = award.terms[0].parts.net - award.live()[0].parts.net
    assert (debt.kind, debt.amount) == ("debt", 3 * abs(lost))


def test_a_death_ends_the_award_and_opens_the_survivors_right(paid: tuple[World, int]) -> None:
    made, claim_id = paid
    made.tell(EventKind.DEATH, "omar", DIED, AFTER)
    assert take_news(by=made.system, at=AFTER) == 1
    (award,) = awards_of_claim(claim_id)
    decision = live_decision_of_claim(claim_id)
    assert decision is not None
    assert (decision.outcome, decision.ground, decision.effective_on) == (Outcome.ENDED, "death", date(2027, 4, 1))
    full = award.on(date(2027, 3, 31))
    assert full is not None
    assert award.on(date(2027, 4, 1)) is None
    assert award.adjustments == ()

    asked = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=AFTER)
    assert decide_alone(asked, by=made.system, at=AFTER)
    shares = awards_of_claim(asked)
    by_person = {one.person_id: one.live()[0].parts.gross for one in shares}
    pension = full.parts.gross - full.parts.supplement
    # With two children: half to the widow, forty per cent between the children (law 83-12, article 34).
    assert by_person == {made["sara"]: pension // 2, made["nour"]: pension // 5, made["ali"]: pension // 5}
    assert {one.rights_of_id for one in shares} == {made["omar"]}
    assert [one.starts_on for one in shares] == [date(2027, 4, 1)] * 3


def test_a_late_death_leaves_a_debt(paid: tuple[World, int]) -> None:
    made, claim_id = paid
    late = datetime(2027, 7, 5, 9, tzinfo=UTC)
    made.tell(EventKind.DEATH, "omar", DIED, late)
    assert take_news(by=made.system, at=late) == 1
    (award,) = awards_of_claim(claim_id)
    (debt,) = award.adjustments
    (net,) = nets(award, date(2027, 3, 1))
    assert (debt.kind, debt.amount, debt.from_month, debt.to_month) == ("debt", 3 * net, date(2027, 4, 1), date(2027, 6, 1))


def test_a_late_career_of_the_dead_pays_until_the_death_and_no_longer(paid: tuple[World, int]) -> None:
    made, claim_id = paid
    made.tell(EventKind.DEATH, "omar", DIED, AFTER)
    take_news(by=made.system, at=AFTER)
    (before,) = awards_of_claim(claim_id)
    later = datetime(2027, 7, 5, 9, tzinfo=UTC)
    made.work("omar", 1988, 1992, 90_000_00, at=later)
    assert take_news(by=made.system, at=later) == 1
    (award,) = awards_of_claim(claim_id)
    gain = nets(award, date(2027, 3, 1))[0] - nets(before, date(2027, 3, 1))[0]
    assert gain > 0
    assert nets(award, date(2027, 4, 1), date(2027, 7, 1)) == [0, 0]
    # December to March, the month of the death included.
    (arrears,) = award.adjustments
    assert (arrears.kind, arrears.amount, arrears.to_month) == ("arrears", 4 * gain, date(2027, 3, 1))
    # An older piece of news again: the award stays ended.
    assert reassess_award(claim_id, reason={"kind": "test"}, by=made.system, at=later) is None


def test_what_is_decided_after_a_death_is_due_until_it(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        claim_id = claim_benefit(made.claim("omar"), by=made.system, at=NOW)
        made.tell(EventKind.DEATH, "omar", DIED, AFTER)
        take_news(by=made.system, at=AFTER)
        assert decide_alone(claim_id, by=made.system, at=AFTER)
        (award,) = awards_of_claim(claim_id)
        assert [one > 0 for one in nets(award, date(2027, 3, 1), date(2027, 4, 1))] == [True, False]


def test_a_yearly_declaration_is_news_of_those_who_are_paid_alone(paid: tuple[World, int]) -> None:
    """Omar's last year comes with his employer's yearly declaration, after his pension was granted."""
    made, claim_id = paid
    filed = datetime(2027, 1, 20, 9, tzinfo=UTC)
    (before,) = awards_of_claim(claim_id)
    quarters = tuple(QuarterPay(520, "H", Centimes(270_000_00)) for _ in range(4))
    other = PersonDraft(f"{OTHER}{nss_key(OTHER):02d}", "NOMA", "PRENOMA", date(1985, 3, 15), sex="M", fund="CNAS", agency_code="16000")
    register_person(other, by=made.system, at=NOW)
    people = [(one.nss, one.surname_fr, one.given_name_fr, one.birth_date) for one in (DRAFTS["omar"], other)]
    rows = [
        DasRow(number, *who, quarters, Centimes(4 * 270_000_00), date(2019, 2, 1), None)  # type: ignore[arg-type]
        for number, who in enumerate(people, start=1)
    ]
    totals = (Centimes(2 * 270_000_00),) * 4
    header, detail = write_pair(
        DasHeader("1600000001", "N", 2026, centre="16000", totals=totals, total_year=Centimes(8 * 270_000_00), workers=2), rows
    )
    crowd(made.system, 3000)
    receipt = file_das(header=header, detail=detail, by=made.system, at=filed)
    assert receipt.taken == 2, receipt.anomalies
    with transaction.atomic():
        assert take_declared(at=filed) == 1
        assert read_one_by_one("people_person") < 3000, "the register was read whole to find the persons of two lines"
    assert take_declared(at=filed) == 0, "a declaration is told of once"
    (news,) = [one for one in changes_waiting(CONSUMER, limit=10) if one.kind == "career"]
    assert (news.person_id, news.since, news.ref) == (made["omar"], date(2026, 1, 1), receipt.filing_id)
    assert take_news(by=made.system, at=filed) == 1
    (award,) = awards_of_claim(claim_id)
    assert nets(award, date(2026, 12, 1))[0] > nets(before, date(2026, 12, 1))[0]
    assert "wages" in decisions_of_claim(claim_id)[-1].difference["facts"]


def test_a_remarriage_and_time_recompute_the_group(paid: tuple[World, int]) -> None:
    made, _ = paid
    made.tell(EventKind.DEATH, "omar", DIED, AFTER)
    take_news(by=made.system, at=AFTER)
    claim_id = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=AFTER)
    assert decide_alone(claim_id, by=made.system, at=AFTER)
    assert take_news(by=made.system, at=AFTER) == 0
    # Nour is 18 on 9 July 2028: from August the group is looked at by time alone.
    grown = datetime(2028, 8, 1, 5, tzinfo=UTC)
    assert relive(day=date(2028, 8, 1), by=made.system, at=grown) == 1
    assert relive(day=date(2028, 8, 1), by=made.system, at=grown) == 0
    by_person = {one.person_id: one for one in awards_of_claim(claim_id)}
    assert nets(by_person[made["nour"]], date(2028, 7, 1))[0] > 0
    assert by_person[made["nour"]].on(date(2028, 8, 1)) is None
    assert nets(by_person[made["ali"]], date(2028, 8, 1)) > nets(by_person[made["ali"]], date(2028, 7, 1))
    decision = live_decision_of_claim(claim_id)
    assert decision is not None
    assert decision.difference["reason"]["kind"] == "time"


def test_survivors_are_decided_at_the_desk_too(paid: tuple[World, int]) -> None:
    made, _ = paid
    made.tell(EventKind.DEATH, "omar", DIED, AFTER)
    take_news(by=made.system, at=AFTER)
    with made.desk("one") as by:
        claim_id = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=by, at=AFTER)
        assert decide_alone(claim_id, by=by, at=AFTER)
        assert len(awards_of_claim(claim_id)) == 3


def test_invalidity_is_judged_and_paid_monthly(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 2023, 2026, 60_000_00)
        from mizan.kernel.funds import Fund

        with made.desk("insurer") as by:
            draft = made.claim("omar", Kind.INVALIDITY, Fund.CNAS, category="2", capacity_cut="0.6")
            claim_id = claim_benefit(draft, by=by, at=NOW)
            assert decide_alone(claim_id, by=by, at=NOW) is None
            written = decide_claim(claim_id, grant=True, by=by, at=NOW)
            decision, (award,) = decision_of(written.id), awards_of_claim(claim_id)
        assert decision is not None
        # 80 % of a year at 60 000,00, a twelfth a month.
        assert award.live()[0].parts.gross == 48_000_00
        assert decision.record["note"]["opening"]["outputs"]["entitled"] == "true"


_AGAIN = """
INSERT INTO benefits_decision (id, number, fund, kind, person_id, claimant_id, claim_id, outcome, ground, supersedes_id, law_on,
    effective_on, decided_at, decided_by_id, proposed_by_id, automatic, sensitive, law_version, record, record_hash, difference, code,
    letter_template)
SELECT 900000 + %(proposed_by)s, 'CNR-N-2027-09000' || lpad(%(proposed_by)s::text, 2, '0'), fund, kind, person_id, claimant_id, claim_id,
       'changed', '', id, law_on, effective_on, %(at)s, %(by)s, %(proposed_by)s, false, true, law_version, record, record_hash, difference,
       md5(id::text), letter_template
  FROM benefits_decision WHERE id = %(former)s"""


def test_the_database_takes_no_reassessment_that_nobody_else_proposed(paid: tuple[World, int]) -> None:
    """Raw SQL, in an officer's own session: neither by oneself, nor in the name of a colleague who has proposed nothing."""
    made, claim_id = paid
    former = live_decision_of_claim(claim_id)
    assert former is not None
    one, two = made.accounts["one"], made.accounts["two"]

    def again(by: int, proposed_by: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_AGAIN, {"by": by, "proposed_by": proposed_by, "former": former.id, "at": AFTER})

    with made.desk("one") as by:
        propose_reassessment(claim_id, reason="carrière corrigée", by=by, at=AFTER)
        for proposed_by, said in ((one, "benefits_decision_two_people"), (two, "nobody else has proposed")):
            with pytest.raises(IntegrityError, match=said), transaction.atomic():
                again(one, proposed_by)
        # Nor can one write the proposal in the other's name.
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO benefits_claim_step (id, claim_id, kind, by_id, detail, at) VALUES (900000, %s, 'reproposed', %s, %s, %s)",
                [claim_id, two, f'{{"decision": "{former.id}"}}', AFTER],
            )
    with made.desk("two") as by:
        open_case(claim_id, purpose="test", by=by, at=AFTER)
        again(two, one)
    with made.desk("two") as by, pytest.raises(Refused, match="ground_missing"):
        propose_reassessment(claim_id, reason=" ", by=by, at=AFTER)


def test_a_child_born_after_the_death_joins_the_shares_from_the_month_after_the_birth(paid: tuple[World, int]) -> None:
    """Law 83-12, article 34: forty per cent between the children, however many; the elder's shares fall by decision, never the widow's."""
    made, _ = paid
    made.tell(EventKind.DEATH, "omar", DIED, AFTER)
    take_news(by=made.system, at=AFTER)
    asked = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=AFTER)
    assert decide_alone(asked, by=made.system, at=AFTER)
    before = {one.person_id: one.live()[-1].parts.gross for one in awards_of_claim(asked)}
    born, told = date(2027, 9, 14), datetime(2027, 9, 25, 9, tzinfo=UTC)
    late = register_person(PersonDraft("", "KADI", "AMAL", born, "قاضي", "أمل", sex="F"), by=made.system, at=told).id
    made.persons["amal"] = late
    made.tell(EventKind.BIRTH, "amal", born, told, mother="sara", father="omar")
    assert take_news(by=made.system, at=told) == 1
    after = {one.person_id: one for one in awards_of_claim(asked)}
    first = date(2027, 10, 1)
    assert after[late].starts_on == first
    shares = {person: one.on(first) for person, one in after.items()}
    gross = {person: term.parts.gross for person, term in shares.items() if term is not None}
    assert set(gross) == {made["sara"], made["nour"], made["ali"], late}
    assert gross[made["sara"]] == before[made["sara"]]
    elder = before[made["nour"]] + before[made["ali"]]
    assert abs(gross[made["nour"]] + gross[made["ali"]] + gross[late] - elder) <= 1
    assert max(gross[made["nour"]], gross[made["ali"]], gross[late]) - min(gross[made["nour"]], gross[made["ali"]], gross[late]) <= 1
    # Until the end of the month of the birth the former shares stand.
    assert nets(after[made["nour"]], date(2027, 9, 30))[0] == nets(after[made["nour"]], date(2027, 5, 1))[0]
    decision = live_decision_of_claim(asked)
    assert decision is not None
    assert (decision.outcome, decision.effective_on) == (Outcome.CHANGED, first)
    assert decision.difference["reason"]["kind"] == "birth"


def test_spouses_alone_are_looked_at_when_the_law_changes_or_the_year_does(
    paid: tuple[World, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = paid
    for child in ("nour", "ali"):
        made.tell(EventKind.DEATH, child, date(2026, 6, 1), datetime(2026, 12, 10, tzinfo=UTC))
    made.tell(EventKind.DEATH, "omar", DIED, AFTER)
    take_news(by=made.system, at=AFTER)
    claim_id = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=AFTER)
    assert decide_alone(claim_id, by=made.system, at=AFTER)
    decision = live_decision_of_claim(claim_id)
    assert decision is not None
    assert decision.record["given"]["relation"]["value"] == ["spouse"]
    assert (claims_living(Kind.SURVIVORS), claims_aging(Kind.SURVIVORS)) == ((claim_id,), ())
    looked: list[int] = []
    monkeypatch.setattr(reassess, "reassess_award", lambda claim, **_: looked.append(claim))
    for moment, at_everybody in ((datetime(2027, 6, 1, 5, tzinfo=UTC), 0), (datetime(2028, 1, 1, 5, tzinfo=UTC), 1)):
        looked.clear()
        relive(day=moment.date(), by=made.system, at=moment)
        assert len(looked) == at_everybody
    # A law told late, of a day already gone, is looked at too.
    looked.clear()
    monkeypatch.setattr(reassess, "changes", lambda *_: ["something"])
    relive(day=date(2027, 6, 1), by=made.system, at=datetime(2027, 6, 1, 5, tzinfo=UTC))
    assert looked == [claim_id]
