"""The page that verifies a letter: what it says to anybody, and that nothing can be learnt by trying."""

from __future__ import annotations

import re
from datetime import date

from django.test import Client
from tests.doors.officer.office import NOW, Office

from mizan.formats.letters.compose import grouped


def nobody() -> Client:
    return Client(headers={"host": "localhost"})


def code_of(office: Office) -> str:
    page = office.clients["two"].get(office.path("decision")).content.decode()
    found = re.search(r'data-copy="([0-9A-F ]{39})"', page)
    assert found is not None
    return found[1].replace(" ", "").lower()


def without_token(content: bytes) -> str:
    return re.sub(r'value="[^"]*"', "", content.decode())


def test_a_code_says_valid_with_fund_and_date_and_nothing_else(office: Office) -> None:
    code = code_of(office)
    for answer in (
        nobody().post("/fr/verify", {"code": code}),
        nobody().post("/fr/verify", {"code": f"  {grouped(code)} "}),
        nobody().post("/fr/verify", {"code": "-".join(re.findall("....", code))}),
        nobody().get(f"/fr/verify/{code}"),
        nobody().get(f"/fr/verify/{code.upper()}"),
    ):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "sa décision est valable" in page
        assert "Caisse nationale des retraites" in page
        assert "22 novembre 2026" in page
        for secret in ("KADI", "OMAR", "660000128754", "retraite :", "48"):
            assert secret not in page.partition("<main")[2].partition("<form")[0].replace("Caisse nationale des retraites", ""), secret
    assert "صحيحة وقرارها ساري" in nobody().get(f"/ar/verify/{code}").content.decode()


def test_whatever_is_no_code_has_one_and_the_same_answer(office: Office) -> None:
    code = code_of(office)
    wrong = [code[:-1] + ("0" if code[-1] != "0" else "1"), "0" * 32, "zz", code + "0", code[:31], "%", "x" * 5000]
    answers = {without_token(nobody().post("/fr/verify", {"code": one}).content) for one in wrong}
    assert len(answers) == 1
    assert "Aucune lettre ne porte ce code" in answers.pop()
    assert all(nobody().post("/fr/verify", {"code": one}).status_code == 200 for one in wrong)


def test_the_form_waits_for_a_code(office: Office) -> None:
    assert "Aucune lettre" not in nobody().get("/fr/verify").content.decode()


def test_a_superseded_decision_says_so(office: Office) -> None:
    from mizan.config.database import connect_as
    from mizan.flows.reassess import take_news
    from mizan.funds.people.types import EventKind

    code = code_of(office)
    with connect_as("batch"):
        office.world.tell(EventKind.DEATH, "omar", date(2026, 11, 10), NOW)
        assert take_news(by=office.world.system, at=NOW) >= 1
    page = nobody().get(f"/fr/verify/{code}").content.decode()
    assert "une décision plus récente" in page
    shown = office.clients["two"].get(office.path("decision")).content.decode()
    assert "Remplacée par" in shown
