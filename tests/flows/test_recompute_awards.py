"""Whole-award recomputation: what agrees agrees, what is touched is told with both amounts and why, and the work is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.funds.benefits.benefit_world import NOW, World, benefit_world
from tests.funds.conftest import people

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit, decide_alone
from mizan.flows.reassess import take_news
from mizan.flows.recompute_awards import recompute_awards, recompute_tonight
from mizan.funds.access.sql import rows
from mizan.funds.benefits.queries.recomputations import open_results, recomputations_of, whys_of
from mizan.funds.benefits.types import Kind
from mizan.funds.benefits.types.recomputations import OpenResult, Scope, Verdict, Why
from mizan.funds.careers.actions.keep_earnings import From, keep_earnings
from mizan.funds.careers.types import EarningDraft, Scheme
from mizan.funds.people.actions import register_person
from mizan.funds.people.types import EventKind, PersonDraft
from mizan.kernel.funds import Fund
from mizan.kernel.periods import month

__all__ = ["people"]
AFTER = datetime(2027, 3, 20, 9, tzinfo=UTC)
NIGHT = AFTER + timedelta(hours=12)


@pytest.fixture
def lived(people: Any) -> Iterator[World]:
    """A pension raised by a late career and ended by a death, the survivors' three after it; another's pension, in force."""
    with connect_as("batch"):
        made = benefit_world(people)
        made.work("omar", 1993, 2025, 60_000_00)
        made.persons["amine"] = register_person(PersonDraft("", "SAIDI", "AMINE", date(1962, 4, 2), sex="M"), by=made.system, at=NOW).id
        made.work("amine", 2000, 2025, 45_000_00)
        for who in ("omar", "amine"):
            assert decide_alone(claim_benefit(made.claim(who), by=made.system, at=NOW), by=made.system, at=NOW)
        take_news(by=made.system, at=NOW)
        made.work("omar", 1988, 1992, 90_000_00, at=datetime(2027, 2, 1, 9, tzinfo=UTC))
        assert take_news(by=made.system, at=datetime(2027, 2, 2, 9, tzinfo=UTC)) == 1
        made.tell(EventKind.DEATH, "omar", date(2027, 3, 12), AFTER)
        assert take_news(by=made.system, at=AFTER) == 1
        asked = claim_benefit(made.claim("omar", Kind.SURVIVORS, by="sara"), by=made.system, at=AFTER)
        assert decide_alone(asked, by=made.system, at=AFTER)
        yield made


def full(made: World, at: datetime = NIGHT, **more: Any) -> Any:
    return recompute_awards(Fund.CNR, by=made.system, at=at, **more)


def only(results: tuple[OpenResult, ...]) -> OpenResult:
    (found,) = results
    return found


def test_sound_awards_agree(lived: World) -> None:
    found = full(lived)
    assert (found.agreeing, found.differing, found.uncomputed) == (5, 0, 0)
    assert (found.scope, found.rate_ppm, found.cut_off) == (Scope.FULL, 0, NIGHT)
    assert open_results(Fund.CNR) == ()
    # Not a cent is told from a mere count: the amounts in force are kept beside the agreement.
    kept = rows("SELECT kept_m, given_m FROM benefits_recomputed ORDER BY award_id")
    assert all(mine == theirs and mine > 0 for mine, theirs in kept)
    assert rows("SELECT verb, detail->>'agreeing' FROM access_act WHERE verb = 'recompute_awards'") == [("recompute_awards", "5")]


def test_a_term_that_was_touched_differs_from_what_its_decision_gives(lived: World, db: Any) -> None:
    award = rows("SELECT id FROM benefits_award WHERE person_id = %s", [lived["amine"]])[0][0]
    with db.raw() as admin:
        admin.execute("ALTER TABLE benefits_award_term DISABLE TRIGGER USER")
        touched = "UPDATE benefits_award_term SET (pension_m, gross_m, net_m) = (pension_m + 500, gross_m + 500, net_m + 500)"
        admin.execute(f"{touched} WHERE award_id = %s", [award])
    assert full(lived).differing == 1
    found = only(open_results(Fund.CNR))
    assert (found.award_id, found.verdict, found.why) == (award, Verdict.DIFFERS, Why.KEPT)
    assert found.kept is not None
    assert found.given is not None
    assert found.kept - found.given == 500
    assert [(one.why, one.awards) for one in whys_of(Fund.CNR)] == [(Why.KEPT, 1)]


def test_a_career_known_otherwise_waits_for_the_night_then_differs_then_is_mended(lived: World) -> None:
    later = NIGHT + timedelta(days=1)
    rows_ = [EarningDraft(lived["amine"], Scheme.CNR, None, "", month(1989, number), 30, 45_000_00) for number in range(1, 13)]
    keep_earnings(rows_, From("casnos", "late"), by=lived.system, at=later)
    found = full(lived, later + timedelta(hours=1))
    assert (found.differing, found.uncomputed) == (0, 1)
    assert only(open_results(Fund.CNR)).why is Why.NEWS
    # The news is taken by nobody who decides: it is known to differ.
    ids = [
        row[0]
        for row in rows("SELECT c.id FROM people_change c LEFT JOIN people_change_taken t ON t.change_id = c.id WHERE t.change_id IS NULL")
    ]
    assert ids
    from mizan.funds.people.actions import take_changes

    take_changes(ids, consumer="benefits", at=later)
    assert full(lived, later + timedelta(hours=2)).differing == 1
    told = only(open_results(Fund.CNR))
    assert told.why is Why.FACTS
    assert {"cnr_quarters", "wages"} <= set(told.detail["facts"])
    # Names of facts, never what they are worth.
    assert set(told.detail) == {"topic", "facts"}
    from mizan.flows.reassess import reassess_award

    claim = rows("SELECT claim_id FROM benefits_award WHERE person_id = %s", [lived["amine"]])[0][0]
    assert reassess_award(claim, reason={"kind": "recomputation"}, by=lived.system, at=later + timedelta(hours=3))
    assert full(lived, later + timedelta(hours=4)).differing == 0
    assert open_results(Fund.CNR) == ()


def test_a_death_nobody_acted_on_is_paid_beyond_its_end(lived: World) -> None:
    later = NIGHT + timedelta(days=40)
    lived.tell(EventKind.DEATH, "amine", date(2027, 4, 2), later)
    from mizan.funds.people.actions import take_changes

    take_changes([row[0] for row in rows("SELECT max(id) FROM people_change")], consumer="benefits", at=later)
    full(lived, later + timedelta(hours=1))
    found = only(open_results(Fund.CNR))
    assert (found.why, found.on_day, found.given) == (Why.ENDED, date(2027, 5, 1), None)


def test_a_survivor_the_law_pays_and_no_award_does_is_told(lived: World) -> None:
    later = NIGHT + timedelta(days=2)
    lived.persons["rania"] = register_person(PersonDraft("", "KADI", "RANIA", date(2020, 5, 5), sex="F"), by=lived.system, at=later).id
    lived.tell(EventKind.BIRTH, "rania", date(2020, 5, 5), later, mother="sara", father="omar")
    waiting = rows("SELECT c.id FROM people_change c LEFT JOIN people_change_taken t ON t.change_id = c.id WHERE t.change_id IS NULL")
    from mizan.funds.people.actions import take_changes

    take_changes([row[0] for row in waiting], consumer="benefits", at=later)
    found = full(lived, later + timedelta(hours=1))
    assert found.differing >= 1
    whys = {one.why for one in open_results(Fund.CNR)}
    assert whys <= {Why.AWARD_MISSING, Why.FACTS}


def test_a_fact_nobody_holds_any_more_is_said(lived: World, db: Any) -> None:
    with db.raw() as admin:
        admin.execute("ALTER TABLE people_identity DISABLE TRIGGER USER")
        admin.execute("UPDATE people_identity SET birth_date = NULL WHERE person_id = %s", [lived["amine"]])
    found = full(lived)
    assert (found.agreeing, found.uncomputed, found.rate_ppm) == (4, 1, 0)
    told = only(open_results(Fund.CNR))
    assert (told.why, told.detail["facts"], told.kept) == (Why.FACT_MISSING, ["born_on"], None)


def test_a_block_at_a_time_gives_the_same_and_what_is_later_is_left(lived: World) -> None:
    sizes: list[int] = []
    found = full(lived, block=2, said=lambda progress: sizes.append(progress.awards))
    assert sizes == [2, 4, 5]
    assert (found.agreeing, found.awards) == (5, 5)
    # As known then: no award was decided yet.
    before = recompute_awards(Fund.CNR, by=lived.system, at=NOW - timedelta(days=1))
    assert before.awards == 0


def test_shares_follow_one_another_and_meet_every_award_once(lived: World) -> None:
    seen: Counter[int] = Counter()
    for night in range(3):
        found = full(lived, NIGHT + timedelta(days=night), scope=Scope.SHARE, parts=3)
        assert found.part == night
        seen.update(row[0] for row in rows("SELECT award_id FROM benefits_recomputed WHERE recomputation_id = %s", [found.id]))
    assert set(seen.values()) == {1}
    assert len(seen) == 5
    assert full(lived, NIGHT + timedelta(days=3), scope=Scope.SHARE, parts=3).part == 0


def test_a_night_looks_at_a_thirtieth_then_at_those_that_differed(lived: World, db: Any) -> None:
    with db.raw() as admin:
        admin.execute("ALTER TABLE benefits_award_term DISABLE TRIGGER USER")
        admin.execute("UPDATE benefits_award_term SET (pension_m, gross_m, net_m) = (pension_m + 500, gross_m + 500, net_m + 500)")
    assert full(lived).differing == 5
    made = recompute_tonight(by=lived.system, at=NIGHT + timedelta(days=1))
    by_scope = {one.scope: one for one in made if one.fund is Fund.CNR}
    assert by_scope[Scope.AGAIN].differing == 5
    assert by_scope[Scope.SHARE].awards <= 1
    with db.raw() as admin:
        admin.execute("UPDATE benefits_award_term SET (pension_m, gross_m, net_m) = (pension_m - 500, gross_m - 500, net_m - 500)")
    recompute_tonight(by=lived.system, at=NIGHT + timedelta(days=2))
    assert open_results(Fund.CNR) == ()
    known = recomputations_of(Fund.CNR, until=NIGHT + timedelta(days=3))
    assert [one.scope for one in known].count(Scope.FULL) == 1


def test_what_was_begun_goes_on_with_its_own_cut_off(lived: World) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        full(lived, block=2, said=stop)
    again = full(lived, NIGHT + timedelta(hours=3), block=2)
    assert (again.cut_off, again.agreeing) == (NIGHT, 5)
    # Ended: the next one is another.
    assert full(lived, NIGHT + timedelta(hours=4)).id != again.id


def test_one_award_s_fault_is_told_and_the_others_are_computed(lived: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from mizan.flows import recompute_block

    broken = rows("SELECT claim_id FROM benefits_award WHERE person_id = %s", [lived["sara"]])[0][0]
    real = recompute_block.claim_of

    def fail(claim_id: int) -> Any:
        if claim_id == broken:
            raise ZeroDivisionError
        return real(claim_id)

    monkeypatch.setattr(recompute_block, "claim_of", fail)
    found = full(lived)
    assert (found.agreeing, found.uncomputed) == (2, 3)
    assert {(one.why, one.detail["kind"]) for one in open_results(Fund.CNR)} == {(Why.FAULT, "ZeroDivisionError")}
