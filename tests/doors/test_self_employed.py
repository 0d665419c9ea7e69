"""The self-employed person's pages: where they stand, a year declared and shown before it is kept, each amount opened to the law."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.doors.api.conftest import SELF_EMPLOYED
from tests.doors.conftest import Story


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    body = answer.content.decode().partition("<main")[2]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))).replace("\u2068", "").replace("\u2069", "")


def address(story: Story, name: str = "trader", rest: str = "", lang: str = "fr") -> str:
    return f"/{lang}/self-employed/{story.world.affiliations[name]}/{rest}"


def test_the_only_affiliation_opens_at_once(story: Story) -> None:
    assert story.clients["trader"].get("/fr/self-employed/").headers["Location"] == address(story)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_first_page_says_where_one_stands(story: Story, lang: str) -> None:
    page = text_of(story.clients["trader"].get(address(story, lang=lang)))
    assert ("Vous n’êtes pas à jour" if lang == "fr" else "وضعيتكم غير محيّنة") in page
    assert SELF_EMPLOYED["trader"][0] in page.replace(" ", "")
    farmer = text_of(story.clients["farmer"].get(address(story, "farmer", lang=lang)))
    assert ("n’est pas déclarée" if lang == "fr" else "لم يُصرّح") in farmer


def test_a_year_is_shown_before_it_is_declared(story: Story) -> None:
    client, path = story.clients["farmer"], address(story, "farmer", "declare")
    asked = text_of(client.get(f"{path}?year=2026"))
    assert "216 000,00 DA" in asked
    assert "4 320 000,00 DA" in asked
    wrong = client.post(path, {"year": "2026", "income": "beaucoup", "act": "check"})
    assert wrong.status_code == 422
    shown = text_of(client.post(path, {"year": "2026", "income": "1000", "act": "check"}))
    assert "32 400,00 DA" in shown
    assert "sous l'assiette minimale" in shown
    assert "30 septembre 2026" in shown
    assert "15 %" in shown
    kept = client.post(path, {"year": "2026", "income": "1000", "act": "declare"})
    due = text_of(client.get(kept.headers["Location"]))
    assert "16 200,00" in due
    assert f"{SELF_EMPLOYED['farmer'][0]} 2026" in due
    again = text_of(client.get(f"{path}?year=2026"))
    assert "la rectifiera" in again
    raised = client.post(path, {"year": "2026", "income": "500000", "act": "declare"})
    assert "75 000,00" in text_of(client.get(raised.headers["Location"]))
    assert "Rectificative" in text_of(client.get(raised.headers["Location"]))


def test_a_provisional_amount_is_told_and_replaced(story: Story) -> None:
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.flows.assess_silent import assess_silent
    from mizan.funds.access.queries import system_account

    with connect_as("batch"):
        by = system_account()
        # The base of 2024 is known: 2025 stands on it, and 2026 on that of 2025.
        assert len(assess_silent(2025, day=clock.today(), by=by, at=clock.now()).due_ids) == 1
        made = assess_silent(2026, day=clock.today(), by=by, at=clock.now())
    assert (len(made.due_ids), len(made.without_base)) == (1, 1)
    client = story.clients["trader"]
    assert "est demandé à titre provisoire" in text_of(client.get(address(story)))
    (due,) = made.due_ids
    assert "faute de déclaration" in text_of(client.get(address(story, rest=f"dues/{due}")))
    client.post(address(story, rest="declare"), {"year": "2026", "income": "900000", "act": "declare"})
    client.post(address(story, rest="declare"), {"year": "2025", "income": "900000", "act": "declare"})
    live = text_of(client.get(address(story, rest="dues")))
    assert "135 000,00" in live
    assert "titre provisoire" not in live
    assert "titre provisoire" in text_of(client.get(address(story, rest="dues?show=all")))
    assert "135000.00" in client.get(address(story, rest="dues?export=csv")).content.decode()


def test_what_is_paid_is_shown_and_what_is_beyond_is_credit(story: Story) -> None:
    from tests.doors.api.test_self_employed import statement

    client = story.clients["trader"]
    data = statement([("A", 100_000_00, f"{SELF_EMPLOYED['trader'][0]} 2025")])
    client.post(address(story, rest="declare"), {"year": "2025", "income": "400000", "act": "declare"})
    sent = story.clients["casnos"].post("/fr/fund/statement", {"fmt": "csv", "file": SimpleUploadedFile("s.csv", data)})
    # 2025 first, as the reference says, then what was open of 2024; the rest is credit.
    assert "92 400,00" in text_of(sent)
    paid = text_of(client.get(address(story, rest="payments")))
    assert "92 400,00" in paid
    assert "7 600,00" in paid


def test_the_years_of_the_career_open_to_their_due(story: Story) -> None:
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.flows.feed_careers import feed_careers
    from mizan.funds.access.queries import system_account

    client = story.clients["trader"]
    assert "Aucune année n’a encore été portée" in text_of(client.get(address(story, rest="career")))
    client.post(address(story, rest="declare"), {"year": "2025", "income": "400000", "act": "declare"})
    with connect_as("batch"):
        assert feed_careers(by=system_account(), at=clock.now()) >= 1
    page = text_of(client.get(address(story, rest="career")))
    assert "400 000,00" in page
    assert "Votre déclaration" in page
    latest, *_ = re.findall(r'href="(/fr/self-employed/[0-9]+/dues/[0-9]+)"', client.get(address(story, rest="career")).content.decode())
    assert "60 000,00" in text_of(client.get(latest))
    arabic = client.get(address(story, rest="career").replace("/fr/", "/ar/")).content.decode()
    assert "سنواتكم في المسار المهني" in arabic
    assert "تصريحكم" in arabic


def test_another_person_finds_nothing(story: Story) -> None:
    for rest in ("", "declare", "dues", "payments", "career"):
        assert story.clients["farmer"].get(address(story, rest=rest)).status_code == 404, rest
        assert story.clients["casnos"].get(address(story, rest=rest)).status_code == 403, rest
    own = story.ids["self_due_id"]
    assert story.clients["trader"].get(address(story, rest=f"dues/{own}")).status_code == 200
    assert story.clients["farmer"].get(address(story, "farmer", f"dues/{own}")).status_code == 404
    assert story.clients["trader"].get(address(story, rest=f"dues/{story.ids['due_id']}")).status_code == 404


def test_the_agency_deposits_a_table(story: Story) -> None:
    table = f"DAA;{SELF_EMPLOYED['farmer'][0]};2026;450000,00\r\nDAA;{SELF_EMPLOYED['farmer'][0]};2031;1\r\n".encode()
    path = "/fr/fund/bases"
    done = text_of(story.clients["casnos_agency"].post(path, {"file": SimpleUploadedFile("d.csv", table), "test": "yes"}))
    assert "rien n’a été gardé" in done
    done = text_of(story.clients["casnos_agency"].post(path, {"file": SimpleUploadedFile("d.csv", table)}))
    assert "L'année 2031 n'a pas commencé" in done
    assert story.clients["casnos_agency"].post(path, {}).status_code == 422
    assert story.clients["accountant"].post(path, {"file": SimpleUploadedFile("d.csv", table)}).status_code == 422


def test_the_balance_opens_casnos_down_to_the_declaration_and_the_law(story: Story) -> None:
    for who, named in (("minister", False), ("auditor", True), ("casnos", True)):
        client, path = story.clients[who], "/fr/balance/"
        for pattern in (
            r"/fr/balance/CASNOS/",
            r"/fr/balance/CASNOS/retirement/",
            r"/fr/balance/CASNOS/retirement/[0-9]+",
            r"/fr/balance/dues/[0-9]+",
        ):
            found = re.findall(rf'href="({pattern}(?:[?#][^"]*)?)"', client.get(path).content.decode())
            assert found, (who, pattern)
            path = html.unescape(found[0])
        page = text_of(client.get(path))
        assert ("NOMC" in page) == named, who
        assert "Déclaration annuelle d’assiette" in page
        assert "décret" in page.lower()


def test_each_look_at_a_person_is_logged(story: Story) -> None:
    from mizan.config.database import connect_as
    from mizan.funds.access.queries import reads_of

    trader = story.world.affiliations["trader"]
    story.clients["casnos"].get(f"/fr/balance/CASNOS/retirement/{trader}")
    story.clients["minister"].get(f"/fr/balance/CASNOS/retirement/{trader}")
    with connect_as("audit"):
        assert [read.account_id for read in reads_of("self_employed", trader)] == [story.world.accounts["casnos"]]
