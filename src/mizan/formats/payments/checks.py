"""What every payment file demands of its payments before a byte of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mizan.formats.payments.types import Order, Payment
from mizan.kernel.identifiers import check_rib
from mizan.kernel.money import MAX_CENTIMES
from mizan.kernel.refusals import refused

LONGEST_REF = 35
MAX_TOTAL = 10**16 - 1
"""The largest total a file may order: sixteen digits of centimes, what the narrowest shape can say."""


def check_order(order: Order) -> None:
    """Refused: `payment_order_form`, naming the field (empty or too long, out of range, of another form)."""
    wrong = {
        "message_id": not 1 <= len(order.message_id) <= LONGEST_REF or not order.message_id.isascii() or not order.message_id.isprintable(),
        "payer": not 1 <= len(order.payer.strip()) <= 140,
        "account": any(found.severity == "error" for found in check_rib(order.account)),
        "count": order.count < 1,
        "total": not 1 <= order.total <= MAX_TOTAL,
        "created_at": order.created_at.tzinfo is None,
    }
    for field, found in wrong.items():
        if found:
            raise refused("payment_order_form", field)


def checked(order: Order, payments: Iterable[Payment]) -> Iterator[Payment]:
    """The payments, each looked at; at the end their number and sum must be the order's.

    Refused: `payment_form` (a reference empty or too long, an account that is not 20 digits, an amount that is nil, negative or too large),
    `payment_totals` (the file would not say what its head says).
    """
    count = total = 0
    for payment in payments:
        ref, _, account, amount = payment
        if not (0 < len(ref) <= LONGEST_REF and ref.isascii() and ref.isprintable() and ref[0] != " " and ref[-1] != " "):
            raise refused("payment_form", "ref", ref=ref[:LONGEST_REF])
        if not (len(account) == 20 and account.isascii() and account.isdigit()):
            raise refused("payment_form", "account", ref=ref)
        if not 0 < amount <= MAX_CENTIMES:
            raise refused("payment_form", "amount", ref=ref)
        count += 1
        total += amount
        yield payment
    if (count, total) != (order.count, order.total):
        raise refused("payment_totals", "total", count=count, total=total)
