"""Contribution declarations taken in a set: exactly what filing them one after another would do, whatever they meet."""

from __future__ import annotations

import contextlib
import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.flows.conftest import NUMBERS, World

PERIODS = ("2026-01", "2026-02", "2026-Q1", "2025-12")
FILED_ON = "2026-04-20"
KEPT = """
SELECT f.employer_id, f.period_key, f.kind, f.outcome, f.content_hash, f.lines, f.taken, f.workers_total, f.hired, f.left_count,
       f.law_version, (SELECT s.period_key FROM contributions_filing s WHERE s.id = f.supersedes_id), f.filed_on, f.form,
       (SELECT array_agg((l.code, l.base)::text ORDER BY l.code) FROM contributions_dac_line l WHERE l.filing_id = f.id)::text,
       (SELECT array_agg((a.code, a.nss, a.name, a.birth_date, a.base, a.decision_no, a.starts_on, a.ends_on)::text ORDER BY a.nss)
          FROM contributions_abatement a WHERE a.filing_id = f.id)::text,
       (SELECT array_agg((m.nss, m.name, m.sense, m.moved_on, m.note)::text ORDER BY m.nss)
          FROM contributions_movement m WHERE m.filing_id = f.id)::text,
       (SELECT array_agg((a.line, a.field, a.code, a.found, a.expected, a.message_ar)::text ORDER BY a.code, a.line)
          FROM contributions_anomaly a WHERE a.filing_id = f.id)::text,
       (SELECT array_agg((d.code, d.kind, d.sequence, d.debtor, d.base, d.rate_ppm, d.amount, d.due_on, d.month, d.trace, d.booked_on,
                          (SELECT array_agg((s.rank, s.branch, s.payer, s.fund, s.amount)::text ORDER BY s.rank)
                             FROM contributions_due_share s WHERE s.due_id = d.id),
                          EXISTS (SELECT 1 FROM contributions_due_reversal r WHERE r.due_id = d.id))::text
                         ORDER BY d.code, d.kind, d.sequence)
          FROM contributions_due d WHERE d.filing_id = f.id)::text,
       (SELECT array_agg((e.journal, e.verb, e.act_key, e.party_id, e.law_version, e.memo_key, e.memo, e.document_hash,
                          (SELECT array_agg((p.account_id, p.amount)::text ORDER BY p.account_id)
                             FROM ledger_posting p WHERE p.entry_id = e.id))::text)
          FROM ledger_entry e
         WHERE e.document_kind = 'filing' AND e.document_id = f.id::text AND e.verb = 'file_dac' AND f.supersedes_id IS NULL)::text,
       (SELECT array_agg((a.detail - 'receipt_no')::text)
          FROM access_act a WHERE a.subject_kind = 'filing' AND a.subject_id = f.id::text)::text
  FROM contributions_filing f ORDER BY f.employer_id, f.period_start, f.period_end, f.kind, f.content_hash
"""
BOOKS = """
SELECT a.fund, a.nature, a.branch, a.party, sum(p.amount) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
 GROUP BY 1, 2, 3, 4 HAVING sum(p.amount) <> 0 ORDER BY 1, 2, 3, 4
"""
OTHERS = """
SELECT (SELECT array_agg((number, workers_declared)::text ORDER BY number) FROM people_employer)::text,
       (SELECT array_agg((employer_id, amount, cause, debtor)::text ORDER BY id) FROM contributions_credit_movement)::text,
       (SELECT array_agg((employer_id, quarter_key, das_base, assessed_base, sequence)::text ORDER BY employer_id, quarter_key, sequence)
          FROM contributions_reconciliation_case)::text
"""


def kept() -> list[Any]:
    """Everything the declarations wrote, without the numbers that only tell the order of writing."""
    from django.db import connection

    with connection.cursor() as cursor:
        found: list[Any] = []
        for statement in (KEPT, BOOKS, OTHERS):
            cursor.execute(statement)
            found += cursor.fetchall()
    return found


def declaration(name: str, period: str, base: int, kind: str, annex: int) -> Any:
    """A declaration; `annex` adds movements or abated wages, or makes it warn or wrong."""
    from mizan.formats.dac import AbatementLine, DacLine, Movement

    dac = World.dac(name, period, base, kind)
    month = date(2026, 1, 10) if period != "2025-12" else date(2025, 12, 10)
    if annex == 1:
        return dataclasses.replace(dac, hired=1, movements=(Movement("850012345648", "BENALI AMINE", "E", month, "CDI"),))
    if annex == 2 and base:
        abated = AbatementLine("R06", "850012345648", "BENALI", date(1985, 3, 15), 5_000_00, "D-1", date(2025, 1, 1), date(2028, 1, 1))
        codes = {line.code: line.base for line in dac.lines} | {"R06": 5_000_00}
        lines = tuple(DacLine(code, value + (5_000_00 if code in ("R98", "R38") else 0)) for code, value in sorted(codes.items()))
        return dataclasses.replace(dac, lines=lines, abatements=(abated,))
    if annex == 3:
        return dataclasses.replace(dac, hired=2)
    if annex == 4:
        return dataclasses.replace(dac, lines=dac.lines[:1])
    return dac


DECLARED = st.builds(
    declaration,
    st.sampled_from(sorted(NUMBERS)),
    st.sampled_from(PERIODS),
    st.sampled_from([0, 30_000_00, 90_000_01, 120_000_00]),
    st.sampled_from(["normal", "normal", "normal", "rectifying"]),
    st.sampled_from([0, 0, 0, 1, 2, 3, 4]),
)
BEFORE = st.lists(
    st.one_of(
        st.tuples(st.just("dac"), DECLARED),
        st.tuples(st.just("night"), st.just(None)),
        st.tuples(st.just("das"), st.sampled_from(sorted(NUMBERS))),
    ),
    max_size=4,
)


@pytest.fixture
def overpaid(world: World) -> None:
    """One employer has paid more than it owed: its next declaration uses the credit."""
    world.file_dac("builder", "2025-11", 100_000_00, "2025-12-10")
    world.pay([("P1", 90_000_00, f"{NUMBERS['builder']} 2025-11")], "2025-12-20")


def befall(world: World, before: list[tuple[str, Any]], person: Any) -> None:
    """What happened before the set came."""
    from mizan.flows.assess_missing import assess_missing
    from mizan.flows.file_das import file_das
    from mizan.kernel.refusals import Refused

    for what, value in before:
        if what == "night":
            assess_missing(day=date(2026, 3, 25), since=date(2025, 12, 1), by=world.system, at=world.at("2026-03-25"))
        elif what == "das":
            header, detail = world.das_pair(value, 2025, [(person(1), (0, 0, 0, 60_000_00))])
            with contextlib.suppress(Refused):
                file_das(header=header, detail=detail, by=world.system, at=world.at("2026-03-26"))
        else:
            one_by_one(world, [value])


def one_by_one(world: World, declared: list[Any]) -> list[Any]:
    """File them alone, in order, in the system's name; returns what each was answered."""
    from mizan.flows.file_dac import file_dac
    from mizan.formats.dac import read_csv, write_csv
    from mizan.kernel.refusals import Refused

    answers: list[Any] = []
    for dac in declared:
        try:
            done = file_dac(dac=read_csv(write_csv(dac)).dac or dac, source="set", by=world.system, at=world.at(FILED_ON))
            answers.append((done.outcome.value, done.repeated, len(done.due_ids), len(done.case_ids)))
        except Refused as told:
            answers.append(told.refusal.code)
    return answers


def together(world: World, declared: list[Any]) -> list[Any]:
    """Take them in one set; returns the same answers."""
    from mizan.flows.take_dac_set import DacFile, take_dac_set
    from mizan.formats.dac import write_csv

    receipt = take_dac_set([DacFile(write_csv(dac)) for dac in declared], by=world.system, at=world.at(FILED_ON))
    assert receipt.files == len(declared)
    answers: dict[int, Any] = {}
    for index, done in receipt.taken:
        answers[index] = (done.outcome.value, done.repeated, len(done.due_ids), len(done.case_ids))
    for told in receipt.refused:
        answers[told.index] = ("refused", False, 0, 0) if told.receipt is not None and told.receipt.anomalies else told.code
    return [answers[index] for index in range(len(declared))]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=BEFORE, declared=st.lists(DECLARED, min_size=1, max_size=6))
def test_a_set_is_one_after_another(world: World, overpaid: None, person: Any, before: list[tuple[str, Any]], declared: list[Any]) -> None:
    from django.db import transaction

    with world.batch(), transaction.atomic():
        befall(world, before, person)
        point = transaction.savepoint()
        alone = [(one_by_one(world, declared), kept()) for _ in range(2)]
        transaction.savepoint_rollback(point)
        assert [(together(world, declared), kept()) for _ in range(2)] == alone
        transaction.set_rollback(True)


def test_a_day_of_declarations_makes_its_dues_and_the_books_agree(world: World) -> None:
    from mizan.flows.take_dac_set import DacFile, take_dac_set
    from mizan.formats.dac import write_csv
    from mizan.funds.contributions.queries import dues_of

    dacs = [
        world.dac("monthly", "2026-01", 1_000_000_00),
        world.dac("builder", "2026-01", 2_000_000_00),
        world.dac("quarterly", "2026-Q1", 0),
    ]
    with world.batch() as by:
        receipt = take_dac_set([DacFile(write_csv(dac)) for dac in dacs], by=by, at=world.at("2026-04-02"))
    assert [len(done.due_ids) for _, done in receipt.taken] == [2, 3, 0]
    with world.acting("builder"):
        amounts = {due.code: due.amount for due in dues_of(world.employers["builder"])}
    assert amounts == {"R22": 690_000_00, "R98": 10_000_00, "R38": 2_600_00}
    assert world.faults() == []


def test_what_can_not_be_taken_is_answered_and_logged_once(world: World) -> None:
    from mizan.flows.take_dac_set import DacFile, take_dac_set
    from mizan.formats.dac import DacLine, write_csv
    from mizan.funds.contributions.sql import rows

    good = world.dac("monthly", "2026-01", 1_000_000_00)
    files = [
        DacFile(b"\xff\x00 not a table"),
        DacFile(write_csv(dataclasses.replace(good, employer_number="1699999999"))),
        DacFile(write_csv(good)),
        DacFile(write_csv(dataclasses.replace(good, period_key="2027-01"))),
        DacFile(write_csv(world.dac("builder", "2026-01", 0, lines=(DacLine("R08", 100_00),)))),
    ]
    with world.batch() as by:
        for again in (False, True):
            receipt = take_dac_set(files, by=by, at=world.at("2026-02-10"))
            assert [(one.index, one.code) for one in receipt.refused] == [
                (0, receipt.refused[0].code), (1, "employer_unknown"), (3, "period_in_future"), (4, receipt.refused[3].code),
            ]  # fmt: skip
            assert [(index, done.repeated) for index, done in receipt.taken] == [(2, again)]
        assert rows("SELECT count(*) FROM access_act WHERE verb = 'refuse_deposit'") == [(4,)]


def test_only_batch_takes_a_set(world: World) -> None:
    """As the web nobody files in the name of an employer whose accountant they are not."""
    from django.db import DatabaseError

    from mizan.flows.take_dac_set import DacFile, take_dac_set
    from mizan.formats.dac import write_csv
    from mizan.kernel.refusals import Refused

    file = DacFile(write_csv(world.dac("builder", "2026-01", 1_000_000_00)))
    with world.acting("monthly") as by:
        receipt = take_dac_set([file], by=by, at=world.at("2026-02-10"))
        assert [one.code for one in receipt.refused] == ["employer_unknown"], "another's employer is out of sight"
    with pytest.raises((DatabaseError, Refused)), world.acting("monthly"):
        take_dac_set([file], by=world.system, at=world.at("2026-02-10"))
