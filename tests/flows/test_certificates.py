"""Certificates taken from their feed: each once, by the care system alone, and counted by the control of prescribers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.flows.pay_world import at
from tests.funds.controls.control_world import NOW, ControlWorld, make_control_world

from mizan.config.database import connect_as
from mizan.flows.feed_receipt import FeedReceipt
from mizan.flows.take_certificates import take_certificates
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.context import acting_as
from mizan.funds.access.types import Role, Scope
from mizan.kernel.refusals import Refused

HEAD = "id;prescriber;nss;signed_on;starts_on;days;annuls"


@pytest.fixture
def world(db: Any) -> ControlWorld:
    return make_control_world(db)


def take(world: ControlWorld, *lines: str, day: str = "2026-03-10") -> FeedReceipt:
    with connect_as("batch"):
        return take_certificates("\n".join((HEAD, *lines)).encode(), by=world.pay.system, at=at(day))


def nss_of(world: ControlWorld, person: int) -> str:
    [(nss,)] = world.sql("SELECT nss FROM people_person WHERE id = %s", [person])
    return str(nss)


def test_each_line_is_taken_once_and_the_bad_ones_are_told(world: ControlWorld) -> None:
    nss = nss_of(world, world.pay.person())
    good = f"C-1;MED-001;{nss};2026-03-02;2026-03-02;20;"
    to_come = f"C-2;MED-001;{nss};2026-03-20;2026-03-20;3;"
    receipt = take(world, good, to_come, "C-3;MED-001;601234567142;2026-03-02;2026-03-02;3;", "bad id;;;;;;")
    assert (receipt.taken, receipt.repeated, receipt.left) == (1, 0, 3)
    assert {one.code for one in receipt.anomalies} >= {"certificate_day", "certificate_person_unknown", "certificate_id"}
    again = take(world, good, f"C-1;MED-002;{nss};2026-03-02;2026-03-02;20;")
    assert (again.taken, again.repeated, again.left) == (0, 1, 1)
    assert [one.code for one in again.anomalies] == ["certificate_id_repeated"]
    other = take(world, f"C-1;MED-002;{nss};2026-03-02;2026-03-02;20;")
    assert [one.code for one in other.anomalies] == ["certificate_differs"]
    assert world.sql("SELECT count(*) FROM controls_certificate_told") == [(1,)]


def test_what_is_annulled_counts_no_longer_and_stays_written(world: ControlWorld) -> None:
    nss = nss_of(world, world.pay.person())
    take(world, f"C-1;MED-001;{nss};2026-03-02;2026-03-02;20;", "A-1;;;;;;C-1")
    assert world.sql("SELECT count(*) FROM controls_certificates(now())") == [(0,)]
    refused = take(world, "A-2;;;;;;C-1", "A-3;;;;;;C-9")
    assert [one.code for one in refused.anomalies] == ["certificate_annuls_unknown"] * 2
    assert take(world, "A-1;;;;;;C-1").repeated == 1
    assert world.sql("SELECT count(*) FROM controls_certificate_told") == [(2,)]


def test_the_prescriber_control_counts_them_with_the_claims_they_came_with(world: ControlWorld) -> None:
    lines = []
    for place in range(16):
        person = world.pay.person()
        world.allowance(person, "2026-03-01", 10)
        prescriber = "MED-001" if place < 10 else f"MED-0{place}"
        lines.append(f"C-{place};{prescriber};{nss_of(world, person)};2026-03-01;2026-03-01;10;")
    # One whom nobody has claimed for counts as well.
    lines.append(f"C-99;MED-001;{nss_of(world, world.pay.person())};2026-03-01;2026-03-01;10;")
    assert take(world, *lines).taken == 17
    (found,) = world.found("prescriber_series", moment=NOW)
    assert (found.subject, found.reasons["number"]) == ("MED-001", 11)
    assert len(found.evidence) == 10
    assert found.stake > 0


def test_only_the_care_system_brings_them_and_nobody_else_reads_them(world: ControlWorld) -> None:
    nss = nss_of(world, world.pay.person())
    line = f"{HEAD}\nC-1;MED-001;{nss};2026-03-02;2026-03-02;20;".encode()
    with world.acting("officer") as by, pytest.raises(Refused, match="not_allowed"):
        take_certificates(line, by=by, at=at("2026-03-10"))
    with connect_as("batch"):
        care = open_account(username="care", name_ar="العلاج", name_fr="Soins", language="fr", password=None, by=1, at=at("2025-01-01"))
        grant_role(
            account_id=care, role=Role.REGISTRAR, scope_kind=Scope.REGISTER, scope_id="care", valid_from=date(2024, 1, 1), by=1,
            at=at("2025-01-01"),
        )  # fmt: skip
    with acting_as(care):
        assert take_certificates(line, by=care, at=at("2026-03-10")).taken == 1
        assert take_certificates(line, by=care, at=at("2026-03-10")).repeated == 1
    for who in ("officer", "director", "controls_cnas", "auditor"):
        with world.acting(who):
            from mizan.funds.access.sql import rows

            assert rows("SELECT 1 FROM controls_certificate_told") == []
