"""The pages that pay: who may open them, what each form does, and that both months add up, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.doors.conftest import signed_in
from tests.flows.pay_world import PAYER, PAYER_ACCOUNT, PayWorld, make_world, parts_of
from tests.flows.test_pay_month import faults
from tests.flows.test_pay_returns import report

from mizan.doors.shown import amount
from mizan.funds.benefits.queries.instalments import instalments_of

NET = parts_of(4_000_000).net


class Payers:
    """A fund with two pensioners and one nobody can pay, and a browser for each accountant."""

    def __init__(self) -> None:
        self.world: PayWorld = make_world()
        self.awards = [self.world.award() for _ in range(2)]
        self.nowhere = self.world.award(person=self.world.person(account=None))
        self.clients = {name: signed_in(account) for name, account in self.world.accounts.items()}

    def get(self, name: str, path: str = "", lang: str = "fr") -> Any:
        return self.clients[name].get(f"/{lang}/payments/{path}")

    def post(self, name: str, path: str, **form: Any) -> Any:
        return self.clients[name].post(f"/fr/payments/{path}", form)


@pytest.fixture
def payers(db: object) -> Payers:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Payers()


def prepared(payers: Payers) -> str:
    answer = payers.post("prepares", "", fund="CNR", month="2026-11", pay_on="2026-11-20")
    assert answer.status_code == 302
    return str(answer.headers["Location"].rsplit("/", 1)[1])


def test_a_month_goes_from_prepared_to_sent_by_the_pages(payers: Payers) -> None:
    run = prepared(payers)
    page = payers.get("prepares", run).content.decode()
    assert amount(2 * NET, "fr") in page
    assert "Aucun compte connu" in page
    assert 'value="agree"' not in page
    assert payers.post("prepares", run, act="agree").status_code == 422
    for name in ("agrees", "approves"):
        assert 'value="agree"' in payers.get(name, run).content.decode()
        assert payers.post(name, run, act="agree").status_code == 302
    assert payers.get("prepares", f"{run}/file").status_code == 404
    wrong = payers.post("prepares", run, act="send", profile="pain001", payer=PAYER, account="123")
    assert wrong.status_code == 422
    assert payers.post("prepares", run, act="send", profile="pain001", payer=PAYER, account=PAYER_ACCOUNT).status_code == 302
    file = payers.get("fourth", f"{run}/file")
    body = b"".join(file.streaming_content)
    assert body.count(b"<CdtTrfTxInf>") == 2
    assert b"".join(payers.get("prepares", f"{run}/file").streaming_content) == body
    with payers.world.acting("prepares"):
        number = instalments_of(payers.awards[0])[0].id
    back = SimpleUploadedFile("r.xml", report((f"I{number}", NET)))
    assert payers.post("fourth", run, act="return", returned=back).status_code == 302
    page = payers.get("fourth", run).content.decode()
    assert "AC04" in page
    assert "Compte clos" in page
    assert payers.post("fourth", run, act="return", returned=SimpleUploadedFile("r.xml", b"<a/>")).status_code == 422
    (returned,) = [line.split('"')[1] for line in page.split("<option value=")[1:] if f">I{number} " in line]
    assert payers.post("fourth", run, act="reissue", returned_id=returned, ground="nouveau compte").status_code == 302
    assert "Sera payé à nouveau" in payers.get("fourth", run).content.decode()
    assert faults() == []


def test_a_finding_is_answered_and_a_run_given_up_by_the_pages(payers: Payers) -> None:
    run = prepared(payers)
    page = payers.get("agrees", run).content.decode()
    number = page.split('name="finding"')[1].split('<option value="')[1].split('"')[0]
    assert payers.post("agrees", run, act="answer", finding=number, answer="upheld", ground="").status_code == 422
    assert payers.post("agrees", run, act="answer", finding=number, answer="cleared", ground="tant pis").status_code == 422
    assert payers.post("agrees", run, act="answer", finding=number, answer="upheld", ground="compte demandé").status_code == 302
    assert "Confirmé" in payers.get("agrees", run).content.decode()
    payers.world.decide(payers.awards[0], 4_400_000, "2026-11-01", "2026-11-23")
    page = payers.get("agrees", run).content.decode()
    assert "Des droits ont changé" in page
    assert 'value="agree"' not in page
    assert payers.post("agrees", run, act="cancel", reason="").status_code == 422
    assert payers.post("agrees", run, act="cancel", reason="à refaire").status_code == 302
    assert prepared(payers) != run


def test_another_fund_sees_no_run_and_does_nothing(payers: Payers) -> None:
    run = prepared(payers)
    assert payers.get("cnas").status_code == 200
    assert f"/payments/{run}" not in payers.get("cnas").content.decode()
    for path in (run, f"{run}/file"):
        assert payers.get("cnas", path).status_code == 404
    for act in ("agree", "cancel", "send", "return", "answer", "reissue"):
        assert payers.post("cnas", run, act=act, reason="x").status_code == 404
    assert payers.post("cnas", "", fund="CNR", month="2026-11", pay_on="2026-11-20").status_code == 422


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_both_languages_show_the_same_figures(payers: Payers, lang: str) -> None:
    run = prepared(payers)
    for path in ("", run):
        page = payers.get("agrees", path, lang)
        assert page.status_code == 200
        assert f'lang="{lang}"' in page.content.decode()
        assert amount(2 * NET, lang).replace("\u00a0", " ")[:9] in page.content.decode().replace("\u00a0", " ")  # type: ignore[arg-type]


def test_forms_of_any_content_are_answered(payers: Payers) -> None:
    run = prepared(payers)
    for form in (
        {"act": "nothing"},
        {"act": "answer", "finding": "1e9"},
        {"act": "reissue", "returned_id": "x"},
        {"act": "cancel", "reason": " "},
        {},
    ):
        assert payers.post("agrees", run, **form).status_code == 422
    for form in (
        {"fund": "X"},
        {"fund": "CNR", "month": "2026-13", "pay_on": "2026-11-20"},
        {"fund": "CNR", "month": "2026-11", "pay_on": "demain"},
    ):
        assert payers.post("agrees", "", **form).status_code == 422
