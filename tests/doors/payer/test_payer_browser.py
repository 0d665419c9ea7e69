"""A real Chromium on the pages that pay: both languages, phone and desk, no accessibility violation, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from tests.doors.api.conftest import database_of_module
from tests.doors.browsing import BROWSER, SIZES, check, chromium, listened, web
from tests.doors.payer.test_payer import Payers
from tests.flows.test_take_over_awards import line, taken

from mizan.funds.benefits.queries.debts import debts_of_fund
from mizan.funds.benefits.queries.instalments import instalments_of
from mizan.kernel.funds import Fund

pytestmark = BROWSER

__all__ = ["chromium", "database_of_module"]  # the fixtures, for this module


@pytest.fixture(scope="module")
def payers(database_of_module: str) -> Payers:
    """A month paid, with what waits and what changed, and the next one prepared."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    payers = Payers()
    world = payers.world
    lowered = world.award(3_900_000)
    world.paid("2026-10")
    world.decide(lowered, 3_600_000, "2026-10-01", "2026-10-25", months=("2026-10", "2026-10"))
    world.decide(payers.awards[0], 4_500_000, "2026-09-01", "2026-11-02", months=("2026-09", "2026-10"))
    world.award(2_800_000, day="2026-11-03", since="2026-11-01")
    world.prepare("2026-11")
    payers.post("prepares", "increases", fund="CNR", on="2026-01-01")
    award = payers.awards[1]
    form = {"ground": "same_year_twice", "starts_on": "2026-11-23", "deadline": "2027-01-22"}
    payers.post("prepares", f"holds/new?award={award}", reason="Preuve de vie demandée deux fois, sans réponse.", **form)
    payers.post("approves", "holds/1", act="agree")
    payers.post("prepares", f"holds/new?award={payers.awards[0]}", reason="Convocation restée sans suite.", **form)
    with world.acting("prepares"):
        ref = f"I{instalments_of(payers.awards[0])[-1].id}"
    payers.post("prepares", f"reversals/new?ref={ref}", ground="Payé deux fois le même mois.")
    payers.post("approves", "reversals/1", act="agree")
    payers.post("approves", f"reversals/new?ref=I{int(ref[1:]) + 1}", ground="Payé à la mauvaise personne.")
    payers.post("prepares", "debts/1", act="tell")
    taken(world, line("R-1", world.person(account=None), 5_000_000), month=date(2026, 12, 1))
    return payers


@pytest.fixture(scope="module")
def served(payers: Payers, database_of_module: str, cluster: Any) -> Iterator[str]:
    """The database served by the real web process."""
    yield from web(database_of_module, cluster)


def debts_shown(payers: Payers) -> list[int]:
    """What the fund is owed: by a decision, and by an undone payment."""
    with payers.world.acting("agrees"):
        return [one.id for one in debts_of_fund([Fund.CNR], settled=False)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_pages_that_pay_can_be_read_by_everybody(chromium: Any, payers: Payers, served: str, lang: str, size: str) -> None:
    width, height = SIZES[size]
    held = ("holds", "holds/1", "holds/2", f"holds/new?award={payers.awards[0]}")
    undone = ("reversals", "reversals/1", "reversals/2", "reversals/new?ref=I1")
    owed = ("debts", "debts?state=settled", *(f"debts/{number}" for number in debts_shown(payers)))
    context = chromium.new_context(viewport={"width": width, "height": height})
    cookie = payers.clients["agrees"].cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    page, said = listened(context)
    for path in ("", "1", "2", "increases", "increases/1", "taken-over", *held, *undone, *owed):
        assert check(page, f"{served}/{lang}/payments/{path}", size, lang) == []
        assert said == [], path
    context.close()
