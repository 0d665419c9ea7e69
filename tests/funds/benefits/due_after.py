"""What is due after an act compared with what was due before it: whoever is due less is so by one of the law's ways, told by rows.

The ways: a decision that changes an award, the law of a day for everybody, a hold agreed by two, a control, a debt within its share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from tests.funds.benefits.paths_of_money import Walked

FUNDS = ("CNAS", "CNR", "CASNOS")
SHARE = 100_000
CONTROLS = {
    "payee_dead": "SELECT 1 FROM benefits_award a JOIN people_person p ON p.id = a.person_id"
    " WHERE a.id = %(award)s AND p.died_on < %(month)s",
    "account_missing": "SELECT 1 FROM benefits_award a WHERE a.id = %(award)s AND NOT EXISTS (SELECT 1 FROM benefits_payee_account c"
    " WHERE c.person_id = a.person_id AND c.known_until IS NULL)",
    "account_key": "SELECT 1 FROM benefits_award a JOIN benefits_payee_account c ON c.person_id = a.person_id AND c.known_until IS NULL"
    " WHERE a.id = %(award)s AND benefits_account20(c.account, c.account_kind) = ''",
    "account_shared": "SELECT 1 FROM benefits_award a JOIN benefits_payee_account c ON c.person_id = a.person_id AND c.known_until IS NULL"
    " JOIN benefits_payee_account o ON o.account = c.account AND o.person_id <> c.person_id AND o.known_until IS NULL"
    " WHERE a.id = %(award)s",
    "duplicate": "SELECT 1 FROM benefits_award a JOIN benefits_award o"
    " ON (o.person_id, o.rights_of_id, o.kind) = (a.person_id, a.rights_of_id, a.kind)"
    " AND o.id < a.id WHERE a.id = %(award)s",
}
HELD = """
SELECT 1 FROM benefits_hold h JOIN benefits_hold_ground g ON (g.code, g.reference) = (h.ground, h.reference)
  JOIN benefits_hold_step s ON s.hold_id = h.id AND s.kind = 'agreed' AND s.by_id <> h.by_id
 WHERE h.id = %(hold)s AND h.award_id = %(award)s AND h.starts_on <= %(day)s AND %(day)s <= h.deadline
   AND h.deadline - h.starts_on <= g.longest_days AND h.appeal_body <> ''
   AND (SELECT count(DISTINCT language) FROM benefits_notice n WHERE n.hold_id = h.id AND n.made_on <= h.starts_on) = 2"""
DECIDED = """
SELECT 1 FROM benefits_term_closed c JOIN benefits_decision d ON d.id = c.decision_id JOIN benefits_award a ON a.id = %(award)s
 WHERE c.term_id = %(term)s AND d.supersedes_id IS NOT NULL AND d.outcome IN ('changed', 'ended') AND d.claim_id = a.claim_id
   AND (d.automatic OR (d.sensitive AND d.proposed_by_id <> d.decided_by_id))"""
LAW = """
SELECT 1 FROM benefits_award_term n JOIN benefits_award_term o ON o.id = %(term)s AND o.award_id = n.award_id AND n.gross_m >= o.gross_m
  JOIN benefits_increase_step s ON s.decision_id = n.decision_id AND s.kind = 'approved' JOIN benefits_increase i ON i.id = s.increase_id
 WHERE n.award_id = %(award)s AND n.known_until IS NULL AND o.known_until IS NOT NULL AND s.by_id <> i.prepared_by_id"""
"""What is taken of everybody as the law of a day says, by an act of two people: the gross is not less."""
OWED = """
SELECT 1 FROM benefits_adjustment d JOIN ledger_entry e ON e.id = d.entry_id WHERE d.award_id = %(award)s AND d.kind = 'debt'
HAVING sum(d.amount) >= %(recovered)s"""
LET_GO = """
SELECT 1 FROM benefits_instalment_settled s JOIN benefits_instalment i ON i.id = s.instalment_id
 WHERE s.earlier_id = %(instalment)s AND NOT EXISTS (SELECT 1 FROM benefits_run_step c WHERE c.run_id = i.run_id AND c.kind = 'cancelled')
UNION ALL
SELECT 1 FROM benefits_reversal_approved q JOIN benefits_instalment_reversal v ON v.id = q.reversal_id
  JOIN benefits_instalment i ON i.id = v.instalment_id
  JOIN benefits_finding f ON f.award_id = i.award_id JOIN benefits_finding_step s ON s.finding_id = f.id AND s.kind = 'upheld'
 WHERE i.id = %(instalment)s AND f.control IN ('dead_payee', 'duplicate')"""


class Due(NamedTuple):
    """What an award is due in the month looked at."""

    term: int | None
    net: int
    waits: str
    hold: int | None
    recovered: int


@dataclass
class Walk:
    """Acts one after the other, each followed by a look at what everybody is due on a day of a month."""

    admin: Any
    walked: Walked
    month: date
    day: date
    ways: set[str] = field(default_factory=set)

    def due(self) -> dict[int, Due]:
        found = self.admin.execute(
            "SELECT d.award_id, d.term_id, d.net_m, d.waits, d.hold_id, d.recovered"
            " FROM unnest(%s::text[]) f, benefits_due(f, %s, %s, %s, NULL) d",
            [list(FUNDS), self.month, self.day, SHARE],
        ).fetchall()
        return {row[0]: Due(*row[1:]) for row in found}

    def unpaid(self) -> set[tuple[int, int | None]]:
        found = self.admin.execute(
            "SELECT u.instalment_id, u.return_id FROM unnest(%s::text[]) f, benefits_unpaid(f, NULL) u", [list(FUNDS)]
        )
        return set(found.fetchall())

    def do(self, act: Callable[[], Any]) -> Any:
        """One act. Whoever is due less after it is so by one of the ways, with the rows that say it."""
        before, waiting = self.due(), self.unpaid()
        with self.walked.watching():
            done = act()
        after = self.due()
        for award, was in before.items():
            self._look(award, was, after.get(award, Due(None, 0, "", None, 0)))
        for instalment, back in waiting - self.unpaid():
            assert self._says(LET_GO, instalment=instalment), ("an unpaid instalment is gone", instalment, back)
        return done

    def _look(self, award: int, was: Due, now: Due) -> None:
        if now.net < was.net:
            decided = self._says(DECIDED, award=award, term=was.term)
            assert decided or self._says(LAW, award=award, term=was.term), ("due less", award, was, now)
            self.ways.add("decision" if decided else "law")
        if now.waits and now.waits != was.waits:
            question = HELD if now.waits == "held" else CONTROLS[now.waits]
            assert self._says(question, award=award, hold=now.hold, day=self.day, month=self.month), ("waits", award, was, now)
            self.ways.add("hold" if now.waits == "held" else "control")
        if now.recovered > was.recovered:
            assert now.recovered * 1_000_000 <= now.net * SHARE, ("more than the share", award, now)
            assert self._says(OWED, award=award, recovered=now.recovered), ("recovered", award, was, now)
            self.ways.add("debt")

    def _says(self, question: str, **about: object) -> bool:
        return self.admin.execute(question, about).fetchone() is not None
