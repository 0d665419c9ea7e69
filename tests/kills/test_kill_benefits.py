"""The process killed while a claim is decided and while an award is reassessed: each is there whole, once, with its entry."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.kills.conftest import FileAct, Ground
from tests.kills.drill import drill, learn

pytestmark = pytest.mark.kill
FROM, UNTIL = 1993, 2025


def _claim(ground: Ground, turn: int, *, decided: bool) -> int:
    """One more person with a whole career, and a claim for a day gone by: the decision gives arrears and their entry."""
    from mizan.config.database import connect_as
    from mizan.doors.clock import now
    from mizan.flows.decide_benefit import claim_benefit, decide_alone
    from mizan.flows.reassess import take_news
    from mizan.funds.access.queries import system_account
    from mizan.funds.benefits.types import ClaimDraft, Kind
    from mizan.funds.careers.actions.keep_earnings import From, keep_earnings
    from mizan.funds.careers.types import EarningDraft, Scheme
    from mizan.funds.people.actions import register_person
    from mizan.funds.people.types import PersonDraft
    from mizan.kernel.funds import Fund
    from mizan.kernel.periods import year

    at = now()
    with connect_as("batch"):
        by = system_account()
        draft = PersonDraft("", "KADI", f"OMAR {turn}", date(1965, 5, 1), sex="M", fund="CNAS", agency_code="16000")
        person = register_person(draft, by=by, at=at - timedelta(days=2)).id
        rows = [EarningDraft(person, Scheme.CNR, None, "USINE", year(of), 360, 600_000_00) for of in range(FROM, UNTIL + 1)]
        keep_earnings(rows, From("casnos", f"k{turn}"), by=by, at=at - timedelta(days=1))
        asked = ClaimDraft(Fund.CNR, Kind.RETIREMENT, person, person, at.date(), f"kill-{turn}", {"claimed_on": "2026-05-05"})
        claim = claim_benefit(asked, by=by, at=at)
        if decided:
            assert decide_alone(claim, by=by, at=at)
            take_news(by=by, at=at, limit=100_000)
            more = [EarningDraft(person, Scheme.CNR, None, "USINE", year(of), 360, 900_000_00) for of in range(1985, FROM)]
            keep_earnings(more, From("casnos", f"l{turn}"), by=by, at=at)
    return claim


@pytest.mark.parametrize(("flow", "decided"), [("decide_benefit", False), ("reassess", True)])
def test_a_decision_is_whole_or_not_there(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str], flow: str, decided: bool
) -> None:
    numbers = itertools.count(1 + 10_000 * decided)

    def act() -> FileAct:
        turn = next(numbers)
        file = tmp_path / f"{turn}.json"
        file.write_text(json.dumps({"claim": _claim(ground, turn, decided=decided)}))
        return FileAct(flow, file)

    kind = learn(ground, flow, act)
    assert (kind.whole["benefits_decision"], kind.whole["benefits_adjustment"], kind.whole["ledger_entry"]) == (1, 1, 1)
    tally = drill(ground, [kind] * 2, at_random=4, seed=21)
    with capsys.disabled():
        print(f"\n{flow}: {tally.line()}")
    assert not tally.wrong, tally.wrong
    assert (tally.lost, tally.twice, tally.halves) == (0, 0, 0)
    assert tally.kills >= 8
