"""Each control finds what was planted for it, and nothing in a clean world."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.flows.pay_world import at
from tests.funds.controls.control_world import NOW, ControlWorld

from mizan.config.database import connect_as
from mizan.doors import wording
from mizan.flows.recompute_awards import recompute_awards
from mizan.funds.access.actions import record_read
from mizan.funds.benefits.types import Kind
from mizan.funds.controls.catalogue import controls
from mizan.kernel.funds import Fund
from mizan.kernel.refusals import Refused


def test_the_book_holds_together_in_both_languages() -> None:
    for one in controls().values():
        for texts in (one.name, one.risk, one.treatment):
            assert texts["ar"].strip(), one.id
            assert texts["fr"].strip(), one.id
        assert "unfounded" in one.conclusions
        assert one.query.startswith("-- ")
        for lang in ("ar", "fr"):
            assert wording.has(f"controls.why.{one.id}", lang)  # type: ignore[arg-type]


def test_a_clean_world_gives_no_finding(world: ControlWorld) -> None:
    for _ in range(3):
        world.pay.award()
    world.allowance(world.pay.person(), "2026-02-01", 20)
    world.pay.paid("2026-09")
    done = world.run()
    assert len(done) == len(controls())
    # Awards given here stand on no career: that is what recomputation is for, and it has not run.
    # Chance names whoever is paid; nothing looks wrong with anybody.
    assert {one.control: one.found for one in done if one.found} == {"random_awards": 3}


@pytest.mark.parametrize(
    ("durations", "unit", "overlap"),
    [((90, 0, 0, 0), "J", 20), ((75, 0, 0, 0), "J", 5), ((3, 0, 0, 0), "M", 20), ((70, 90, 90, 90), "J", 0)],
)
def test_wage_and_allowance_over_the_same_days(world: ControlWorld, durations: Any, unit: str, overlap: int) -> None:
    person = world.pay.person()
    _, award = world.allowance(person, "2026-02-01", 20, net=200_001)
    world.declared(person, 2026, durations, unit)
    found = world.found("wage_and_allowance")
    if not overlap:
        assert found == []
        return
    (one,) = found
    assert (one.award_id, one.fund, one.reasons["days"]) == (award, Fund.CNAS, overlap)
    assert one.stake == 200_001 * overlap // 20
    assert [row["kind"] for row in one.evidence] == ["award", "wage_line"]


def test_a_superseded_line_and_one_known_later_show_nothing(world: ControlWorld) -> None:
    person = world.pay.person()
    world.allowance(person, "2026-02-01", 20)
    world.declared(person, 2026, (90, 0, 0, 0))
    assert world.found("wage_and_allowance", moment=at("2026-03-20")) == []
    [(filing,)] = world.sql("SELECT filing_id FROM careers_wage_line")
    with world.db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(
            "INSERT INTO careers_supersession (filing_id, line_no, employer_id, by_filing_id, recorded_at) VALUES (%s, 1, 1, 1, %s)",
            [filing, at("2026-05-01")],
        )
    assert world.found("wage_and_allowance") == []


def test_what_was_paid_after_a_death_until_it_is_asked_back(world: ControlWorld) -> None:
    person = world.pay.person()
    award = world.pay.award(person=person)
    for month in ("2026-08", "2026-09", "2026-10"):
        world.pay.paid(month)
    assert world.found("paid_after_death") == []
    world.sql("UPDATE people_person SET died_on = '2026-08-15' WHERE id = %s", [person])
    (one,) = world.found("paid_after_death")
    [(net,)] = world.sql("SELECT net_m FROM benefits_instalment WHERE award_id = %s LIMIT 1", [award])
    assert (one.award_id, one.reasons["months"], one.stake) == (award, 2, 2 * net)
    # A decision that makes those months a debt asks them back.
    world.pay.decide(award, None, "2026-09-01", "2026-11-19", months=("2026-09", "2026-10"))
    (gone,) = world.found("paid_after_death", moment=NOW + timedelta(hours=1))
    assert (gone.id, gone.present) == (one.id, False)


def test_two_pensions_of_ones_own_right_but_not_a_survivor_s(world: ControlWorld) -> None:
    person = world.pay.person()
    first = world.pay.award(person=person)
    second = world.pay.award(person=person, fund=Fund.CASNOS, gross=3_000_000)
    world.pay.award(person=world.pay.person())
    (one,) = world.found("two_pensions")
    assert (one.award_id, one.reasons["first"], one.fund) == (second, first, Fund.CASNOS)
    assert one.stake > 0


def test_two_allowances_of_the_same_days(world: ControlWorld) -> None:
    person = world.pay.person()
    first = world.allowance(person, "2026-02-01", 20)[1]
    second = world.allowance(person, "2026-02-11", 30, net=300_000, kind=Kind.MATERNITY)[1]
    world.allowance(person, "2026-06-01", 10)
    (one,) = world.found("allowances_together")
    assert (one.award_id, one.reasons["first"], one.reasons["days"], one.stake) == (second, first, 10, 100_000)


def test_two_people_on_one_account_and_whether_they_share_a_household(world: ControlWorld) -> None:
    persons = [world.pay.person() for _ in range(3)]
    for person in persons:
        world.pay.award(person=person)
    [(account,)] = world.sql("SELECT account FROM benefits_payee_account WHERE person_id = %s", [persons[0]])
    world.pay.pay_on(persons[1], account, day="2026-05-01")
    (one,) = world.found("shared_account")
    assert (one.subject, one.reasons["persons"], one.reasons["household"]) == (account, 2, False)
    assert one.person_id == persons[1]
    world.pay.pay_on(persons[1], "00799999000000777753", day="2026-06-01")
    assert [each.present for each in world.found("shared_account", moment=NOW + timedelta(hours=1))] == [False]


def test_a_prescriber_who_signs_far_more_than_peers(world: ControlWorld) -> None:
    person = world.pay.person()
    for prescriber, count in (("P-1", 1), ("P-2", 1), ("P-3", 2), ("P-4", 1), ("P-5", 2), ("P-9", 8)):
        for number in range(count):
            claim, _ = world.allowance(person, f"2026-0{1 + number % 5}-{2 + number:02d}", 1, net=1000)
            world.certificate(claim, prescriber, 3)
    (one,) = world.found("prescriber_series")
    assert (one.subject, one.reasons["number"], one.reasons["median"], one.stake) == ("P-9", 8, 1, 8000)
    # The year after, nothing is found anew, and what was found of 2026 stays as it was.
    assert [(each.id, each.present) for each in world.found("prescriber_series", moment=at("2027-04-01"))] == [(one.id, True)]


def test_an_agency_with_far_more_claims_for_those_it_holds(world: ControlWorld) -> None:
    for number, (code, persons, claims) in enumerate(
        (("16001", 10, 1), ("16002", 10, 1), ("16003", 10, 1), ("16004", 10, 1), ("16005", 10, 9), ("16006", 90, 9))
    ):
        people = [world.pay.person(account=None) for _ in range(2)]
        world.sql(
            "INSERT INTO people_affiliation (person_id, fund, agency_code, starts_on, by_id, known_from)"
            " SELECT p.id, 'CNAS', %s, '2025-01-01', %s, %s FROM people_person p ORDER BY p.id DESC LIMIT 2",
            [code, world.pay.system, at("2025-01-05")],
        )
        # The other persons an agency holds need no file of their own here.
        world.sql(
            "INSERT INTO people_person (surname_fr, given_name_fr, nin, surname_ar, given_name_ar, sex, birth_presumed, birth_place)"
            " SELECT 'N', 'P', '', '', '', '', '', '' FROM generate_series(1, %s)",
            [persons - 2],
        )
        world.sql(
            "INSERT INTO people_affiliation (person_id, fund, agency_code, starts_on, by_id, known_from)"
            " SELECT p.id, 'CNAS', %s, '2025-01-01', %s, %s FROM people_person p ORDER BY p.id DESC LIMIT %s",
            [code, world.pay.system, at("2025-01-05"), persons - 2],
        )
        world.agency = code
        for each in range(claims):
            world.allowance(people[0], f"2026-{1 + number:02d}-{1 + each:02d}", 1)
    (one,) = world.found("agency_series")
    assert (one.subject, one.reasons["number"], one.reasons["per_million"]) == ("16005", 9, 900_000)


def test_an_award_above_its_recomputation(world: ControlWorld) -> None:
    award = world.pay.award()
    with connect_as("batch"):
        recompute_awards(Fund.CNR, by=world.pay.system, at=at("2026-11-19"))
    (one,) = world.found("above_recomputation")
    assert one.award_id == award
    assert one.reasons["given"] == 0
    assert one.stake == one.reasons["kept"]
    assert world.found("above_recomputation", moment=at("2026-11-18"))[0].present is False


def test_arrears_split_under_the_threshold(world: ControlWorld) -> None:
    person = world.pay.person()
    award = world.pay.award(person=person)
    entry = world.sql("SELECT id FROM ledger_entry LIMIT 1") or [(1,)]
    days = ("2026-03-01", "2026-03-10", "2026-03-20", "2026-08-01")
    [(claim,)] = world.sql("SELECT claim_id FROM benefits_award WHERE id = %s", [award])
    officer = world.account("officer")
    with world.db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        for number, day in enumerate(days, start=1):
            admin.execute(
                "INSERT INTO benefits_decision (id, number, claim_id, person_id, claimant_id, fund, kind, outcome, ground, law_on,"
                " effective_on, decided_at, decided_by_id, automatic, sensitive, law_version, record, record_hash, difference, code,"
                " letter_template, supersedes_id) OVERRIDING SYSTEM VALUE SELECT 900 + %s, 'CNR-N-2026-900000' || %s, %s, %s, %s, 'CNR',"
                " 'retirement', 'changed', '', %s, %s, %s, %s, false, false, 'v1', '{\"format\": \"mizan-decision/1\"}', repeat('0', 64),"
                " '{}', lpad(%s::text, 32, 'a'), 't', 1000 + %s",
                [number, number, claim, person, person, day, day, at(day), officer, number, number],
            )
            admin.execute(
                "INSERT INTO benefits_adjustment (award_id, decision_id, kind, amount, from_month, to_month, entry_id, made_at)"
                " VALUES (%s, 900 + %s, 'arrears', 4000000, '2026-01-01', '2026-01-01', %s, %s)",
                [award, number, entry[0][0], at(day)],
            )
    (one,) = world.found("split_amounts")
    assert (one.award_id, one.reasons["pieces"], one.stake) == (award, 3, 12_000_000)


def test_two_people_who_agree_too_fast_to_have_read(world: ControlWorld) -> None:
    prepares, agrees = world.account("prepares"), world.account("agrees")
    awards = [world.pay.award() for _ in range(25)]
    with world.db.raw() as admin:
        admin.execute("SET session_replication_role = replica")
        for number, award in enumerate(awards, start=1):
            slow = number > 23
            moment = at("2026-06-01") + timedelta(hours=number)
            admin.execute(
                "INSERT INTO benefits_hold (id, award_id, ground, reference, standing, longest_days, reason, starts_on, deadline,"
                " appeal_body, appeal_days, by_id, at) OVERRIDING SYSTEM VALUE VALUES (%s, %s, 'same_year_twice', 'r', 'secondary', 60,"
                " 'x', '2026-07-01', '2026-07-30', 'court', 30, %s, %s)",
                [number, award, prepares, moment],
            )
            admin.execute(
                "INSERT INTO benefits_hold_step (hold_id, kind, ground, by_id, at) VALUES (%s, 'agreed', '', %s, %s)",
                [number, agrees, moment + (timedelta(hours=2) if slow else timedelta(seconds=20))],
            )
    (one,) = world.found("same_two_people")
    assert (one.subject, one.reasons["together"], one.reasons["fast"]) == (f"{prepares}/{agrees}", 25, 23)
    assert len(one.evidence) == 25


def test_an_officer_who_reads_or_pays_a_relative(world: ControlWorld) -> None:
    child, stranger = world.pay.person(), world.pay.person()
    world.kin("officer", child)
    world.kin("agrees", child)
    world.pay.award(person=child)
    with world.acting("officer") as by:
        for person in (child, stranger):
            record_read(purpose="benefit_claim", subject=("person", person), route="officer:person", by=by, at=at("2026-05-05"))
    world.pay.paid("2026-09")
    found = {one.subject: one for one in world.found("own_household")}
    assert set(found) == {f"{world.account('officer')}/{child}", f"{world.account('agrees')}/{child}"}
    assert found[f"{world.account('officer')}/{child}"].reasons == {"reads": 1, "payments": 0}
    paid = found[f"{world.account('agrees')}/{child}"]
    assert paid.reasons == {"reads": 0, "payments": 1}
    assert paid.stake > 0


def test_an_unknown_control_is_refused(world: ControlWorld) -> None:
    with pytest.raises(Refused, match="control_unknown"):
        world.run("no_such_control")


def test_running_again_writes_nothing_twice_and_what_is_gone_is_told(world: ControlWorld) -> None:
    person = world.pay.person()
    world.pay.award(person=person)
    world.pay.award(person=person, fund=Fund.CASNOS)
    (first,) = world.run("two_pensions")
    (again,) = world.run("two_pensions")
    assert ((first.found, first.new, first.gone), (again.found, again.new, again.gone)) == ((1, 1, 0), (1, 0, 0))
    assert world.sql("SELECT count(*) FROM controls_seen") == [(1,)]
    (one,) = world.found("two_pensions")
    world.pay.decide(int(str(one.award_id)), None, "2026-01-01", "2026-11-19")
    (gone,) = world.run("two_pensions", moment=NOW + timedelta(hours=1))
    assert (gone.found, gone.new, gone.gone) == (0, 0, 1)
    assert world.run("two_pensions", moment=NOW + timedelta(hours=2))[0].gone == 0
    assert world.sql("SELECT present FROM controls_seen ORDER BY run_id") == [(True,), (False,)]


def test_a_subject_found_twice_from_one_day_is_one_finding(world: ControlWorld) -> None:
    person = world.pay.person()
    for days in (5, 20):
        world.allowance(person, "2026-02-01", days)
    last = world.allowance(person, "2026-02-01", 30, net=300_000, kind=Kind.MATERNITY)[1]
    by_award = {one.award_id: one for one in world.found("allowances_together")}
    assert len(by_award) == 2
    assert (by_award[last].reasons["days"], by_award[last].stake) == (20, 200_000)


def test_how_a_ground_was_read_is_what_the_statute_book_says() -> None:
    from mizan.law.algeria.book import book

    for one in controls().values():
        if one.reference is not None:
            assert one.standing is book().standing_of(one.reference), one.id
