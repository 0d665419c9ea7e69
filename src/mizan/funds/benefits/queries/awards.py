"""Awards with every term ever held true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mizan.funds.access.sql import Row, array_of, one, rows
from mizan.funds.benefits.types import AdjustmentKnown, AwardKnown, Kind, Least, Parts, PayeeAccountKnown, TermKnown
from mizan.kernel.funds import Fund

_AWARDS = "SELECT id, fund, kind, pays, person_id, rights_of_id, claim_id, first_decision_id, starts_on FROM benefits_award"
_TERMS = """
SELECT award_id, id, decision_id, starts_on, ends_on, pension_m, fund_adds_m, state_adds_m, supplement_m, social_insurance_m, income_tax_m,
       law_version, known_from, known_until, least_kind, least_m, least_of_m
  FROM benefits_award_term WHERE award_id = ANY (%s::bigint[]) ORDER BY award_id, starts_on, id
"""
_ADJUSTMENTS = """
SELECT award_id, id, decision_id, kind, amount, from_month, to_month, entry_id FROM benefits_adjustment
 WHERE award_id = ANY (%s::bigint[]) ORDER BY id
"""


def award_of(award_id: int) -> AwardKnown | None:
    """An award with its terms."""
    return next(iter(_awards(rows(f"{_AWARDS} WHERE id = %s", [award_id]))), None)


def awards_of_claim(claim_id: int) -> tuple[AwardKnown, ...]:
    """The awards a claim has given, earliest first."""
    return _awards(rows(f"{_AWARDS} WHERE claim_id = %s ORDER BY id", [claim_id]))


def awards_of_person(person_id: int) -> tuple[AwardKnown, ...]:
    """The awards a person is paid, and those paid to others on that person's rights."""
    return _awards(rows(f"{_AWARDS} WHERE person_id = %s OR rights_of_id = %s ORDER BY id", [person_id, person_id]))


def fund_paid_until(fund: Fund) -> date | None:
    """The first month no instalment has come for yet of a fund: a new award of it is due the months before at once; None before any run."""
    row = one("SELECT benefits_fund_paid_until(%s)", [fund.value])
    return None if row is None else row[0]


def paid_until(award_id: int) -> date | None:
    """The first month no instalment was paid for; None where none ever was."""
    row = one("SELECT benefits_paid_until(%s)", [award_id])
    return None if row is None else row[0]


def payee_account_of(person_id: int) -> PayeeAccountKnown | None:
    """Where a person is paid now; personal data, whose file is opened first."""
    row = one(
        "SELECT person_id, account, account_kind, holder_name, known_from FROM benefits_payee_account "
        "WHERE person_id = %s AND known_until IS NULL",
        [person_id],
    )
    return None if row is None else PayeeAccountKnown(*row)


def _awards(found: Sequence[Row]) -> tuple[AwardKnown, ...]:
    if not found:
        return ()
    ids = array_of(row[0] for row in found)
    terms: dict[int, list[TermKnown]] = {}
    for row in rows(_TERMS, [ids]):
        terms.setdefault(row[0], []).append(TermKnown(*(*row[1:5], Parts(*row[5:11]), *row[11:14], Least(*row[14:]))))
    owed: dict[int, list[AdjustmentKnown]] = {}
    for row in rows(_ADJUSTMENTS, [ids]):
        owed.setdefault(row[0], []).append(AdjustmentKnown(*row[1:]))
    return tuple(
        AwardKnown(*(row[0], Fund(row[1]), Kind(row[2]), *row[3:], tuple(terms.get(row[0], ())), tuple(owed.get(row[0], ()))))
        for row in found
    )
