"""The service pages: who sees counts, who sees case numbers, who sees nothing; both languages; never a name."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from tests.doors.api.conftest import database_of_module
from tests.doors.conftest import signed_in
from tests.flows.pay_world import at
from tests.funds.procedures.files_world import Files

from mizan.config.database import connect_as
from mizan.doors import wording
from mizan.doors.shown import LANGS, Lang
from mizan.doors.steering.service.desk import days, span
from mizan.doors.steering.service.paths.drawing import drawing
from mizan.funds.benefits.types import StepKind
from mizan.funds.procedures.paths import paths_of
from mizan.funds.procedures.queries import log_known
from mizan.funds.procedures.types import Activity, Awaited, Bucket
from mizan.kernel.funds import Fund

__all__ = ["database_of_module"]  # the fixture, for this module

PATHS = ("steering/service", "steering/service/paths", "steering/service/simpler", "steering/service/equity")
FILES = "steering/service/files"


class Read:
    """Files that went every way, and a client for each reader."""

    def __init__(self) -> None:
        self.files = Files()
        for _ in range(3):
            self.files.long_way()
        for number in range(24):
            sex, agency = ("F", "31000") if number % 2 else ("M", "16000")
            self.files.whole("2026-10-05", 2 + number % 9, sex=sex, agency=agency, granted=number % 4 != 0)
        self.late = self.files.claim("2026-03-02")
        self.files.step(self.late, StepKind.TAKEN, at("2026-03-05"))
        self.files.whole("2026-09-01", 5, fund=Fund.CASNOS)
        self.clients = {name: signed_in(account) for name, account in self.files.world.accounts.items()}

    def get(self, name: str, path: str, lang: str = "fr") -> Any:
        return self.clients[name].get(f"/{lang}/{path}")

    def text(self, name: str, path: str, lang: str = "fr") -> str:
        return str(self.get(name, path, lang).content.decode())

    def seen(self, name: str, path: str, lang: str = "fr") -> str:
        """What a reader reads: the page without its tags."""
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", self.text(name, path, lang)))


@pytest.fixture(scope="module")
def read(database_of_module: str) -> Read:
    """One world for all: nothing is written here."""
    return Read()


def test_readers_see_every_page_in_both_languages_and_no_name(read: Read) -> None:
    for name in ("director", "minister", "auditor"):
        for lang in LANGS:
            for path in PATHS:
                answer = read.get(name, path, lang)
                page = answer.content.decode()
                assert answer.status_code == 200, (name, path)
                # The names of persons and of officers; one's own stands in the head of every page.
                assert not re.search(r"NOM\d|NOM-(first|second)", page), path
                assert not re.search(r"service\.[a-z]|_[a-z]+_", re.sub(r"<[^>]*>", " ", page)), path
                if name != "director":
                    continue
                for link in sorted(set(re.findall(rf'href="(/{lang}/[^"#]*)"', page))):
                    assert read.clients[name].get(link.replace("&amp;", "&")).status_code in (200, 302), link


def test_others_are_refused(read: Read) -> None:
    for name in ("controller", "first", "prepares", "agency"):
        for path in (*PATHS, FILES):
            assert read.get(name, path).status_code == 403, (name, path)
    assert read.get("minister", FILES).status_code == 403
    assert read.get("director", "steering/service?fund=CASNOS").status_code == 404
    assert read.get("director", "steering/service/paths?kind=nothing").status_code == 404
    assert read.get("minister", "steering/service?fund=CASNOS").status_code == 200


def test_a_count_opens_to_case_numbers_for_who_may_read_them(read: Read) -> None:
    page = read.text("director", "steering/service")
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/fr/steering/service/files[^"]*)"', page)]
    assert links
    with connect_as("batch"):
        from mizan.funds.procedures.queries import numbers_of

        number = numbers_of([read.late])[read.late]
    for link in links:
        listed = read.clients["director"].get(link).content.decode()
        assert number in listed, link
        assert "NOM1" not in listed
    assert number not in read.text("director", f"{FILES}?bucket=early")
    assert read.get("director", f"{FILES}?bucket=nothing").status_code == 404
    assert number not in read.text("minister", "steering/service")
    assert FILES not in read.text("minister", "steering/service")
    assert number in read.text("auditor", f"{FILES}?by=step&of=-&key=taken")
    assert number not in read.text("auditor", f"{FILES}?by=step&of=-&key=asked")


@pytest.mark.parametrize("by", ["procedure", "agency", "step", "waits_for", "fund"])
def test_what_waits_is_told_by_each_thing_it_shares(read: Read, by: str) -> None:
    exported = read.text("minister", f"steering/service?by={by}&export=csv").splitlines()
    assert len(exported) == 2
    assert exported[1].split(",")[1:6] == ["1", "0", "0", "0", "1"]


def test_the_map_says_what_its_table_says(read: Read) -> None:
    page, seen = read.text("director", "steering/service/paths"), read.seen("director", "steering/service/paths")
    assert "journey-map" in page
    assert "journey-back" in page  # asked again: a round
    assert "Demandé → Répondu → Demandé" in seen
    assert "28 dossiers" in seen
    assert "C’est peu" in seen
    assert "sont tous au journal des actes" in seen
    with connect_as("batch"):
        found = paths_of(log_known(since=at("2025-01-01").date(), until=at("2026-11-20"), fund=Fund.CNR).cases)
    for lang in LANGS:
        drawn = drawing(found, lang)
        assert len(drawn.lines) == len(found.edges)
        assert [place.count for place in drawn.places] == [count for _, count in found.places]
        for line in drawn.lines:
            assert 0 <= line.x <= drawn.wide
            assert 0 <= line.y <= drawn.high
        back = [(edge.before, edge.after) for edge in found.edges if edge.back]
        assert (Activity.ANSWERED, Activity.ASKED) in back


def test_no_file_is_said_so_and_not_drawn(read: Read) -> None:
    page = read.text("casnos", "steering/service/paths?kind=maternity")
    assert "journey-map" not in page
    assert "Aucun dossier dans ces mois" in page
    assert read.get("casnos", "steering/service/simpler?kind=maternity").status_code == 200


def test_replays_tell_what_they_suppose_and_what_they_save(read: Read) -> None:
    seen = read.seen("director", "steering/service/simpler")
    assert "la deuxième personne répond dans la journée" in seen
    assert "les allers-retours disparaissent" in seen
    assert re.search(r"Une autre caisse[^—]*—[^—]*—", seen)
    # Each of the three was agreed eight days after it was proposed: seven are saved of each.
    assert re.search(r"la deuxième personne répond dans la journée \D*3 \D*7 j \D*7 j \D*21 ", seen)


def test_equity_draws_what_it_may_tell_and_says_what_it_hides(read: Read) -> None:
    page = read.text("director", "steering/service/equity?show=granted")
    spec = json.loads(re.search(r'id="equity-intervals-data">(.*?)</script>', page)[1])  # type: ignore[index]
    assert [bar["name"] for bar in spec["bars"]][:3] == ["Tout le monde", "Salariés", "Femmes"]
    assert all(bar["low"] <= bar["value"] <= bar["high"] for bar in spec["bars"])
    # CASNOS decided on one person: with the whole of the funds, the salaried would give that person away.
    seen = read.seen("minister", "steering/service/equity")
    assert "Non-salariés moins de 10" in seen
    assert re.search(r"Salariés moins de 10", seen)
    assert "equity-intervals-data" not in read.text("casnos", "steering/service/equity")
    assert "Trop peu de personnes" in read.seen("casnos", "steering/service/equity")
    assert read.text("director", "steering/service/equity?export=csv").count("\n") > 4


def test_spans_are_told_in_their_largest_unit() -> None:
    assert [span(seconds, "fr") for seconds in (0, 29, 30, 3599, 3600, 47 * 3600, 48 * 3600, 12 * 86400 + 43200)] == [
        "0 min", "0 min", "1 min", "60 min", "1 h", "47 h", "2 j", "13 j",
    ]  # fmt: skip
    assert span(None, "ar") == "—"
    assert days(86400 + 43199) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_each_word_of_a_log_has_its_words(lang: Lang) -> None:
    keys = (
        [f"step.{one.value}" for one in Activity] + [f"awaited.{one.value}" for one in Awaited] + [f"column.{one.value}" for one in Bucket]
    )
    for change in ("ask_once", "not_asked", "agree_next_day", "take_next_day", "straight_through", "together"):
        keys += [f"change.{change}", f"assume.{change}"]
    assert [key for key in keys if not wording.has(f"service.{key}", lang)] == []
