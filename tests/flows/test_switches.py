"""What a deployment chooses where the texts leave a question open: read at the start, kept with each act, refused when nobody knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from mizan.config.switches import apply
from mizan.funds.contributions.switches import in_force
from mizan.law.algeria.contributions import provisional_base, reconciliation_confirmed_on


@pytest.fixture(autouse=True)
def defaults_again() -> Iterator[None]:
    yield
    from mizan.funds.contributions import switches
    from mizan.law.algeria.contributions.instructions import instruct

    switches.instruct({})
    instruct({})


def test_choices_of_the_law_are_taken_where_none_is_named() -> None:
    opened = date(2026, 1, 20)
    assert (reconciliation_confirmed_on(opened), provisional_base()) == (date(2026, 2, 19), "previous_month")
    apply("reconciliation_delay_days=45, provisional_base=flat")
    assert (reconciliation_confirmed_on(opened), provisional_base()) == (date(2026, 3, 6), "flat")


@pytest.mark.parametrize(
    "text",
    [
        "settlement_order",
        "a=1",
        "settlement_order=oldest",
        "provisional_base=x",
        "reconciliation_delay_days=9999",
        "das_reading=strict,das_reading=x",
    ],
)
def test_what_nobody_knows_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="MIZAN_SWITCHES"):
        apply(text)
    assert (in_force().version, provisional_base()) == ("worker_employer_surcharges/rest_to_oldest", "previous_month")


def test_a_process_with_unknown_choices_does_not_start() -> None:
    environment = {**os.environ, "MIZAN_SWITCHES": "settlement_order=lots", "DJANGO_SETTINGS_MODULE": "mizan.config.settings"}
    program = [sys.executable, "-c", "import django; django.setup()"]
    started = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    assert started.returncode != 0
    assert "MIZAN_SWITCHES: settlement_order: one of worker_employer_surcharges | proportional" in started.stderr


def test_receipts_are_laid_by_the_order_chosen(world: Any) -> None:
    from mizan.funds.contributions.queries import due_on, dues_of
    from mizan.funds.contributions.sql import rows

    apply("settlement_order=proportional,settlement_rest=credit")
    world.file_dac("monthly", "2026-01", 1_000_000_00, "2026-02-10")
    world.file_dac("monthly", "2026-02", 1_000_000_00, "2026-03-10")
    (settled,) = world.pay([("1", 35_000_00, "1600000101 2026-01")], "2026-03-20")
    (whole,) = world.pay([("2", 350_000_00, "1600000101 2026-01")], "2026-03-21", "2")
    assert (settled.credit, whole.credit) == (0, 35_000_00)
    with world.acting("monthly"):
        due = next(one for one in dues_of(world.employers["monthly"]) if (one.period_key, one.code) == ("2026-01", "R22"))
        detail = due_on(due.id)
    assert detail is not None
    with world.batch():
        assert rows("SELECT DISTINCT switches FROM contributions_settlement") == [("proportional/rest_to_credit",)]
        laid = rows(
            "SELECT s.amount FROM contributions_match_share s JOIN contributions_match m ON m.id = s.match_id WHERE m.settlement_id = %s",
            [settled.settlement_id],
        )
    assert len(laid) > 5
    assert world.faults() == []
