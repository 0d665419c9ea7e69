"""Every indicator defined once, over measures: what is counted, what it is divided by, for which funds, and what has to be in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mizan.funds.access.measures import Measure
from mizan.funds.benefits.queries import measured as benefits
from mizan.funds.careers.queries import measured as careers
from mizan.funds.contributions.queries import measured as accounts
from mizan.funds.contributions.queries import measured_files as declarations
from mizan.funds.controls.queries import measured_findings as controls
from mizan.funds.ledger import measured as books
from mizan.funds.procedures.queries import measured_equity as procedures
from mizan.funds.self_employed import measured as register
from mizan.kernel.funds import Fund
from mizan.kernel.rounding import PPM, Rounding


class Span(StrEnum):
    """The days a term counts: the month of the figure, or the twelve months that end with it."""

    MONTH = "month"
    YEAR = "year"


class Need(StrEnum):
    """What has to be in for a figure to be trusted: the month ended, the bank statements to its end, its benefits paid."""

    MONTH = "month"
    STATEMENTS = "statements"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Term:
    """A measure counted once or taken away (`sign` -1), by its amount or its second number, of the fund or of another (`shared`)."""

    measure: Measure
    sign: int = 1
    span: Span = Span.MONTH
    second: bool = False
    shared: Mapping[Fund, Fund] | None = None
    """The fund whose rows are read for a fund: what CNAS counts of employees is CNR's contributors too."""
    whole: bool = False
    """Whether the measure tells the funds together itself, as rows of fund "": what is adopted or asked for them so, or is no sum."""

    @property
    def key(self) -> str:
        """Its name in the rows kept."""
        return f"{self.measure.name}{':year' if self.span is Span.YEAR else ''}{':second' if self.second else ''}"


SOCIAL = (Fund.CNAS, Fund.CNR, Fund.CASNOS)
"""The funds that pay benefits."""
TOGETHER = (Fund.CNAS, Fund.CNR, Fund.CNAC, Fund.FNPOS, Fund.OPREBAT, Fund.CASNOS)
"""The funds together: the Treasury is none of them, what it gives comes from outside."""
OWNERS = (Fund.CNR, Fund.CNAC, Fund.FNPOS, Fund.OPREBAT)
"""Those CNAS collects for."""
OF_EMPLOYEES = {Fund.CNR: Fund.CNAS}


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator: sum of `numerator`, times `factor`, over the sum of `denominator` where there is one, rounded as named."""

    id: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...] = ()
    factor: int = 1
    rounding: Rounding = Rounding.HALF_UP
    funds: tuple[Fund, ...] = TOGETHER
    needs: tuple[Need, ...] = (Need.MONTH,)
    owner: str = "mizan"
    placed: bool = True
    """Whether its rows say their wilaya."""
    told: bool = False
    """Whether its rows are told for the end of the month, whatever window they look at: several months of them are not added up."""
    version: int = 1

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything it counts."""
        return (*self.numerator, *self.denominator)

    @property
    def flows(self) -> bool:
        """Whether it counts what happened in a month, so that months add up; else what stands at its end, or over a year that ends so."""
        return not self.told and all(term.span is Span.MONTH and "%(since)s" in term.measure.items for term in self.terms)

    @property
    def additive(self) -> bool:
        """Whether the figures of the funds, less what they owe each other, add up to that of the funds together."""
        return not self.denominator


M = (Need.MONTH,)
MONEY = (Need.MONTH, Need.STATEMENTS)
PAID = (Need.MONTH, Need.RUN)
_RECEIPTS = (Term(accounts.LAID), Term(books.RESOURCES))
_SPENT = (Term(books.SPENT),)
_OUT = (Term(books.SPENT, sign=-1),)
_YEAR_SPENT = (Term(books.SPENT, span=Span.YEAR),)
_YEAR_FALLEN = (Term(accounts.FALLEN, span=Span.YEAR),)
_HEADS = (Term(declarations.HEADS, shared=OF_EMPLOYEES), Term(register.ACTIVE))
_FILED = (Term(declarations.FILED), Term(benefits.CLAIMED))

DEFINITIONS: dict[str, Definition] = {
    one.id: one
    for one in (
        Definition("receipts", _RECEIPTS, needs=MONEY, owner="accounts"),
        Definition("spending", _SPENT, needs=PAID, owner="accounts", placed=False),
        Definition("result", (*_RECEIPTS, *_OUT), needs=(Need.MONTH, Need.STATEMENTS, Need.RUN), owner="accounts", placed=False),
        Definition("cash", (Term(books.BANK),), needs=MONEY, owner="accounts", placed=False),
        Definition(
            "cash_days", (Term(books.BANK),), _YEAR_SPENT, 365, Rounding.DOWN, needs=(Need.MONTH, Need.STATEMENTS, Need.RUN),
            owner="accounts", placed=False,
        ),
        Definition("arrears", (Term(accounts.UNPAID),), needs=MONEY, owner="collection"),
        Definition("arrears_age", (Term(accounts.UNPAID, second=True),), (Term(accounts.UNPAID),), needs=MONEY, owner="collection"),
        Definition(
            "recovery_rate", (Term(accounts.FALLEN, span=Span.YEAR, second=True),), _YEAR_FALLEN, PPM, Rounding.DOWN,
            needs=MONEY, owner="collection",
        ),
        Definition(
            "contributors_per_pensioner", _HEADS, (Term(benefits.PENSIONERS),),
            PPM, Rounding.DOWN, (Fund.CNR, Fund.CASNOS), M, "affiliation", placed=False,
        ),
        Definition(
            "administration_cost", (Term(books.ADMINISTRATION),), (Term(books.SPENT_WHERE_RUN),),
            PPM, Rounding.UP, needs=PAID, owner="accounts", placed=False,
        ),
        Definition("sick_leave_spending", (Term(benefits.SICKNESS),), funds=(Fund.CNAS, Fund.CASNOS), needs=PAID, owner="benefits"),
        Definition("undue_payments", (Term(books.UNDUE),), funds=SOCIAL, owner="accounts", placed=False),
        Definition(
            "discrepancy_rate", (Term(benefits.DIFFERING),), (Term(benefits.COMPARED),),
            PPM, Rounding.UP, SOCIAL, M, "benefits", placed=False,
        ),
        Definition("findings_yield", (Term(controls.RECOVERED),), funds=SOCIAL, needs=PAID, owner="controls", placed=False),
        Definition(
            "findings_precision", (Term(controls.CONFIRMED),), (Term(controls.CONCLUDED),),
            PPM, Rounding.DOWN, SOCIAL, M, "controls", placed=False, version=2,
        ),
        Definition(
            "covered_persons", (Term(declarations.HEADS), Term(register.ACTIVE), Term(benefits.PAID)),
            funds=SOCIAL, owner="affiliation",
        ),
        Definition("award_delay", (Term(benefits.GRANTED_DAYS),), (Term(benefits.GRANTED),), funds=SOCIAL, owner="benefits"),
        Definition(
            "outcomes_equity", (Term(procedures.GAP, whole=True),), (Term(procedures.GAP, second=True, whole=True),),
            funds=SOCIAL, owner="service", placed=False, told=True,
        ),
        Definition(
            "digital_filings_share", (Term(declarations.FILED), Term(benefits.CLAIMED_ONLINE)), _FILED,
            PPM, Rounding.DOWN, SOCIAL, M, "service",
        ),
        Definition(
            "straight_through_share", (Term(benefits.AUTOMATIC),), (Term(benefits.DECIDED),),
            PPM, Rounding.DOWN, SOCIAL, M, "service",
        ),
        Definition(
            "data_errors_share", (Term(declarations.LINES_IN_ERROR),), (Term(declarations.LINES),),
            PPM, Rounding.UP, (Fund.CNAS,), M, "collection",
        ),
        Definition("files_past_promise", (Term(benefits.PAST_PROMISE),), funds=SOCIAL, owner="service"),
        Definition("processing_delay", (Term(benefits.DECIDED_DAYS),), (Term(benefits.DECIDED),), funds=SOCIAL, owner="service"),
        Definition("steps_per_file", (Term(benefits.STEPS),), (Term(benefits.DECIDED),), funds=SOCIAL, owner="service"),
        Definition(
            "transfers_between_funds", (Term(accounts.PAID_OVER),), (Term(accounts.ORDERED),),
            PPM, Rounding.DOWN, OWNERS, MONEY, "accounts", placed=False,
        ),
        Definition("reconciliation_gap", (Term(accounts.GAP),), funds=(Fund.CNAS,), owner="collection"),
        Definition("late_declarations", (Term(declarations.LATE_DECLARATIONS),), funds=(Fund.CNAS, Fund.CASNOS), owner="collection"),
        Definition("careers_disputed", (Term(careers.DISPUTED),), funds=(Fund.CNR, Fund.CASNOS), owner="affiliation", placed=False),
    )
}  # fmt: skip
"""By id; an indicator of the catalogue that is not here has no feed. Apps above add theirs when they are loaded (`define`)."""

MEASURES: dict[str, Measure] = {term.measure.name: term.measure for one in DEFINITIONS.values() for term in one.terms}
"""Every measure by name."""


def define(*definitions: Definition) -> None:
    """Add the definitions of an app that stands above, whose tables are not known here; called once, when the app is loaded.

    Raises ValueError for an indicator that is defined already.
    """
    for one in definitions:
        if one.id in DEFINITIONS:
            raise ValueError(f"{one.id} is defined twice")
        DEFINITIONS[one.id] = one
        MEASURES.update((term.measure.name, term.measure) for term in one.terms)
