"""A fund's pay run told through the API: pensioners, one paid nowhere, a month approved whose file went out, and one that came back."""

from __future__ import annotations

from typing import Any

from django.test import Client
from tests.doors.api.conftest import World
from tests.doors.api.story import Teller
from tests.flows.pay_world import PAYER, PAYER_ACCOUNT, PayWorld
from tests.flows.test_pay_returns import report

PAYERS = ("retirement", "retirement2", "retirement3")
SHAPE = {"profile": "pain001", "payer": PAYER, "account": PAYER_ACCOUNT}


def pensioners(world: World) -> tuple[PayWorld, int]:
    """Two pensioners of CNR and one whom no account is known of; the world they were made in, and the first's award."""
    from mizan.config.database import connect_as
    from mizan.funds.access.queries import system_account

    with connect_as("batch"):
        payers = PayWorld(system_account(), dict(world.accounts))
    first, *_ = payers.award(), payers.award(), payers.award(person=payers.person(account=None))
    return payers, first


def prepared(teller: Teller, month: str = "2026-11") -> int:
    """A month prepared by the first of three accountants."""
    made = teller.post("retirement", "/payments", {"fund": "CNR", "month": month, "pay_on": f"{month}-20"})
    assert made.status_code == 201, made.content
    return int(made.json()["id"])


def agreed(teller: Teller, run: int) -> Any:
    """The run agreed to by the second and approved by the third."""
    for who in PAYERS[1:]:
        answer = teller.post(who, f"/payments/{run}/approve")
        assert answer.status_code == 200, answer.content
    return answer.json()


def came_back(teller: Teller, run: int) -> Any:
    """The first payment of a run, brought back by the bank."""
    body = b"".join(teller.get("retirement", f"/payments/{run}/file").streaming_content).decode()
    reference = body.split("<EndToEndId>")[1].split("<")[0]
    paid = body.split("<CdtTrfTxInf>")[1].split("</InstdAmt>")[0].rsplit(">", 1)[1]
    back = report((reference, int(paid.replace(".", ""))))
    return teller.send("retirement2", "/payments/returns", {"returned": ("r.xml", back)})


def tell_payments(client: Client, world: World) -> int:
    """Everything once; the run stands, sent, with a payment that came back. Returns its id."""
    teller = Teller(client, world)
    pensioners(world)
    run = prepared(teller)
    agreed(teller, run)
    assert teller.post("retirement", f"/payments/{run}/file", SHAPE).status_code == 200
    assert came_back(teller, run).status_code == 200
    return run
