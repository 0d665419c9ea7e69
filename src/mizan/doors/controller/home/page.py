"""The fund accountant's first page: what waits."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from mizan.doors import wording
from mizan.doors.controller.desk import WORKS
from mizan.doors.pages import Visit, page
from mizan.funds.contributions import queries
from mizan.funds.ledger import queries as ledger


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work of one kind: how many wait, and where."""

    heading: str
    text: str
    href: str
    tone: str


@page(*WORKS)
def home(visit: Visit) -> HttpResponse:
    """Show what waits, the work of today first."""
    receipts = queries.receipts_waiting(limit=500)
    transfers = queries.transfers_of(open_only=True)
    cases = [case for case in queries.cases_of(open_only=True) if case.state == "contested"]
    proposals = ledger.proposals(waiting=True)
    counts = {
        "queue": (len(receipts), sum(receipt.amount for receipt in receipts)),
        "transfers": (len(transfers), sum(order.amount for order in transfers)),
        "cases": (len(cases), 0),
        "journals": (len(proposals), 0),
    }
    cards = [
        Waiting(
            wording.text(f"controller.home.{name}.heading", visit.lang, count=count),
            wording.text(f"controller.home.{name}.text", visit.lang, amount=amount),
            visit.address(f"controller:{name}"),
            "soon" if count else "done",
        )
        for name, (count, amount) in counts.items()
    ]
    return visit.page("controller/home/page.html", {"cards": cards})
