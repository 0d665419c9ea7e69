"""Questions on instalments: those of an award, those that wait, what came back."""

from __future__ import annotations

from mizan.funds.access.sql import rows
from mizan.funds.benefits.types.runs import InstalmentKnown, ReturnKnown

_SETTLED = """
SELECT 1 FROM benefits_instalment_settled z JOIN benefits_instalment j ON j.id = z.instalment_id
 WHERE z.earlier_id = i.id AND {stands}"""
_CANCELLED = "EXISTS (SELECT 1 FROM benefits_run_step c WHERE c.run_id = {run} AND c.kind = 'cancelled')"
_STANDS = f"NOT {_CANCELLED.format(run='j.run_id')}"
_STATE = f"""
CASE WHEN EXISTS (SELECT 1 FROM benefits_instalment_reversal v JOIN benefits_reversal_approved q ON q.reversal_id = v.id
                   WHERE v.instalment_id = i.id)
          THEN 'reversed'
     WHEN EXISTS ({_SETTLED.format(stands=_STANDS)}) THEN 'settled'
     WHEN b.id IS NOT NULL THEN 'returned' WHEN i.waits <> '' THEN 'waiting'
     WHEN EXISTS (SELECT 1 FROM benefits_run_step s WHERE s.run_id = i.run_id AND s.kind = 'approved') THEN 'ordered' ELSE 'prepared' END"""  # noqa: S608
_INSTALMENT = f"""
SELECT i.id, i.run_id, i.award_id, r.month, i.term_id, i.pension_m, i.fund_adds_m, i.state_adds_m, i.supplement_m, i.gross_m,
       i.social_insurance_m,
       i.income_tax_m, i.net_m, i.arrears, i.released, i.reissued, i.recovered, i.paid, i.reason, i.waits, i.hold_id, r.pay_on, {_STATE},
       COALESCE(b.code, '')
  FROM benefits_instalment i JOIN benefits_run r ON r.id = i.run_id LEFT JOIN benefits_payment_return b ON b.instalment_id = i.id
 WHERE NOT {_CANCELLED.format(run="i.run_id")}"""  # noqa: S608 - built from constants of this file


def instalments_of(award_id: int) -> tuple[InstalmentKnown, ...]:
    """The instalments of an award, the latest first; those of cancelled runs are left out."""
    return tuple(InstalmentKnown(*row) for row in rows(f"{_INSTALMENT} AND i.award_id = %s ORDER BY r.month DESC, i.id DESC", [award_id]))


def instalment_of(instalment_id: int) -> InstalmentKnown | None:
    """One instalment."""
    found = rows(f"{_INSTALMENT} AND i.id = %s", [instalment_id])
    return InstalmentKnown(*found[0]) if found else None


def waiting_of(run_id: int, *, after: int = 0, most: int = 500) -> tuple[InstalmentKnown, ...]:
    """The instalments of a run that wait, each with its reason, from after one of them."""
    values = [run_id, after, most]
    found = rows(f"{_INSTALMENT} AND i.run_id = %s AND i.waits <> '' AND i.id > %s ORDER BY i.id LIMIT %s", values)
    return tuple(InstalmentKnown(*row) for row in found)


_RETURN = f"""
SELECT b.id, i.id, i.award_id, b.code, b.words, b.amount, b.at, x.payment_return_id IS NOT NULL,
       EXISTS (SELECT 1 FROM benefits_instalment_settled z JOIN benefits_instalment j ON j.id = z.instalment_id
                WHERE z.payment_return_id = b.id AND {_STANDS})
  FROM benefits_payment_return b JOIN benefits_instalment i ON i.id = b.instalment_id
  LEFT JOIN benefits_reissue x ON x.payment_return_id = b.id WHERE i.run_id = %s"""  # noqa: S608 - constants of this file


def returns_of(run_id: int, *, after: int = 0, most: int = 500) -> tuple[ReturnKnown, ...]:
    """The payments of a run that came back, from after one of them."""
    return tuple(ReturnKnown(*row) for row in rows(f"{_RETURN} AND b.id > %s ORDER BY b.id LIMIT %s", [run_id, after, most]))


def return_of(run_id: int, return_id: int) -> ReturnKnown | None:
    """One payment of a run that came back."""
    return next((ReturnKnown(*row) for row in rows(f"{_RETURN} AND b.id = %s", [run_id, return_id])), None)
