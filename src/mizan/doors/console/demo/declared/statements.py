"""The fund's bank statements: one a week of its bank account (camt.053) and one a month of its postal account (CSV)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import groupby

from mizan.doors.console.demo.country.types import TrueEmployer
from mizan.doors.console.demo.declared.acts import ImportStatement, Payment
from mizan.doors.console.demo.declared.days import week_of
from mizan.formats.statement import BankLine, BankStatement, camt053, statement_csv
from mizan.kernel.identifiers import rib_key, rip_from_ccp
from mizan.kernel.money import Centimes
from mizan.kernel.periods import Period, add_days, month_of

BANK, POSTAL = 0, 1
ACCOUNTS = (f"00100600{'0300004242'}{rib_key('00600', '0300004242'):02d}", rip_from_ccp("0000424242"))
"""The fund's accounts (invented): at a bank and at the post."""
RETURN_REFERENCE = "RETOUR"


def statements_of(payments: Iterable[Payment], employers: tuple[TrueEmployer, ...], today: date) -> tuple[ImportStatement, ...]:
    """Every statement imported by `today`, two days after its last day; `payments` come in order of time, a span without any has none."""
    found = []
    ordered = list(payments)
    for account, span_of in ((BANK, week_of), (POSTAL, month_of)):
        mine = (payment for payment in ordered if payment.account == account)
        opening = 0
        for span, group in groupby(mine, key=lambda payment: span_of(payment.at.date())):
            imported_on = add_days(span.end, 1)
            if imported_on > today:
                break
            statement = _statement(account, span, opening, list(group), employers)
            opening = statement.closing
            data = camt053.write(statement) if account == BANK else statement_csv.write(statement)
            at = datetime.combine(imported_on, time(8, 30, account), UTC)
            found.append(ImportStatement(at, "camt053" if account == BANK else "csv", data, len(statement.lines)))
    return tuple(sorted(found, key=lambda act: act.at))


def line_reference(payment: Payment) -> str:
    """The bank's reference of a payment's line."""
    return f"{'PB'[payment.account == BANK]}{payment.rank:07d}"


def _statement(account: int, span: Period, opening: int, payments: list[Payment], employers: tuple[TrueEmployer, ...]) -> BankStatement:
    lines = tuple(_line(payment, employers[payment.employer]) for payment in payments)
    return BankStatement(
        account=ACCOUNTS[account],
        statement_id=f"{'CCP' if account else 'BNA'}-{span.start:%Y%m%d}",
        opening=Centimes(opening),
        closing=Centimes(opening + sum(line.amount for line in lines)),
        opened_on=span.start,
        closed_on=span.last_day,
        lines=lines,
    )


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
