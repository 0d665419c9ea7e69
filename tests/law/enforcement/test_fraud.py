"""Fraud on benefits and who records it: law 08-08, articles 9, 14, 34, 46, 53 and 81 to 86 (JORA 11 of 2 March 2008)."""

import pytest
from asked import answer, outputs, refusal

from mizan.law.engine.sources import Standing

NOW = "2026-03-01"


@pytest.mark.parametrize(
    ("kind", "least", "most", "months"),
    [
        ("intermediary", "50000.00", "100000.00", "24"),
        ("false_statement", "30000.00", "100000.00", "24"),
        ("complicit_practitioner", "100000.00", "250000.00", "18"),
        ("witness_pressure", "100000.00", "300000.00", "24"),
    ],
)
def test_each_offence(kind: str, least: str, most: str, months: str) -> None:
    found = answer("benefit_fraud_penalty", NOW, kind=kind)
    assert found.outputs["fine_min"] == least
    assert found.outputs["fine_max"] == most
    assert (found.outputs["prison_months_min"], found.outputs["prison_months_max"]) == ("6", months)
    assert (found.outputs["repayment"], found.outputs["deducted_from_benefits"]) == ("0.00", "false")
    assert found.standing == Standing.GAZETTE


def test_what_was_not_due_is_paid_back_whole() -> None:
    found = outputs("benefit_fraud_penalty", "2008-03-02", kind="false_statement", undue_benefits="12345.67")
    assert (found["repayment"], found["deducted_from_benefits"]) == ("12345.67", "true")


def test_an_unknown_offence_is_refused_with_those_that_are_known() -> None:
    found = refusal("benefit_fraud_penalty", NOW, kind="theft")
    assert (found.code, found.field) == ("fact_unreadable", "kind")
    assert "false_statement" in str(found.params["expected"])


@pytest.mark.parametrize(
    ("agent", "record", "decision", "notice"),
    [
        ("labour_inspector", "true", "false", "false"),
        ("authorised_agent", "true", "false", "false"),
        ("accredited_controller", "true", "true", "true"),
        ("bailiff", "false", "false", "true"),
        ("other_person", "false", "false", "false"),
    ],
)
def test_who_records_and_who_serves(agent: str, record: str, decision: str, notice: str) -> None:
    found = outputs("infringement_record", NOW, agent=agent)
    assert found == {"may_record": record, "may_serve_decision": decision, "may_serve_notice": notice}
