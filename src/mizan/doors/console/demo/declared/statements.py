"""The fund's bank statements: one a week of its bank account (camt.053) and one a month of its postal account (CSV)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby

from mizan.doors.console.demo.country.types import TrueEmployer
from mizan.doors.console.demo.declared.acts import FundLine, Payment, SendStatement
from mizan.doors.console.demo.declared.days import week_of
from mizan.formats.statement import BankLine, BankStatement, camt053, statement_csv
from mizan.kernel.identifiers import rib_key, rip_from_ccp
from mizan.kernel.money import Centimes
from mizan.kernel.periods import add_days, month_of

BANK, POSTAL = 0, 1
ACCOUNTS = (f"00100600{'0300004242'}{rib_key('00600', '0300004242'):02d}", rip_from_ccp("0000424242"))
"""The fund's accounts (invented): at a bank and at the post."""
RETURN_REFERENCE = "RETOUR"


def statements_of(payments: Iterable[Payment], today: date) -> tuple[SendStatement, ...]:
    """What the bank sends until `today`: a statement on the Sunday after each week, one of the post on the second day after each month.

    `payments` come in order of time; a stretch without any has no statement.
    """
    found = []
    ordered = list(payments)
    for account, span_of in ((BANK, week_of), (POSTAL, month_of)):
        mine = (payment for payment in ordered if payment.account == account)
        for span, group in groupby(mine, key=lambda payment: span_of(payment.at.date())):
            sent_on = span.end if account == BANK else add_days(span.end, 1)
            if sent_on <= today:
                at = datetime.combine(sent_on, time(8, 30, account), UTC)
                found.append(SendStatement(at, account, span, tuple(group)))
    return tuple(sorted(found, key=lambda act: act.at))


def line_reference(payment: Payment) -> str:
    """The bank's reference of a payment's line."""
    return f"{'PB'[payment.account == BANK]}{payment.rank:07d}"


def file_of(act: SendStatement, opening: int, others: Sequence[FundLine], employers: tuple[TrueEmployer, ...]) -> tuple[str, bytes, int]:
    """The format, the bytes and the closing balance of a statement that opens at `opening` centimes; `others` join the payments."""
    lines = tuple(_line(payment, employers[payment.employer]) for payment in act.payments) + tuple(_fund_line(one) for one in others)
    closing = opening + sum(line.amount for line in lines)
    statement = BankStatement(
        account=ACCOUNTS[act.account],
        statement_id=f"{'CCP' if act.account else 'BNA'}-{act.span.start:%Y%m%d}",
        opening=Centimes(opening),
        closing=Centimes(closing),
        opened_on=act.span.start,
        closed_on=act.span.last_day,
        lines=tuple(sorted(lines, key=lambda line: (line.booked_on, line.ref))),
    )
    if act.account == BANK:
        return "camt053", camt053.write(statement), closing
    return "csv", statement_csv.write(statement), closing


def _line(payment: Payment, employer: TrueEmployer) -> BankLine:
    booked_on = payment.at.date()
    return BankLine(
        ref=line_reference(payment),
        booked_on=booked_on,
        value_on=booked_on,
        amount=Centimes(payment.amount),
        payer_name=employer.name_ar if employer.rank % 2 else employer.name_fr,
        payer_account=payment.payer_account,
        reference=payment.reference if payment.returns is None else f"{RETURN_REFERENCE} {payment.reference}",
        is_return=payment.returns is not None,
        returns_ref=None if payment.returns is None else line_reference(payment.returns),
    )


def _fund_line(one: FundLine) -> BankLine:
    return BankLine(one.ref, one.on, one.on, Centimes(one.amount), one.party, "", one.reference)
