"""Careers on the real database: credited periods and corrections by two people, disputes, spells, and what was known when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, transaction

from mizan.config.database import connect_as
from mizan.funds.access.context import acting_as
from mizan.funds.careers import queries
from mizan.funds.careers.actions.keep_earnings import From, end_spell, keep_earnings, open_spells
from mizan.funds.careers.actions.open_dispute import open_dispute, reject_dispute, uphold_dispute
from mizan.funds.careers.actions.propose import grant_proposal, propose_credit, propose_withdrawal, refuse_proposal
from mizan.funds.careers.switches import CareerSwitches, QuarterReading, instruct
from mizan.funds.careers.types import CreditDraft, CreditKind, EarningDraft, Origin, Scheme, SpellDraft
from mizan.funds.people.actions import open_file, register_person
from mizan.funds.people.queries import changes_waiting
from mizan.funds.people.types import PersonDraft
from mizan.kernel.periods import month, year
from mizan.kernel.refusals import Refused

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
YEARLY = From("casnos", "base-2024")


def later(days: int) -> datetime:
    return FIRST + timedelta(days=days)


@pytest.fixture
def office(people: Any) -> Iterator[dict[str, int]]:
    """A man insured by CNAS, and two officers of CNAS, one of CASNOS; what follows is done as batch unless it says otherwise."""
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    with connect_as("batch"):
        draft = PersonDraft("660000128754", "KADI", "OMAR", date(1966, 5, 1), sex="M", fund="CNAS", agency_code="16000")
        found = {"omar": register_person(draft, by=people.system, at=FIRST).id, "system": people.system, **people.employers}
        for name, fund in (("one", "CNAS"), ("two", "CNAS"), ("other", "CASNOS")):
            found[name] = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=people.system, at=FIRST)
            grant = {"account_id": found[name], "role": Role.OFFICER, "scope_kind": Scope.FUND, "scope_id": fund}
            grant_role(valid_from=people.since, by=people.system, at=FIRST, **grant)
        yield found


def yearly(office: dict[str, int], of: int, amount: int, days: int = 360) -> EarningDraft:
    return EarningDraft(office["omar"], Scheme.CASNOS, None, "", year(of), days, amount)


def test_a_yearly_base_is_superseded_and_both_stay_readable(office: dict[str, int]) -> None:
    keep_earnings([yearly(office, 2023, 240_00), yearly(office, 2024, 240_00)], YEARLY, by=office["system"], at=later(1))
    keep_earnings([yearly(office, 2024, 360_00)], YEARLY, by=office["system"], at=later(5))
    assert queries.career_on(office["omar"], known_at=later(5)).incomes_y == (240_00, 360_00)
    assert queries.career_on(office["omar"], known_at=later(4)).incomes_y == (240_00, 240_00)
    assert queries.career_on(office["omar"], known_at=FIRST).incomes_y == ()
    career = queries.career_on(office["omar"], known_at=later(5))
    assert (career.counts[Scheme.CASNOS].effective, career.counts[Scheme.CNR].validated) == (8, 0)
    assert {month.sources[0].origin for month in career.months} == {Origin.CASNOS}
    assert [(n.kind, n.since) for n in changes_waiting("x")] == [("career", date(2023, 1, 1)), ("career", date(2024, 1, 1))]
    with pytest.raises(Refused, match="earning_overlaps"):
        keep_earnings([yearly(office, 2024, 1)._replace(period=month(2024, 3), days=30)], YEARLY, by=office["system"], at=later(6))
    assert queries.totals(at=later(5)) == (("CASNOS", "casnos", 2023, 1, 240_00), ("CASNOS", "casnos", 2024, 1, 360_00))


def test_a_credited_period_takes_two_people(office: dict[str, int]) -> None:
    served = CreditDraft(office["omar"], Scheme.CNR, CreditKind.NATIONAL_SERVICE, date(1986, 1, 1), date(1988, 1, 1), "livret 12/86")
    proposal = propose_credit(served, by=office["one"], at=later(1))
    assert queries.career_on(office["omar"], known_at=later(1)).credits == ()
    with pytest.raises(Refused, match="proposal_needs_another_person"):
        grant_proposal(proposal, by=office["one"], at=later(2))
    assert [one.id for one in queries.proposals_waiting()] == [proposal]
    grant_proposal(proposal, by=office["two"], at=later(2))
    with pytest.raises(Refused, match="proposal_decided"):
        grant_proposal(proposal, by=office["two"], at=later(3))
    career = queries.career_on(office["omar"], known_at=later(2))
    assert [(c.kind, c.evidence) for c in career.credits] == [(CreditKind.NATIONAL_SERVICE, "livret 12/86")]
    counts = career.counts[Scheme.CNR]
    assert (counts.effective, counts.validated, dict(counts.credited)) == (0, 8, {CreditKind.NATIONAL_SERVICE: 8})
    again = propose_credit(served, by=office["one"], at=later(3))
    with pytest.raises(Refused, match="credit_overlaps"):
        grant_proposal(again, by=office["two"], at=later(4))
    refuse_proposal(again, ground="déjà validé", by=office["two"], at=later(4))
    out = propose_withdrawal(person_id=office["omar"], credit_id=career.credits[0].id, ground="faux livret", by=office["two"], at=later(5))
    grant_proposal(out, by=office["one"], at=later(6))
    assert queries.career_on(office["omar"], known_at=later(6)).credits == ()
    assert len(queries.career_on(office["omar"], known_at=later(5)).credits) == 1
    for wrong, code in (
        ({"ends_on": date(1985, 1, 1)}, "credit_unreadable"), ({"evidence": ""}, "evidence_missing"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            propose_credit(CreditDraft(**{**{f: getattr(served, f) for f in served.__slots__}, **wrong}), by=office["one"], at=later(7))


def test_a_dispute_is_upheld_by_two_or_rejected_with_a_ground(office: dict[str, int]) -> None:
    asked = {"person_id": office["omar"], "scheme": Scheme.CNR, "employer_id": office["alpha"], "evidence": "fiche de paie"}
    dispute = open_dispute(month=date(2025, 3, 1), days=30, amount=45_000_00, by=office["one"], at=later(1), **asked)
    (known,) = queries.disputes_of(office["omar"])
    assert (known.answer_by, known.verdict) == (date(2026, 2, 5), "")
    assert not known.is_late(date(2026, 2, 5))
    assert known.is_late(date(2026, 2, 6))
    assert [one.id for one in queries.disputes_unanswered(before=date(2026, 2, 6))] == [dispute]
    proposal = uphold_dispute(dispute, days=30, amount=42_000_00, ground="bulletin vérifié", by=office["one"], at=later(2))
    with pytest.raises(Refused, match="proposal_needs_another_person"):
        grant_proposal(proposal, by=office["one"], at=later(3))
    grant_proposal(proposal, by=office["two"], at=later(3))
    career = queries.career_on(office["omar"], known_at=later(3))
    (march,) = career.months
    assert (march.month, march.amount, march.employer_name, march.sources[0].origin) == (
        date(2025, 3, 1), 42_000_00, "ALPHA", Origin.CORRECTION
    )  # fmt: skip
    assert career.wages_m == (42_000_00,)
    assert queries.disputes_of(office["omar"])[0].verdict == "upheld"
    with pytest.raises(Refused, match="dispute_answered"):
        reject_dispute(dispute, ground="trop tard", by=office["two"], at=later(4))
    second = open_dispute(month=date(2025, 4, 1), days=30, amount=1, by=office["one"], at=later(5), **asked)
    pending = uphold_dispute(second, days=30, amount=1, ground="x", by=office["one"], at=later(5))
    with pytest.raises(Refused, match="evidence_missing"):
        reject_dispute(second, ground="", by=office["two"], at=later(6))
    reject_dispute(second, ground="aucune trace", by=office["two"], at=later(6))
    with pytest.raises(Refused, match="dispute_answered"):
        grant_proposal(pending, by=office["two"], at=later(7))
    with pytest.raises(Refused, match="period_in_future"):
        open_dispute(month=date(2027, 1, 1), days=30, amount=1, by=office["one"], at=later(7), **asked)
    with pytest.raises(Refused, match="dispute_unknown"):
        reject_dispute(999, ground="x", by=office["two"], at=later(7))


def test_a_disputed_month_is_shown_as_such_while_it_waits(office: dict[str, int]) -> None:
    keep_earnings([yearly(office, 2024, 240_00)], YEARLY, by=office["system"], at=later(1))
    asked = {"person_id": office["omar"], "scheme": Scheme.CASNOS, "employer_id": None, "evidence": "reçu", "days": 30, "amount": 1}
    dispute = open_dispute(month=date(2024, 5, 17), by=office["one"], at=later(2), **asked)
    shown = [one.month for one in queries.career_on(office["omar"], known_at=later(2)).months if one.disputed]
    assert shown == [date(2024, 5, 1)]
    reject_dispute(dispute, ground="x", by=office["two"], at=later(3))
    assert not any(one.disputed for one in queries.career_on(office["omar"], known_at=later(3)).months)
    assert any(one.disputed for one in queries.career_on(office["omar"], known_at=later(2)).months)


def test_spells_do_not_overlap_within_one_scheme_and_employer(office: dict[str, int]) -> None:
    movement = From("movement", "1")
    spell = SpellDraft(office["omar"], Scheme.CNR, office["alpha"], "", date(2020, 1, 1), None)
    open_spells([spell], movement, by=office["system"], at=later(1))
    with pytest.raises(Refused, match="spell_overlaps"):
        open_spells([spell._replace(starts_on=date(2024, 1, 1))], movement, by=office["system"], at=later(2))
    # Two employers at once, and both schemes in the same year, are what the law allows.
    both = [spell._replace(employer_id=office["beta"]), spell._replace(scheme=Scheme.CASNOS, employer_id=None)]
    open_spells(both, movement, by=office["system"], at=later(2))
    (first, *_) = queries.career_on(office["omar"], known_at=later(2)).spells
    end_spell(first.id, ends_on=date(2023, 1, 1), origin=movement, by=office["system"], at=later(3))
    open_spells([spell._replace(starts_on=date(2024, 1, 1))], movement, by=office["system"], at=later(4))
    ends = [s.ends_on for s in queries.career_on(office["omar"], known_at=later(4)).spells if s.employer_id == office["alpha"]]
    assert ends == [date(2023, 1, 1), None]
    assert queries.career_on(office["omar"], known_at=later(2)).spells[0].ends_on is None
    with pytest.raises(Refused, match="spell_not_live"):
        end_spell(first.id, ends_on=date(2022, 1, 1), origin=movement, by=office["system"], at=later(5))


def test_officers_decide_on_open_files_only(office: dict[str, int], people: Any) -> None:
    served = CreditDraft(office["omar"], Scheme.CNR, CreditKind.MATERNITY, date(2010, 1, 1), date(2010, 4, 1), "acte")
    with connect_as("web"):
        with acting_as(office["one"]):
            with pytest.raises(Refused, match="file_not_open"):
                propose_credit(served, by=office["one"], at=later(1))
            open_file([office["omar"]], purpose="career", route="test", by=office["one"], at=later(1))
            proposal = propose_credit(served, by=office["one"], at=later(1))
            with pytest.raises(Refused, match="proposal_needs_another_person"):
                grant_proposal(proposal, by=office["one"], at=later(1))
        for name in ("other", "two"):
            with acting_as(office[name]), pytest.raises(Refused, match="proposal_unknown"):
                grant_proposal(proposal, by=office[name], at=later(2))
        with acting_as(office["other"]):
            open_file([office["omar"]], purpose="career", route="test", by=office["other"], at=later(2))
            with pytest.raises(Refused, match="proposal_unknown"):
                grant_proposal(proposal, by=office["other"], at=later(2))
        with acting_as(office["two"]):
            open_file([office["omar"]], purpose="career", route="test", by=office["two"], at=later(2))
            grant_proposal(proposal, by=office["two"], at=later(2))
            assert len(queries.career_on(office["omar"], known_at=later(2)).credits) == 1
        with acting_as(office["two"]):
            assert queries.career_on(office["omar"], known_at=later(2)).credits == ()
        for name in ("alpha", "cnas", "auditor", "minister"):
            with acting_as(people[name]), pytest.raises(Refused), transaction.atomic():
                keep_earnings([yearly(office, 2024, 1)], YEARLY, by=people[name], at=later(3))
        with acting_as(people["auditor"]):
            assert queries.totals(at=later(3)) == ()
        with acting_as(people["alpha"]), pytest.raises(DatabaseError, match="no totals"):
            queries.totals(at=later(3))


def test_there_is_one_way_in(office: dict[str, int], db: Any) -> None:
    with db.raw("mizan_web", autocommit=False) as web:
        for statement in (
            "INSERT INTO careers_earning (person_id) VALUES (1)",
            "INSERT INTO careers_credit (person_id) VALUES (1)",
            "INSERT INTO careers_spell (person_id) VALUES (1)",
            "UPDATE careers_earning SET amount = 1",
            "SELECT careers_let_in('casnos', '', '', 1)",
        ):
            web.execute("SELECT set_config('mizan.account', %s, true)", [str(office["one"])])
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement)
            web.rollback()
    keep_earnings([yearly(office, 2024, 1)], YEARLY, by=office["system"], at=later(1))
    with db.raw() as admin:
        for statement in ("UPDATE careers_earning SET amount = 2", "DELETE FROM careers_earning", "TRUNCATE careers_earning CASCADE"):
            with pytest.raises(psycopg.Error, match=r"keeps what was known|append only"):
                admin.execute(statement)


def test_quarters_are_read_as_the_fund_instructs(office: dict[str, int]) -> None:
    keep_earnings([yearly(office, 2024, 100, days=100)], YEARLY, by=office["system"], at=later(1))
    counted = {}
    for reading in QuarterReading:
        career = queries.career_on(office["omar"], known_at=later(1), switches=CareerSwitches(reading))
        counted[reading] = career.counts[Scheme.CASNOS].validated
        assert career.reading == f"career_quarters={reading}"
    assert counted == {QuarterReading.DAYS_SUMMED: 1, QuarterReading.QUARTER_TOUCHED: 4, QuarterReading.QUARTER_WHOLE: 0}
    try:
        instruct({"career_quarters": "quarter_touched", "dispute_answer_days": "60"})
        assert queries.career_on(office["omar"], known_at=later(1)).counts[Scheme.CASNOS].validated == 4
        for name, value in (("career_quarters", "x"), ("dispute_answer_days", "367"), ("other", "1")):
            with pytest.raises(Refused):
                instruct({name: value})
    finally:
        instruct({})
