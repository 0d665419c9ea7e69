"""Whom a bank line comes from: the numbers its reference names, else the account it was paid from; each fund asks its own register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from mizan.funds.contributions.postings import EMPLOYER, SELF_EMPLOYED
from mizan.funds.contributions.references import employer_numbers, insured_numbers, periods_meant, periods_named, years_named
from mizan.funds.contributions.types import ReceiptKept
from mizan.funds.people.queries import employers_by_number, employers_by_rib
from mizan.funds.self_employed.payers import is_self_employed
from mizan.funds.self_employed.queries import affiliations_by_nss, affiliations_by_rib
from mizan.kernel.funds import Fund


def debtor_of(payer_id: int) -> str:
    """The debtor of contributions that a payer is."""
    return SELF_EMPLOYED if is_self_employed(payer_id) else EMPLOYER


def of_casnos(receipt: ReceiptKept) -> bool:
    """Whether the line is of an account of CASNOS, which the self-employed pay."""
    return receipt.fund == Fund.CASNOS


def numbers_in(receipt: ReceiptKept) -> tuple[str, ...]:
    """The numbers of payers that the line's reference names."""
    return insured_numbers(receipt.reference) if of_casnos(receipt) else employer_numbers(receipt.reference)


def periods_in(receipt: ReceiptKept) -> tuple[str, ...]:
    """The periods that the line's reference means, in order: years for the self-employed, months and quarters for employers."""
    return years_named(receipt.reference) if of_casnos(receipt) else periods_meant(periods_named(receipt.reference))


def payers_numbered(receipt: ReceiptKept, numbers: Iterable[str]) -> dict[str, int]:
    """The payers with these numbers, by number; unknown ones are missing."""
    if of_casnos(receipt):
        return {number: found.id for number, found in affiliations_by_nss(numbers).items()}
    return {number: found.id for number, found in employers_by_number(numbers).items()}


def holders_of(receipt: ReceiptKept) -> tuple[int, ...]:
    """The payers whose bank account the line was paid from (one, as a rule)."""
    digits = "".join(c for c in receipt.payer_account if c.isdigit())[-20:]
    if len(digits) != 20:
        return ()
    return tuple(found.id for found in (affiliations_by_rib(digits) if of_casnos(receipt) else employers_by_rib(digits)))


def certain_payer(receipt: ReceiptKept) -> int | None:
    """The one payer a line certainly comes from, if there is one: one known number in its reference, else the account of one payer."""
    return certain_payers([receipt])[receipt.id]


def certain_payers(receipts: Sequence[ReceiptKept]) -> dict[int, int | None]:
    """`certain_payer` of the lines of one fund's statement, by the line's id."""
    numbers = {receipt.id: numbers_in(receipt) for receipt in receipts}
    known = payers_numbered(receipts[0], chain.from_iterable(numbers.values())) if receipts else {}
    found: dict[int, int | None] = {}
    for receipt in receipts:
        named = {known[number] for number in numbers[receipt.id] if number in known}
        candidates = named or set(holders_of(receipt))
        found[receipt.id] = candidates.pop() if len(candidates) == 1 else None
    return found
