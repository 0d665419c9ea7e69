"""Bank statements and months, for acts of collection."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date

from tests.doors.api.story import BANK
from tests.kills.conftest import TODAY, Act, Ground

_numbers = itertools.count(1)


def bank_statement(
    ground: Ground, lines: Sequence[tuple[str, int, str]], *, returned: tuple[str, int] | None = None, today: str = TODAY
) -> Act:
    """The import of one more statement: lines of (reference, centimes, payer's reference), and a payment the bank takes back."""
    from mizan.formats.statement import BankLine, BankStatement, statement_csv
    from mizan.kernel.money import Centimes

    number = next(_numbers)
    day = date.fromisoformat(today)
    made = [BankLine(f"{ref}-{number}", day, day, Centimes(amount), "", "", reference) for ref, amount, reference in lines]
    if returned is not None:
        ref, amount = returned
        former = f"{ref}-{number - 1}"
        made.append(BankLine(f"R{former}", day, day, Centimes(-amount), "", "", "", is_return=True, returns_ref=former))
    closing = Centimes(sum(line.amount for line in made))
    data = statement_csv.write(BankStatement(BANK, f"S{number:06d}", Centimes(0), closing, day, day, tuple(made)))
    return ground.file_act("accountant", "/statements?format=csv", {"file": ("s.csv", data)}, today=today)


def months_to_pay() -> Iterator[tuple[str, str, str]]:
    """Months one after the other: the month, a day in it, and a day of the next one."""
    for index in itertools.count():
        year, month = divmod(index, 12)
        following = date(2010 + (index + 1) // 12, (index + 1) % 12 + 1, 3)
        yield f"{2010 + year}-{month + 1:02d}", f"{2010 + year}-{month + 1:02d}-15", following.isoformat()
