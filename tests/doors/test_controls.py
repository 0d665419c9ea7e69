"""The pages of controls: who sees findings, who sees sums, what a form does, and that a name is read for a stated purpose only."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.doors.conftest import signed_in
from tests.flows.pay_world import at
from tests.funds.controls.control_world import ControlWorld, make_control_world

from mizan.config.database import connect_as
from mizan.doors.shown import plain
from mizan.flows.recompute_awards import recompute_awards
from mizan.funds.access.actions import record_read
from mizan.funds.access.queries import reads_of
from mizan.funds.benefits.types import Kind
from mizan.funds.controls.catalogue import controls
from mizan.kernel.funds import Fund


class Desk:
    """Something found by nearly every control, and everybody who may look or may not."""

    def __init__(self, db: Any) -> None:
        self.world: ControlWorld = make_control_world(db)
        pay = self.world.pay
        self.person = pay.person()
        pay.award(person=self.person, fund=Fund.CASNOS)
        self.award = pay.award(person=self.person)
        other = pay.person()
        pay.award(person=other)
        [(account,)] = self.world.sql("SELECT account FROM benefits_payee_account WHERE person_id = %s", [self.person])
        pay.pay_on(other, account, day="2026-05-01")
        insured = pay.person()
        self.world.allowance(insured, "2026-02-01", 20)
        self.world.allowance(insured, "2026-02-11", 30, kind=Kind.MATERNITY)
        self.world.declared(insured, 2026, (90, 0, 0, 0))
        for prescriber, count in (("P-1", 1), ("P-2", 1), ("P-3", 1), ("P-4", 1), ("P-9", 8)):
            for number in range(count):
                claim, _ = self.world.allowance(insured, f"2026-0{5 + number % 4}-{2 + number:02d}", 1)
                self.world.certificate(claim, prescriber)
        child = pay.person()
        self.world.kin("officer", child)
        with self.world.acting("officer") as by:
            record_read(purpose="benefit_claim", subject=("person", child), route="officer:person", by=by, at=at("2026-05-05"))
        with connect_as("batch"):
            recompute_awards(Fund.CNR, by=pay.system, at=at("2026-11-19"))
        self.world.run()
        self.clients = {name: signed_in(account) for name, account in pay.accounts.items()}

    def finding(self, control: str, fund: str = "CNR") -> int:
        [(found, *_), *_] = self.world.sql("SELECT id FROM controls_finding WHERE control = %s AND fund = %s ORDER BY id", [control, fund])
        return int(found)

    def get(self, name: str, path: str = "controls/", lang: str = "fr") -> Any:
        return self.clients[name].get(f"/{lang}/{path}")

    def seen(self, name: str, path: str = "controls/", lang: str = "fr") -> str:
        """What a reader reads: the page without its tags."""
        return re.sub(r"<[^>]*>", " ", str(self.get(name, path, lang).content.decode()))

    def post(self, name: str, finding: int, **form: str) -> Any:
        return self.clients[name].post(f"/fr/controls/{finding}", form)


@pytest.fixture
def desk(db: Any) -> Desk:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Desk(db)


def test_the_queue_is_the_fund_s_controllers_and_the_auditor_s(desk: Desk) -> None:
    mine = desk.seen("controls")
    assert "Deux pensions de droit propre" in mine
    assert "Deux personnes sur un même compte" in mine
    assert "Salaire et indemnité" not in mine  # another fund's
    assert "Salaire et indemnité" in desk.seen("controls_cnas")
    both = desk.seen("auditor")
    assert "Salaire et indemnité" in both
    assert "Deux pensions" in both
    for name in ("director", "minister", "officer"):
        assert desk.get(name).status_code == 403, name
    assert "Aucun constat" in desk.seen("agency")
    assert "Aucun constat" in desk.seen("prepares")
    narrowed = desk.seen("controls", "controls/?control=shared_account")
    assert "Un autre droit propre" not in narrowed


def test_another_fund_s_finding_is_not_found(desk: Desk) -> None:
    number = desk.finding("two_pensions")
    for name in ("controls_cnas", "agency", "prepares", "cnas"):
        assert desk.get(name, f"controls/{number}").status_code == 404, name
        assert desk.post(name, number, act="take").status_code == 404, name
    assert desk.get("director", f"controls/{number}").status_code == 403


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_finding_is_told_in_words(desk: Desk, lang: str) -> None:
    found = desk.world.sql("SELECT id, control, fund FROM controls_finding")
    assert len({control for _, control, _ in found}) >= 7
    for number, control, _ in found:
        page = desk.get("auditor", f"controls/{number}", lang)
        text = page.content.decode()
        assert page.status_code == 200
        assert controls()[control].name[lang] in text.replace("&#x27;", "’")
        assert "NOM" not in re.sub(r"<[^>]*>", " ", text)


def test_a_finding_is_taken_and_concluded_by_forms(desk: Desk) -> None:
    number = desk.finding("two_pensions")
    assert desk.post("controls", number, act="take").status_code == 302
    early = desk.post("controls", number, act="conclude", conclusion="error", cause="complexity", reason=" ")
    assert early.status_code == 422
    assert (
        desk.post("controls", number, act="conclude", conclusion="fraud", cause="weak_control", reason="double demande").status_code == 302
    )
    assert "une autre personne doit la confirmer" in desk.seen("controls", f"controls/{number}")
    assert desk.post("controls", number, act="confirm", reason="x").status_code == 422
    assert "Vous êtes la seconde personne" in desk.seen("controls_2", f"controls/{number}")
    assert desk.post("controls_2", number, act="decline", reason="sans intention").status_code == 302
    assert desk.post("controls_2", number, act="conclude", conclusion="error", cause="unclear_rule", reason="vérifié").status_code == 302
    page = desk.seen("controls", f"controls/{number}")
    assert "Règle peu claire" in page
    refused = desk.post("controls", number, act="refer", reference="PV 1")
    assert refused.status_code == 422
    assert "ne se sanctionne pas" in refused.content.decode()
    assert desk.post("controls", number, act="nothing").status_code == 422
    # The auditor reads and acts on nothing.
    assert desk.post("auditor", desk.finding("shared_account"), act="take").status_code in (403, 422)


def test_a_hold_goes_from_the_controller_to_the_accountants(desk: Desk) -> None:
    number = desk.finding("two_pensions")
    desk.post("controls", number, act="take")
    assert desk.post("controls", number, act="ask_hold", ground="undue_drawn", reason="x").status_code == 422
    assert "Droits de deux régimes" in desk.get("controls", f"controls/{number}").content.decode()
    assert desk.post("controls", number, act="ask_hold", ground="same_year_twice", reason="choix demandé").status_code == 302
    assert desk.post("controls", number, act="hold", starts_on="2026-12-01", deadline="2026-12-31").status_code in (403, 422)
    assert "Deux pensions" in desk.seen("prepares")
    assert "Le contrôle demande cette suspension" in desk.seen("prepares", f"controls/{number}")
    assert desk.post("prepares", number, act="hold", starts_on="x", deadline="2026-12-31").status_code == 422
    assert desk.post("prepares", number, act="hold", starts_on="2026-12-01", deadline="2026-12-31").status_code == 302
    [(hold, ground)] = desk.world.sql("SELECT id, ground FROM benefits_hold")
    assert ground == "same_year_twice"
    assert f"/fr/payments/holds/{hold}" in desk.get("prepares", f"controls/{number}").content.decode()


def test_a_name_is_shown_for_a_stated_purpose_that_is_logged(desk: Desk) -> None:
    number = desk.finding("two_pensions")
    [(surname,)] = desk.world.sql("SELECT surname_fr FROM people_person WHERE id = %s", [desk.person])
    assert surname not in desk.seen("controls", f"controls/{number}")
    without = desk.post("controls", number, act="name", purpose="curiosity")
    assert surname not in without.content.decode()
    for name in ("controls", "auditor"):
        shown = desk.post(name, number, act="name", purpose="control")
        assert surname in shown.content.decode()
        assert "Consultation enregistrée" in shown.content.decode()
    with connect_as("audit"):
        assert [(one.purpose, one.route) for one in reads_of("person", desk.person)] == [("control", "controls:finding")] * 2


def test_the_register_counts_for_everybody_and_names_nobody(desk: Desk) -> None:
    for name in ("controls", "auditor", "director", "minister", "prepares"):
        page = desk.seen(name, "controls/register")
        assert page.count("Fréquence") == len(controls()), name
        assert "NOM" not in page
    assert desk.get("officer", "controls/register").status_code == 403
    one = desk.seen("minister", "controls/register/two_pensions")
    assert "daterange" in one
    assert "secondaire" in one.lower() or "Arrêté" in one
    assert desk.get("minister", "controls/register/nothing").status_code == 404
    [(stake,)] = desk.world.sql(
        "SELECT stake FROM controls_seen s JOIN controls_finding f ON f.id = s.finding_id WHERE f.control = 'two_pensions'"
    )
    assert plain(stake) in desk.seen("director", "controls/register/two_pensions")
    for link in set(re.findall(r'href="(/fr/[^"#?]*)"', desk.get("minister", "controls/register").content.decode())):
        assert desk.clients["minister"].get(link).status_code in (200, 302), link


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_each_control_opens_to_its_query_in_both_languages(desk: Desk, lang: str) -> None:
    for name in controls():
        page = desk.get("director", f"controls/register/{name}", lang)
        assert page.status_code == 200
        assert "SELECT" in page.content.decode()
