"""How each declaration is paid: in full and on time by most; late, in part, too much, badly referenced, returned or never by some."""

from datetime import date
from functools import cache
from typing import NamedTuple

from mizan.doors.console.demo.country.types import TrueEmployer
from mizan.doors.console.demo.declared.acts import Payment
from mizan.doors.console.demo.declared.days import Term, moment, working_day
from mizan.doors.console.demo.declared.deviations import Deviation, Kind
from mizan.doors.console.demo.declared.habits import Habits
from mizan.doors.console.demo.streams import Stream
from mizan.formats.dac import DacReturn
from mizan.kernel.identifiers import rib_key
from mizan.kernel.money import Centimes
from mizan.kernel.periods import add_days
from mizan.kernel.rounding import Rounding, apply_rate
from mizan.law.algeria.contributions import AssessedLine, assess_line

FORM = "payment"
POSTAL_PER_MILLE = 120
"""Payments that come through the fund's postal account rather than its bank account."""


@cache
def rate_of(code: str, on: date, construction: bool) -> int:
    """The rate of a line that the employer itself pays, in parts per million: what CNAC and the Treasury bear is not in it."""
    assessed = assess_line(code, Centimes(0), on=on, construction=construction)
    if not isinstance(assessed, AssessedLine):
        raise TypeError(f"{code} is not assessed: {assessed.code}")
    return assessed.rate_ppm


def payable(dac: DacReturn, employer: TrueEmployer, on: date) -> int:
    """What the employer itself owes for a declaration, in centimes: each line rounded once, half up, as the law assesses it."""
    rates = ((line.base, rate_of(line.code, on, employer.construction)) for line in dac.lines)
    return sum(apply_rate(base, rate, Rounding.HALF_UP) for base, rate in rates)


def reference_of(employer: TrueEmployer, term: Term) -> str:
    """The reference asked of payers: employer number and period."""
    return f"{employer.number} {term.period.key}"


class Planned(NamedTuple):
    """Payments without their ranks, and the departures they are; a return follows the payment it takes back."""

    payments: tuple[Payment, ...]
    deviations: tuple[Deviation, ...]


def payments_of(employer: TrueEmployer, habits: Habits, term: Term, amount: int, filed_on: date, deadline: date, stream: Stream) -> Planned:
    """The payments of one declaration of `amount` centimes filed on `filed_on`."""
    draws = [stream.chance(c) for c in (habits.unpaid, habits.late_payment, habits.partial, habits.over, habits.returned)]
    unpaid, late, partial, over, returned = draws
    if not amount:
        return Planned((), ())
    note = _Notes(employer, term, [])
    if unpaid:
        note.add(Kind.UNPAID, amount, 0)
        return Planned((), tuple(note.found))
    day = max(filed_on, min(deadline, add_days(filed_on, stream.between(0, 4))))
    if late:
        day = add_days(deadline, stream.between(8, 120))
        note.add(Kind.LATE_PAYMENT, 0, (day - deadline).days)
    sent = amount
    if partial:
        sent = amount * stream.between(350, 900) // 1000
        note.add(Kind.PARTIAL_PAYMENT, amount, sent)
    elif over:
        sent = amount + amount * stream.between(10, 150) // 1000 // 100_000 * 100_000 + 100_000
        note.add(Kind.OVERPAYMENT, amount, sent)
    payer, reference = _written(employer, term, habits, stream, note)
    send = _Sender(employer, payer, int(stream.chance(POSTAL_PER_MILLE)), stream)
    send.pay(day, sent, reference)
    if returned:
        note.add(Kind.RETURNED_PAYMENT, sent, 0)
        back = add_days(day, stream.between(3, 9))
        send.take_back(back)
        if stream.chance(750):
            send.pay(add_days(back, stream.between(5, 30)), sent, reference_of(employer, term))
    elif partial and stream.chance(550):
        send.pay(add_days(day, stream.between(25, 90)), amount - sent, reference_of(employer, term))
    return Planned(tuple(send.sent), tuple(note.found))


def paid_simply(employer: TrueEmployer, term: Term, amount: int, day: date, stream: Stream) -> Payment:
    """One payment of `amount` centimes from the employer's own account, with the right reference."""
    sender = _Sender(employer, employer.rib, 0, stream)
    sender.pay(day, amount, reference_of(employer, term))
    return sender.sent[0]


class _Notes(NamedTuple):
    """The departures found in one term's payments."""

    employer: TrueEmployer
    term: Term
    found: list[Deviation]

    def add(self, kind: Kind, true: int, declared: int, note: str = "") -> None:
        self.found.append(Deviation(kind, FORM, self.employer.rank, self.term.period.key, None, true, declared, note))


class _Sender:
    """Sends payments of one payer through one of the fund's accounts."""

    def __init__(self, employer: TrueEmployer, payer: str, account: int, stream: Stream) -> None:
        self.employer, self.payer, self.account, self.stream = employer, payer, account, stream
        self.sent: list[Payment] = []

    def pay(self, day: date, amount: int, reference: str) -> None:
        at = moment(working_day(day), self.stream)
        self.sent.append(Payment(0, at, self.employer.rank, self.account, amount, reference, self.payer))

    def take_back(self, day: date) -> None:
        last = self.sent[-1]
        self.sent.append(last._replace(at=moment(working_day(day), self.stream), amount=-last.amount, returns=last))


def _written(employer: TrueEmployer, term: Term, habits: Habits, stream: Stream, note: _Notes) -> tuple[str, str]:
    """The account it is paid from and the reference written; a wrong one is blank, another period's, or a stranger's account."""
    right = reference_of(employer, term)
    if not stream.chance(habits.wrong_reference):
        return employer.rib, right
    how = stream.below(3)
    if how == 0:
        written, payer, said = "COTISATIONS CNAS", employer.rib, "no period"
    elif how == 1:
        digits = list(employer.number)
        digits[6], digits[7] = digits[7], str((int(digits[6]) + 5) % 10)
        written, payer, said = f"{''.join(digits)} {term.period.key}", employer.rib, "another number"
    else:
        branch, account = "00417", stream.digits(10)
        written, payer, said = "VERSEMENT", f"003{branch}{account}{rib_key(branch, account):02d}", "unknown account"
    note.add(Kind.WRONG_REFERENCE, 0, 0, said)
    return payer, written
