"""Hostile statements against what a person is due, by each role of the service and by the owner: refused, or nobody is paid by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from tests.flows.pay_world import ADDRESS, HOLD, PayWorld, at, hold, make_world
from tests.flows.test_pay_month import _admin, refusal
from tests.flows.test_pay_returns import NET

from mizan.config.database import connect_as
from mizan.flows.hold_payment import agree_hold, notice_of_hold
from mizan.flows.nightly import run_night
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.sql import rows, run
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.actions.hold_payment import hold_payment, release_payment
from mizan.funds.benefits.actions.write_decision import write_decision
from mizan.funds.benefits.queries import award_of, decisions_of_claim
from mizan.funds.benefits.queries.holds import holds_of, notices_of_hold
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.funds.benefits.types import DecisionDraft, Outcome
from mizan.funds.people.actions import open_file
from mizan.kernel.refusals import Refused
from mizan.law.algeria.book import book
from mizan.law.algeria.holds.grounds import hold_grounds

HOSTILE_HOLD = (
    "INSERT INTO benefits_hold (award_id, ground, reference, standing, longest_days, reason, starts_on, deadline, appeal_body, appeal_days,"
    " by_id, at) VALUES (%(award)s, %(ground)s, 'law-83-12', 'gazette', 366, 'x', %(starts)s, %(ends)s, %(body)s, %(days)s, %(by)s,"
    " '2026-08-25 09:00+01')"
)
STEP = "INSERT INTO benefits_hold_step (hold_id, kind, ground, by_id, at) VALUES (%s, %s, 'x', %s, '2026-08-25 10:00+01')"


@pytest.fixture
def world(db: object) -> PayWorld:
    return make_world()


@contextmanager
def officer(world: PayWorld, award: int) -> Iterator[int]:
    """An officer of CNR in the web role, with the file open: whoever may write decisions."""
    with connect_as("batch"):
        if "hostile" not in world.accounts:
            about = {"username": "hostile", "name_ar": "x", "name_fr": "x", "language": "fr", "password": None, "by": world.system}
            world.accounts["hostile"] = open_account(at=at("2025-01-01"), **about)
            grant = {"account_id": world.accounts["hostile"], "role": Role.OFFICER, "scope_kind": Scope.FUND, "scope_id": "CNR"}
            grant_role(valid_from=date(2024, 1, 1), by=world.system, at=at("2025-01-01"), **grant)
        ((person,),) = rows("SELECT person_id FROM benefits_award WHERE id = %s", [award])
    with world.acting("hostile") as by:
        open_file([person], purpose="payment", route="test", by=by, at=at("2026-08-25"))
        yield by


def test_raw_statements_hold_nothing_without_a_ground_a_limit_a_second_person_and_a_notice(world: PayWorld) -> None:
    award = world.award()
    good: dict[str, Any] = {
        "award": award, "ground": "same_year_twice", "starts": "2026-09-01", "ends": "2026-10-15", "body": "local_commission", "days": 15,
    }  # fmt: skip
    for change in (
        {"ground": "unseizable"}, {"ground": "remarriage"}, {"ground": "invalid_works"}, {"ground": ""}, {"ends": "2027-08-31"},
        {"ends": "2026-09-01"}, {"body": "nobody"}, {"days": 0}, {"starts": "2026-08-24"}, {"by": world.accounts["agrees"]},
    ):  # fmt: skip
        with pytest.raises(Exception, match=r"violates|no text|begin|policy"), world.acting("prepares") as by:
            run(HOSTILE_HOLD, {"by": by, **good, **change})
    with world.acting("prepares") as by:
        run(HOSTILE_HOLD, {"by": by, **good})
        (placed,) = holds_of(award)
        # What the statement said of the text, its standing and its limit is not what is kept.
        assert (placed.reference, placed.standing, placed.longest_days) == ("arrete-1997-05-11", "secondary", 60)
    with pytest.raises(Exception, match="two people"), world.acting("prepares") as by:
        run(STEP, [placed.id, "agreed", by])
    with world.acting("agrees") as by:
        run(STEP, [placed.id, "agreed", by])
    # Agreed by two, and the person was told nothing: it stops nothing.
    assert _paid(world, award, "2026-09") == NET


def test_a_notice_in_one_language_alone_holds_nothing(world: PayWorld) -> None:
    award = world.award()
    with world.acting("prepares") as by:
        placed = hold_payment(replace(HOLD, award_id=award), by=by, at=at("2026-08-25"))
    with world.acting("agrees") as by:
        run(STEP, [placed, "agreed", by])
        run(
            "INSERT INTO benefits_notice (hold_id, language, template, address, told, sha256, code, made_on, by_id, at)"
            " VALUES (%s, 'ar', 'x', 'x', '{}', %s, %s, '2026-08-25', %s, '2026-08-25 09:00+01')",
            [placed, "0" * 64, "0" * 32, by],
        )
    assert _paid(world, award, "2026-09") == NET


def test_a_notice_made_after_the_hold_began_is_refused(world: PayWorld) -> None:
    award = world.award()
    with world.acting("prepares") as by:
        placed = hold_payment(replace(HOLD, award_id=award), by=by, at=at("2026-08-25"))
    with pytest.raises(Refused) as caught, world.acting("agrees") as by:
        agree_hold(placed, address=ADDRESS, by=by, at=at("2026-09-02"))
    assert refusal(caught) == "hold_notice"


def test_one_ground_does_not_hold_a_payment_again_and_again(world: PayWorld) -> None:
    award = world.award()
    first = hold(world, award)
    with connect_as("batch"):
        run_night(at=at("2026-10-16", 22))
    again = replace(HOLD, award_id=award, starts_on=date(2026, 10, 20), deadline=date(2026, 12, 19))
    with pytest.raises(Refused) as caught, world.acting("prepares") as by:
        hold_payment(again, by=by, at=at("2026-10-17"))
    assert refusal(caught) == "hold_again"
    # What is left of the sixty days may still be used, once; and another year begins another count.
    with world.acting("prepares") as by:
        hold_payment(replace(again, deadline=date(2026, 11, 5)), by=by, at=at("2026-10-17"))
        hold_payment(replace(again, starts_on=date(2027, 9, 2), deadline=date(2027, 11, 1)), by=by, at=at("2027-08-17"))
        assert len(holds_of(award)) == 3
        assert [one.state for one in holds_of(award) if one.id == first] == ["lapsed"]


def test_a_hold_lifted_early_leaves_the_days_it_did_not_use(world: PayWorld) -> None:
    award = world.award()
    first = hold(world, award)
    with world.acting("prepares") as by:
        release_payment(first, ground="pièce reçue", by=by, at=at("2026-09-11"))
        second = hold_payment(
            replace(HOLD, award_id=award, starts_on=date(2026, 9, 20), deadline=date(2026, 11, 9)), by=by, at=at("2026-09-15")
        )
    assert second > first


DECISION = (
    "INSERT INTO benefits_decision (number, claim_id, person_id, claimant_id, fund, kind, outcome, ground, supersedes_id, law_on,"
    " effective_on, decided_at, decided_by_id, automatic, sensitive, law_version, record, record_hash, difference, code, letter_template)"
    " SELECT 'CNR-N-2026-7777777', claim_id, person_id, claimant_id, fund, kind, %s, 'x', id, law_on, '2026-01-01', '2026-08-25 09:00+01',"
    " %s, %s, false, 'v', record, record_hash, '{}', repeat('a', 32), 'decision/1' FROM benefits_decision"
    " WHERE claim_id = (SELECT claim_id FROM benefits_award WHERE id = %s) RETURNING id"
)
CLOSE = "SELECT benefits_close_terms(%s, %s, '2026-01-01', '2026-08-25 09:00+01')"


def _ends(award: int, outcome: str, by: int, *, automatic: bool) -> None:
    """A decision that ends an award, and the end of its terms, in raw statements."""
    ((made,),) = rows(DECISION, [outcome, by, automatic, award])
    rows(CLOSE, [award, made])


def test_an_officer_ends_nothing_in_the_laws_name_nor_alone(world: PayWorld) -> None:
    """Raw statements of an officer with the file open: a decision said to be the law's, one said not to lower, terms closed by none."""
    award = world.award()
    for outcome in ("changed", "ended"):
        with pytest.raises(Exception, match="row-level security"), officer(world, award):
            _ends(award, outcome, world.system, automatic=True)
        with pytest.raises(Exception, match="takes two people"), officer(world, award) as by:
            _ends(award, outcome, by, automatic=False)
    with pytest.raises(Exception, match="no decision is being made"), officer(world, award):
        rows("SELECT benefits_close_terms(id, first_decision_id, '2026-01-01', now()) FROM benefits_award WHERE id = %s", [award])
    assert _paid(world, award, "2026-09") == NET


def _drops_the_past(world: PayWorld, award: int) -> None:
    """The law's own decision, in the batch role, that takes effect in October and drops what was due since January."""
    with connect_as("batch"), transaction.atomic():
        known = award_of(award)
        assert known is not None
        (last,) = decisions_of_claim(known.claim_id)
        draft = world._decision(known.fund, known.person_id, known.claim_id, Outcome.CHANGED, "2026-10-01", supersedes_id=last.id)
        made = write_decision(DecisionDraft(**draft), by=world.system, at=at("2026-09-15"), logged_by=world.system)
        run("SELECT benefits_close_terms(%s, %s, '2026-01-01', %s)", [award, made.id, at("2026-09-15")])


def test_a_decision_moves_nothing_before_its_day(world: PayWorld) -> None:
    award = world.award()
    with pytest.raises(Exception, match="before its day"):
        _drops_the_past(world, award)
    assert _paid(world, award, "2026-09") == NET


LESS = {
    "a term closed without a decision": "UPDATE benefits_award_term SET known_until = '2026-09-20 10:00+01' WHERE award_id = %(award)s",
    "a term made less": "UPDATE benefits_award_term SET (pension_m, gross_m, net_m) = (pension_m - 100, gross_m - 100, net_m - 100)"
    " WHERE award_id = %(award)s",
    "a term put in the place of another": "WITH o AS (UPDATE benefits_award_term SET known_until = '2026-09-20 10:00+01'"
    " WHERE award_id = %(award)s RETURNING *) INSERT INTO benefits_award_term (award_id, decision_id, starts_on, pension_m, fund_adds_m,"
    " state_adds_m, supplement_m, gross_m, social_insurance_m, income_tax_m, net_m, law_version, known_from)"
    " SELECT award_id, (SELECT max(id) FROM benefits_decision), starts_on + 1, pension_m - 100, 0, 0, 0, gross_m - 100, social_insurance_m,"
    " income_tax_m, net_m - 100, 'v', known_until FROM o",
    "an award sent elsewhere": "UPDATE benefits_award SET fund = 'CASNOS' WHERE id = %(award)s",
}
TABLES = ("benefits_award_term", "benefits_award")


@pytest.mark.parametrize("way", LESS)
def test_even_the_owner_pays_nobody_less_than_the_month_before_without_a_decision(world: PayWorld, way: str) -> None:
    """With the guards of the table off, a term is ended or lowered behind everybody's back: the next run can not be prepared."""
    award = world.award()
    world.award()
    world.paid("2026-09")
    with _admin() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in LESS[way].split("; "):
            cursor.execute(statement, {"award": award})
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with pytest.raises(Refused) as caught:
        world.prepare("2026-10")
    assert refusal(caught) == "instalment_unexplained"


def test_no_role_lets_a_debt_take_more_than_the_law_lets_it(world: PayWorld) -> None:
    award = world.award()
    world.paid("2026-08")
    world.decide(award, 2_000_000, "2026-08-01", "2026-08-28", months=("2026-08", "2026-08"))
    begin = (
        "INSERT INTO benefits_run (fund, month, attempt, pay_on, recovery_ppm, prepared_by_id, prepared_at)"
        " VALUES ('CNR', '2026-09-01', 1, '2026-09-20', %s, %s, '2026-09-10 09:00+01')"
    )
    for ppm in (200_001, 1_000_000):
        with pytest.raises(Exception, match="benefits_run_share_legal"), world.acting("prepares") as by:
            run(begin, [ppm, by])
    assert book().inputs.switches["benefit_recovery_share"].most == 200_000
    with _admin() as cursor:
        cursor.execute("ALTER TABLE benefits_instalment DISABLE TRIGGER USER")
        with pytest.raises(psycopg.errors.CheckViolation, match="recovered_legal"):
            cursor.execute("UPDATE benefits_instalment SET recovered = net_m / 4, paid = paid - net_m / 4 WHERE waits = ''")


def test_the_database_offers_the_grounds_of_the_statute_book_and_no_other(world: PayWorld) -> None:
    with world.acting("prepares"):
        kept = rows("SELECT code, reference, standing, longest_days, funds, benefits FROM benefits_hold_ground ORDER BY code")
    told = sorted(
        (one.code, one.reference.key, one.standing.value, one.longest_days, list(one.funds), list(one.benefits))
        for one in hold_grounds().values()
        if one.offered
    )
    assert [tuple(row) for row in kept] == told
    tries = (
        "UPDATE benefits_hold_ground SET longest_days = 366", "DELETE FROM benefits_hold_ground",
        "INSERT INTO benefits_hold_ground SELECT 'x', 'x', 'recall', 9, '{CNR}', '{retirement}'",
    )  # fmt: skip
    settings = connection.settings_dict
    for role in ("mizan_web", "mizan_batch", "mizan_audit"):
        address = f"host={settings['HOST']} port={settings['PORT']} user={role} dbname={settings['NAME']}"
        with psycopg.connect(address, autocommit=True) as session:
            for statement in tries:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    session.execute(statement)


def test_the_notice_is_the_same_bytes_as_its_hash_for_ever(world: PayWorld) -> None:
    award = world.award()
    hold(world, award)
    world.decide(award, 5_000_000, "2026-09-01", "2026-09-05")
    with world.acting("approves") as by:
        (kept,) = holds_of(award)
        notices = notices_of_hold(kept.id)
        assert [one.language for one in notices] == ["ar", "fr"]
        for one in notices:
            assert sha256(notice_of_hold(kept, one, by=by, at=at("2027-01-01"))).hexdigest() == one.sha256


def _paid(world: PayWorld, award: int, month: str) -> int:
    world.paid(month)
    with world.acting("prepares"):
        return instalments_of(award)[0].paid
