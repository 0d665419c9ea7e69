"""One decision of each outcome, taken by the law itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pypdfium2

from mizan.formats.letters import TEMPLATE, Addressee, Amounts, Change, Decided, LetterLang, compose, typeset
from mizan.law.algeria.book import book, topics
from mizan.law.engine.replay import record
from mizan.law.engine.topics import Answer, ask

DAY = date(2026, 3, 1)
WAGES = [4_000_000 + 15_000 * month for month in range(120)]
GIVEN = {
    "born_on": "1962-05-04", "claimed_on": "2026-03-01", "sex": "m", "cnr_years": "26", "cnr_quarters": "2",
    "cnr_effective_quarters": "106", "wages": ";".join(f"{wage // 100}.{wage % 100:02d}" for wage in WAGES), "spouse_in_charge": "true",
}  # fmt: skip


def decided_by_law(**given: str) -> dict[str, Any]:
    """The record of a retirement claim."""
    answer = ask(book(), topics()["retirement_claim"], GIVEN | given, DAY)
    assert isinstance(answer, Answer)
    return json.loads(json.dumps(record(answer, date(2026, 4, 2), sources={"born_on": "civil_register"})))


PERSON = Addressee("بن يوسف عمار", "BENYOUCEF AMAR", "620504123456", date(1962, 5, 4))


@cache
def granted() -> Decided:
    """A pension granted."""
    return Decided(
        number="CNR-2026-0004512", code="3f9a1c0b7de24580a6b1c2d3e4f50617", fund="CNR",
        agency={"ar": "وكالة الجزائر", "fr": "Agence d’Alger"}, kind="retirement", outcome="granted", decided_on=date(2026, 4, 2),
        effective_on=DAY, person=PERSON, claimant=PERSON, claim_number="D-CNR-2026-000123", received_on=date(2026, 3, 5),
        amounts=Amounts(pension=3539406, supplement=240000, gross=3779406, social_insurance=70788, net=3708618),
        record=decided_by_law(), law_version="law-8f3a9b2c", address="https://mizan.example", arrears=3708618,
    )  # fmt: skip


@cache
def refused() -> Decided:
    """A claim of somebody too young."""
    told = decided_by_law(born_on="1975-05-04")
    return replace(granted(), outcome="refused", record=told, ground=told["ground"], amounts=None, arrears=0)


@cache
def changed() -> Decided:
    """A pension whose amount changed."""
    change = Change(PERSON, 3600000, 3708618)
    return replace(granted(), outcome="changed", changes=(change,), supersedes="CNR-2025-0000001")


@cache
def pdf(decision: str, lang: LetterLang) -> bytes:
    """The letter of one of the decisions above, by its name."""
    return typeset(compose(globals()[decision](), lang), TEMPLATE)


def read(made: bytes) -> str:
    """What a reader program finds in a PDF, all pages."""
    with pypdfium2.PdfDocument(made) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
