"""Pay runs by the API: a month from prepared to sent, who may do what, every clash said with its code, nothing done twice."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from tests.doors.api.conftest import World
from tests.doors.api.pay_story import PAYERS, SHAPE, agreed, came_back, pensioners, prepared
from tests.doors.api.story import Teller, on_day
from tests.flows.pay_world import parts_of
from tests.flows.test_pay_month import faults

NET = parts_of(4_000_000).net


@pytest.fixture
def teller(client: Client, world: World) -> Teller:
    return Teller(client, world)


def code(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.content
    return str(answer.json()["code"])


def test_a_month_goes_from_prepared_to_sent_and_what_comes_back_is_paid_again(teller: Teller, world: World) -> None:
    pensioners(world)
    run = prepared(teller)
    shown = teller.get("retirement", f"/payments/{run}").json()
    assert (shown["state"], shown["total"]["paid"], shown["total"]["payments"], shown["file"]) == ("prepared", 2 * NET, 2, None)
    assert sum(one["amount"] for one in shown["changes"]) == 2 * NET
    assert sum(one["paid"] for one in shown["branches"]) == 2 * NET
    assert shown["differences"] == []
    (waits,) = teller.get("retirement", f"/payments/{run}/waiting").json()["waiting"]
    assert (waits["waits"], waits["net"]) == ("account_missing", NET)
    assert code(teller.post("retirement", f"/payments/{run}/approve"), 422) == "run_needs_other_people"
    assert teller.post("retirement2", f"/payments/{run}/approve").json()["state"] == "agreed"
    assert code(teller.post("retirement2", f"/payments/{run}/approve"), 422) == "run_needs_other_people"
    assert teller.get("retirement", f"/payments/{run}/file").status_code == 404
    assert code(teller.post("retirement", f"/payments/{run}/file", SHAPE), 409) == "run_not_so"
    assert teller.post("retirement3", f"/payments/{run}/approve").json()["state"] == "approved"
    sent = teller.post("retirement", f"/payments/{run}/file", SHAPE).json()
    answer = teller.get("retirement2", f"/payments/{run}/file")
    body = b"".join(answer.streaming_content)
    assert (answer.headers["Content-Type"], int(answer.headers["Content-Length"])) == ("application/xml", len(body))
    assert (sent["file"]["sha256"], sent["file"]["total"], body.count(b"<CdtTrfTxInf>")) == (sha256(body).hexdigest(), 2 * NET, 2)
    assert teller.post("retirement3", f"/payments/{run}/file", SHAPE).json()["file"] == sent["file"]
    assert code(teller.post("retirement", f"/payments/{run}/file", {**SHAPE, "profile": "csv"}), 409) == "payment_file_kept"
    first = came_back(teller, run)
    assert (first.status_code, first.json()["returned"], first.json()["amount"]) == (200, 1, NET)
    assert came_back(teller, run).json()["repeated"] is True
    (returned,) = teller.get("retirement", f"/payments/{run}/returns").json()["returns"]
    assert (returned["code"], returned["reissue"]) == ("AC04", False)
    again = teller.post("retirement", f"/payments/{run}/returns/{returned['id']}/reissue", {"ground": "nouveau compte"})
    assert again.json()["reissue"] is True
    assert code(teller.post("retirement", f"/payments/{run}/returns/{returned['id']}/reissue", {"ground": "x"}), 409) == "return_known"
    assert faults() == []


def test_the_look_at_the_file_is_logged(teller: Teller, world: World) -> None:
    from mizan.funds.access.context import acting_as
    from mizan.funds.access.queries import reads_of

    pensioners(world)
    run = prepared(teller)
    agreed(teller, run)
    teller.post("retirement", f"/payments/{run}/file", SHAPE)
    assert b"".join(teller.get("retirement2", f"/payments/{run}/file").streaming_content)
    with acting_as(world.accounts["auditor"]):
        reads = reads_of("pay_run", run)
    assert [(one.account_id, one.purpose) for one in reads] == [(world.accounts["retirement2"], "payment_file")]


def test_a_finding_is_answered_once_and_a_run_that_changed_is_given_up(teller: Teller, world: World) -> None:
    payers, first = pensioners(world)
    run = prepared(teller)
    (finding,) = teller.get("retirement2", f"/payments/{run}/findings").json()["findings"]
    answer = f"/payments/{run}/findings/{finding['id']}/answer"
    assert code(teller.post("retirement2", answer, {"answer": "cleared", "ground": "tant pis"}), 422) == "finding_needs_account"
    assert code(teller.post("retirement2", answer, {"answer": "upheld", "ground": " "}), 422) == "text_missing"
    assert teller.post("retirement2", answer, {"answer": "upheld", "ground": "compte demandé"}).json()["answer"] == "upheld"
    assert code(teller.post("retirement3", answer, {"answer": "upheld", "ground": "encore"}), 409) == "finding_answered"
    elsewhere = f"/payments/{run}/findings/{finding['id'] + 1}/answer"
    assert teller.post("retirement2", elsewhere, {"answer": "upheld", "ground": "x"}).status_code == 404
    payers.decide(first, 4_400_000, "2026-11-01", "2026-11-23")
    (difference,) = teller.post("retirement2", f"/payments/{run}/approve").json()["differences"]
    assert code(teller.post("retirement3", f"/payments/{run}/approve"), 409) == "run_changed"
    assert [difference] == teller.get("retirement2", f"/payments/{run}").json()["differences"]
    assert (difference["award_id"], difference["what"], difference["in_run"]) == (first, "amount", NET)
    assert code(teller.post("retirement", "/payments", {"fund": "CNR", "month": "2026-11", "pay_on": "2026-11-20"}), 409) == "run_stands"
    assert teller.post("retirement", f"/payments/{run}/cancel", {"reason": "à refaire"}).json()["state"] == "cancelled"
    assert prepared(teller) != run
    runs = teller.get("retirement", "/payments?fund=CNR&month=2026-11").json()["runs"]
    assert [one["state"] for one in runs] == ["prepared", "cancelled"]


def test_a_key_prepares_once(teller: Teller, world: World) -> None:
    pensioners(world)
    asked = {"fund": "CNR", "month": "2026-11", "pay_on": "2026-11-20"}
    first = teller.post("retirement", "/payments", asked, key="november")
    again = teller.post("retirement", "/payments", asked, key="november")
    assert (again.status_code, again.json(), again.headers["Idempotent-Replayed"]) == (201, first.json(), "true")
    other = teller.post("retirement", "/payments", {**asked, "pay_on": "2026-11-21"}, key="november")
    assert code(other, 409) == "idempotency_key_reused"
    assert len(teller.get("retirement", "/payments").json()["runs"]) == 1


def test_another_funds_accountant_finds_nothing_and_prepares_nothing(teller: Teller, world: World) -> None:
    pensioners(world)
    run = prepared(teller)
    agreed(teller, run)
    teller.post("retirement", f"/payments/{run}/file", SHAPE)
    body = b"".join(teller.get("retirement", f"/payments/{run}/file").streaming_content)
    assert body
    assert teller.get("accountant", "/payments").json()["runs"] == []
    for path in ("", "/findings", "/waiting", "/returns", "/file"):
        assert teller.get("accountant", f"/payments/{run}{path}").status_code == 404
    for path, sent in (
        ("/approve", None), ("/cancel", {"reason": "x"}), ("/file", SHAPE), ("/returns/1/reissue", {"ground": "x"}),
        ("/findings/1/answer", {"answer": "cleared", "ground": "x"}),
    ):  # fmt: skip
        assert teller.post("accountant", f"/payments/{run}{path}", sent).status_code == 404
    assert code(teller.post("accountant", "/payments", {"fund": "CNR", "month": "2026-12", "pay_on": "2026-12-20"}), 403) == "not_allowed"
    for who in ("officer", "controller", "director", "minister", "auditor", "alif", "trader"):
        assert teller.get(who, f"/payments/{run}").status_code == 403


def test_a_return_that_cannot_be_read_or_names_nothing_is_said(teller: Teller, world: World) -> None:
    from tests.flows.test_pay_returns import report

    unreadable = teller.send("retirement", "/payments/returns", {"returned": ("r.xml", b"<a/>")}).json()
    assert (unreadable["outcome"], unreadable["returned"]) == ("refused", 0)
    assert unreadable["anomalies"]
    unknown = teller.send("retirement", "/payments/returns", {"returned": ("r.xml", report(("I99", 100)))})
    assert code(unknown, 422) == "return_unknown"


def test_a_month_is_said_as_it_is_written(teller: Teller, world: World) -> None:
    for body in ({"fund": "CNR", "month": "2026-13", "pay_on": "2026-11-20"}, {"fund": "CNAC", "month": "2026-11", "pay_on": "2026-11-20"}):
        assert teller.post(PAYERS[0], "/payments", body).status_code == 422
    with on_day("2026-10-20"):
        early = teller.post(PAYERS[0], "/payments", {"fund": "CNR", "month": "2026-11", "pay_on": "2026-11-20"})
    assert code(early, 422) == "month_not_begun"
