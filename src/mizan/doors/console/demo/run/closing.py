"""The closing figures of the demo, read from the books as they stand."""

from datetime import date

from mizan.doors.console.demo.country.types import MONTHS, TrueWorld
from mizan.doors.console.demo.declared.plan import DeclaredWorld
from mizan.funds.contributions.queries.balance import balance_table


def closing_of(world: TrueWorld, declared: DeclaredWorld, today: date) -> dict[str, int]:
    """`employers`, `insured`, `self_employed`, `months`, and in whole centimes `due`, `received`, `arrears`, `credit`.

    due = received + arrears: `due` is what employers, the self-employed, CNAC and the Treasury owe under the dues that count at the end
    of `today`, `received` what was laid on them, `credit` what payers paid beyond.
    """
    table = balance_table(today)
    due, received = sum(row.due for row in table.rows), sum(row.received for row in table.rows)
    return {
        "employers": len(world.employers),
        "insured": len(declared.declared_persons),
        "self_employed": len(world.self_employed),
        "months": MONTHS,
        "due": due,
        "received": received,
        "arrears": due - received,
        "credit": table.credit,
    }
