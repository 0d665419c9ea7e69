"""The process killed at any moment of a self-employed year: declared, assessed for want of it, paid, told to careers. See `test_kills`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

import pytest
from tests.kills.conftest import FROM, Act, Ground, RoundAct
from tests.kills.drill import drill, learn

pytestmark = pytest.mark.kill

YEAR, TODAY = 2026, "2026-11-23"
BANK = "00700099990000000232"
LEAST_NAMED, LEAST_KILLS = 22, 63
_numbers = itertools.count(1)
_statements = itertools.count(1)


@pytest.fixture
def persons(ground: Ground) -> Iterator[str]:
    """Numbers of self-employed persons, each affiliated as it is asked for; all in the hands of one account, and CASNOS's accountant."""
    from mizan.config.database import connect_as
    from mizan.doors import clock
    from mizan.funds.access import queries as access
    from mizan.funds.access.actions import grant_role, issue_token, open_account
    from mizan.funds.access.types import Role, Scope
    from mizan.funds.people.actions import register_persons
    from mizan.funds.people.types import PersonDraft
    from mizan.funds.self_employed.actions import affiliate
    from mizan.funds.self_employed.queries import affiliations_by_nss
    from mizan.funds.self_employed.types import AffiliationDraft
    from mizan.kernel.identifiers import nss_key

    at = clock.now()
    accounts = {}
    with connect_as("batch"):
        by = access.system_account()
        for name in ("persons", "casnos"):
            accounts[name] = open_account(username=name, name_ar=name, name_fr=name, language="fr", password=None, by=by, at=at)
            issued = issue_token(
                label="kills", scopes=("declare", "read", "settle"), expires_at=at.replace(year=at.year + 1), by=accounts[name], at=at
            )
            ground.tokens[name] = issued.secret  # type: ignore[index]
        grant_role(
            account_id=accounts["casnos"],
            role=Role.FUND_ACCOUNTANT,
            scope_kind=Scope.FUND,
            scope_id="CASNOS",
            valid_from=FROM,
            by=by,
            at=at,
        )

    def one() -> str:
        body, key = "", None
        while key is None:
            body = f"80{next(_numbers):08d}"
            key = nss_key(body)
        nss = f"{body}{key:02d}"
        with connect_as("batch"):
            register_persons([PersonDraft(nss, "NOM", "SAMIR", date(1980, 1, 1))], by=by, at=at)
            affiliate([AffiliationDraft(nss, "trade", 16, "16000", FROM, opening_base=300_000_00, opening_year=YEAR - 1)], by=by, at=at)
            person = affiliations_by_nss([nss])[nss].person_id
            grant_role(
                account_id=accounts["persons"],
                role=Role.SELF_EMPLOYED,
                scope_kind=Scope.PERSON,
                scope_id=person,
                valid_from=FROM,
                by=by,
                at=at,
            )
        return nss

    return iter(one, None)


def _declared(ground: Ground, nss: str, income: int, *, keyed: bool = True) -> Act:
    return ground.json_act("persons", "/daa", {"nss": nss, "year": YEAR, "income": income}, keyed=keyed)


def _rectified(ground: Ground, nss: str, income: int) -> Act:
    return ground.json_act("persons", "/daa", {"nss": nss, "year": YEAR, "income": income, "kind": "rectifying"})


def _paid(ground: Ground, lines: list[tuple[str, int, str]], *, returned: tuple[str, int] | None = None) -> Act:
    from mizan.formats.statement import BankLine, BankStatement, statement_csv
    from mizan.kernel.money import Centimes

    number, on = next(_statements), date.fromisoformat(TODAY)
    made = [BankLine(ref, on, on, Centimes(amount), "", "", reference) for ref, amount, reference in lines]
    if returned is not None:
        ref, amount = returned
        made.append(BankLine(f"R{ref}", on, on, Centimes(-amount), "", "", "", is_return=True, returns_ref=ref))
    closing = Centimes(sum(line.amount for line in made))
    data = statement_csv.write(BankStatement(BANK, f"K{number:06d}", Centimes(0), closing, on, on, tuple(made)))
    return ground.file_act("casnos", "/statements?format=csv", {"file": ("s.csv", data)})


def test_a_year_of_the_self_employed(ground: Ground, persons: Iterator[str], capsys: pytest.CaptureFixture[str]) -> None:
    def first() -> Act:
        return _declared(ground, next(persons), 1_000_000_00)

    def replaced() -> Act:
        """A provisional due, paid beyond, is replaced by the declaration: reversal, release, new due, credit used."""
        nss = next(persons)
        ground.live(RoundAct(YEAR))
        ground.do(_paid(ground, [(f"P{nss}", 50_000_00, f"{nss} {YEAR}")]))
        return _declared(ground, nss, 200_000_00, keyed=False)

    def assessed() -> RoundAct:
        """Two persons who have not declared are assessed, each in a transaction of their own."""
        for _ in range(2):
            next(persons)
        return RoundAct(YEAR)

    def matched() -> Act:
        """A statement that pays one year, brings a line nobody knows, and takes an earlier payment back."""
        nss, other = next(persons), next(persons)
        for one in (nss, other):
            ground.do(_declared(ground, one, 300_000_00))
        ground.do(_paid(ground, [(f"P{nss}", 45_000_00, f"{nss} {YEAR}")]))
        lines = [(f"Q{other}", 45_000_00, f"{other} {YEAR}"), (f"U{other}", 1_00, "")]
        return _paid(ground, lines, returned=(f"P{nss}", 45_000_00))

    def told() -> RoundAct:
        """Careers learn two years: one never told before, one that takes the place of what they held."""
        new, replaced = next(persons), next(persons)
        ground.live(_declared(ground, replaced, 200_000_00))
        ground.live(RoundAct(None))
        ground.live(_declared(ground, new, 300_000_00))
        ground.live(_rectified(ground, replaced, 400_000_00))
        return RoundAct(None)

    subjects = {"first": first, "replaced": replaced, "assessed": assessed, "matched": matched, "told": told}
    kinds = [learn(ground, name, subject) for name, subject in subjects.items()]
    tally = drill(ground, kinds, at_random=16, seed=5)
    with capsys.disabled():
        print(f"\nself-employed: {tally.line()}")
    assert not tally.wrong, tally.wrong
    assert (tally.lost, tally.twice, tally.halves) == (0, 0, 0)
    assert len(tally.named) >= LEAST_NAMED
    assert tally.kills >= LEAST_KILLS
