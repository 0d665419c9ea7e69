"""Whoever is shown people's names or numbers leaves a trace, written before they are shown."""

from __future__ import annotations

from tests.doors.conftest import Story

from mizan.funds.access.context import acting_as
from mizan.funds.access.queries import reads_of


def reads(story: Story, kind: str, subject: int) -> list[tuple[int, str, str]]:
    """Who read what of a subject, newest first."""
    with acting_as(story.world.accounts["auditor"]):
        return [(read.account_id, read.purpose, read.route) for read in reads_of(kind, subject)]


def test_a_declaration_opened_or_downloaded_by_its_employer_is_logged(story: Story) -> None:
    client, filing, me = story.clients["alif"], story.ids["filing_id"], story.world.accounts["alif"]
    path = f"/fr/employer/{story.number}/filings/{filing}"
    before = len(reads(story, "filing", filing))
    assert client.get(path).status_code == 200
    for kind in ("csv", "json"):
        assert client.get(f"{path}/return.{kind}").status_code == 200
    found = reads(story, "filing", filing)
    assert len(found) == before + 3
    assert found[:3] == [
        (me, "own_declaration", "employer:filing-file"),
        (me, "own_declaration", "employer:filing-file"),
        (me, "own_declaration", "employer:filing"),
    ]


def test_what_was_not_shown_leaves_no_trace(story: Story) -> None:
    filing = story.ids["filing_id"]
    before = reads(story, "filing", filing)
    assert story.clients["ba"].get(f"/fr/employer/{story.number}/filings/{filing}").status_code == 404
    assert story.clients["ba"].get(f"/fr/employer/{story.world.numbers['ba']}/filings/{filing}/return.csv").status_code == 404
    assert reads(story, "filing", filing) == before
