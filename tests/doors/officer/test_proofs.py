"""Proof of life at the officer's door and by API: who waits, what is written down, who is refused."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from tests.doors.conftest import signed_in
from tests.flows.proof_world import GROUND, ProofWorld, make_proof_world

from mizan.doors.clock import TODAY_VARIABLE
from mizan.funds.benefits import proof_switches
from mizan.funds.benefits.types.proofs import EvidenceKind, ProofStepKind, Standing

TODAY = "2026-11-29"


@dataclass(frozen=True)
class ProofOffice:
    """Persons in every state on the day of the visits, and a browser per account."""

    world: ProofWorld
    persons: dict[str, int]
    clients: dict[str, Client]

    def path(self, name: str = "", lang: str = "fr", why: str = "proof") -> str:
        return f"/{lang}/officer/persons/{self.persons[name]}/proof?for={why}" if name else f"/{lang}/officer/proofs"


def proof_office() -> ProofOffice:
    """Told on the database that Django's default connection works on."""
    from mizan.config.home import home

    (home() / "static").mkdir(exist_ok=True)
    world = make_proof_world()
    born = {
        "new": "1950-11-09",
        "grace": "1950-10-09",
        "visit": "1951-10-02",
        "late": "1950-05-09",
        "proved": "1950-05-10",
        "nothing": "1950-12-12",
    }
    persons = {name: world.pensioner(day, since="2026-01-01", agency="31000" if name == "visit" else "16000") for name, day in born.items()}
    world.see(persons["proved"], "2026-03-10", EvidenceKind.CONSULATE)
    for day in ("2026-05-02", "2026-10-02", "2026-11-02"):
        world.night(day)
    world.send(persons["late"], "2026-05-04")
    world.tried(persons["late"], "2026-08-20", ProofStepKind.CALLED)
    world.tried(persons["late"], "2026-08-27")
    for name in ("grace", "visit"):
        world.send(persons[name], "2026-10-05")
    world.visit_asked(persons["visit"], "2026-10-20")
    return ProofOffice(world, persons, {name: signed_in(account) for name, account in world.pay.accounts.items()})


@pytest.fixture
def here(db: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProofOffice]:
    monkeypatch.setenv(TODAY_VARIABLE, TODAY)
    proof_switches.instruct({proof_switches.GROUND: GROUND})
    yield proof_office()
    proof_switches.instruct({})


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code, answer.content[:500])
    return html.unescape(answer.content.decode())


def post(office: ProofOffice, name: str, act: str, status: int = 302, who: str = "officer", **fields: str) -> str:
    answer = office.clients[who].post(office.path(name), {"act": act, **fields})
    assert answer.status_code == status, html.unescape(answer.content.decode())[:3000]
    return html.unescape(answer.content.decode())


def order(page: str, office: ProofOffice) -> list[str]:
    """Who the list names, by the addresses of their files, in its order."""
    by_id = {str(person): name for name, person in office.persons.items()}
    return [by_id[part.partition("/")[0]] for part in page.split("/officer/persons/")[1:]]


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_list_names_nobody_and_begins_with_who_has_waited_longest(here: ProofOffice, lang: str) -> None:
    page = text(here.clients["officer"], here.path(lang=lang))
    assert order(page, here) == ["late", "grace", "visit", "new"]
    assert "NOM" not in page
    assert order(text(here.clients["officer"], here.path(lang=lang) + "?show=visit"), here) == ["late", "visit"]
    assert order(text(here.clients["officer"], here.path(lang=lang) + "?show=unsent"), here) == ["new"]
    assert order(text(here.clients["officer"], here.path(lang=lang) + "?wilaya=31"), here) == ["visit"]
    assert order(text(here.clients["oran"], here.path(lang=lang)), here) == ["visit"]
    assert order(text(here.clients["casnos_officer"], here.path(lang=lang)), here) == []
    for name in ("prepares", "care"):
        text(here.clients[name], here.path(lang=lang), 403)


def test_a_file_says_where_the_person_stands_and_opens_for_a_reason_alone(here: ProofOffice) -> None:
    for name, words in (
        ("proved", "10 mars 2027"), ("grace", "30 décembre 2026"), ("visit", "Une visite est demandée"), ("late", "appelez la personne"),
        ("new", "29 janvier 2027"), ("nothing", "Rien n’est demandé"),
    ):  # fmt: skip
        page = text(here.clients["officer"], here.path(name))
        assert words in page, name
    assert "Certificat du consulat" in text(here.clients["officer"], here.path("proved"))
    asked = text(here.clients["officer"], here.path("grace").partition("?")[0])
    assert "NOM" not in asked
    text(here.clients["casnos_officer"], here.path("grace"), 404)
    text(here.clients["oran"], here.path("grace"), 404)
    text(here.clients["oran"], here.path("visit"))
    text(here.clients["care"], here.path("grace"), 403)


def test_a_proof_written_down_takes_the_person_off_the_list(here: ProofOffice) -> None:
    told = {"kind": "home_visit", "on_day": TODAY, "place": "12, rue des Oliviers", "reason": "Vue chez elle"}
    for name, change in (("kind", "care"), ("on_day", "x"), ("on_day", "2026-11-30"), ("place", ""), ("reason", "")):
        post(here, "late", "prove", 422, **{**told, name: change})
    post(here, "late", "prove", **told)
    assert order(text(here.clients["officer"], here.path()), here) == ["grace", "visit", "new"]
    state = here.world.state(here.persons["late"], TODAY)
    assert (state.standing, state.sign and state.sign.place) == (Standing.PROVED, "12, rue des Oliviers")
    evidence = str(state.sign.evidence_id) if state.sign else ""
    post(here, "late", "annul", 422, evidence=evidence, ground="")
    post(here, "late", "annul", evidence=evidence, ground="Une homonyme")
    assert here.world.state(here.persons["late"], TODAY).standing is Standing.ASSISTED


def test_what_follows_an_ask_is_written_down(here: ProofOffice) -> None:
    post(here, "new", "sent", language="ar", on_day=TODAY)
    assert "déjà noté" in post(here, "new", "sent", 422, language="ar", on_day=TODAY)
    post(here, "new", "visit", asked_by="relative", on_day=TODAY, note="Son fils, 0555")
    post(here, "new", "tried", tried="called_not_reached", on_day=TODAY, note="Pas de réponse")
    post(here, "new", "tried", 422, tried="called", on_day=TODAY, note="x")
    post(here, "proved", "tried", 422, tried="called_reached", on_day=TODAY, note="x")
    post(here, "new", "dance", 422)
    (ask,) = here.world.asks(here.persons["new"])
    assert [(one.kind, one.outcome, one.language) for one in ask.steps] == [
        ("sent", "", "ar"), ("visit_asked", "relative", ""), ("called", "not_reached", ""),
    ]  # fmt: skip
    page = text(here.clients["officer"], here.path("new"))
    assert "Son fils, 0555" in page


def test_a_hold_is_proposed_where_all_has_come_before_and_said_why_not_elsewhere(here: ProofOffice) -> None:
    told = {"starts_on": "2026-12-20", "deadline": "2027-02-01", "reason": "Sans nouvelles"}
    assert "le délai court encore" in text(here.clients["officer"], here.path("grace"))
    assert "le délai court encore" in post(here, "grace", "hold", 422, **told)
    post(here, "late", "hold", 422, **{**told, "starts_on": "2026-11-01"})
    post(here, "late", "hold", **told)
    from mizan.config.database import connect_as
    from mizan.funds.benefits.queries import awards_of_person
    from mizan.funds.benefits.queries.holds import holds_of

    with connect_as("batch"):
        (award,) = awards_of_person(here.persons["late"])
        (hold,) = holds_of(award.id)
    assert (hold.state, hold.ground) == ("proposed", GROUND)
    proof_switches.instruct({})
    assert "Aucun texte n’a été désigné" in text(here.clients["officer"], here.path("late"))


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_letter_is_made_on_demand_and_its_hash_kept(here: ProofOffice, lang: str) -> None:
    import hashlib

    (ask,) = here.world.asks(here.persons["new"])
    address = f"/fr/officer/persons/{here.persons['new']}/proof/{ask.id}/letter.{lang}.pdf"
    made = here.clients["officer"].get(f"{address}?for=proof")
    assert made["Content-Type"] == "application/pdf"
    post(here, "new", "sent", language=lang, on_day=TODAY)
    (ask,) = here.world.asks(here.persons["new"])
    assert ask.steps[-1].sha256 == hashlib.sha256(made.content).hexdigest()
    assert here.clients["officer"].get(f"{address}?for=proof").content == made.content
    assert not here.clients["officer"].get(address).content.startswith(b"%PDF")
    other = address.replace(str(here.persons["new"]), str(here.persons["grace"]), 1)
    assert here.clients["officer"].get(f"{other}?for=proof").status_code == 404
    assert here.clients["casnos_officer"].get(f"{address}?for=proof").status_code == 404


@pytest.fixture
def api(here: ProofOffice) -> Any:
    """Requests in the name of an account."""
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access.actions import issue_token

    at = clock.now()
    with connect_as("batch"):
        tokens = {
            name: issue_token(
                label="t", scopes=("read", "settle", "declare"), expires_at=at.replace(year=at.year + 1), by=account, at=at
            ).secret
            for name, account in here.world.pay.accounts.items()
        }
    client, sent = Client(headers={"host": "localhost"}), iter(range(1000))

    def call(who: str, path: str, body: Any = None, *, post: bool = False, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {tokens[who]}"}
        if body is None and not post:
            return client.get(f"/api/v1{path}", headers=headers)
        headers["Idempotency-Key"] = f"k{next(sent)}"
        kind = more or {"content_type": "application/json"}
        return client.post(f"/api/v1{path}", data=body, headers=headers, **({} if "file" in kind else kind))

    return call


def test_machines_do_the_same_and_are_refused_the_same(here: ProofOffice, api: Any) -> None:
    waiting = {one["person_id"]: one for one in api("officer", "/proofs").json()["asked"]}
    assert list(waiting) == [here.persons[name] for name in ("late", "grace", "visit", "new")]
    assert api("casnos_officer", "/proofs").json() == {"asked": []}
    assert [api(name, "/proofs").status_code for name in ("prepares", "care")] == [403, 403]
    new, late = (waiting[here.persons[name]]["ask_id"] for name in ("new", "late"))
    assert api("officer", f"/proofs/{new}").json()["standing"] == "asked"
    assert api("casnos_officer", f"/proofs/{new}").status_code == 404
    assert api("officer", f"/proofs/{new}/sent", {"language": "fr", "on_day": TODAY}).json()["until"] == "2027-01-29"
    step = {"kind": "visit_asked", "on_day": TODAY, "outcome": "relative", "note": "Sa fille"}
    assert api("officer", f"/proofs/{new}/steps", {**step, "outcome": "reached"}).status_code == 422
    assert api("officer", f"/proofs/{new}/steps", step).json()["standing"] == "assisted"
    assert api("casnos_officer", f"/proofs/{new}/steps", step).status_code == 404
    with_number = here.world.pay.person()
    here.world.pay.award(person=with_number)
    nss = numbers(with_number)
    told = {"person": nss, "kind": "seen", "on_day": TODAY, "place": "Agence", "reason": "Venue"}
    assert api("officer", "/proofs", told).json()["standing"] == "proved"
    assert api("officer", "/proofs", {**told, "kind": "care"}).status_code == 422
    assert api("officer", "/proofs", {**told, "on_day": "2026-12-01"}).json()["code"] == "evidence_day"
    assert api("casnos_officer", "/proofs", told).status_code == 404
    assert api("prepares", "/proofs", told).status_code == 403
    assert late


def numbers(person: int) -> str:
    from mizan.config.database import connect_as
    from mizan.funds.people.queries import numbers_of

    with connect_as("batch"):
        return numbers_of([person])[person]


def test_the_care_system_brings_days_and_nothing_else(here: ProofOffice, api: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    person = here.world.pay.person()
    here.world.pay.award(person=person)
    nss = numbers(person)

    def bring(who: str, text: str) -> Any:
        return api(who, "/care", {"events": SimpleUploadedFile("c.csv", text.encode())}, file=True)

    line = f"id;day;nss;system\nC-1;2026-11-20;{nss};CHIFA\nC-2;2026-11-21;999999999999;CHIFA\n"
    got = bring("care", line).json()
    assert (got["taken"], got["left"], got["outcome"]) == (1, 1, "partly_taken")
    assert bring("care", line).json()["repeated"] == 1
    assert [one["code"] for one in bring("care", f"id;day;nss;system;diagnosis\nC-3;2026-11-20;{nss};CHIFA;J45\n").json()["anomalies"]][
        :1
    ] == ["care_column"]
    assert here.world.state(person, TODAY).standing is Standing.PROVED
    for name in ("officer", "prepares"):
        assert bring(name, line).status_code == 403
    assert bring("care", "id;annuls\nC-4;C-1\n").json()["taken"] == 1
    assert here.world.state(person, TODAY).standing is Standing.NOTHING


def test_the_care_account_brings_no_civil_event(here: ProofOffice, api: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    got = api(
        "care",
        "/civil-register",
        {"events": SimpleUploadedFile("c.csv", b"id;kind;day;nss\nE1;death;2026-01-01;999999999999\n")},
        file=True,
    )
    assert got.status_code == 403


def test_the_letters_of_a_day_are_printed_and_noted_as_gone(here: ProofOffice) -> None:
    officer = here.clients["officer"]
    page = html.unescape(officer.get(here.path()).content.decode())
    assert "Imprimer les lettres d’un jour" in page
    archive = officer.get("/fr/officer/proofs/letters.zip?asked_on=2026-11-02&language=fr&agency=")
    assert (archive.status_code, archive.headers["Content-Type"], archive.content[:2]) == (200, "application/zip", b"PK")
    assert officer.get("/ar/officer/proofs/letters.zip?asked_on=2026-11-02&language=fr").content == archive.content
    for query in ("", "asked_on=demain"):
        assert officer.get(f"/fr/officer/proofs/letters.zip?{query}").status_code == 302
    for name, day in (("officer", "2026-11-03"), ("casnos_officer", "2026-11-02")):
        none = here.clients[name].get(f"/fr/officer/proofs/letters.zip?asked_on={day}")
        assert none.status_code == 422
        assert "Aucune lettre de ce jour" in html.unescape(none.content.decode())
    assert here.clients["agrees"].get("/fr/officer/proofs/letters.zip?asked_on=2026-11-02").status_code == 403
    form = {"sent_of": "2026-11-02", "sent_agency": "", "sent_language": "fr", "left_on": "2026-11-28"}
    for wrong in ({"left_on": "2026-11-30"}, {"left_on": "2026-11-01"}, {"left_on": "x"}, {"sent_of": "2026-11-03"}):
        assert officer.post(here.path(), {**form, **wrong}).status_code == 422
    done = officer.post(here.path(), form)
    assert done.status_code == 200
    assert "Lettres notées comme parties : 1" in html.unescape(done.content.decode())
    assert officer.post(here.path(), form).status_code == 422
