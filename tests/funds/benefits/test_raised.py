"""Decisions and increases together: a late grant gets them, a reassessment keeps them, survivors have them, verification computes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.benefits.benefit_world import World, benefit_world

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.flows.reassess import reassess_award, relive, take_news
from mizan.flows.revalue import approve_increase, prepare_increase
from mizan.flows.revalue_blocks import raised_block
from mizan.flows.write_letter import decided
from mizan.formats.letters import Increased
from mizan.funds.benefits.queries import awards_of_claim, decision_of, live_decision_of_claim
from mizan.funds.benefits.queries.increases import increases_approved
from mizan.funds.benefits.raising import PLACES, raised_term, raised_terms
from mizan.funds.benefits.types import AwardKnown, ClaimDraft, IncreaseInForce, Kind, Least, Parts, TermDraft
from mizan.funds.benefits.types.increases import Reach
from mizan.funds.benefits.verification import verify_awards
from mizan.funds.people.types import EventKind
from mizan.kernel.funds import Fund
from mizan.kernel.money import Centimes
from mizan.law.algeria.book import book
from mizan.law.algeria.deductions import deduct
from mizan.law.console import main as law
from mizan.law.engine.inputs import Switches

CLAIMED, STARTS, JANUARY = date(2025, 6, 2), date(2025, 7, 1), date(2026, 1, 1)
GRANTED, RAISED, LATER = (datetime(2026, month, 10, 9, tzinfo=UTC) for month in (2, 3, 6))


@pytest.fixture
def made(people: Any) -> Iterator[World]:
    """Omar has worked since 1993, and claims a pension from July 2025 on."""
    with connect_as("batch"):
        world = benefit_world(people)
        world.work("omar", 1993, 2025, 60_000_00)
        yield world


def grant(world: World, kind: Kind = Kind.RETIREMENT, *, by: str = "omar", at: datetime = GRANTED, **told: str) -> int:
    said = {"claimed_on": CLAIMED.isoformat()} if kind is Kind.RETIREMENT else {}
    draft = ClaimDraft(Fund.CNR, kind, world["omar"], world[by], CLAIMED, f"{kind}", said | told)
    claim_id = claim_benefit(draft, by=world.system, at=at)
    assert decide_alone(claim_id, by=world.system, at=at)
    return claim_id


def raise_all(world: World, *, at: datetime = RAISED) -> int:
    increase = prepare_increase(fund=Fund.CNR, on=JANUARY, by=world.accounts["one"], at=at)
    return approve_increase(increase.id, by=world.accounts["two"], at=at).id


def spans(award: AwardKnown) -> list[tuple[date, date | None, int]]:
    return [(term.starts_on, term.ends_on, term.parts.pension) for term in award.live()]


def sound() -> None:
    with connect_as("audit"):
        assert verify_awards().differing == ()


def test_a_reassessment_keeps_the_increase(made: World) -> None:
    claim_id = grant(made)
    (before,) = awards_of_claim(claim_id)
    raise_all(made)
    (raised,) = awards_of_claim(claim_id)
    pension = before.live()[0].parts.pension
    assert spans(raised) == [(STARTS, JANUARY, pension), (JANUARY, None, pension + pension * 5 // 100)]
    sound()
    take_news(by=made.system, at=LATER)
    assert reassess_award(claim_id, reason={"kind": "test"}, by=made.system, at=LATER) is None
    made.work("omar", 1988, 1992, 90_000_00, at=LATER)
    assert take_news(by=made.system, at=LATER) == 1
    (award,) = awards_of_claim(claim_id)
    (first, second) = award.live()
    assert first.parts.pension > pension
    assert second.parts.pension == first.parts.pension + (first.parts.pension * 5 + 50) // 100
    assert (first.ends_on, second.starts_on, second.ends_on) == (JANUARY, JANUARY, None)
    # From July 2025 to May 2026: six months before the increase, five after it.
    arrears = award.adjustments[-1]
    gains = [after.parts.net - on.parts.net for after, on in zip((first, second), raised.live(), strict=True)]
    assert (arrears.amount, arrears.from_month, arrears.to_month) == (6 * gains[0] + 5 * gains[1], STARTS, date(2026, 5, 1))
    decision = live_decision_of_claim(claim_id)
    assert decision is not None
    (told,) = decision.difference["increases"]
    assert (told["on"], told["source"], told["net_after"]) == ("2026-01-01", "press-revalorisation-2026", second.parts.net)
    sound()


def test_a_grant_decided_after_an_increase_for_a_day_before_it_has_it(made: World) -> None:
    raised_first = grant(made)
    raise_all(made)
    (first,) = awards_of_claim(raised_first)
    draft = ClaimDraft(Fund.CNR, Kind.RETIREMENT, made["omar"], made["omar"], CLAIMED, "again", {"claimed_on": CLAIMED.isoformat()})
    late = claim_benefit(draft, by=made.system, at=LATER)
    written = decide_alone(late, by=made.system, at=LATER)
    assert written is not None
    (second,) = awards_of_claim(late)
    assert spans(second) == spans(first)
    decision = decision_of(written.id)
    assert decision is not None
    assert [one["on"] for one in decision.difference["increases"]] == ["2026-01-01"]
    before, after = second.live()
    letter = decided(written.id, address="https://mizan.example")
    assert letter.increases == (Increased(JANUARY, before.parts.net, after.parts.net),)
    (arrears,) = second.adjustments
    assert arrears.amount == 6 * before.parts.net + 5 * after.parts.net
    sound()


def test_a_pension_at_its_minimum_is_held_to_that_of_the_day(made: World) -> None:
    made.work("omar", 1993, 2025, 10_000_00)
    claim_id = grant(made)
    raise_all(made)
    (award,) = awards_of_claim(claim_id)
    before, after = award.live()
    earned = before.parts.pension
    supplement = before.parts.supplement
    assert before.least == Least("pension", 20_000_00, 20_000_00)
    assert (before.parts.gross, before.parts.fund_adds) == (20_000_00 + supplement, 20_000_00 - earned)
    # 10 % on what was earned; the minimum follows the minimum wage of January 2026, and the fund bears it.
    assert after.parts.pension == earned + earned // 10
    assert after.parts[1:4] == (24_000_00 - after.parts.pension, 0, supplement)
    assert after.least == before.least
    sound()


def test_survivors_of_somebody_who_died_before_are_raised_and_of_who_died_after_are_not_twice(made: World) -> None:
    grant(made)
    made.tell(EventKind.DEATH, "omar", date(2025, 12, 20), GRANTED)
    take_news(by=made.system, at=GRANTED)
    claim_id = grant(made, Kind.SURVIVORS, by="sara")
    raise_all(made)
    widow = next(one for one in awards_of_claim(claim_id) if one.person_id == made["sara"])
    # The reversion begins on the day of the increase itself, and goes on from a pension that had not risen.
    former = [one for one in widow.terms if one.known_until is not None]
    assert [one.starts_on for one in former] == [JANUARY]
    (term,) = widow.live()
    assert term.parts.pension == former[0].parts.pension + (former[0].parts.pension * 5 + 50) // 100
    sound()
    assert relive(day=date(2026, 7, 1), by=made.system, at=LATER) == 0
    # A child dies: what is left is shared again from May, of a pension that rose in January.
    made.tell(EventKind.DEATH, "ali", date(2026, 4, 2), LATER)
    assert take_news(by=made.system, at=LATER) >= 1
    widow = next(one for one in awards_of_claim(claim_id) if one.person_id == made["sara"])
    child = next(one for one in awards_of_claim(claim_id) if one.person_id == made["nour"])
    assert [one.starts_on for one in widow.live()] == [JANUARY]
    assert [one.starts_on for one in child.live()] == [JANUARY, date(2026, 5, 1)]
    shares = child.live()
    assert shares[1].parts.pension > shares[0].parts.pension
    sound()


def test_who_dies_after_an_increase_leaves_a_pension_that_has_risen(made: World) -> None:
    claim_id = grant(made)
    raise_all(made)
    made.tell(EventKind.DEATH, "omar", date(2026, 3, 20), LATER)
    take_news(by=made.system, at=LATER)
    (pension,) = awards_of_claim(claim_id)
    asked = grant(made, Kind.SURVIVORS, by="sara", at=LATER)
    widow = next(one for one in awards_of_claim(asked) if one.person_id == made["sara"])
    held = pension.on(date(2026, 3, 31))
    assert held is not None
    assert [term.parts.pension for term in widow.live()] == [(held.parts.gross - held.parts.supplement + 1) // 2]
    sound()


def test_an_award_that_was_not_raised_is_named(made: World, db: Any) -> None:
    claim_id = grant(made)
    raise_all(made)
    (award,) = awards_of_claim(claim_id)
    with db.raw() as admin:
        admin.execute("ALTER TABLE benefits_award_term DISABLE TRIGGER USER")
        admin.execute("DELETE FROM benefits_award_term WHERE known_until IS NULL")
        admin.execute("UPDATE benefits_award_term SET known_until = NULL")
    with connect_as("audit"):
        (differs,) = verify_awards().differing
    assert differs.award_id == award.id
    assert "not raised" in differs.what


def test_the_decision_on_everybody_is_replayed_by_the_law_alone(made: World, tmp_path: Path) -> None:
    grant(made)
    raise_all(made)
    with connect_as("audit"):
        (increase,) = increases_approved(Fund.CNR)
        decision = decision_of(increase.decision_id)
    assert decision is not None
    assert (decision.kind, decision.person_id, decision.sensitive) == ("revalorisation", None, True)
    assert (decision.proposed_by, decision.decided_by) == (made.accounts["one"], made.accounts["two"])
    path = tmp_path / "increase.json"
    path.write_text(json.dumps(dict(decision.record)), encoding="utf-8")
    assert law(["replay", str(path)]) == 0


money = st.integers(0, 30_000_000)
INCREASE = IncreaseInForce(1, JANUARY, date(2026, 3, 1), "press-revalorisation-2026", "law-1", {}, 1)


def test_the_database_numbers_kinds_as_the_law_does() -> None:
    assert tuple(book().inputs.choices["benefitkind"].names) == PLACES


@settings(max_examples=60, deadline=None)
@given(
    earned=money, fund=st.integers(0, 1_000_000), state=st.integers(0, 1_000_000), supplement=st.integers(0, 300_000),
    kind=st.sampled_from(sorted(PLACES)), share=st.integers(0, 2_000_000), of=st.sampled_from([0, 1_500_000, 2_000_000]),
    day=st.sampled_from([date(2024, 5, 1), JANUARY]), year=st.integers(2000, 2026), reach=st.sampled_from(Reach),
    taken=st.integers(0, 500_000),
)  # fmt: skip
def test_a_block_is_the_law_interpreted_and_lowers_nobody(
    earned: int, fund: int, state: int, supplement: int, kind: str, share: int, of: int, day: date, year: int, reach: Reach, taken: int
) -> None:
    import numpy as np

    least = Least(kind, min(share, of), of) if of else Least()
    # What an award of a known minimum adds is what it lacked of it; any award may add where none is known.
    adds = (max(least.amount - earned, 0), 0) if of else (fund, state)
    term = TermDraft(date(2023, 1, 1), None, Parts(earned, *adds, supplement, taken, 0), "law-0", least)
    awarded_on = date(year, 3, 1)
    source = INCREASE.source if day == JANUARY else "order-2024-05-14"
    increase = replace(INCREASE, effective_on=day, source=source, reach=reach)
    one = raised_term(term, increase, kind=Kind.RETIREMENT, awarded_on=awarded_on)
    parts = one.parts if one is not None else term.parts
    place = PLACES.index(kind) if of else 0
    row = [
        7, earned, *adds, place, least.amount, least.of, 0, awarded_on.toordinal(), supplement, day.toordinal(), 1, taken, 0,
    ]  # fmt: skip
    block = raised_block(np.array([row], dtype=np.int64), reach=increase.reach, on=day, known=increase.known_on, switches=Switches())
    assert tuple(int(column[0]) for column in block) == (7, *parts[:3], *parts[4:])
    assert parts.gross >= term.parts.gross
    assert parts.supplement == supplement
    if awarded_on >= day and reach is Reach.RAISED:
        assert one is None
    if reach is Reach.DEDUCTIONS:
        assert parts[:4] == term.parts[:4]
    if reach is not Reach.RAISED or parts[:3] != term.parts[:3]:
        owed = deduct(Centimes(parts.gross), on=day)
        assert parts[4:] == (owed.social_insurance, owed.income_tax)
    (first, *rest) = raised_terms((term,), (increase,), kind=Kind.RETIREMENT, awarded_on=awarded_on)
    assert [one.starts_on for one in rest] == ([day] if one is not None else [])
    assert first.starts_on == term.starts_on


def test_a_recomputation_expects_the_increases(made: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raised, granted late, survivors: computed again from careers they agree, one by one and over columns; a raise undone differs."""
    from mizan.flows.recompute_awards import recompute_awards
    from mizan.funds.benefits.kinds import raised
    from mizan.funds.benefits.queries.recomputations import open_results

    grant(made)
    raise_all(made)
    made.tell(EventKind.DEATH, "omar", date(2026, 5, 12), LATER)
    take_news(by=made.system, at=LATER)
    grant(made, Kind.SURVIVORS, by="sara", at=LATER)
    after = datetime(2026, 6, 20, 9, tzinfo=UTC)
    for few, minutes in ((200, 0), (0, 1)):
        monkeypatch.setattr(raised, "FEW", few)
        found = recompute_awards(Fund.CNR, by=made.system, at=after.replace(minute=minutes))
        assert (found.agreeing, found.differing, found.uncomputed) == (4, 0, 0), open_results(Fund.CNR)


def test_a_raise_that_was_not_kept_differs_from_its_day_on(made: World, db: Any) -> None:
    from mizan.flows.recompute_awards import recompute_awards
    from mizan.funds.benefits.queries.recomputations import open_results

    claim_id = grant(made)
    raise_all(made)
    take_news(by=made.system, at=LATER)
    (award,) = awards_of_claim(claim_id)
    with db.raw() as admin:
        admin.execute("ALTER TABLE benefits_award_term DISABLE TRIGGER USER")
        admin.execute(
            "UPDATE benefits_award_term SET (pension_m, gross_m, net_m) = (pension_m - 100, gross_m - 100, net_m - 100)"
            " WHERE id = (SELECT max(id) FROM benefits_award_term)"
        )
    assert recompute_awards(Fund.CNR, by=made.system, at=LATER).differing == 1
    (told,) = open_results(Fund.CNR)
    assert (told.award_id, told.on_day, told.kept) == (award.id, JANUARY, (told.given or 0) - 100)
