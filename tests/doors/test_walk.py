"""From the minister's number to the centime: four clicks, over the links the pages themselves show."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

import pytest
from django.test import Client
from tests.doors.conftest import Story, signed_in

WALKERS = {
    "director": "director", "minister": "minister", "controller": "controller", "auditor": "auditor",
    "retirement": "fund_accountant",
}  # fmt: skip
FUNDS = ("CNAS", "CNR", "CNAC", "FNPOS")
LEVELS = (r"/fr/balance/[A-Z]+/", r"/fr/balance/[A-Z]+/[a-z_]+/", r"/fr/balance/[A-Z]+/[a-z_]+/[0-9]+", r"/fr/balance/dues/[0-9]+")
"""The addresses that each click leads to: a fund, a branch, an employer, a due."""


@pytest.fixture
def walkers(story: Story) -> Mapping[str, Client]:
    """A browser per person: those of the story, and a director and a controller of each other fund."""
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import grant_role, open_account
    from mizan.funds.access.types import Role, Scope

    found = {name: story.clients[name] for name in WALKERS}
    with connect_as("batch"):
        by, at, made = access.system_account(), clock.now(), {}
        for fund in FUNDS[1:]:
            for role in (Role.DIRECTOR, Role.CONTROLLER):
                name = f"{role.value}.{fund.lower()}"
                made[name] = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=by, at=at)
                grant_role(
                    account_id=made[name], role=role, scope_kind=Scope.FUND, scope_id=fund, valid_from=clock.today(), by=by, at=at
                )  # fmt: skip
    return found | {name: signed_in(account) for name, account in made.items()}


def links(client: Client, path: str, pattern: str) -> Iterator[str]:
    """The links of a page that lead one level down, each once."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    seen = set()
    for href in re.findall(r'href="([^"]+)"', answer.content.decode().partition("<main")[2]):
        address = html.unescape(href)
        if re.fullmatch(pattern + r"(?:[?#].*)?", address) and address not in seen:
            seen.add(address)
            yield address


def test_every_number_leads_to_the_law_in_four_clicks(walkers: Mapping[str, Client]) -> None:
    for name, client in walkers.items():
        paths = ["/fr/balance/"]
        for pattern in LEVELS:
            paths = [found for path in paths for found in links(client, path, pattern)]
            assert paths, (name, pattern)
            # One of each kind of link: the same page opened for another month or column adds nothing here.
            paths = list({path.partition("?")[0]: path for path in paths}.values())[:12]
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, (name, path)
            assert 'id="law"' in answer.content.decode(), (name, path)
            law = answer.content.decode().partition('id="law"')[2].partition("</section>")[0]
            assert law.count('class="step"') >= 2, (name, path)
            # Each step says on which text it stands, since when, and how it was rounded; it leads to its rule.
            for words in ('class="step-law"', "en vigueur depuis le", "au centime", 'href="/fr/law/rule/'):
                assert words in law, (words, name, path)


def test_another_fund_sees_that_its_part_came_and_only_the_collector_from_where(story: Story, walkers: Mapping[str, Client]) -> None:
    with_bank = "Rapproché automatiquement"
    paid = next(one["id"] for one in due_list(story) if one["received"])
    for name, words in (("director", with_bank), ("auditor", with_bank), ("director.cnr", "Reçu par la CNAS")):
        assert words in walkers[name].get(f"/fr/balance/dues/{paid}").content.decode(), name


def due_list(story: Story) -> list[dict[str, int]]:
    """The employer's dues as the API tells them."""
    answer = Client(headers={"host": "localhost"}).get("/api/v1/dues?live_only=true", headers=story.world.headers("alif"))
    return [one for one in answer.json()["dues"] if one["code"] == "R22"]


def figures(page: str, table: str) -> list[list[str]]:
    """The weights of a table's body and foot, row by row."""
    body = page.partition(f'id="{table}"')[2].partition("</table>")[0].partition("<tbody>")[2]
    return [re.findall(r'data-value="([^"]*)"', row) for row in body.split("<tr")[1:]]


@pytest.mark.parametrize("who", ["director", "minister", "auditor", "retirement"])
def test_received_and_still_to_receive_open_too_and_add_up(story: Story, who: str) -> None:
    client, path = story.clients[who], "/fr/balance/CNR/retirement/"
    balance = {row[0]: row for row in figures(client.get("/fr/balance/CNR/").content.decode(), "balance")}["Retraite"]
    due, received, arrears = (int(value) for value in balance[1:4])
    assert received > 0
    assert due == received + arrears
    assert f"{path}?show=received" in html.unescape(client.get("/fr/balance/CNR/").content.decode())
    for show, column, wanted in (("due", 1, due), ("received", 2, received), ("arrears", 3, arrears)):
        page = client.get(f"{path}?show={show}").content.decode()
        rows = figures(page, "employers")
        assert sum(int(row[column]) for row in rows) == wanted
        assert [int(row[column]) for row in rows] == sorted((int(row[column]) for row in rows), reverse=True)
    employer = f"{path}{story.ids['employer_id']}"
    assert f"{employer}?show=received" in html.unescape(client.get(f"{path}?show=received").content.decode())
    page = client.get(f"{employer}?show=received").content.decode()
    *lines, foot = figures(page, "receipts")
    assert lines
    assert sum(int(line[-1]) for line in lines) == int(foot[-1]) == received
    rests = figures(client.get(f"{employer}?show=arrears").content.decode(), "dues")
    assert sum(int(row[6]) for row in rests[:-1]) == int(rests[-1][6]) == arrears
    assert all(int(row[6]) for row in rests[:-1])
    known = "2026-001 / L1" in page
    assert known == (who != "retirement")
    due_page = next(links(client, f"{employer}?show=received", LEVELS[3]))
    assert 'id="matches"' in client.get(due_page.partition("#")[0]).content.decode()


def test_a_receipt_behind_a_number_opens_for_those_who_work_on_receipts(story: Story) -> None:
    path = f"/fr/balance/CNR/retirement/{story.ids['employer_id']}?show=received"
    (receipt,) = set(links(story.clients["controller"], path, r"/fr/fund/queue/[0-9]+"))
    assert story.clients["controller"].get(receipt).status_code == 200
    assert list(links(story.clients["minister"], path, r"/fr/fund/queue/[0-9]+")) == []


def test_machines_open_the_same_numbers(story: Story) -> None:
    client = Client(headers={"host": "localhost"})
    query = f"fund=CNR&branch=retirement&employer_id={story.ids['employer_id']}"
    for who, bank in (("minister", "L1"), ("retirement", None)):
        headers = story.world.headers(who)
        found = client.get(f"/api/v1/balance/received?{query}", headers=headers).json()["received"]
        (employer,) = client.get("/api/v1/balance/employers?fund=CNR&branch=retirement&by=received", headers=headers).json()["employers"]
        assert sum(one["amount"] for one in found) == employer["received"] > 0
        assert {one["line_ref"] for one in found} == {bank}
