"""Claims decided on the real database: by the law alone, by an officer, by two; and what stays of a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.funds.benefits.benefit_world import CLAIMED, NOW, World, benefit_world, later

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone, decide_claim, is_sampled, proposal_on, propose_decision
from mizan.funds.access.sql import one_row, rows, run
from mizan.funds.benefits import actions
from mizan.funds.benefits.queries import awards_of_claim, claim_of, claims_waiting, decision_by_code, decision_of
from mizan.funds.benefits.switches import BenefitSwitches, instruct
from mizan.funds.benefits.types import Kind, Outcome
from mizan.funds.people.actions import open_file
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import rip_from_ccp
from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book, topics
from mizan.law.engine.replay import read_decision, replay


@pytest.fixture
def at_work(people: Any) -> Iterator[World]:
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        yield made


def same(record: Any) -> bool:
    return bool(replay(book(), topics(), read_decision(dict(record), book()))["same"])


def test_a_plain_retirement_is_decided_at_once_by_the_law_alone(at_work: World) -> None:
    with at_work.desk("one") as by:
        draft = at_work.claim("omar")
        claim_id = claim_benefit(draft, by=by, at=NOW)
        assert claim_benefit(draft, by=by, at=NOW) == claim_id
        assert [(one.claim_id, one.state) for one in claims_waiting()] == [(claim_id, "received")]
        written = decide_alone(claim_id, by=by, at=NOW)
        assert written is not None
        assert claims_waiting() == ()
        decision, (award,) = decision_of(written.id), awards_of_claim(claim_id)
    assert decision is not None
    assert (decision.outcome, decision.automatic, decision.decided_by) == (Outcome.GRANTED, True, at_work.system)
    assert (decision.law_on, decision.effective_on) == (CLAIMED, date(2026, 12, 1))
    (term,) = award.terms
    # 33 years at 2.5 % are capped at 80 % of 60 000,00; the supplement of a spouse without income beside; 2 % of social insurance.
    assert term.parts.pension == 48_000_00
    assert term.parts.supplement > 0
    assert term.parts.social_insurance == (term.parts.gross * 2 + 50) // 100
    assert decision.record["given"]["wages"]["source"].startswith("careers: casnos")
    assert decision.record["given"]["born_on"]["source"].startswith("people: identity known since 2026-01-05")
    assert {"ar", "fr"} <= decision.record["steps"]["amount"]["text"].keys()
    assert same(decision.record)
    shown = decision_by_code(decision.code)
    assert shown is not None
    assert (shown.valid, shown.fund) == (True, Fund.CNR)
    assert decision_by_code("0" * 32) is None


def test_what_is_refused_leaves_the_callers_transaction_as_it_was(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar"), by=by, at=NOW)
        assert decide_alone(claim_id, by=by, at=NOW) is not None
        with transaction.atomic():
            before = rows("SELECT id FROM access_read ORDER BY id")
            with pytest.raises(Refused) as caught:
                decide_alone(claim_id, by=by, at=later(1))
            assert caught.value.refusal.code == "claim_decided"
            assert rows("SELECT id FROM access_read ORDER BY id") == before
            assert len(awards_of_claim(claim_id)) == 1


def test_a_claim_told_otherwise_under_the_same_key_is_refused(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_benefit(at_work.claim("omar"), by=by, at=NOW)
        with pytest.raises(Refused, match="claim_key_reused"):
            claim_benefit(at_work.claim("omar", overlap_scheme="cnr"), by=by, at=NOW)
        with pytest.raises(Refused, match="fact_not_asked"):
            claim_benefit(at_work.claim("omar", fund=Fund.CASNOS, cnr_quarters="200"), by=by, at=NOW)
        with pytest.raises(Refused, match="kind_not_of_fund"):
            claim_benefit(at_work.claim("omar", fund=Fund.CNAS), by=by, at=NOW)


def test_too_young_is_refused_by_the_law_with_its_ground(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar", claimed_on="2019-01-01"), by=by, at=NOW)
        written = decide_alone(claim_id, by=by, at=NOW)
        assert written is not None
        decision = decision_of(written.id)
        assert awards_of_claim(claim_id) == ()
    assert decision is not None
    assert (decision.outcome, decision.ground, decision.automatic) == (Outcome.REFUSED, "age", True)
    assert decision.record["steps"]["ground"]["value"] == "age"
    assert same(decision.record)


def test_what_was_due_before_the_decision_is_arrears_with_its_entry(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar", claimed_on="2026-06-10"), by=by, at=NOW)
        assert decide_alone(claim_id, by=by, at=NOW)
        (award,) = awards_of_claim(claim_id)
    net = award.terms[0].parts.net
    (arrears,) = award.adjustments
    # July to October; November is the first instalment's.
    assert (arrears.kind, arrears.amount, arrears.from_month, arrears.to_month) == ("arrears", 4 * net, date(2026, 7, 1), date(2026, 10, 1))
    lines = rows(
        "SELECT a.fund, a.nature, p.amount FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE p.entry_id = %s",
        [arrears.entry_id],
    )
    assert ("CNR", "benefit_payable", -4 * net) in lines
    assert ("CNR", "benefit_expense", 4 * award.terms[0].parts.gross) in lines
    assert ("CNAS", "claim_social_insurance", 4 * award.terms[0].parts.social_insurance) in lines


def test_judged_facts_wait_for_an_officer_and_a_refusal_for_two(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar", total_incapacity="true"), by=by, at=NOW)
        assert decide_alone(claim_id, by=by, at=NOW) is None
        assert proposal_on(claim_id, by=by, at=NOW).to_judge == ("total_incapacity",)
        with pytest.raises(Refused, match="decision_needs_another_person"):
            decide_claim(claim_id, grant=False, ground="evidence_rejected", by=by, at=NOW)
        propose_decision(claim_id, grant=False, ground="evidence_rejected", by=by, at=NOW)
        with pytest.raises(Refused, match="decision_needs_another_person"):
            decide_claim(claim_id, grant=False, ground="evidence_rejected", by=by, at=NOW)
    with at_work.desk("two") as by:
        written = decide_claim(claim_id, grant=False, ground="evidence_rejected", by=by, at=NOW)
        decision = decision_of(written.id)
        with pytest.raises(Refused, match="claim_decided"):
            decide_claim(claim_id, grant=True, by=by, at=NOW)
    assert decision is not None
    assert (decision.ground, decision.sensitive) == ("evidence_rejected", True)
    assert (decision.proposed_by, decision.decided_by) == (at_work.accounts["one"], at_work.accounts["two"])


def test_a_fact_told_against_what_is_held_needs_two(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar"), by=by, at=NOW)
        actions.take_claim(claim_id, by=by, at=NOW)
        actions.ask_claimant(claim_id, facts=["children_raised"], by=by, at=NOW)
        actions.answer_claim(claim_id, told={"children_raised": "5"}, by=by, at=NOW)
        assert proposal_on(claim_id, by=by, at=NOW).overrides == ("children_raised",)
        assert decide_alone(claim_id, by=by, at=NOW) is None
        propose_decision(claim_id, grant=True, by=by, at=NOW)
        actions.hand_over_claim(claim_id, to=at_work.accounts["two"], by=by, at=NOW)
    with at_work.desk("two") as by:
        written = decide_claim(claim_id, grant=True, by=by, at=NOW)
        decision, claim = decision_of(written.id), claim_of(claim_id)
    assert decision is not None
    assert claim is not None
    assert decision.sensitive
    assert decision.record["given"]["children_raised"]["source"].startswith("told, against people: household")
    assert [step.kind.value for step in claim.steps] == ["taken", "asked", "answered", "proposed", "handed_over"]
    assert (claim.state, claim.holder) == ("decided", at_work.accounts["two"])


def test_nobody_handles_their_own_file_or_a_relatives(at_work: World) -> None:
    actions.declare_own_person(at_work.accounts["one"], at_work["sara"], by=at_work.system, at=NOW)
    with at_work.desk("one") as by, pytest.raises(Refused, match="own_file"):
        claim_benefit(at_work.claim("omar"), by=by, at=NOW)
    with at_work.desk("two") as by:
        claim_id = claim_benefit(at_work.claim("omar", total_incapacity="true"), by=by, at=NOW)
        with pytest.raises(Refused, match="own_file"):
            actions.hand_over_claim(claim_id, to=at_work.accounts["one"], by=by, at=NOW)
    with at_work.desk("one") as by, pytest.raises(Refused, match="own_file"):
        decide_claim(claim_id, grant=True, by=by, at=NOW)
    # A child of the same household is a relative too; a stranger is not.
    actions.declare_own_person(at_work.accounts["two"], at_work["ali"], by=at_work.system, at=NOW)
    with at_work.desk("two") as by, pytest.raises(Refused, match="own_file"):
        actions.take_claim(claim_id, by=by, at=NOW) if proposal_on(claim_id, by=by, at=NOW) else None


def test_a_withdrawn_claim_is_not_decided(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar"), by=by, at=NOW)
        actions.withdraw_claim(claim_id, reason="reprise", by=by, at=NOW)
        with pytest.raises(Refused, match="claim_withdrawn"):
            decide_alone(claim_id, by=by, at=NOW)
        with pytest.raises(Refused, match="claim_withdrawn"):
            actions.take_claim(claim_id, by=by, at=NOW)
        assert claims_waiting() == ()


@pytest.mark.parametrize(("years", "funds"), [((2006, 2025), [Fund.CNR, Fund.CASNOS]), (None, [Fund.CASNOS])])
def test_a_mixed_and_a_self_employed_career(people: Any, years: tuple[int, int] | None, funds: list[Fund]) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.trade("omar", 1986, 2005, 480_000_00)
        if years:
            made.work("omar", *years, 60_000_00)
        with made.desk("one") as by:
            claim_id = claim_benefit(made.claim("omar", claimed_on="2032-01-01"), by=by, at=NOW)
            assert proposal_on(claim_id, by=by, at=NOW).missing == ("contributions_unpaid",)
            with pytest.raises(Refused, match="claim_incomplete"):
                decide_claim(claim_id, grant=True, by=by, at=NOW)
            actions.answer_claim(claim_id, told={"contributions_unpaid": "false"}, by=by, at=NOW)
            written = decide_claim(claim_id, grant=True, by=by, at=NOW)
            decision, awards = decision_of(written.id), awards_of_claim(claim_id)
    assert decision is not None
    assert [(award.fund, award.kind) for award in awards] == [(fund, Kind.RETIREMENT) for fund in funds]
    due = sum(term.parts.gross for award in awards for term in award.terms)
    assert f"{due // 100}.{due % 100:02d}" == decision.record["outputs"]["amount"]
    assert same(decision.record)


def test_arrears_of_a_mixed_career_are_posted_in_one_entry_for_both_funds(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.trade("omar", 1986, 2005, 480_000_00)
        made.work("omar", 2006, 2025, 60_000_00)
        with made.desk("one") as by:
            claim_id = claim_benefit(made.claim("omar", claimed_on="2032-01-01", contributions_unpaid="false"), by=by, at=NOW)
            written = decide_claim(claim_id, grant=True, by=by, at=datetime(2032, 4, 9, 9, tzinfo=UTC))
            owed = [one for award in awards_of_claim(claim_id) for one in award.adjustments]
    assert len(written.award_ids) == 2
    assert [(one.kind, one.from_month) for one in owed] == [("arrears", date(2032, 2, 1))] * 2
    assert len({one.entry_id for one in owed}) == 1


def test_a_claim_and_a_decision_of_casnos_bear_its_whole_name(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.trade("omar", 1986, 2025, 480_000_00)
        draft = made.claim("omar", fund=Fund.CASNOS, claimed_on="2032-01-01", contributions_unpaid="false")
        claim_id = claim_benefit(draft, by=made.system, at=NOW)
        claim, written = claim_of(claim_id), decide_claim(claim_id, grant=True, by=made.system, at=NOW)
    assert claim is not None
    assert claim.number.startswith("CASNOS-D-2026-")
    assert written.number.startswith("CASNOS-N-")


def test_an_allowance_is_granted_as_such(people: Any) -> None:
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 2016, 2025, 50_000_00)
        with made.desk("one") as by:
            claim_id = claim_benefit(made.claim("omar"), by=by, at=NOW)
            written = decide_alone(claim_id, by=by, at=NOW)
            assert written is not None
            decision, (award,) = decision_of(written.id), awards_of_claim(claim_id)
    assert decision is not None
    assert decision.kind == award.kind == Kind.RETIREMENT_ALLOWANCE
    assert decision.record["outputs"]["route"] == "retirement_allocation"


def test_a_share_is_examined_again_and_the_draw_is_the_same_for_ever(at_work: World) -> None:
    numbers = [f"CNR-D-2026-{number:07d}" for number in range(5000)]
    drawn = [number for number in numbers if is_sampled(number)]
    assert 50 <= len(drawn) <= 150
    assert drawn == [number for number in numbers if is_sampled(number)]
    instruct({"benefit_sample_ppm": "1000000"})
    try:
        with at_work.desk("one") as by:
            claim_id = claim_benefit(at_work.claim("omar"), by=by, at=NOW)
            assert decide_alone(claim_id, by=by, at=NOW)
            actions.examine_claim(claim_id, agrees=True, finding="conforme", by=by, at=NOW)
            claim = claim_of(claim_id)
        assert claim is not None
        assert [step.kind.value for step in claim.steps] == ["sampled", "examined"]
    finally:
        instruct({})
    assert BenefitSwitches().sample_ppm == 20_000


def test_files_that_are_not_open_show_nothing_and_take_nothing(at_work: World) -> None:
    with at_work.desk("one") as by:
        claim_id = claim_benefit(at_work.claim("omar"), by=by, at=NOW)
        assert decide_alone(claim_id, by=by, at=NOW)
    tables = ("claim", "claim_step", "decision", "award", "award_term", "adjustment", "payee_account", "own_person")
    with at_work.desk("two"):
        assert all(one_row(f"SELECT count(*) FROM benefits_{table}") == (0,) for table in tables)
        assert claim_of(claim_id) is None
    # CASNOS's officer opens nobody of another fund, whatever is logged.
    with at_work.desk("other") as by:
        open_file([at_work["omar"]], purpose="curiosity", route="x", by=by, at=NOW)
        assert all(one_row(f"SELECT count(*) FROM benefits_{table}") == (0,) for table in tables)
        with pytest.raises(Refused, match="claim_unknown"):
            decide_alone(claim_id, by=by, at=NOW)
    with at_work.desk("accountant"):
        assert one_row("SELECT count(*) FROM benefits_award") == (1,)
        assert one_row("SELECT count(*) FROM benefits_award_term") == (1,)
        assert one_row("SELECT count(*) FROM benefits_decision") == (0,)
    with at_work.desk("one") as by:
        open_file([at_work["omar"]], purpose="p", route="x", by=by, at=NOW)
        for statement in (
            "UPDATE benefits_decision SET ground = 'x'",
            "DELETE FROM benefits_award",
            "UPDATE benefits_award_term SET net_m = net_m + 1, gross_m = gross_m + 1",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                run(statement)
        # A term without its decision in the same transaction is turned away.
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            run(
                "INSERT INTO benefits_award_term (award_id, decision_id, starts_on, pension_m, fund_adds_m, state_adds_m, supplement_m, "
                "gross_m, social_insurance_m, income_tax_m, net_m, law_version, known_from) "
                "SELECT award_id, decision_id, '2030-01-01', 1, 0, 0, 0, 1, 0, 0, 1, 'x', now() FROM benefits_award_term"
            )


def test_a_payee_account_is_one_at_a_time(at_work: World) -> None:
    with at_work.desk("one") as by:
        open_file([at_work["omar"]], purpose="p", route="x", by=by, at=NOW)
        where = {"account_kind": "ccp", "holder_name": "KADI OMAR", "by": by}
        first, second = (rip_from_ccp(number) for number in ("12345678", "87654321"))
        assert actions.set_payee_account(at_work["omar"], account=first, at=NOW, **where)
        assert not actions.set_payee_account(at_work["omar"], account=first, at=NOW, **where)
        assert actions.set_payee_account(at_work["omar"], account=second, at=NOW, **where)
        for wrong in ("12", second[:-1] + str(9 - int(second[-1]))):
            with pytest.raises(Refused, match="account_unreadable"):
                actions.set_payee_account(at_work["omar"], account=wrong, at=NOW, **where)
        assert one_row("SELECT count(*), count(known_until) FROM benefits_payee_account") == (2, 1)
    with at_work.desk("two") as by, pytest.raises(Refused, match="file_not_open"):
        actions.set_payee_account(at_work["omar"], account=first, account_kind="ccp", holder_name="X", by=by, at=later(400))
