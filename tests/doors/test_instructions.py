"""The register's pages: who passes, what they say, and that there is no place to type a figure or a status."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.doors.instruction_world import Register
from tests.funds.conftest import People, people
from tests.funds.steering.steering_world import DOCUMENT, TEXT

from mizan.funds.access.context import acting_as
from mizan.funds.steering import queries
from mizan.funds.steering.types.statuses import Status

__all__ = ["people"]  # the fixture, for this module
AT = "/fr/steering/instructions/"


@pytest.fixture
def register(people: People) -> Register:
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    return Register(people)


def plain(content: bytes) -> str:
    """A page's text with plain spaces."""
    return content.decode().replace("\u00a0", " ").replace("\u202f", " ")


class Inputs(HTMLParser):
    """The fields of a page's forms: (name, type)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "textarea", "select", "button") and given.get("name"):
            self.found.add((str(given["name"]), str(given.get("type") or tag)))


FIELDS = {
    ("csrfmiddlewaretoken", "hidden"), ("act", "button"), ("act", "hidden"), ("act", "text"), ("text", "textarea"), ("file", "file"),
    ("owner", "text"), ("fund", "radio"), ("deadline", "date"), ("axis", "radio"), ("indicators", "checkbox"), ("translation", "textarea"),
    ("reason", "textarea"), ("reason", "text"), ("version", "hidden"), ("due_on", "date"),
}  # fmt: skip
"""Everything a person may say in the register: words, days, choices, files. No figure, no baseline, no target, no status."""


def test_there_is_no_place_to_type_a_figure_or_a_status(register: Register) -> None:
    for who in ("minister", "cnas_director"):
        for path in register.paths:
            answer = register.clients[who].get(AT + path)
            parser = Inputs()
            parser.feed(answer.content.decode())
            assert parser.found <= FIELDS, (path, parser.found - FIELDS)
    for path in (f"drafts/{register.draft}", f"{register.rate}/amend"):
        form = {"owner": "CNAS", "fund": "CNAS", "axis": "balance", "indicators": "recovery_rate", "reason": "x", "version": "1",
                "baseline": "1", "target": "2", "value": "3", "status": "done"}  # fmt: skip
        assert register.clients["minister"].post(AT + path, form).status_code == 302
    with acting_as(register.people["minister"]):
        for one in queries.instructions():
            assert all(aim.baseline != 1 for aim in one.aims)
        assert {one.status for one in queries.last_days().values()} == {Status.DONE, Status.NOT_MEASURABLE}


@pytest.mark.parametrize("who", ["cnas", "controller", "alpha"])
def test_other_roles_are_refused_everywhere(register: Register, who: str) -> None:
    for path in register.paths:
        assert register.clients[who].get(AT + path).status_code == 403, path


def test_the_auditor_reads_and_writes_nothing(register: Register) -> None:
    client = register.clients["auditor"]
    for path in register.paths:
        expected = 403 if re.search(r"take|drafts|amend|measure|evidence", path) else 200
        assert client.get(AT + path).status_code == expected, path
        assert b"<textarea" not in client.get(AT + path).content
    assert client.post(AT + "adopted", {"file": SimpleUploadedFile("a.csv", DOCUMENT.replace("90%", "91%").encode())}).status_code == 422


def test_another_funds_director_finds_none_of_it(register: Register) -> None:
    client = register.clients["cnr_director"]
    for path in (str(register.rate), f"{register.rate}/amend", f"{register.rate}/measure", f"measures/{register.measure}/evidence",
                 f"adopted/{register.document}", f"adopted/{register.document}/file"):  # fmt: skip
        assert client.get(AT + path).status_code == 404, path
    assert "حملة" not in client.get(AT).content.decode()


@pytest.mark.parametrize(("lang", "done", "why"), [("fr", "Exécutée", "Aucun flux"), ("ar", "منجزة", "لا تصل أي معطيات")])
def test_the_list_says_where_each_stands(register: Register, lang: str, done: str, why: str) -> None:
    page = register.clients["minister"].get(f"/{lang}/steering/instructions/").content.decode()
    assert done in page
    assert why in page
    assert "رفع نسبة تحصيل" in page
    only = register.clients["minister"].get(f"/{lang}/steering/instructions/?status=not_measurable").content.decode()
    assert "رفع نسبة تحصيل" not in only


def test_an_instruction_opens_to_its_source_its_way_and_each_day(register: Register) -> None:
    page = plain(register.clients["auditor"].get(f"{AT}{register.rate}").content)
    assert 'dir="rtl"' in page
    assert "<mark>" in page
    for words in ("80 %", "90,5 %", "90 %", "rapport.pdf", "Exécutée", "septembre 2026", "data-chart"):
        assert words in page, words
    assert page.count("<tr") > 200
    named = register.clients["auditor"].get(f"{AT}{register.visits}").content.decode()
    assert "Aucun flux de données" in named
    assert "data-chart" not in named


def test_a_text_becomes_drafts_and_a_draft_an_instruction(register: Register) -> None:
    client = register.clients["cnas_director"]
    answer = client.post(AT + "take", {"text": TEXT.replace("3 مارس", "4 مارس")})
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    found = re.search(r"drafts/([0-9]+)", page)
    assert found is not None
    draft = f"{AT}drafts/{found[1]}"
    form = {"owner": "CNAS", "fund": "CNAS", "axis": "balance", "deadline": "2026-12-31"}
    for wrong in ({}, {"indicators": "recovery_rate", "owner": " "}, {"indicators": "luck"}, {"indicators": "cash", "deadline": "demain"},
                  {"indicators": "cash", "axis": "x"}, {"indicators": "cash", "fund": "x"}, {"indicators": "cash", "fund": "CNR"},
                  {"indicators": "cash", "fund": "together"}):  # fmt: skip
        assert client.post(draft, {**form, **wrong}).status_code == 422, wrong
    assert client.post(draft, {**form, "indicators": ["cash", "recovery_rate"], "translation": "Recouvrer"}).status_code == 302
    assert client.get(draft).status_code == 302
    with acting_as(register.people["auditor"]):
        last = queries.instructions()[-1]
    assert (set(last.names), last.text_fr, last.owner) == ({"cash", "recovery_rate"}, "Recouvrer", "CNAS")


def test_what_is_no_communique_is_told(register: Register) -> None:
    client = register.clients["minister"]
    for form in ({}, {"text": "صباح الخير"}, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}):
        answer = client.post(AT + "take", form)
        assert answer.status_code == 422
        assert b'class="errors"' in answer.content


def test_a_document_is_approved_by_another_person(register: Register) -> None:
    newer = DOCUMENT.replace("version;1", "version;2").replace("90%", "95%")
    director, minister = register.clients["cnas_director"], register.clients["minister"]
    assert director.post(AT + "adopted", {"file": SimpleUploadedFile("a.csv", b"mizan-adopted;1\n")}).status_code == 422
    address = director.post(AT + "adopted", {"file": SimpleUploadedFile("a.csv", newer.encode())}).headers["Location"]
    assert "Vous avez proposé ce fichier" in director.get(address).content.decode()
    assert director.post(address, {"act": "approve"}).status_code == 422
    assert minister.post(address, {"act": "decline", "reason": ""}).status_code == 422
    assert minister.post(address, {"act": "approve"}).status_code == 302
    assert minister.get(f"{address}/file").content.decode().endswith(newer)
    assert "95 %" in plain(minister.get(f"{AT}{register.rate}").content)


def test_measures_and_evidence_are_given_on_their_pages(register: Register) -> None:
    client = register.clients["cnas_director"]
    here = f"{AT}{register.rate}/measure"
    assert client.post(here, {"text": " ", "due_on": "2026-12-01"}).status_code == 422
    assert client.post(here, {"text": "x", "due_on": "1"}).status_code == 422
    assert client.post(here, {"text": "Deuxième", "due_on": "2026-12-01"}).status_code == 302
    proof = f"{AT}measures/{register.measure}/evidence"
    assert client.post(proof, {}).status_code == 422
    assert client.post(proof, {"act": "²"}).status_code == 422
    assert client.post(proof, {"file": SimpleUploadedFile("b.pdf", b"plus")}).status_code == 302
    assert "b.pdf" in client.get(f"{AT}{register.rate}").content.decode()
