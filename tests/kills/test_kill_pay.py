"""The process killed anywhere in the pay run: each award is paid exactly once, the file equals the postings, control totals match.

Each act is done in a process of its own (see `zygote`), killed by SIGKILL at every named moment it passes, then at random instants, and
begun again until it is done.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from lxml import etree
from tests.flows.pay_world import PAYER_ACCOUNT, PayWorld, at, make_world, parts_of
from tests.flows.test_pay_month import faults
from tests.flows.test_pay_returns import report

from mizan.config.database import connect_as

pytestmark = pytest.mark.kill

ROOT = Path(__file__).resolve().parents[2]
POINTS = {
    "prepare": [
        "prepare_run." + name
        for name in (
            "begun", "run_kept", "instalments_kept", "adjustments_kept", "findings_kept", "recomputed", "differences_kept", "step_kept",
            "audited", "done",
        )
    ],
    "agree": [f"approve_run.{name}" for name in ("begun", "agreed", "audited", "done")],
    "approve": [f"approve_run.{name}" for name in ("begun", "summed", "posted", "step_kept", "audited", "done")],
    "file": [
        f"write_payment_file.{name}"
        for name in ("begun", "half_written", "written", "row_kept", "step_kept", "audited", "kept", "moved")
    ],
    "return": [f"take_return.{name}" for name in ("begun", "matched", "posted", "kept", "audited", "done")],
}  # fmt: skip
AGAIN = {"prepare": "run_stands", "agree": "run_needs_other_people", "approve": "run_not_so"}
"""What an act that was done before its death is answered when it is begun again."""
RANDOM = 12


class Payer:
    """A process that obeys orders, one life each."""

    def __init__(self, database: str) -> None:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "mizan.config.settings", "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests/kills/zygote.py"), database],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        assert self._line() == "ready"

    def order(self, act: str, by: int, moment: str, words: dict[str, Any], **death: Any) -> dict[str, Any]:
        """Have an act done, or its doer killed."""
        assert self.process.stdin is not None
        said = {"pay": act, "by": by, "at": moment, "words": words, "today": "2026-12-31", **death}
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self._line())
        assert "fault" not in answer, answer["fault"]
        return answer

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def ground(db: Any) -> Iterator[tuple[PayWorld, Payer]]:
    world = make_world()
    payer = Payer(db.name)
    yield world, payer
    assert payer.process.stdin is not None
    payer.process.stdin.close()
    payer.process.wait(10)
    assert payer.process.stdout is not None
    payer.process.stdout.close()


def ask(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connect_as("batch"), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


ONCE = """
SELECT i.award_id, r.month FROM benefits_instalment i JOIN benefits_run r ON r.id = i.run_id
 WHERE NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'cancelled')
 GROUP BY 1, 2 HAVING count(*) > 1"""
HALVES = """
SELECT r.id FROM benefits_run r WHERE NOT EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = r.id AND s.kind = 'prepared')"""


def sound() -> None:
    """After any death: nothing twice, no half of a run, books that agree."""
    assert ask(ONCE) == []
    assert ask(HALVES) == []
    assert faults() == []


class Month:
    """One month paid through deaths."""

    def __init__(self, ground: tuple[PayWorld, Payer], month: str, folder: Path) -> None:
        self.world, self.payer = ground
        self.month, self.folder, self.run = month, folder, 0
        self.kills = 0

    def do(self, act: str, **death: Any) -> dict[str, Any]:
        names = {"prepare": "prepares", "agree": "agrees", "approve": "approves", "file": "fourth", "return": "fourth"}
        words: dict[str, Any] = {"month": f"{self.month}-01", "run": self.run, "account": PAYER_ACCOUNT}
        words["path"] = str(self.folder / (f"{self.month}.xml" if act == "file" else f"{self.month}.back"))
        hour = 9 + list(POINTS).index(act)
        moment = at(f"{self.month}-10", hour).isoformat()
        answer = self.payer.order("approve" if act == "agree" else act, self.world.accounts[names[act]], moment, words, **death)
        self.kills += answer["killed"]
        return answer

    def through(self, act: str, deaths: list[dict[str, Any]]) -> None:
        """Kill it at each of these moments, then let it be done; what was done already says so."""
        for death in deaths:
            self.do(act, **death)
            sound()
        answer = self.do(act)
        assert not answer["killed"]
        if act in AGAIN:
            assert answer.get("refused", AGAIN[act]) == AGAIN[act]
        else:
            assert "refused" not in answer
        sound()
        if act == "prepare":
            ((self.run,),) = ask("SELECT id FROM benefits_run WHERE month = %s", f"{self.month}-01")

    def check(self, awards: dict[int, int]) -> None:
        """Each award paid once, what it is due; the file says what the books say."""
        found = dict(ask("SELECT award_id, paid FROM benefits_instalment WHERE run_id = %s AND waits = ''", self.run))
        assert found == awards
        data = (self.folder / f"{self.month}.xml").read_bytes()
        root = etree.fromstring(data)
        amounts = [int(node.text.replace(".", "")) for node in root.iterfind(".//{*}InstdAmt")]
        ((entry, kept, lines, total),) = ask(
            "SELECT s.entry_id, f.sha256, f.lines, f.total FROM benefits_run_step s JOIN benefits_payment_file f ON f.run_id = s.run_id"
            " WHERE s.run_id = %s AND s.kind = 'approved'",
            self.run,
        )
        assert (len(amounts), sum(amounts), hashlib.sha256(data).hexdigest()) == (lines, total, kept)
        ((bank,),) = ask(
            "SELECT sum(p.amount) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
            " WHERE p.entry_id = %s AND a.nature = 'bank'",
            entry,
        )
        assert -bank == total == sum(awards.values())
        assert len(ask("SELECT 1 FROM ledger_entry WHERE verb = 'pay_benefits' AND document_id = %s", str(self.run))) == 1
        assert not (self.folder / f"{self.month}.xml.part").exists()


def test_a_pay_run_killed_anywhere_pays_each_award_once(
    ground: tuple[PayWorld, Payer], tmp_path: Path, tell: Callable[[str], None]
) -> None:
    world, _ = ground
    awards = {world.award(gross): parts_of(gross).net for gross in (2_500_000, 4_000_000, 6_000_000, 9_000_000)}
    returned = next(iter(awards))
    nowhere = world.award(person=world.person(account=None))
    kills = 0
    named = [[{"crash_at": name} for name in POINTS[act]] for act in POINTS]
    chance = random.Random(7)
    at_random = [[{"kill_after": chance.uniform(0, 0.35)} for _ in range(RANDOM // 4)] for _ in POINTS]
    for month, deaths in (("2026-08", named), ("2026-09", at_random)):
        paying = Month(ground, month, tmp_path)
        for act, these in zip(POINTS, deaths, strict=True):
            if act == "return":
                ((number, paid),) = ask(
                    "SELECT id, paid FROM benefits_instalment WHERE run_id = %s AND award_id = %s", paying.run, returned
                )
                (tmp_path / f"{month}.back").write_bytes(report((f"I{number}", paid)))
            paying.through(act, these)
        paying.check(awards)
        assert ask(
            "SELECT count(*) FROM benefits_payment_return b JOIN benefits_instalment i ON i.id = b.instalment_id WHERE i.run_id = %s",
            paying.run,
        ) == [(1,)]
        kills += paying.kills
    assert ask("SELECT count(*) FROM benefits_instalment WHERE award_id = %s AND waits = 'account_missing'", nowhere) == [(2,)]
    tell(f"pay run: {kills} kills, lost 0, twice 0")
    assert kills >= len([name for names in POINTS.values() for name in names])
