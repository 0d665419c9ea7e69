"""The page and the API that end a self-employed activity."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client
from tests.doors.api.conftest import SELF_EMPLOYED, World, build_world
from tests.doors.api.story import Teller
from tests.doors.conftest import signed_in

NSS = SELF_EMPLOYED["trader"][0]
FORM = {"ended_on": "2026-10-01", "document": "radiation n° 16/00-0012345", "document_on": "2026-10-03"}


@pytest.fixture
def here(db: object) -> World:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return build_world()


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


def test_an_activity_is_found_and_ended_once(here: World) -> None:
    casnos = signed_in(here.accounts["casnos"])
    address = f"/fr/fund/ends?nss={NSS}"
    found = text(casnos.get(address))
    assert "NOMC SAMIR" in found
    assert "Mettre fin à l’activité" in found
    for wrong in ({"ended_on": ""}, {"document": " "}, {"ended_on": "2027-01-01"}, {"ended_on": "2019-01-01"}, {"document_on": "x"}):
        assert casnos.post(address, {**FORM, **wrong}).status_code == 422
    assert casnos.post(address, FORM).status_code == 302
    done = text(casnos.get(address))
    assert "radiation n° 16/00-0012345" in done
    assert "Mettre fin à l’activité" not in done
    assert casnos.post(address, FORM).status_code == 422
    assert "نهاية نشاط" in text(casnos.get(f"/ar/fund/ends?nss={NSS}"))


def test_who_is_unknown_and_who_may_not(here: World) -> None:
    casnos = signed_in(here.accounts["casnos"])
    assert "Aucun affilié" in text(casnos.get("/fr/fund/ends?nss=000000000000"), 422)
    assert casnos.get("/fr/fund/ends").status_code == 200
    cnas = signed_in(here.accounts["accountant"])
    assert "NOMC" not in text(cnas.get(f"/fr/fund/ends?nss={NSS}"), 422)
    assert cnas.post(f"/fr/fund/ends?nss={NSS}", FORM).status_code == 422
    for who in ("trader", "officer", "director", "alif"):
        assert signed_in(here.accounts[who]).get(f"/fr/fund/ends?nss={NSS}").status_code == 403


def test_the_api_ends_it_once_and_answers_the_same_key_the_same(here: World) -> None:
    teller = Teller(Client(headers={"host": "localhost"}), here)
    number = here.affiliations["trader"]
    path = f"/self-employed/{number}/end"
    assert teller.post("casnos", path, {**FORM, "ended_on": "2027-05-01"}).json()["code"] == "cessation_day"
    made = teller.post("casnos_agency", path, FORM, key="end")
    assert (made.status_code, made.json()["undone"]) == (201, [])
    again = teller.post("casnos_agency", path, FORM, key="end")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (made.json(), "true")
    other = teller.post("casnos", path, FORM)
    assert (other.status_code, other.json()["code"]) == (409, "affiliation_ended")
    assert teller.post("casnos", "/self-employed/7/end", FORM).status_code == 404
    for who in ("accountant", "trader", "officer"):
        assert teller.post(who, path, FORM).status_code == 403
