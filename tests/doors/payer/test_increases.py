"""The pages of increases: who may open them, what each form does, what is shown, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.doors.conftest import signed_in
from tests.flows.pay_world import PayWorld, make_world
from tests.flows.test_pay_month import faults
from tests.flows.test_revalue import expected, live

from mizan.doors.shown import amount

PATH = "payments/increases"


class Raisers:
    """A fund with two pensioners, and a browser for each accountant."""

    def __init__(self) -> None:
        self.world: PayWorld = make_world()
        self.awards = {self.world.award(gross, since="2025-02-01"): gross for gross in (1_800_000, 4_000_000)}
        self.clients = {name: signed_in(account) for name, account in self.world.accounts.items()}

    def get(self, name: str, path: str = "", lang: str = "fr") -> Any:
        return self.clients[name].get(f"/{lang}/{PATH}{path}")

    def post(self, name: str, path: str = "", **form: Any) -> Any:
        return self.clients[name].post(f"/fr/{PATH}{path}", form)


@pytest.fixture
def raisers(db: object) -> Raisers:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Raisers()


def test_an_increase_goes_from_prepared_to_approved_by_the_pages(raisers: Raisers) -> None:
    offered = raisers.get("prepares").content.decode()
    assert 'value="2026-01-01"' in offered
    assert 'value="2025-05-01"' not in offered
    answer = raisers.post("prepares", fund="CNR", on="2026-01-01")
    assert answer.status_code == 302
    one = "/" + answer.headers["Location"].rsplit("/", 1)[1]
    more = sum(expected(gross).gross - gross for gross in raisers.awards.values())
    page = raisers.get("prepares", one).content.decode()
    assert amount(more, "fr") in page
    assert 'value="approve"' not in page
    assert raisers.post("prepares", one, act="approve").status_code == 422
    page = raisers.get("agrees", one).content.decode()
    assert 'value="approve"' in page
    assert "Revalorisation · CNR" in page
    for award in raisers.awards:
        assert f">{award}<" in page
        # Whoever keeps books opens no file.
        assert f"awards/{award}" not in page
    assert raisers.post("agrees", one, act="approve").status_code == 302
    for award, gross in raisers.awards.items():
        assert live(award)[-1][2] == expected(gross).gross
    page = raisers.get("agrees", one).content.decode()
    assert "Approuvée et appliquée" in page
    assert 'value="cancel"' not in page
    arabic = raisers.get("fourth", one, "ar").content.decode()
    assert "ووفق عليه وطبق" in arabic
    assert faults() == []


def test_an_increase_given_up_says_why_and_another_may_be_prepared(raisers: Raisers) -> None:
    first = "/" + raisers.post("prepares", fund="CNR", on="2026-01-01").headers["Location"].rsplit("/", 1)[1]
    assert raisers.post("agrees", fund="CNR", on="2026-01-01").status_code == 422
    assert raisers.post("agrees", first, act="cancel", reason=" ").status_code == 422
    assert raisers.post("agrees", first, act="cancel", reason="mauvais jour").status_code == 302
    assert raisers.post("agrees", fund="CNR", on="2026-01-01").status_code == 302
    assert "Abandonnée" in raisers.get("agrees").content.decode()


def test_what_can_not_be_prepared_is_told(raisers: Raisers) -> None:
    for form in ({"fund": "CNR", "on": "x"}, {"fund": "CNAS", "on": "2026-01-01"}, {"fund": "CNR", "on": "2025-05-01"}):
        assert raisers.post("prepares", **form).status_code == 422
    refused = raisers.post("prepares", fund="CNR", on="2025-05-01").content.decode()
    assert "La loi ne change ni les pensions" in refused


def test_who_is_refused(raisers: Raisers) -> None:
    stranger = Client(headers={"host": "localhost"})
    one = "/" + raisers.post("prepares", fund="CNR", on="2026-01-01").headers["Location"].rsplit("/", 1)[1]
    assert raisers.get("cnas", one).status_code == 404
    assert raisers.post("cnas", one, act="approve").status_code == 404
    assert stranger.get(f"/fr/{PATH}").status_code in (302, 403)
    assert stranger.post(f"/fr/{PATH}{one}", {"act": "approve"}).status_code in (302, 403)
