"""A periodic declaration opened: the yearly declaration's lines of its quarter, and what they give against the bases declared."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from tests.doors.api.story import BASE, NSS, Teller, das_files, das_pair
from tests.doors.conftest import Story
from tests.doors.test_reads import reads
from tests.doors.test_walk import figures

from mizan.funds.access.context import acting_as
from mizan.funds.contributions import queries


def dac_of(story: Story, period: str) -> int:
    """The declaration of a period."""
    with acting_as(story.world.accounts["alif"]):
        found = queries.filings_of(story.world.employers["alif"], form="DAC")
    return next(one.id for one in found if one.period_key == period)


def opened(story: Story, filing: int, lang: str = "fr") -> str:
    """The page of a declaration, as its employer reads it."""
    answer = story.clients["alif"].get(f"/{lang}/employer/{story.number}/filings/{filing}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_lines_sum_to_the_bases_or_show_the_difference(story: Story, lang: str) -> None:
    agreed = figures(opened(story, dac_of(story, "2025-Q1"), lang), "wages")
    assert [row[1] for row in agreed[:2]] == list(NSS)
    assert sum(int(row[3]) for row in agreed[:2]) == int(agreed[-1][3]) == 2 * BASE
    open_quarter = figures(opened(story, dac_of(story, "2025-Q3"), lang), "wages")
    assert sum(int(row[3]) for row in open_quarter[:2]) == 2 * BASE + 7_000_00
    assert int(open_quarter[-2][3]) == -7_000_00
    assert int(open_quarter[-1][3]) == 2 * BASE


def test_a_nil_declaration_shows_the_wages_of_its_quarter_too(story: Story) -> None:
    teller, number = Teller(Client(headers={"host": "localhost"}), story.world), story.world.numbers["ba"]
    nil = teller.post("ba", "/dac", {"employer_number": number, "period_key": "2025-Q1", "kind": "nil"})
    assert nil.status_code == 201, nil.content
    path = f"/fr/employer/{number}/filings/{nil.json()['filing_id']}"
    assert "Aucune ligne de salaires" in html.unescape(story.clients["ba"].get(path).content.decode())
    assert teller.send("ba", "/das", das_files(number, das_pair(number, [[BASE] * 4]))).status_code == 201
    rows = figures(html.unescape(story.clients["ba"].get(path).content.decode()), "wages")
    assert (rows[0][1], int(rows[0][3])) == (NSS[0], BASE)
    assert int(rows[-1][3]) == 0
    assert int(rows[-2][3]) == -BASE
    quarter = teller.get("ba", f"/filings/{nil.json()['filing_id']}").json()["quarter"]
    assert (quarter["assessed_base"], quarter["difference"]) == (0, BASE)


def test_machines_are_told_the_same_and_the_reading_is_logged(story: Story) -> None:
    client, filing = Client(headers={"host": "localhost"}), dac_of(story, "2025-Q3")
    before = len(reads(story, "employer", story.ids["employer_id"]))
    quarter = client.get(f"/api/v1/filings/{filing}", headers=story.world.headers("alif")).json()["quarter"]
    assert (quarter["quarter_key"], quarter["difference"]) == ("2025-Q3", 7_000_00)
    assert sum(line["base"] for line in quarter["lines"]) == quarter["das_base"]
    assert sum(line["contributions"] for line in quarter["lines"]) + quarter["rounding"] == quarter["due_on_das_base"]
    assert len(reads(story, "employer", story.ids["employer_id"])) == before + 1
    das = client.get(f"/api/v1/filings/{story.ids['filing_id']}", headers=story.world.headers("alif")).json()
    assert das["quarter"] is None
    other = client.get(f"/api/v1/filings/{filing}", headers=story.world.headers("retirement"))
    assert other.status_code == 404 or not re.search("|".join(NSS), other.content.decode())
