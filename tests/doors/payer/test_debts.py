"""What persons owe back, whatever made it: told, recovered within the law's share, opening to the decision and the postings."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.doors.payer.test_payer import Payers
from tests.doors.payer.test_rights import START, other_role, text_of
from tests.flows.pay_world import at, parts_of
from tests.flows.test_deductions import OF_2022
from tests.flows.test_pay_month import faults
from tests.flows.test_revalue import approved, prepared

from mizan.config.database import connect_as
from mizan.doors.shown import amount, plain, spaced
from mizan.funds.access.sql import rows
from mizan.funds.benefits.actions import declare_own_person
from mizan.funds.benefits.queries import award_of
from mizan.funds.benefits.queries.debts import debts_of, debts_of_fund
from mizan.funds.benefits.types import Parts
from mizan.kernel.funds import Fund

GROSS, LESS = 4_000_000, 3_600_000
MONTHS = ("2026-08", "2026-09", "2026-10")
OWED = 3 * (parts_of(GROSS).net - parts_of(LESS).net)


@pytest.fixture
def payers(db: object) -> Payers:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Payers()


def lowered(payers: Payers) -> int:
    """The first award paid three months, then lowered for all of them by a decision; the id of the debt."""
    for month in MONTHS:
        payers.world.paid(month)
    payers.world.decide(payers.awards[0], LESS, "2026-08-01", "2026-10-25", months=(MONTHS[0], MONTHS[-1]))
    with connect_as("batch"):
        (debt,) = debts_of(payers.awards[0])
    assert (debt.amount, debt.origin) == (OWED, "decision")
    return debt.id


def decision_of_debt(debt: int) -> str:
    with connect_as("batch"):
        ((number,),) = rows(
            "SELECT n.number FROM benefits_adjustment d JOIN benefits_decision n ON n.id = d.decision_id WHERE d.id = %s", [debt]
        )
    return str(number)


def test_a_debt_made_by_a_decision_is_listed_told_recovered_and_opens(payers: Payers) -> None:
    debt = lowered(payers)
    listed = text_of(payers.get("prepares", "debts"))
    assert f"/payments/debts/{debt}" in listed
    assert "NOM1 PRENOM1" in listed
    assert "À faire savoir" in listed
    assert decision_of_debt(debt) in listed
    page = text_of(payers.get("prepares", f"debts/{debt}"))
    taken = parts_of(LESS).net // 10
    for said in (decision_of_debt(debt), spaced(amount(OWED, "fr")), spaced(amount(taken, "fr")), "Rien n’a encore été repris"):
        assert said in page
    assert "Trop-perçus à récupérer" in page
    assert payers.get("prepares", f"debts/{debt}/notice.fr.pdf").status_code == 404
    assert payers.post("prepares", f"debts/{debt}", act="tell").status_code == 302
    assert payers.post("prepares", f"debts/{debt}", act="tell").status_code == 422
    for lang in ("ar", "fr"):
        letter = payers.get("agrees", f"debts/{debt}/notice.{lang}.pdf")
        assert letter.content.startswith(b"%PDF")
        assert payers.get("prepares", f"debts/{debt}/notice.{lang}.pdf").content == letter.content
    page = text_of(payers.get("prepares", f"debts/{debt}"))
    notice = re.findall(r'<option value="(\d+)">Avis en français', page)[0]
    form = {"act": "serve", "notice": notice, "channel": "hand", "reference": "R 7", "served_on": START.isoformat()}
    assert payers.post("prepares", f"debts/{debt}", **{**form, "served_on": "hier"}).status_code == 422
    assert payers.post("prepares", f"debts/{debt}", **form).status_code == 302
    assert "R 7" in text_of(payers.get("prepares", f"debts/{debt}"))
    run = payers.world.paid("2026-11")
    page = text_of(payers.get("prepares", f"debts/{debt}"))
    assert f"/payments/{run.id}" in page
    assert spaced(amount(OWED - taken, "fr")) in page
    assert faults() == []


def test_debts_are_chosen_by_origin_and_by_what_is_left(payers: Payers) -> None:
    debt = lowered(payers)
    law = payers.world.award(since="2021-06-01", parts=Parts(2_200_000, 0, 0, 0, 0, 0))
    approved(payers.world, prepared(payers.world, on=OF_2022).id)
    with connect_as("batch"):
        (of_law,) = debts_of(law)
    assert of_law.origin == "law"
    for query, shown, hidden in (
        ("origin=decision", debt, of_law.id), ("origin=law", of_law.id, debt), ("origin=nothing", debt, 0), ("before=x", of_law.id, 0),
    ):  # fmt: skip
        page = text_of(payers.get("prepares", f"debts?{query}"))
        assert f"/payments/debts/{shown}" in page, query
        assert f"/payments/debts/{hidden}" not in page, query
    assert "Aucune somme n’a encore été rendue" in text_of(payers.get("prepares", "debts?state=settled"))
    assert "Jour de la loi" in text_of(payers.get("prepares", f"debts/{of_law.id}"))


def test_the_list_goes_on_a_page_at_a_time(payers: Payers) -> None:
    debt = lowered(payers)
    payers.world.decide(payers.awards[1], LESS, "2026-08-01", "2026-10-26", months=(MONTHS[0], MONTHS[-1]))
    with payers.world.acting("agrees"):
        (last,) = debts_of_fund([Fund.CNR], settled=False, most=1)
        (rest,) = debts_of_fund([Fund.CNR], settled=False, before=last.id, most=5)
        assert debts_of_fund([Fund.CNR], settled=False, origin="reversal") == ()
        assert debts_of_fund([Fund.CNAS], settled=False) == ()
    assert rest.id == debt


def test_where_a_right_pays_no_more_nothing_is_taken_and_it_is_said(payers: Payers) -> None:
    debt = lowered(payers)
    payers.world.decide(payers.awards[0], None, "2026-11-01", "2026-10-28")
    assert "ce droit ne donne plus de paiement" in text_of(payers.get("prepares", f"debts/{debt}"))


def test_the_officer_reads_the_debt_from_the_award_and_opens_the_decision(payers: Payers) -> None:
    debt = lowered(payers)
    officer = other_role(payers)
    award = payers.awards[0]
    address = f"/fr/officer/awards/{award}/debts/{debt}"
    assert address in text_of(officer.get(f"/fr/officer/awards/{award}"))
    page = text_of(officer.get(address))
    assert "NOM1 PRENOM1" in page
    assert "/fr/officer/decisions/" in page
    assert "/payments/" not in page.partition("<main")[2]
    assert officer.post(address, {"act": "tell"}).status_code == 302
    assert officer.get(f"{address}/notice.ar.pdf").content.startswith(b"%PDF")
    assert officer.get(f"/fr/officer/awards/{payers.awards[1]}/debts/{debt}").status_code == 404
    assert officer.get(f"/fr/payments/debts/{debt}").status_code == 403
    assert payers.clients["prepares"].get(address).status_code == 403


def test_another_fund_sees_no_debt(payers: Payers) -> None:
    debt = lowered(payers)
    assert "NOM" not in text_of(payers.get("cnas", "debts"))
    for path in (f"debts/{debt}", f"debts/{debt}/notice.fr.pdf"):
        assert payers.get("cnas", path).status_code == 404
    assert payers.post("cnas", f"debts/{debt}", act="tell").status_code == 404
    with payers.world.acting("cnas"):
        assert rows("SELECT * FROM benefits_debt_decision(%s)", [debt]) == []
    with payers.world.acting("agrees"):
        assert len(rows("SELECT * FROM benefits_debt_decision(%s)", [debt])) == 1


def test_nobody_tells_a_debt_of_their_own(payers: Payers) -> None:
    debt = lowered(payers)
    with payers.world.acting("prepares"):
        mine = award_of(payers.awards[0])
    assert mine is not None
    with connect_as("batch"):
        declare_own_person(payers.world.accounts["agrees"], mine.person_id, by=payers.world.system, at=at("2026-01-01"))
    assert payers.post("agrees", f"debts/{debt}", act="tell").status_code == 422
    assert "NOM1" not in text_of(payers.get("agrees", f"debts/{debt}"))


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_both_languages(payers: Payers, lang: str) -> None:
    debt = lowered(payers)
    for path in ("debts", f"debts/{debt}"):
        page: Any = payers.get("agrees", path, lang)
        assert f'lang="{lang}"' in text_of(page)
        assert plain(OWED) in text_of(page)
