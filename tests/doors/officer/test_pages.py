"""What officers see and do: files for a reason, claims already filled, two people where it is sensitive, letters on demand."""

from __future__ import annotations

import hashlib
import html
import re
from datetime import date

import pytest
from django.test import Client
from tests.doors.officer.office import NOW, Office

from mizan.doors import wording
from mizan.funds.access.queries import reads_of
from mizan.kernel.money import format_plain

READ_ONLY = (
    "queue",
    "find",
    "person",
    "career",
    "household",
    "disputes",
    "new-dispute",
    "dispute",
    "new-claim",
    "claim",
    "decision",
    "award",
    "letter",
)
OF_A_FILE = tuple(name for name in READ_ONLY if name not in ("queue", "find"))


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return html.unescape(answer.content.decode())


def act(office: Office, who: str, claim: str, act: str, status: int = 302, **fields: str) -> str:
    answer = office.clients[who].post(f"/fr/officer/claims/{office.ids[claim]}", {"act": act, **fields})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return html.unescape(answer.content.decode())


def reads(office: Office, person: str) -> list[tuple[int, str, str]]:
    from mizan.config.database import connect_as

    with connect_as("audit"):
        return [(one.account_id, one.purpose, one.route) for one in reads_of("person", office.world[person])]


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_every_page_of_the_office_opens_for_its_officers_and_nobody_elses(office: Office, lang: str) -> None:
    for name in READ_ONLY:
        path = office.path(name, lang)
        assert office.clients["two"].get(path).status_code == 200, path
        assert office.clients["accountant"].get(path).status_code == 403, path
        if name in OF_A_FILE:
            # CASNOS's officer: neither the person nor the claim is of that fund.
            assert office.clients["other"].get(path).status_code == 404, path


def test_a_file_opens_for_a_reason_that_stays(office: Office) -> None:
    client, omar = office.clients["two"], office.world["omar"]
    before = len(reads(office, "omar"))
    bare = text(client, f"/fr/officer/persons/{omar}/")
    assert "Pourquoi ouvrez-vous ce dossier" in bare
    assert "KADI" not in bare
    assert text(client, f"/fr/officer/persons/{omar}/?for=curiosity").count("KADI") == 0
    assert len(reads(office, "omar")) == before
    assert "KADI OMAR" in text(client, office.path("career", why="question"))
    assert reads(office, "omar")[0] == (office.world.accounts["two"], "question", "officer:career")


def test_a_person_is_found_by_number_for_a_reason_and_only_in_scope(office: Office) -> None:
    form = {"number": "66 0000 1287 54", "for": "question"}
    found = office.clients["two"].post("/fr/officer/find", form)
    assert found.headers["Location"] == office.path("person", why="question")
    for who, wrong in (("other", form), ("two", form | {"number": "660000128755"}), ("two", form | {"for": ""}), ("two", {})):
        assert office.clients[who].post("/fr/officer/find", wrong).status_code == 422


def test_the_career_is_shown_month_by_month_with_who_declared_it(office: Office) -> None:
    page = text(office.clients["two"], office.path("career") + "&year=2024")
    strip = page.partition('id="career"')[2].partition("</table>")[0]
    assert strip.count("month-cnr") + strip.count("month-disputed") == 33 * 12
    assert strip.count("month-disputed") == 1
    months = page.partition('id="months"')[2].partition("</table>")[0]
    assert months.count("<tr") == 13
    assert months.count(format_plain(60_000_00).replace("\u202f", "\u00a0")) == 12
    assert "month=2024-05" in months
    assert "month=2024-03" not in months  # contested already


def test_the_household_is_told_by_rank(office: Office) -> None:
    page = text(office.clients["two"], office.path("household"))
    members = page.partition('id="members"')[2].partition("</table>")[0]
    told = re.findall(r"Conjoint|Enfant", members)
    assert set(told) == {"Conjoint", "Enfant"}
    assert told == sorted(told, reverse=True), "children bear the ranks from 1, spouses those from 80"
    assert "Mariage" in page


def test_the_queue_is_in_order_of_promise_and_names_nobody(office: Office) -> None:
    page = text(office.clients["two"], office.path("queue"))
    table = page.partition('id="queue"')[2].partition("</table>")[0]
    assert table.count("/fr/officer/claims/") == 2
    assert "ZERROUKI" not in page
    assert text(office.clients["two"], office.path("queue") + "?show=second").partition('id="queue"')[2].count("/fr/officer/claims/") == 1
    assert text(office.clients["one"], office.path("queue") + "?show=second").partition('id="queue"')[2].count("/fr/officer/claims/") == 0


def test_a_claim_is_already_filled_and_names_what_is_missing(office: Office) -> None:
    page = text(office.clients["two"], office.path("claim"))
    assert "Cotisations ou majorations de non-salarié restant dues" in page
    held = page.partition('id="facts"')[2].partition("</table>")[0]
    assert "384 months" in held
    assert "Carrière" in held
    assert 'value="grant"' not in page


def test_what_is_missing_is_asked_answered_judged_and_granted(office: Office) -> None:
    act(office, "two", "farid_claim", "take")
    act(office, "two", "farid_claim", "ask")
    assert "Attend la personne" in text(office.clients["two"], office.path("claim"))
    act(office, "two", "farid_claim", "answer", status=422)
    act(office, "two", "farid_claim", "answer", status=422, **{"told-contributions_unpaid": "perhaps"})
    act(office, "two", "farid_claim", "answer", **{"told-contributions_unpaid": "false"})
    page = text(office.clients["two"], office.path("claim"))
    assert "Ce qu’une personne doit apprécier" in page
    assert 'class="step"' in page
    act(office, "two", "farid_claim", "grant")
    page = text(office.clients["two"], office.path("claim"))
    (decision,) = re.findall(r"/fr/officer/decisions/([0-9]+)", page)
    shown = text(office.clients["two"], f"/fr/officer/decisions/{decision}")
    # A career in both schemes gives an award in each fund.
    awards = shown.partition('id="awards"')[2].partition("</table>")[0]
    assert awards.count("/fr/officer/awards/") >= 2
    letter = office.clients["two"].get(f"/fr/officer/decisions/{decision}/letter.fr.pdf")
    assert letter.content.startswith(b"%PDF")


def test_a_refusal_takes_two_people(office: Office) -> None:
    one, two = office.clients["one"], office.clients["two"]
    assert "Vous avez proposé cette décision" in text(one, office.path("second"))
    act(office, "one", "karim_claim", "refuse", status=422)
    page = text(two, office.path("second"))
    assert "à vous de trancher" in page
    act(office, "two", "karim_claim", "refuse")
    (decision,) = re.findall(r"/fr/officer/decisions/([0-9]+)", text(two, office.path("second")))
    shown = text(two, f"/fr/officer/decisions/{decision}")
    assert "Refusé" in shown
    assert "l'âge requis n'est pas atteint" in shown


def test_a_claim_is_handed_to_a_colleague_of_the_fund_only(office: Office) -> None:
    act(office, "two", "farid_claim", "hand_over", status=422, to=str(office.world.accounts["other"]))
    act(office, "two", "farid_claim", "hand_over", to=str(office.world.accounts["one"]))
    assert "Transmise à one" in text(office.clients["two"], office.path("claim"))


def test_nobody_handles_the_file_of_a_relative(office: Office) -> None:
    from mizan.config.database import connect_as
    from mizan.funds.benefits.actions import declare_own_person

    with connect_as("batch"):
        declare_own_person(office.world.accounts["two"], office.world["karim"], by=office.world.system, at=NOW)
    page = act(office, "two", "karim_claim", "refuse", status=422)
    assert wording.text("refusal.own_file", "fr") in page
    act(office, "two", "karim_claim", "take", status=422)


def test_a_withdrawn_claim_leaves_the_queue(office: Office) -> None:
    act(office, "two", "farid_claim", "withdraw", status=422)
    act(office, "two", "farid_claim", "withdraw", reason="la personne continue de travailler")
    assert "Retirée" in text(office.clients["two"], office.path("claim"))
    assert text(office.clients["two"], office.path("queue")).partition('id="queue"')[2].count("/fr/officer/claims/") == 1
    act(office, "two", "farid_claim", "take", status=422)


def test_an_unknown_act_does_nothing(office: Office) -> None:
    act(office, "two", "farid_claim", "promote", status=422)
    assert office.clients["two"].get("/fr/officer/claims/999999").status_code == 404
    assert office.clients["two"].get("/fr/officer/decisions/999999").status_code == 404
    assert office.clients["two"].get("/fr/officer/awards/999999").status_code == 404


def test_a_claim_opened_at_the_desk_is_decided_at_once_where_the_law_leaves_nothing(office: Office) -> None:
    karim = office.world["karim"]
    path = f"/fr/officer/persons/{karim}/claim?for=claim"
    page = text(office.clients["two"], path)
    key = re.search(r'name="key" value="([0-9a-f]{32})"', page)
    assert key is not None
    form = {"kind": "retirement", "fund": "CNR", "received_on": "2026-11-20", "channel": "counter", "key": key[1]}
    first = office.clients["two"].post(path, form)
    assert first.status_code == 302
    assert office.clients["two"].post(path, form).status_code in (302, 422)
    page = text(office.clients["two"], first.headers["Location"])
    assert "/fr/officer/decisions/" in page  # too young: refused by the law alone
    wrong = ({"kind": "x"}, {"fund": "CASNOS"}, {"received_on": "2027-01-01"}, {"received_on": "y"}, {"claimant": "1"}, {"key": "z"})
    for one in wrong:
        assert office.clients["two"].post(path, form | one).status_code == 422, one


def test_a_dispute_is_opened_answered_and_corrected_by_two(office: Office) -> None:
    new, disputes = office.path("new-dispute"), office.path("disputes")
    right = {"days": "30", "amount": "1", "evidence": "y"}
    for wrong in ({"days": "x"}, {"days": "40"}, {"amount": "1,234"}, {"evidence": ""}):
        assert office.clients["two"].post(new, right | wrong).status_code == 422, wrong
    opened = office.clients["two"].post(new, {"days": "30", "amount": "72 000,50", "evidence": "fiche de paie"})
    assert opened.status_code == 302
    one = opened.headers["Location"]
    assert office.clients["two"].post(one, {"act": "uphold", "days": "30", "amount": "72000.50", "ground": ""}).status_code == 422
    assert office.clients["two"].post(one, {"act": "uphold", "days": "30", "amount": "72000.50", "ground": "prouvé"}).status_code == 302
    page = text(office.clients["two"], disputes)
    assert "une autre personne doit trancher" in page
    (proposal,) = re.findall(r'name="proposal" value="([0-9]+)"', text(office.clients["one"], disputes))[:1]
    assert office.clients["two"].post(disputes, {"proposal": proposal, "act": "grant"}).status_code == 422
    assert office.clients["one"].post(disputes, {"proposal": proposal, "act": "grant"}).status_code == 302
    assert "72\u00a0000,50" in text(office.clients["two"], office.path("career") + "&year=2024")
    assert office.clients["two"].post(office.path("dispute"), {"act": "reject", "ground": "la DAS le dit"}).status_code == 302
    assert "Maintenu" in text(office.clients["two"], disputes)


def test_a_letter_is_the_same_bytes_and_its_service_keeps_hash_and_day(office: Office) -> None:
    client, path = office.clients["two"], office.path("letter")
    made = client.get(path)
    assert made.headers["Content-Type"] == "application/pdf"
    assert made.headers["Cache-Control"] == "private, no-store"
    assert office.clients["one"].get(path).content == made.content
    page = office.path("decision")
    right = {"language": "fr", "served_on": "2026-11-23"}
    for wrong in ({"served_on": ""}, {"served_on": "2026-11-01"}, {"served_on": "2027-01-01"}, {"language": "de"}):
        assert client.post(page, right | wrong).status_code == 422, wrong
    assert client.post(page, {"language": "fr", "served_on": "2026-11-23"}).status_code == 302
    assert client.post(page, {"language": "fr", "served_on": "2026-11-23"}).status_code == 422
    served = text(client, page).partition('id="served"')[2].partition("</table>")[0]
    assert hashlib.sha256(made.content).hexdigest()[:16] in served
    assert "8 décembre 2026" in served  # fifteen days, the first not counted
    # Served under one address, it is made again with that address whatever the installation is called later.
    assert client.get(path, headers={"host": "127.0.0.1"}).content == made.content


def test_what_a_letter_says_comes_from_the_decision_alone(office: Office) -> None:
    from mizan.flows.write_letter import decided
    from mizan.formats.letters import compose
    from mizan.funds.people.actions import open_file

    with office.world.desk("two") as by:
        open_file([office.world["omar"]], purpose="test", route="test", by=by, at=NOW)
        told = decided(office.ids["decision"], address="https://a.example")
    assert told.effective_on == date(2026, 12, 1)
    assert told.amounts is not None
    assert told.amounts.pension == 48_000_00
    assert told.amounts.net == told.amounts.gross - told.amounts.social_insurance - told.amounts.income_tax
    words = compose(told, "ar")
    assert words["name"]["text"] == "قاضي عمر"
    assert {one["source"] for one in words["facts"]} <= {"سجل الأشخاص والحالة المدنية", "المسار المهني لدى الصندوق", "طلبكم"}
    assert all(step["article"] for step in words["steps"])


def test_an_award_shows_what_comes_each_line_explained(office: Office) -> None:
    page = text(office.clients["two"], office.path("award"))
    coming = page.partition('id="coming"')[2].partition("</table>")[0]
    assert coming.count("<tr") == 4
    assert coming.count("/fr/officer/decisions/") == 3
    assert "décembre 2026" in coming


def test_officers_find_their_door_in_the_menu_and_others_do_not(office: Office) -> None:
    assert 'href="/fr/officer/"' in text(office.clients["two"], "/fr/")
    assert 'href="/fr/officer/"' not in text(office.clients["accountant"], "/fr/")
