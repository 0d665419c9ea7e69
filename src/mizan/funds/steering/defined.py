"""The indicators made of the register's own tables, given to the indicators when the app is loaded."""

from mizan.funds.indicators.definitions import PAID, SOCIAL, Definition, Term, define
from mizan.funds.ledger import measured as books
from mizan.funds.steering.queries import measured as register
from mizan.kernel.rounding import PPM, Rounding

OWN = (
    Definition(
        "budget_gap", (Term(books.SPENT), Term(register.BUDGET, sign=-1, whole=True)), (Term(register.BUDGET, second=True, whole=True),),
        funds=SOCIAL, needs=PAID, owner="accounts", placed=False,
    ),
    Definition(
        "instructions_done", (Term(register.INSTRUCTIONS, second=True, whole=True),), (Term(register.INSTRUCTIONS, whole=True),),
        PPM, Rounding.DOWN, SOCIAL, owner="steering", placed=False,
    ),
)  # fmt: skip


def give() -> None:
    """Add them."""
    define(*OWN)
