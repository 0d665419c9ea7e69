"""What pay runs, returns and reversals do to the books. Amounts are centimes, debit positive."""

from __future__ import annotations

from collections.abc import Iterable

from mizan.funds.benefits.types.runs import InstalmentKnown, RunSums
from mizan.funds.ledger.types import Line, Nature
from mizan.kernel.funds import Branch, Fund

CNAS, TREASURY = Fund.CNAS.value, Fund.TRESOR.value


def run_lines(fund: Fund, sums: Iterable[RunSums]) -> tuple[Line, ...]:
    """One entry for a run: what became due by branch, who is owed what of it, and what is ordered out of the bank.

    What the State adds is a claim on the State, income tax a debt to the Treasury, social insurance CNAS's claim on the fund. What waits
    stays owed to its person; arrears and what waited before are paid out of what was owed; what came back is paid again; debts shrink.
    """
    kept = tuple(sums)
    lines = [Line(fund.value, Nature.BENEFIT_EXPENSE.value, one.branch, "", one.earned) for one in kept]
    lines += _taken(fund, *(sum(values) for values in zip(*((o.state_adds, o.social_insurance, o.income_tax) for o in kept), strict=True)))
    net, waiting, arrears, released, reissued, recovered, paid = (
        sum(values)
        for values in zip(*((o.net, o.waiting, o.arrears, o.released, o.reissued, o.recovered, o.paid) for o in kept), strict=True)
    )
    lines += [
        _own(fund, Nature.BENEFIT_PAYABLE, -net),
        _own(fund, Nature.BENEFIT_PAYABLE, net - waiting + arrears + released),
        _own(fund, Nature.BENEFIT_UNPAID, reissued),
        _own(fund, Nature.BENEFIT_RECOVERABLE, -recovered),
        _own(fund, Nature.BANK, -paid),
    ]
    return tuple(line for line in lines if line.amount)


def returned_lines(fund: Fund, amount: int) -> tuple[Line, ...]:
    """What came back is in the bank again, and waits for its persons."""
    return (_own(fund, Nature.BANK, amount), _own(fund, Nature.BENEFIT_UNPAID, -amount))


def reversed_lines(fund: Fund, branch: Branch, one: InstalmentKnown, *, waiting: int, unpaid: int) -> tuple[Line, ...]:
    """The mirror of what an instalment's month made due: its net is owed no more (`waiting`), waits no more (`unpaid`), or is owed back."""
    lines = [
        Line(fund.value, Nature.BENEFIT_EXPENSE.value, branch.value, "", one.state_adds - one.gross),
        *_taken(fund, -one.state_adds, -one.social_insurance, -one.income_tax),
        _own(fund, Nature.BENEFIT_PAYABLE, waiting),
        _own(fund, Nature.BENEFIT_UNPAID, unpaid),
        _own(fund, Nature.BENEFIT_RECOVERABLE, one.net - waiting - unpaid),
    ]
    return tuple(line for line in lines if line.amount)


def _own(fund: Fund, nature: Nature, amount: int) -> Line:
    return Line(fund.value, nature.value, "", "", amount)


def _taken(fund: Fund, state_adds: int, social_insurance: int, income_tax: int) -> list[Line]:
    lines = [
        Line(fund.value, Nature.STATE_CLAIM.value, "", TREASURY, state_adds),
        Line(fund.value, Nature.TAX_PAYABLE.value, "", TREASURY, -income_tax),
        Line(CNAS, Nature.REVENUE.value, Branch.SOCIAL_INSURANCE.value, "", -social_insurance),
    ]
    if fund is not Fund.CNAS:
        lines += [
            Line(fund.value, Nature.OWED_SOCIAL_INSURANCE.value, "", CNAS, -social_insurance),
            Line(CNAS, Nature.CLAIM_SOCIAL_INSURANCE.value, "", fund.value, social_insurance),
        ]
    return lines
