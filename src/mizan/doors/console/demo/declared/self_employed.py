"""What the self-employed declare and pay: most in time, a share late, silent, under the truth, or badly."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import NamedTuple

from mizan.doors.console.demo.country.types import TrueSelfEmployed, TrueWorld
from mizan.doors.console.demo.declared.days import moment, week_of, working_day
from mizan.doors.console.demo.declared.deviations import Kind, SelfDeviation
from mizan.doors.console.demo.streams import Stream
from mizan.formats.daa import DaaReturn
from mizan.kernel.money import Centimes
from mizan.kernel.periods import Period, add_days, month_of
from mizan.kernel.refusals import Refusal
from mizan.law.algeria.self_employed import (
    YearlyContribution,
    declaration_deadline,
    payment_deadline,
    provisional_contribution,
    yearly_contribution,
)

DECLARED_YEARS = (2026,)
"""CASNOS opens its books on 1 January 2026; what came before is in the careers imported from it."""
OWN_ACCOUNT_EVERY = 6
"""One in so many declares by themselves; the others at the counter of their agency, which deposits what it took in the week."""
COUNTERS = 4
DILIGENT, LATE, SILENT, SHORT = range(4)
PROFILES = (620, 150, 120, 110)


class DeclareBase(NamedTuple):
    """A declaration, as it reaches the fund: by the person's own account, or at the counter."""

    at: datetime
    person: int
    said: DaaReturn
    own: bool


class YearPayment(NamedTuple):
    """Money a self-employed person sends to CASNOS; a return (negative) names the payment it takes back. Ranks are given last."""

    rank: int
    at: datetime
    person: int
    amount: int
    reference: str
    payer_account: str
    returns: "YearPayment | None" = None


class Deposit(NamedTuple):
    """What one counter took in a week, deposited as a table."""

    at: datetime
    counter: int
    declarations: tuple[DaaReturn, ...]


class CasnosStatement(NamedTuple):
    """The statement of CASNOS's bank for a month."""

    at: datetime
    span: Period
    payments: tuple[YearPayment, ...]


@dataclass(frozen=True, slots=True)
class DeclaredYears:
    """Everything up to the day the demo stops, in the order of time."""

    own: tuple[DeclareBase, ...]
    deposits: tuple[Deposit, ...]
    statements: tuple[CasnosStatement, ...]
    payments: tuple[YearPayment, ...]
    deviations: tuple[SelfDeviation, ...]
    opening: dict[int, int]
    """By person, the base retained for the year before the books open, in centimes."""


def declare_years(world: TrueWorld, today: date) -> DeclaredYears:
    """What the self-employed of `world` declare and pay until the end of `today`."""
    said: list[DeclareBase] = []
    paid: list[YearPayment] = []
    deviations: list[SelfDeviation] = []
    opening: dict[int, int] = {}
    for person in world.self_employed:
        life = _Life(world.seed, person)
        life.live()
        said += life.said
        paid += life.paid
        deviations += life.deviations
        if life.opening:
            opening[person.rank] = life.opening
    counted = sorted((one for one in said if one.at.date() <= today), key=lambda one: (one.at, one.person))
    payments = _ranked(paid, today)
    return DeclaredYears(
        own=tuple(one for one in counted if one.own),
        deposits=tuple(_deposits((one for one in counted if not one.own), today)),
        statements=tuple(_statements(payments, today)),
        payments=payments,
        deviations=tuple(deviations),
        opening=opening,
    )


def _deposits(said: Iterable[DeclareBase], today: date) -> Iterable[Deposit]:
    """Each Sunday every counter deposits what it took in the week before; in the week of the deadline, on its last day."""
    by_week = sorted(said, key=lambda one: (_deposited_on(one), one.person % COUNTERS, one.at, one.person))
    for (day, counter), group in groupby(by_week, key=lambda one: (_deposited_on(one), one.person % COUNTERS)):
        if day <= today:
            yield Deposit(datetime.combine(day, time(17, counter), UTC), counter, tuple(one.said for one in group))


def _deposited_on(one: DeclareBase) -> date:
    """The day a counter deposits a declaration: what was said in time arrives in time."""
    end, deadline = week_of(one.at.date()).end, declaration_deadline(one.said.year)
    return min(end, deadline) if one.at.date() <= deadline else end


def _ranked(paid: list[YearPayment], today: date) -> tuple[YearPayment, ...]:
    """The payments in order of time, each with its rank; a return names the payment it takes back as ranked."""
    ranked: dict[int, YearPayment] = {}
    ordered = sorted((one for one in paid if one.at.date() <= today), key=lambda one: (one.at, one.person))
    for rank, one in enumerate(ordered):
        returns = None if one.returns is None else ranked[id(one.returns)]
        ranked[id(one)] = one._replace(rank=rank, returns=returns)
    return tuple(ranked[id(one)] for one in ordered)


def _statements(payments: tuple[YearPayment, ...], today: date) -> Iterable[CasnosStatement]:
    for span, group in groupby(payments, key=lambda one: month_of(one.at.date())):
        sent_on = add_days(span.end, 1)
        if sent_on <= today:
            yield CasnosStatement(datetime.combine(sent_on, time(9), UTC), span, tuple(group))


def owed(found: YearlyContribution | Refusal) -> YearlyContribution:
    """The contribution of a year whose law is known."""
    if isinstance(found, Refusal):
        raise TypeError(f"a year of the demo has no law: {found.code}")
    return found


class _Life:
    """One person's years since the books opened."""

    def __init__(self, seed: int, person: TrueSelfEmployed) -> None:
        self.person = person
        self.stream = Stream(seed, f"years:{person.rank}")
        self.profile = self.stream.weighted(PROFILES)
        self.incomes = dict(person.incomes)
        self.own = person.rank % OWN_ACCOUNT_EVERY == 0
        self.said: list[DeclareBase] = []
        self.paid: list[YearPayment] = []
        self.deviations: list[SelfDeviation] = []
        before = DECLARED_YEARS[0] - 1
        self.opening = (
            owed(yearly_contribution(Centimes(self.incomes[before]), on=date(before, 1, 1))).base if before in self.incomes else 0
        )
        self.previous = self.opening

    def live(self) -> None:
        """Declare and pay each year of activity."""
        for year in DECLARED_YEARS:
            if year not in self.incomes:
                continue
            amount, known_on = self._declare(year)
            if amount:
                self._pay(year, amount, known_on)

    def note(self, kind: Kind, form: str, year: int, true: int, declared: int, note: str = "") -> None:
        self.deviations.append(SelfDeviation(kind, form, self.person.rank, year, true, declared, note))

    def _declare(self, year: int) -> tuple[int, date]:
        """What the year makes due, and from when the person knows it."""
        deadline, income = declaration_deadline(year), self.incomes[year]
        # Who begins declares after the activity has begun.
        first = max(date(year, 1, 4), add_days(self.person.started_on, 15))
        if self.profile == SILENT:
            self.note(Kind.SILENT, "DAA", year, income, 0)
            if not self.previous:
                return 0, deadline
            found = owed(provisional_contribution(Centimes(self.previous), on=date(year, 1, 1)))
            self.previous = found.base
            return found.amount, add_days(deadline, 1)
        late = self.profile == LATE and self.stream.chance(700)
        day = (
            add_days(deadline, self.stream.between(15, 100))
            if late
            else add_days(first, self.stream.below(max(1, (deadline - first).days)))
        )
        if day > deadline:
            self.note(Kind.LATE_FILING, "DAA", year, 0, (day - deadline).days)
        told = income * self.stream.between(450, 800) // 1000 // 100 * 100 if self.profile == SHORT else income
        if told != income:
            self.note(Kind.SHORT, "DAA", year, income, told)
        at = moment(working_day(day), self.stream)
        self.said.append(DeclareBase(at, self.person.rank, DaaReturn(self.person.person.nss, year, told), self.own))
        if told != income and self.stream.chance(120):
            later = moment(working_day(add_days(at.date(), self.stream.between(20, 60))), self.stream)
            self.said.append(DeclareBase(later, self.person.rank, DaaReturn(self.person.person.nss, year, income, "rectifying"), self.own))
            self.note(Kind.RECTIFIED, "DAA", year, income, told)
            told = income
        found = owed(yearly_contribution(Centimes(told), on=date(year, 1, 1)))
        self.previous = found.base
        return found.amount, at.date()

    def _pay(self, year: int, amount: int, known_on: date) -> None:
        """Pay the year: in full and in time by most."""
        stream, deadline = self.stream, payment_deadline(year, self.person.activity)
        if stream.chance(550 if self.profile == SILENT else 70):
            self.note(Kind.UNPAID, "payment", year, amount, 0)
            return
        late = stream.chance(500 if self.profile in (LATE, SILENT) else 60)
        day = add_days(deadline, stream.between(5, 90) if late else -stream.below(75))
        day = max(day, add_days(known_on, 10))
        sent = amount
        if stream.chance(50):
            sent = amount * stream.between(300, 900) // 1000
            self.note(Kind.PARTIAL_PAYMENT, "payment", year, amount, sent)
        elif stream.chance(25):
            sent = amount + stream.between(5, 60) * 10_000
            self.note(Kind.OVERPAYMENT, "payment", year, amount, sent)
        if day > deadline:
            self.note(Kind.LATE_PAYMENT, "payment", year, 0, (day - deadline).days)
        wrong = stream.chance(25)
        if wrong:
            self.note(Kind.WRONG_REFERENCE, "payment", year, 0, 0, "no number")
        reference = "COTISATION CASNOS" if wrong else f"{self.person.person.nss} {year}"
        payment = YearPayment(0, moment(working_day(day), stream), self.person.rank, sent, reference, self.person.rib)
        self.paid.append(payment)
        if stream.chance(6):
            back = moment(working_day(add_days(payment.at.date(), stream.between(3, 12))), stream)
            self.paid.append(payment._replace(at=back, amount=-sent, returns=payment))
            self.note(Kind.RETURNED_PAYMENT, "payment", year, sent, 0)
