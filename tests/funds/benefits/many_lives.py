"""Many lives drawn at random, put straight into the tables: careers from every source, households, things told; then their claims."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from tests.funds.benefits.benefit_world import FIRST, NOW

from mizan.config.database import connect_as
from mizan.flows.decide_benefit import claim_benefit
from mizan.funds.benefits.types import ClaimDraft, Kind
from mizan.funds.people.actions import register_persons
from mizan.funds.people.types import PersonDraft
from mizan.kernel.funds import Fund
from mizan.kernel.identifiers import nss_key
from mizan.kernel.periods import add_months, month

LATER = NOW + timedelta(days=30)
"""Beyond every question asked."""
TOLD: list[dict[str, str]] = [
    {}, {}, {}, {}, {}, {"contributions_unpaid": "false"}, {"contributions_unpaid": "false"}, {"moudjahid": "true", "war_years": "3"},
    {"war_disability": "true"}, {"total_incapacity": "true"}, {"laid_off": "true"}, {"education_staff": "true"},
    {"overlap_scheme": "self_employed", "contributions_unpaid": "false"}, {"spouse_has_income": "true"}, {"war_years": "x"},
    {"claimed_on": "2024-05-14"}, {"claimed_on": "2019-07-01"}, {"claimed_on": "2016-12-31", "arduous_post": "true"},
]  # fmt: skip
_EARNING = """
INSERT INTO careers_earning (person_id, scheme, employer_id, employer_name, period_start, period_end, days, amount, source,
    ref, document_hash, by_id, known_from, known_until) VALUES (%s, %s, NULL, %s, %s, %s, %s, %s, %s, '', '', %s, %s, %s)
"""
_LINE = """
INSERT INTO careers_wage_line (filing_id, line_no, employer_id, year, nss, surname, given_name, q1_duration, q1_unit, q1_amount, q2_duration
    , q2_unit, q2_amount, q3_duration, q3_unit, q3_amount, q4_duration, q4_unit, q4_amount, total, entered_on, left_on, shares)
VALUES (%s, %s, %s, %s, %s, 'X', 'X', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
    array_fill(0::bigint, ARRAY[10]))
"""


class Lives:
    """Writes lives as the administrator, who is held by nothing but the tables' own checks."""

    def __init__(self, admin: Any, system: int, employer: int, seed: int) -> None:
        self.admin, self.system, self.employer, self.chance = admin, system, employer, random.Random(seed)
        self.filings = 0
        self.told = TOLD
        # A line comes with its filing; these have none.
        for table in ("careers_wage_line", "careers_supersession"):
            admin.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")

    def draw(self, count: int) -> list[int]:
        """So many persons with their lives; their claims' ids."""
        persons = self._persons(count + count // 2)
        spouses = persons[count:]
        for who in persons:
            self._career(who)
        for place, who in enumerate(persons[:count]):
            self._household(who, spouses[place // 2] if place % 2 else None, persons)
        return [self._claim(who) for who in persons[:count]]

    def _persons(self, count: int) -> list[int]:
        drafts = []
        for place in range(count):
            body = f"61{place:08d}"
            born = date(1945 + self.chance.randrange(25), 1 + place % 12, 1 + place % 28)
            nss = f"{body}{nss_key(body):02d}" if place % 5 else ""
            drafts.append(PersonDraft(nss, "NOM", f"P{place}", born, sex=self.chance.choice("MF"), fund="CNAS", agency_code="16000"))
        with connect_as("batch"):
            register_persons(drafts, by=self.system, at=FIRST)
        made = [row[0] for row in self.admin.execute("SELECT id FROM people_person ORDER BY id DESC LIMIT %s", [count]).fetchall()]
        return made[::-1]

    def _career(self, who: int) -> None:
        draw = self.chance
        first = draw.randrange(1975, 2005)
        last = draw.randrange(first, 2026)
        self._months(who, "CNR", first, last, draw.randrange(1, 120) * 1_000_00)
        nss = self.admin.execute("SELECT nss FROM people_person WHERE id = %s", [who]).fetchone()[0]
        if nss and draw.random() < 0.6:
            self._lines(nss, draw.randrange(1990, 2024), draw.randrange(1, 6))
        if draw.random() < 0.3:
            since = draw.randrange(1990, 2020)
            for of in range(since, since + draw.randrange(1, 12)):
                self._earning(who, "CASNOS", date(of, 1, 1), date(of + 1, 1, 1), draw.randrange(0, 361), draw.randrange(0, 9_000_000_00))
        if draw.random() < 0.4:
            self._credit(who)
        if draw.random() < 0.1:
            self._earning(who, "CNR", date(2020, 3, 1), date(2020, 4, 1), 15, 10_000_00, source="correction")
        if draw.random() < 0.1:
            self._spell(who)

    def _months(self, who: int, scheme: str, first: int, last: int, amount: int) -> None:
        draw = self.chance
        for of in range(first, last + 1):
            way = draw.random()
            if way < 0.15:
                continue
            if way < 0.3:
                for number in (1, 4, 7, 10):
                    start = date(of, number, 1)
                    self._earning(who, scheme, start, add_months(start, 3), draw.randrange(0, 91), 3 * amount + draw.randrange(100))
                continue
            until = None if draw.random() < 0.95 else draw.choice([NOW - timedelta(days=3), LATER])
            for number in range(1, 13):
                period = month(of, number)
                self._earning(who, scheme, period.start, period.end, draw.choice([30, 30, 30, 12, 0]), amount + number, until=until)

    def _earning(
        self, who: int, scheme: str, start: date, end: date, days: int, amount: int, *, source: str = "casnos", until: Any = None
    ) -> None:
        known = FIRST if self.chance.random() < 0.98 else LATER
        if until is not None and until < known:
            until = None
        self.admin.execute(_EARNING, [who, scheme, "USINE", start, end, days, amount, source, self.system, known, until])

    def _lines(self, nss: str, first: int, years: int) -> None:
        draw = self.chance
        for of in range(first, first + years):
            self.filings += 1
            known = FIRST if draw.random() < 0.95 else LATER
            self.admin.execute(
                "INSERT INTO careers_declaration (filing_id, employer_id, year, kind, recorded_at) VALUES (%s, %s, %s, 'N', %s)",
                [self.filings, self.employer, of, known],
            )
            quarters = [(draw.choice([0, 1, 3, 45, 90, 520]), draw.choice("HJM "), draw.randrange(0, 300_000_00)) for _ in range(4)]
            entered = draw.choice([None, None, date(of, draw.randrange(1, 13), draw.randrange(1, 28))])
            left = draw.choice([None, None, date(of, 12, draw.randrange(1, 31))])
            flat = [value for each in quarters for value in each]
            total = sum(each[2] for each in quarters)
            self.admin.execute(_LINE, [self.filings, 1, self.employer, of, nss, *flat, total, entered, left])
            if draw.random() < 0.2:
                self.admin.execute(
                    "INSERT INTO careers_supersession (filing_id, line_no, employer_id, by_filing_id, recorded_at)"
                    " VALUES (%s, 1, %s, 1, %s)",
                    [self.filings, self.employer, draw.choice([FIRST, LATER])],
                )

    def _credit(self, who: int) -> None:
        start = date(self.chance.randrange(1980, 2015), self.chance.randrange(1, 13), self.chance.randrange(1, 28))
        self.admin.execute(
            "INSERT INTO careers_credit (person_id, scheme, kind, starts_on, ends_on, evidence, source, ref, document_hash, by_id,"
            " known_from) VALUES (%s, %s, 'national_service', %s, %s, 'x', 'decision', '', '', %s, %s)",
            [who, self.chance.choice(["CNR", "CASNOS"]), start, start + timedelta(days=self.chance.randrange(1, 730)), self.system, FIRST],
        )

    def _spell(self, who: int) -> None:
        self.admin.execute(
            "INSERT INTO careers_spell (person_id, scheme, employer_id, employer_name, starts_on, ends_on, source, ref, document_hash,"
            " by_id, known_from) VALUES (%s, 'CNR', NULL, 'USINE', '1990-02-10', '2010-06-20', 'affiliation', '', '', %s, %s)",
            [who, self.system, FIRST],
        )

    def _household(self, who: int, spouse: int | None, others: list[int]) -> None:
        draw = self.chance
        ties = [(draw.choice(others), "child", rank, date(draw.randrange(1970, 2024), 5, 3)) for rank in range(1, draw.randrange(1, 6))]
        ties += [] if spouse is None else [(spouse, "spouse", 80, date(1990, 1, 1))]
        for member, relation, rank, start in ties:
            end = draw.choice([None, None, None, date(2025, 1, 1)])
            if member == who:
                continue
            self.admin.execute(
                "INSERT INTO people_tie (person_id, member_id, relation, rank, starts_on, own_ends_on, ends_on, ground, by_id, known_from)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, '', %s, %s) ON CONFLICT DO NOTHING",
                [who, member, relation, rank, start, end, end, self.system, FIRST],
            )

    def _claim(self, who: int) -> int:
        fund = self.chance.choice([Fund.CNR, Fund.CNR, Fund.CASNOS])
        told = self.chance.choice(self.told) | ({"contributions_unpaid": "false"} if self.chance.random() < 0.6 else {})
        draft = ClaimDraft(fund, Kind.RETIREMENT, who, who, date(2026, 11, 2), f"life/{who}", told)
        with connect_as("batch"):
            return claim_benefit(draft, by=self.system, at=NOW)
