"""The register on the real database: what is taken, confirmed, amended, carried out and adopted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from tests.funds.steering.register_world import RATE, adopt, code, confirmed, kept, nights
from tests.funds.steering.steering_world import CONFIRMED_AT, DOCUMENT, TEXT, drafts, terms

from mizan.config.database import connect_as
from mizan.formats.anomalies import Anomaly
from mizan.funds.access.context import acting_as
from mizan.funds.indicators import queries as live
from mizan.funds.indicators.actions.take_snapshot import take_snapshot
from mizan.funds.indicators.definitions import DEFINITIONS, define
from mizan.funds.indicators.types import State
from mizan.funds.steering import actions, queries
from mizan.funds.steering.types.documents import AdoptedKind
from mizan.funds.steering.types.statuses import Why
from mizan.funds.steering.verification import verify_days
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month
from mizan.kernel.refusals import Refused


def test_a_communique_is_kept_whole_once_with_its_drafts(people: Any) -> None:
    first = drafts(people["minister"])
    assert [one.rank for one in first] == [1, 2, 3]
    assert drafts(people["minister"]) == first
    with acting_as(people["auditor"]):
        (only,) = queries.communiques()
        assert (only.text, only.drafts, only.waiting) == (TEXT, 3, 3)
        for one in first:
            assert " ".join(only.text[one.start : one.end].split()) == one.text
            assert all(only.text[found.start : found.end] for found in one.indicators)


def test_what_is_no_communique_is_refused_with_its_sentence(people: Any) -> None:
    with acting_as(people["minister"]):
        for content in (b"%PDF-1.7", b"", "لا شيء هنا".encode()):
            found = actions.take_communique(content, name="x", by=people["minister"], at=CONFIRMED_AT)
            assert isinstance(found, Anomaly)
            assert all(found.sentence(lang) for lang in ("ar", "fr"))
        assert queries.communiques() == ()


def test_the_baseline_is_the_live_figures_last_whole_month(people: Any) -> None:
    number = confirmed(people, "recovery_rate", "field_visits")
    aims = {aim.indicator: aim for aim in kept(number, people["auditor"]).aims}
    assert (aims["recovery_rate"].baseline, aims["recovery_rate"].baseline_month) == (800_000, date(2026, 2, 1))
    assert (aims["field_visits"].baseline, aims["field_visits"].baseline_state) == (None, "not_covered")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (terms(), "instruction_without_indicator"),
        (terms("recovery_rate", owner=" "), "instruction_without_owner"),
        (terms("luck"), "indicator_unknown"),
    ],
)
def test_without_owner_or_indicator_it_is_refused(people: Any, given: Any, expected: str) -> None:
    draft = drafts(people["minister"])[0]
    with acting_as(people["minister"]), pytest.raises(Refused) as caught:
        actions.confirm_instruction(draft.id, given, by=people["minister"], at=CONFIRMED_AT, source=RATE)
    assert code(caught) == expected


def test_the_database_refuses_it_too_and_any_indicator_added_later(people: Any, db: Any) -> None:
    number = confirmed(people, "recovery_rate")
    other = drafts(people["minister"])[1].id
    row = (
        "INSERT INTO steering_instruction (id, root, version, draft_id, text_ar, text_fr, axis, fund, owner, aims, reason, by_id, at) "
        "OVERRIDING SYSTEM VALUE VALUES (900, 900, 1, %s, 'ن', '', 'balance', 'CNAS', %s, %s, '', %s, now())"
    )
    for owner, aims, constraint in (
        (" ", 1, "steering_instruction_owner"), ("CNAS", 0, "steering_instruction_aims"), ("CNAS", 1, "steering_instruction_indicators"),
    ):  # fmt: skip
        with db.raw("mizan_web", autocommit=False) as web:
            web.execute("SELECT set_config('mizan.account', %s, true)", [str(people["minister"])])
            with pytest.raises(psycopg.errors.CheckViolation) as caught, web.transaction():  # noqa: PT012 - the end of the act refuses
                web.execute(row, [other, owner, aims, people["minister"]])
                web.execute("SET CONSTRAINTS ALL IMMEDIATE")
            assert caught.value.diag.constraint_name == constraint
    with db.raw("mizan_web", autocommit=False) as web:
        web.execute("SELECT set_config('mizan.account', %s, true)", [str(people["minister"])])
        web.execute(
            "INSERT INTO steering_aim (terms_id, indicator, fund, baseline_state, baseline_hash) VALUES (%s, 'cash', 'CNAS', 'late', '')",
            [number],
        )
        with pytest.raises(psycopg.errors.CheckViolation, match="has not the indicators"):
            web.commit()


@pytest.mark.parametrize("who", ["cnr_director", "auditor", "cnas", "controller", "alpha", "agent"])
def test_only_the_minister_and_the_director_of_the_fund_confirm(people: Any, who: str) -> None:
    draft = drafts(people["minister"])[0]
    with acting_as(people[who]), pytest.raises(Refused) as caught:
        actions.confirm_instruction(draft.id, terms("recovery_rate"), by=people[who], at=CONFIRMED_AT, source=RATE)
    assert code(caught) in ("steering_not_yours", "draft_unknown")


def test_a_director_confirms_for_the_own_fund_and_not_for_the_funds_together(people: Any) -> None:
    assert confirmed(people, "recovery_rate", who="cnas_director")
    draft = drafts(people["minister"])[1]
    with acting_as(people["cnas_director"]), pytest.raises(Refused) as caught:
        actions.confirm_instruction(draft.id, terms("recovery_rate", fund=None), by=people["cnas_director"], at=CONFIRMED_AT, source=RATE)
    assert code(caught) == "steering_not_yours"


def test_another_funds_director_reads_none_of_it(people: Any) -> None:
    number = confirmed(people, "recovery_rate")
    nights(date(2026, 3, 10))
    with acting_as(people["cnr_director"]):
        assert queries.instruction_of(number) is None
        assert queries.days_of(number) == ()
    for who in ("cnas", "controller", "alpha"):
        with acting_as(people[who]):
            assert queries.communiques() == queries.instructions() == ()


def test_a_draft_is_decided_once(people: Any) -> None:
    confirmed(people, "recovery_rate")
    first, second, _ = drafts(people["minister"])
    by = people["minister"]
    with acting_as(by):
        actions.refuse_draft(second.id, reason="ليست تعليمة", by=by, at=CONFIRMED_AT)
        for act in (
            lambda: actions.refuse_draft(first.id, reason="x", by=by, at=CONFIRMED_AT),
            lambda: actions.confirm_instruction(second.id, terms("cash"), by=by, at=CONFIRMED_AT, source=RATE),
        ):
            with pytest.raises(Refused) as caught:
                act()
            assert code(caught) == "draft_decided"
        with pytest.raises(Refused) as caught:
            actions.refuse_draft(drafts(by)[2].id, reason=" ", by=by, at=CONFIRMED_AT)
        assert code(caught) == "steering_text_missing"


def test_amending_supersedes_and_does_not_move_the_line_it_started_from(people: Any) -> None:
    number = confirmed(people, "recovery_rate")
    by, later = people["minister"], datetime(2026, 6, 10, tzinfo=UTC)
    with acting_as(by):
        assert actions.amend_instruction(
            number, terms("recovery_rate", owner="المدير العام"), reason="مالك جديد", version=1, by=by, at=later, source=RATE
        ) == 2  # fmt: skip
        with pytest.raises(Refused) as caught:
            actions.amend_instruction(number, terms("cash"), reason="x", version=1, by=by, at=later, source=RATE)
        assert code(caught) == "instruction_changed"
        second, first = queries.versions_of(number)
    assert (first.owner, second.owner) == ("CNAS", "المدير العام")
    assert first.aims == second.aims
    assert nights(date(2026, 6, 20)) == 108
    with connect_as("audit"):
        assert verify_days(source=RATE).differing == ()


def test_measures_and_evidence(people: Any) -> None:
    number = confirmed(people, "recovery_rate")
    director = people["cnas_director"]
    with acting_as(director):
        measure = actions.add_measure(number, text="حملة تحصيل", due_on=date(2026, 3, 8), by=director, at=CONFIRMED_AT)
    nights(date(2026, 3, 12))
    with acting_as(director):
        actions.give_evidence(measure, document=("rapport.pdf", b"pages"), by=director, at=datetime(2026, 3, 12, 8, tzinfo=UTC))
        for wrong in ({}, {"document": ("vide", b"")}):
            with pytest.raises(Refused) as caught:
                actions.give_evidence(measure, by=director, at=CONFIRMED_AT, **wrong)
            assert code(caught) == "measure_evidence_missing"
        with pytest.raises(Refused) as caught:
            actions.give_evidence(measure, act_id=10**9, by=director, at=CONFIRMED_AT)
        assert code(caught) == "evidence_unknown"
    nights(date(2026, 3, 14))
    with acting_as(people["auditor"]):
        days = {one.day.day: one.why for one in queries.days_of(number)}
        (kept_measure,) = queries.measures_of([number])[number]
    assert days == {4: Why.ON_THE_WAY, 5: Why.ON_THE_WAY, 6: Why.ON_THE_WAY, 7: Why.ON_THE_WAY, 8: Why.ON_THE_WAY, 9: Why.MEASURE,
                    10: Why.MEASURE, 11: Why.MEASURE, 12: Why.ON_THE_WAY, 13: Why.ON_THE_WAY}  # fmt: skip
    assert [one.name for one in kept_measure.evidence] == ["rapport.pdf"]
    with acting_as(people["cnr_director"]), pytest.raises(Refused) as caught:
        actions.add_measure(number, text="x", due_on=date(2026, 5, 1), by=people["cnr_director"], at=CONFIRMED_AT)
    assert code(caught) == "instruction_unknown"


def test_a_document_counts_once_two_people_agree(people: Any) -> None:
    director, minister = people["cnas_director"], people["minister"]
    at = datetime(2026, 3, 6, 8, tzinfo=UTC)
    with acting_as(director):
        made = actions.propose_document(DOCUMENT.encode(), by=director, at=at)
        assert actions.propose_document(DOCUMENT.replace("\n", "\r\n").encode(), by=director, at=at) == made
        assert queries.adopted("recovery_rate", Fund.CNAS, month(2026, 6)) == {}
        with pytest.raises(Refused) as caught:
            actions.approve_document(made, by=director, at=at)
        assert code(caught) == "document_needs_another_person"
    with acting_as(people["cnr_director"]), pytest.raises(Refused) as caught:
        actions.approve_document(made, by=people["cnr_director"], at=at)
    assert code(caught) == "document_unknown"
    with acting_as(minister):
        actions.approve_document(made, by=minister, at=at)
        found = queries.adopted("recovery_rate", Fund.CNAS, month(2026, 6))
        assert {kind: one.stated.value for kind, one in found.items()} == {AdoptedKind.TARGET: 900_000, AdoptedKind.BUDGET: 855_000}
        assert queries.adopted("recovery_rate", None, month(2026, 6)) == {}
        assert queries.adopted("receipts", Fund.CNAS, month(2026, 1))[AdoptedKind.PROMISE].stated.value == 100_000_000
        with pytest.raises(Refused) as caught:
            actions.decline_document(made, reason="x", by=minister, at=at)
        assert code(caught) == "document_decided"


def test_a_later_version_replaces_the_former_whole(people: Any) -> None:
    adopt(people)
    newer = DOCUMENT.replace("version;1", "version;2").replace("90%", "95%").replace("receipts;CNAS;2026;promise;1 000 000,00\n", "")
    second = datetime(2026, 5, 6, 8, tzinfo=UTC)
    adopt(people, newer, second)
    with acting_as(people["minister"]):
        now = queries.adopted("recovery_rate", Fund.CNAS, month(2026, 6))
        before = queries.adopted("recovery_rate", Fund.CNAS, month(2026, 6), known_at=second)
        assert (now[AdoptedKind.TARGET].stated.value, before[AdoptedKind.TARGET].stated.value) == (950_000, 900_000)
        assert queries.adopted("receipts", Fund.CNAS, month(2026, 1)) == {}
    with pytest.raises(Refused) as caught:
        adopt(people, DOCUMENT.replace("title_fr;Obj", "title_fr;Autres obj"))
    assert code(caught) == "document_version"


def test_a_director_adopts_nothing_of_another_fund(people: Any) -> None:
    for line in ("receipts;CNR;2026;target;1\n", "receipts;;2026;target;1\n"):
        with acting_as(people["cnas_director"]):
            if line.startswith("receipts;CNR"):
                with pytest.raises(Refused) as caught:
                    actions.propose_document((DOCUMENT + line).encode(), by=people["cnas_director"], at=CONFIRMED_AT)
                assert code(caught) == "steering_not_yours"
    with acting_as(people["auditor"]), pytest.raises(Refused):
        actions.propose_document(DOCUMENT.encode(), by=people["auditor"], at=CONFIRMED_AT)


def test_terms_name_no_figure() -> None:
    assert not {"baseline", "target", "value", "status"} & set(replace(terms("cash")).__slots__)


def test_the_register_feeds_its_own_indicators(people: Any) -> None:
    confirmed(people, "recovery_rate", fund=Fund.CNAS)
    adopt(people, DOCUMENT.replace("receipts;CNAS;2026;promise;1 000 000,00", "spending;CNAS;2026-03;budget;1 000,00"))
    nights(date(2026, 4, 2))
    march = month(2026, 3)
    with connect_as("batch"):
        from mizan.funds.access.queries import system_account

        take_snapshot(march, by=system_account(), at=datetime(2026, 4, 2, 9, tzinfo=UTC))
    with acting_as(people["minister"]):
        gap, none = (live.figure("budget_gap", fund=fund, month=march) for fund in (Fund.CNAS, Fund.CNR))
        done, together, other = (live.figure("instructions_done", fund=fund, month=march) for fund in (Fund.CNAS, None, Fund.CNR))
        budget = queries.adopted("spending", Fund.CNAS, march)[AdoptedKind.BUDGET]
        assert queries.adopted_of_month(Fund.CNAS, march)["spending"] == {AdoptedKind.BUDGET: budget}
        opened = live.behind("budget_gap", fund=Fund.CNAS, month=march)
    # Nothing was spent: the gap is the whole budget, and it opens to the document.
    assert (gap.value, [(item.kind, item.id) for item in opened.items]) == (-budget.stated.value, [("document", budget.document_id)])
    assert (none.value, none.denominator, none.state) == (None, 0, State.NOTHING_COUNTED)
    assert (done.value, done.numerator, done.denominator) == (0, 0, 1)
    assert (together.denominator, other.state) == (1, State.NOTHING_COUNTED)


def test_an_indicator_is_defined_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        define(DEFINITIONS["instructions_done"])
