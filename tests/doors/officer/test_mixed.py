"""A mixed career: CNR's claim gives an award of CASNOS's too, which CASNOS's officer opens, with the decision that gave it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.doors.conftest import signed_in
from tests.funds.benefits.benefit_world import NOW, World, benefit_world
from tests.funds.conftest import people_of

from mizan.config.database import connect_as
from mizan.config.home import home
from mizan.flows.decide_benefit import claim_benefit, decide_claim
from mizan.funds.benefits.queries import awards_of_claim
from mizan.kernel.funds import Fund


@pytest.fixture
def mixed(db: Any) -> tuple[World, dict[Fund, int]]:
    """Omar worked for others, then for himself; one claim, an award of each fund."""
    (home() / "static").mkdir(exist_ok=True)
    people = people_of()
    with connect_as("batch"):
        made = benefit_world(people)
        made.trade("omar", 1986, 2005, 480_000_00)
        made.work("omar", 2006, 2025, 60_000_00)
        with made.desk("one") as by:
            claim = claim_benefit(made.claim("omar", claimed_on="2032-01-01", contributions_unpaid="false"), by=by, at=NOW)
            decide_claim(claim, grant=True, by=by, at=NOW)
        return made, {one.fund: one.id for one in awards_of_claim(claim)}


def test_each_funds_officer_opens_its_own_award(mixed: tuple[World, dict[Fund, int]]) -> None:
    made, awards = mixed
    assert set(awards) == {Fund.CNR, Fund.CASNOS}
    for name, fund in (("one", Fund.CNR), ("other", Fund.CASNOS)):
        page = signed_in(made.accounts[name]).get(f"/fr/officer/awards/{awards[fund]}")
        assert page.status_code == 200, (name, fund)
        shown = page.content.decode()
        assert "KADI OMAR" in shown
        assert ("/officer/claims/" in shown) == (fund is Fund.CNR)
        decision = shown.partition("/fr/officer/decisions/")[2].partition('"')[0]
        assert signed_in(made.accounts[name]).get(f"/fr/officer/decisions/{decision}").status_code == 200


def test_the_other_fund_opens_neither_the_others_award_nor_the_claim(mixed: tuple[World, dict[Fund, int]]) -> None:
    made, awards = mixed
    casnos = signed_in(made.accounts["other"])
    assert casnos.get(f"/fr/officer/awards/{awards[Fund.CNR]}").status_code == 404
    assert casnos.get("/fr/officer/claims/1").status_code == 404
    insurer = signed_in(made.accounts["insurer"])
    assert insurer.get(f"/fr/officer/awards/{awards[Fund.CASNOS]}").status_code == 404
    assert insurer.get("/fr/officer/decisions/1").status_code == 404
