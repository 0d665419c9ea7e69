"""The letter of each kind of benefit, granted and ended, in both languages: whole, searchable, with no word left over from the code."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pypdfium2
import pytest
from tests.funds.benefits.benefit_world import NOW, World, benefit_world
from tests.funds.conftest import people  # noqa: F401 - the fixture, for this module

from mizan.config.database import connect_as
from mizan.flows.decide_again import propose_reassessment
from mizan.flows.decide_benefit import claim_benefit, decide_alone, decide_claim
from mizan.flows.reassess import reassess_award, take_news
from mizan.flows.write_letter import decided, letter_of
from mizan.formats.letters import LetterLang
from mizan.formats.letters.compose import compose
from mizan.funds.benefits.queries import awards_of_person, decision_of, live_decision_of_claim
from mizan.funds.benefits.types import Kind
from mizan.funds.people.types import EventKind
from mizan.kernel.funds import Fund
from mizan.kernel.money import format_amount

LANGS: tuple[LetterLang, ...] = get_args(LetterLang)
ADDRESS = "https://mizan.example"
AFTER = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2027, 3, 20, 9, tzinfo=UTC)
SHOTS = "MIZAN_SHOTS"
CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\{|\}|\bNone\b|\bTrue\b|\bFalse\b|letter\.")


@pytest.fixture
def insured(people: Any) -> Iterator[World]:  # noqa: F811 - the fixture
    """Omar earns 60 000,00 a month since 1993."""
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2026, 60_000_00)
        yield made


def granted(made: World, kind: Kind, fund: Fund = Fund.CNAS, by: str = "", at: datetime = NOW, **told: str) -> int:
    """Claim and grant at a desk; the decision's id."""
    desk = {Fund.CNAS: "insurer", Fund.CNR: "one", Fund.CASNOS: "other"}[fund]
    with made.desk(desk) as who:
        claim = claim_benefit(made.claim("omar", kind, fund, by=by, **told), by=who, at=at)
        return (decide_alone(claim, by=who, at=at) or decide_claim(claim, grant=True, by=who, at=at)).id


def died(made: World) -> None:
    made.tell(EventKind.DEATH, "omar", date(2026, 11, 20), AFTER)


def survivors(made: World) -> int:
    granted(made, Kind.RETIREMENT, Fund.CNR)
    made.tell(EventKind.DEATH, "omar", date(2027, 3, 12), LATER)
    take_news(by=made.system, at=LATER)
    return granted(made, Kind.SURVIVORS, Fund.CNR, by="sara", at=LATER)


def ended_by_death(made: World) -> int:
    granted(made, Kind.RETIREMENT, Fund.CNR)
    made.tell(EventKind.DEATH, "omar", date(2027, 3, 12), datetime(2027, 7, 5, 9, tzinfo=UTC))
    (written,) = _reassessed(made, datetime(2027, 7, 5, 9, tzinfo=UTC))
    return written


def _reassessed(made: World, at: datetime) -> tuple[int]:
    take_news(by=made.system, at=at)
    claim = _claim_of(made)
    live = live_decision_of_claim(claim)
    assert live is not None
    return (live.id,)


def _claim_of(made: World) -> int:
    with connect_as("audit"):
        return awards_of_person(made["omar"])[0].claim_id


def lowered(made: World) -> int:
    granted(made, Kind.RETIREMENT, Fund.CNR)
    made.work("omar", 1993, 2026, 40_000_00, at=LATER)
    claim = _claim_of(made)
    with made.desk("two") as by:
        propose_reassessment(claim, reason="carrière corrigée", by=by, at=LATER)
    with made.desk("one") as by:
        written = reassess_award(claim, reason={"kind": "career"}, proposed_by=made.accounts["two"], by=by, at=LATER)
    assert written is not None
    return written.id


def death_grant(made: World) -> int:
    died(made)
    return granted(made, Kind.DEATH_GRANT, by="sara")


KINDS: dict[str, Callable[[World], int]] = {
    "retirement": lambda made: granted(made, Kind.RETIREMENT, Fund.CNR),
    "survivors": survivors,
    "invalidity": lambda made: granted(made, Kind.INVALIDITY, category="2", capacity_cut="0.6"),
    "death_grant": death_grant,
    "sickness": lambda made: granted(made, Kind.SICKNESS, days="20", net_daily_wage="2000.00"),
    "maternity": lambda made: granted(made, Kind.MATERNITY, net_daily_wage="2000.00"),
    "work_accident": lambda made: granted(made, Kind.WORK_ACCIDENT, incapacity_rate="0.5"),
    "family_allowances": lambda made: granted(made, Kind.FAMILY_ALLOWANCES),
    "ended_by_death": ended_by_death,
    "lowered": lowered,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_letter_of_each_kind_is_whole_in_both_languages(insured: World, kind: str) -> None:
    decision_id = KINDS[kind](insured)
    with connect_as("audit"):
        decision = decision_of(decision_id)
        assert decision is not None
        told = decided(decision_id, address=ADDRESS)
        for lang in LANGS:
            words = compose(told, lang)
            made = letter_of(decision_id, lang, address=ADDRESS)
            _keep(made, kind, lang)
            with pypdfium2.PdfDocument(made) as document:
                read = "\n".join(page.get_textpage().get_text_range() for page in document)
                assert 1 <= len(document) <= 3
            assert CODE.search(read.replace(words["verify_at"], "")) is None, CODE.search(read)
            assert words["appeal"]
            assert not re.search(r"3 valeurs|3 éléments|2200|1900", read)
            if decision.outcome.value == "granted":
                assert words["figure"] is not None
                assert words["facts"]
                assert words["steps"]
                assert all(step["article"] for step in words["steps"])
                assert told.amounts is not None
                assert words["figure"]["value"] == format_amount(told.amounts.net, lang)


def _keep(made: bytes, kind: str, lang: str) -> None:
    """The letter as pictures, where a folder is named: somebody looks at them."""
    folder = os.environ.get(SHOTS)
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        with pypdfium2.PdfDocument(made) as document:
            for number, page in enumerate(document):
                page.render(scale=1.4).to_pil().save(Path(folder) / f"letter-{kind}-{lang}-{number}.png")
