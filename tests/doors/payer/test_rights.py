"""The pages of payments that wait and of payments made by mistake: who may open them, what each form does, in both languages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.doors.conftest import signed_in
from tests.doors.payer.test_payer import NET, Payers
from tests.flows.pay_world import SINCE, at
from tests.flows.test_pay_month import faults

from mizan.config.database import connect_as
from mizan.doors import clock
from mizan.doors.shown import amount, plain, spaced
from mizan.flows.nightly import run_night
from mizan.funds.access.actions import grant_role, open_account
from mizan.funds.access.sql import rows
from mizan.funds.access.types import Role, Scope
from mizan.funds.benefits.actions import declare_own_person
from mizan.funds.benefits.queries import award_of
from mizan.funds.benefits.queries.holds import holds_of, notices_of_hold
from mizan.funds.benefits.queries.instalments import instalments_of

START = clock.today()
UNTIL = START + timedelta(days=30)
WHY = "Demandée deux fois, sans réponse."


@pytest.fixture
def payers(db: object) -> Payers:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Payers()


def placed(payers: Payers, award: int, name: str = "prepares", **more: str) -> Any:
    form = {"ground": "same_year_twice", "reason": WHY, "starts_on": START.isoformat(), "deadline": UNTIL.isoformat(), **more}
    return payers.post(name, f"holds/new?award={award}", **form)


def proposed(payers: Payers) -> str:
    answer = placed(payers, payers.awards[0])
    assert answer.status_code == 302
    return str(answer.headers["Location"].rpartition("/")[2])


def text_of(page: Any) -> str:
    assert page.status_code == 200
    return str(page.content.decode())


def paid_this_month(payers: Payers) -> int:
    """What the first award is paid by a run prepared today."""
    run = payers.post("prepares", "", fund="CNR", month=f"{START:%Y-%m}", pay_on=START.isoformat())
    assert run.status_code == 302
    with payers.world.acting("prepares"):
        return instalments_of(payers.awards[0])[0].paid


def test_a_hold_is_proposed_by_one_confirmed_by_another_and_the_person_is_told(payers: Payers) -> None:
    number = proposed(payers)
    page = text_of(payers.get("prepares", f"holds/{number}"))
    assert "Attend une autre personne" in page
    assert "NOM1 PRENOM1" in page
    assert 'value="agree"' not in page
    assert payers.post("prepares", f"holds/{number}", act="agree").status_code == 422
    assert 'value="agree"' in text_of(payers.get("agrees", f"holds/{number}"))
    assert payers.post("agrees", f"holds/{number}", act="agree").status_code == 302
    page = text_of(payers.get("agrees", f"holds/{number}"))
    assert "En vigueur" in page
    for lang in ("ar", "fr"):
        letter = payers.get("agrees", f"holds/{number}/notice.{lang}.pdf")
        assert letter.content.startswith(b"%PDF")
        again = payers.get("prepares", f"holds/{number}/notice.{lang}.pdf")
        assert again.content == letter.content
    with payers.world.acting("agrees"):
        (hold,) = holds_of(payers.awards[0])
        assert hold.notified_on == START
        codes = [one.code for one in notices_of_hold(hold.id)]
    for code in codes:
        assert "valable" in text_of(payers.clients["cnas"].get(f"/fr/verify/{code}"))
    assert paid_this_month(payers) == 0
    listed = text_of(payers.get("agrees", "holds"))
    assert "En vigueur" in listed
    assert plain(NET) in listed


def test_a_proposed_hold_stops_nothing_and_an_agreed_one_is_lifted_with_a_reason(payers: Payers) -> None:
    number = proposed(payers)
    assert paid_this_month(payers) == NET
    assert payers.post("agrees", f"holds/{number}", act="agree").status_code == 302
    assert payers.post("agrees", f"holds/{number}", act="release", ground="").status_code == 422
    assert payers.post("agrees", f"holds/{number}", act="release", ground="reçue", decision="CNR-N-2026-9999999").status_code == 422
    with connect_as("batch"):
        ((decision,),) = rows(
            "SELECT d.number FROM benefits_decision d JOIN benefits_award a ON a.claim_id = d.claim_id WHERE a.id = %s", [payers.awards[0]]
        )
    assert payers.post("agrees", f"holds/{number}", act="release", ground="reçue", decision=decision).status_code == 302
    page = text_of(payers.get("agrees", f"holds/{number}"))
    assert "Levée" in page
    assert payers.post("agrees", f"holds/{number}", act="release", ground="encore").status_code == 422


def award_person(payers: Payers) -> int:
    """Whose the first award is."""
    ((person,),) = rows("SELECT person_id FROM benefits_award WHERE id = %s", [payers.awards[0]])
    return int(person)


def test_a_notice_is_noted_as_served_once(payers: Payers) -> None:
    number = proposed(payers)
    payers.post("agrees", f"holds/{number}", act="agree")
    page = text_of(payers.get("agrees", f"holds/{number}"))
    notice = re.findall(r'<option value="(\d+)">Avis en français', page)[0]
    form = {"act": "serve", "notice": notice, "channel": "post", "reference": "RR 123", "served_on": START.isoformat()}
    for wrong in ({"served_on": "demain"}, {"served_on": (START + timedelta(days=2)).isoformat()}, {"channel": "oiseau"}, {"notice": "0"}):
        assert payers.post("agrees", f"holds/{number}", **{**form, **wrong}).status_code == 422
    assert payers.post("agrees", f"holds/{number}", **form).status_code == 302
    assert "RR 123" in text_of(payers.get("agrees", f"holds/{number}"))
    assert payers.post("agrees", f"holds/{number}", **form).status_code == 422


def test_a_deadline_that_passes_is_shown_and_the_night_releases(payers: Payers, monkeypatch: pytest.MonkeyPatch) -> None:
    number = proposed(payers)
    payers.post("agrees", f"holds/{number}", act="agree")
    after = UNTIL + timedelta(days=1)
    monkeypatch.setenv(clock.TODAY_VARIABLE, after.isoformat())
    assert "Échue, payée au prochain mois" in text_of(payers.get("agrees", "holds"))
    with connect_as("batch"):
        run_night(at=at(after.isoformat(), 22))
    page = text_of(payers.get("agrees", f"holds/{number}"))
    assert "Finie d’elle-même" in page
    assert "la nuit, d’elle-même" in page


def test_what_the_law_does_not_allow_is_refused_on_the_form(payers: Payers) -> None:
    award = payers.awards[0]
    late = (START + timedelta(days=61)).isoformat()
    early = (START - timedelta(days=1)).isoformat()
    for wrong in (
        {"ground": "unseizable"}, {"ground": "invalid_works"}, {"ground": ""}, {"reason": " "}, {"deadline": late},
        {"deadline": START.isoformat()}, {"starts_on": early}, {"starts_on": "x"},
    ):  # fmt: skip
        assert placed(payers, award, **wrong).status_code == 422
    page = text_of(payers.get("prepares", f"holds/new?award={award}"))
    assert "Droits de deux régimes" in page
    # What follows a proof of life asked for is proposed where the ask stands.
    assert "Preuve de vie non apportée" not in page
    assert placed(payers, award, ground="yearly_renewal").status_code == 422
    assert 'value="unseizable"' not in page
    assert "Reprise du travail" not in page
    grounds = text_of(payers.get("prepares", "holds"))
    assert "Ne peut pas servir" in grounds
    assert "insaisissables" in grounds


def test_an_award_is_found_by_its_number_or_that_of_a_payment(payers: Payers) -> None:
    award = payers.awards[0]
    found = payers.post("prepares", "holds", award=str(award))
    assert found.headers["Location"].endswith(f"holds/new?award={award}")
    paid_this_month(payers)
    with payers.world.acting("prepares"):
        number = instalments_of(award)[0].id
    assert payers.post("prepares", "holds", award=f"I{number}").headers["Location"].endswith(f"award={award}")
    for wrong in ("", "x", "999999", "I999999"):
        assert payers.post("prepares", "holds", award=wrong).status_code == 422


def test_a_wrong_payment_is_asked_for_by_one_confirmed_by_another_and_becomes_a_debt(payers: Payers) -> None:
    world = payers.world
    award = payers.awards[0]
    world.paid("2026-10")
    with world.acting("prepares"):
        ref = f"I{instalments_of(award)[0].id}"
    assert payers.post("prepares", "reversals", ref="I999999").status_code == 422
    assert payers.post("prepares", "reversals", ref=ref).status_code == 302
    assert payers.post("prepares", f"reversals/new?ref={ref}", ground=" ").status_code == 422
    made = payers.post("prepares", f"reversals/new?ref={ref}", ground="payé deux fois")
    assert made.status_code == 302
    number = made.headers["Location"].rpartition("/")[2]
    page = text_of(payers.get("prepares", f"reversals/{number}"))
    assert "Ce que l’annulation comptabilisera" in page
    assert 'value="agree"' not in page
    assert payers.post("prepares", f"reversals/{number}", act="agree").status_code == 422
    assert payers.post("agrees", f"reversals/{number}", act="agree").status_code == 302
    page = text_of(payers.get("agrees", f"reversals/{number}"))
    assert "Annulé et comptabilisé" in page
    assert "Trop-perçus à récupérer" in page
    for lang in ("ar", "fr"):
        assert payers.get("agrees", f"reversals/{number}/debt.{lang}.pdf").content.startswith(b"%PDF")
    world.paid("2026-11")
    with world.acting("prepares"):
        assert instalments_of(award)[0].recovered == NET // 10
    assert spaced(amount(NET - NET // 10, "fr")) in text_of(payers.get("agrees", f"reversals/{number}"))
    assert faults() == []


def other_role(payers: Payers) -> Any:
    """An officer of the same fund, who pays nobody."""
    with connect_as("batch"):
        made = open_account(
            username="pay_officer", name_ar="x", name_fr="x", language="fr", password="correct horse battery", by=payers.world.system,
            at=at("2025-01-01"), iterations=10,
        )  # fmt: skip
        grant_role(
            account_id=made, role=Role.OFFICER, scope_kind=Scope.FUND, scope_id="CNR", valid_from=SINCE, by=payers.world.system,
            at=at("2025-01-01"),
        )  # fmt: skip
    return signed_in(made)


def test_another_fund_another_role_and_nobody_are_refused(payers: Payers) -> None:
    payers.world.paid("2026-10")
    hold = proposed(payers)
    payers.post("agrees", f"holds/{hold}", act="agree")
    with payers.world.acting("prepares"):
        ref = f"I{instalments_of(payers.awards[1])[0].id}"
    reversal = payers.post("prepares", f"reversals/new?ref={ref}", ground="x").headers["Location"].rpartition("/")[2]
    paths = (
        f"holds/{hold}", f"holds/{hold}/notice.fr.pdf", f"holds/new?award={payers.awards[0]}", f"reversals/{reversal}",
        f"reversals/new?ref={ref}", f"reversals/{reversal}/debt.fr.pdf",
    )  # fmt: skip
    officer, nobody = other_role(payers), payers.clients["prepares"].__class__(headers={"host": "localhost"})
    for path in paths:
        assert payers.get("cnas", path).status_code == 404, path
        assert officer.get(f"/fr/payments/{path}").status_code == 403, path
        assert nobody.get(f"/fr/payments/{path}").status_code == 302, path
    for path, form in (
        (paths[0], {"act": "release", "ground": "x"}),
        (paths[3], {"act": "agree"}),
        (paths[2], {"ground": "same_year_twice"}),
    ):
        assert payers.post("cnas", path, **form).status_code == 404
        assert officer.post(f"/fr/payments/{path}", form).status_code == 403
    for path in ("holds", "reversals"):
        assert "NOM" not in text_of(payers.get("cnas", path))
        assert officer.get(f"/fr/payments/{path}").status_code == 403


def test_nobody_holds_or_undoes_a_payment_of_their_own(payers: Payers) -> None:
    payers.world.paid("2026-10")
    with payers.world.acting("prepares"):
        mine = award_of(payers.awards[0])
        ref = f"I{instalments_of(payers.awards[0])[0].id}"
    assert mine is not None
    account = payers.world.accounts["agrees"]
    with connect_as("batch"):
        declare_own_person(account, mine.person_id, by=payers.world.system, at=at("2026-01-01"))
    assert placed(payers, payers.awards[0], "agrees").status_code == 422
    assert payers.post("agrees", f"reversals/new?ref={ref}", ground="x").status_code == 422
    hold = proposed(payers)
    reversal = payers.post("prepares", f"reversals/new?ref={ref}", ground="x").headers["Location"].rpartition("/")[2]
    for path, form in (
        (f"holds/{hold}", {"act": "agree"}),
        (f"holds/{hold}", {"act": "release", "ground": "x"}),
        (f"reversals/{reversal}", {"act": "agree"}),
    ):
        assert payers.post("agrees", path, **form).status_code == 422
    assert "NOM1" not in text_of(payers.get("agrees", f"holds/{hold}"))


def test_each_name_shown_is_in_the_log_of_reads(payers: Payers) -> None:
    proposed(payers)
    with connect_as("batch"):
        before = rows("SELECT count(*) FROM access_read")[0][0]
    payers.get("approves", "holds")
    with connect_as("batch"):
        found = rows("SELECT account_id, purpose, subject_kind FROM access_read ORDER BY id OFFSET %s", [before])
    assert found == [(payers.world.accounts["approves"], "hold", "person")]


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_page_speaks_both_languages(payers: Payers, lang: str) -> None:
    number = proposed(payers)
    for path in ("holds", f"holds/{number}", f"holds/new?award={payers.awards[0]}", "reversals"):
        page = text_of(payers.get("agrees", path, lang))
        assert f'lang="{lang}"' in page


def test_the_notices_of_a_day_are_one_archive(payers: Payers) -> None:
    number = proposed(payers)
    payers.post("agrees", f"holds/{number}", act="agree")
    assert "Imprimer les avis" in text_of(payers.get("agrees", "holds"))
    made = payers.get("agrees", f"notices.zip?made_on={START.isoformat()}&language=fr")
    assert (made.status_code, made.headers["Content-Type"], made.content[:2]) == (200, "application/zip", b"PK")
    assert payers.get("prepares", f"notices.zip?made_on={START.isoformat()}&language=fr", "ar").content == made.content
    for query in ("made_on=x", ""):
        assert payers.get("agrees", f"notices.zip?{query}").status_code == 302
    assert payers.get("agrees", f"notices.zip?made_on={UNTIL.isoformat()}").status_code == 422
    assert payers.get("cnas", f"notices.zip?made_on={START.isoformat()}&language=fr").status_code == 422
